"""The pages of the app know what the store knows: open questions, what is asked most, and what was asked on them."""

from bot.knowledge import Knowledge
from bot.store import Store
from bot.workspace import Person, Workspace
from sqlalchemy import text

from tests.slack.home.reader import HomeReader
from tests.slack.owned_book import clicks_for_modal

SILENT = "食堂几点开饭？"


async def test_a_question_passed_on_stands_on_the_askers_home_only(
    slack: Workspace, alice: Person, knowledge: Knowledge
) -> None:
    bob = slack.person("bob")
    for contact in {str(clause.heading.owner.contact) for clause in knowledge.library.clauses}:
        slack.channel(contact, [bob])
    refusal = await slack.reply_to(await alice.messages_bot(SILENT))
    await alice.submits(await clicks_for_modal(slack, alice, refusal, "转给负责人"))
    await slack.settled(quiet=0.3)
    await alice.closes(await slack.modal(alice))
    for person, is_theirs in ((alice, True), (bob, False)):
        home = await HomeReader(person, slack).opens_home()
        assert (SILENT in home.reads) is is_theirs
        assert ("等待负责人答复" in home.reads) is is_theirs


async def test_what_is_searched_for_on_a_page_is_kept_with_its_outcome(
    slack: Workspace, alice: Person, store: Store
) -> None:
    home = HomeReader(alice, slack)
    await home.opens_home()
    await home.searches("客户提的请求最晚多久要回？")
    await home.searches(SILENT)
    await slack.settled(quiet=0.3)
    with store.engine.begin() as db:
        kept = db.execute(text("SELECT surface, outcome FROM question ORDER BY asked_at")).all()
    assert [tuple(row) for row in kept] == [("home", "answer"), ("home", "refusal")]


async def test_the_pane_offers_what_is_asked_most_in_the_clauses_own_words(
    slack: Workspace, alice: Person
) -> None:
    await slack.reply_to(await alice.messages_bot("7.5"))
    await alice.opens_pane()
    await slack.until(lambda: alice.pane.prompts or None)
    assert alice.pane.prompts[0]["message"] in {"什么样的抱怨算严重", "有记者介入的投诉报给谁"}
