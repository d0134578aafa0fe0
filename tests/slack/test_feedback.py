"""有用 and 没用 under an answer."""

import pytest
from bot.answering import Responders
from bot.inquiries import Complaint, Opinion
from bot.slack.blocks.reply_row import Subject
from bot.store import Store
from bot.workspace import Message, Person, View, Workspace
from sqlalchemy import text

from tests.slack.conftest import running, standing, surroundings_for
from tests.slack.home.reader import HomeReader
from tests.slack.owned_book import clicks_for_modal

ASKED = "@守则 客户提的请求最晚多久要回？"


def question_of(answer: Message) -> str:
    """The id of the question, which the buttons carry."""
    values = [
        element["value"]
        for block in answer.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"] == "useful"
    ]
    return Subject.of(values[0]).question


def whispers(slack: Workspace, person: Person, where: str | None = None) -> list[Message]:
    """What only this person sees there."""
    return [one for one in slack.sees(person, where) if one.ephemeral_to == person.id]


async def reads(slack: Workspace, answer: Message, words: str) -> None:
    """Wait until an answer says that."""
    await slack.until(lambda: words in standing(slack, answer).reads or None)


async def test_useful_is_kept_and_the_answer_says_so_to_everybody(
    slack: Workspace, alice: Person, store: Store
) -> None:
    bob = slack.person("bob")
    await bob.joins("#ops")
    question = await alice.says("#ops", ASKED)
    answer = await slack.reply_to(question)
    assert (await bob.clicks(answer, "👍 有用")).is_acked
    await reads(slack, answer, "✓ 1 人觉得有用")
    await alice.clicks(standing(slack, answer), "👍 有用")
    await reads(slack, answer, "✓ 2 人觉得有用")
    assert not whispers(slack, bob, "#ops")
    assert standing(slack, answer).blocks[0]["elements"] == answer.blocks[0]["elements"]
    given = store.feedback.on(question_of(answer))
    assert {one.person for one in given} == {alice.id, bob.id}


async def test_a_private_answer_says_what_its_reader_thinks_of_it(slack: Workspace, alice: Person) -> None:
    answer = await slack.reply_to(await alice.runs("/rule 7.1", in_="#ops"))
    await alice.clicks(answer, "👍 有用")
    await reads(slack, answer, "✓ 已记下：有用")
    form = await clicks_for_modal(slack, alice, answer, "👎 没用")
    await alice.submits(form, {"原因": "内容过时"})
    await reads(slack, answer, "✓ 已记下：没用（内容过时）")
    assert "24 小时" in standing(slack, answer).reads
    assert len(whispers(slack, alice, "#ops")) == 1


async def asks_on_a_page(reader: HomeReader, where: str) -> None:
    """Ask on the home tab or in the window, and wait for the answer."""
    if where == "home":
        await reader.opens_home()
        await reader.searches("7.1")
    else:
        await reader.asks("7.1")


@pytest.mark.parametrize("where", ["home", "window"])
async def test_an_answer_on_a_page_says_what_its_reader_thinks_of_it(
    slack: Workspace, alice: Person, where: str
) -> None:
    reader = HomeReader(alice, slack)
    await asks_on_a_page(reader, where)

    async def says(words: str) -> View:
        return await slack.until(lambda: reader.page if words in reader.reads else None)

    await alice.clicks(reader.page, "👍 有用")
    answer = await says("✓ 已记下：有用")
    assert "24 小时" in answer.reads
    assert (alice.modal is None) == (where == "home"), "no window says it besides"
    await alice.submits(await clicks_for_modal(slack, alice, answer, "👎 没用"), {"原因": "内容过时"})
    thanks = await slack.until(lambda: alice.modal if "谢谢" in reader.reads else None)
    await alice.closes(thanks)
    await says("✓ 已记下：没用（内容过时）")
    await reader.goes("打开 7.1")
    assert "✓" not in reader.reads
    await reader.goes("搜索结果")
    assert "✓ 已记下：没用（内容过时）" in reader.reads, "it is still known after one has read elsewhere"


async def test_useless_asks_why_and_thanks_in_the_same_modal(
    slack: Workspace, alice: Person, store: Store
) -> None:
    answer = await slack.reply_to(await alice.messages_bot("7.1"))
    form = await clicks_for_modal(slack, alice, answer, "👎 没用")
    sent = await alice.submits(form, {"原因": "内容过时", "您想补充的": "  现在是 12 小时 "})
    assert sent.is_acked
    assert alice.modal
    assert "谢谢" in alice.modal.reads
    assert "submit" not in alice.modal.content
    said = Opinion(question_of(answer), alice.id, Complaint.OUTDATED, "现在是 12 小时")
    assert store.feedback.on(said.question) == (said,)


async def test_the_reasons_are_offered_in_the_language_of_the_one_who_clicks(
    slack: Workspace, alice: Person
) -> None:
    emma = slack.person("emma", locale="en-US")
    await emma.joins("#ops")
    answer = await slack.reply_to(await alice.says("#ops", ASKED))
    form = await clicks_for_modal(slack, emma, answer, "useless")
    assert "Out of date" in form.reads
    await emma.submits(form, {"why": "Out of date"})
    assert emma.modal
    assert "Thank you" in emma.modal.reads


async def test_a_later_click_replaces_what_was_said_before(
    slack: Workspace, alice: Person, store: Store
) -> None:
    answer = await slack.reply_to(await alice.messages_bot("7.1"))
    await alice.submits(await clicks_for_modal(slack, alice, answer, "👎 没用"), {"why": "其他"})
    await alice.clicks(answer, "👍 有用")
    await reads(slack, answer, "✓ 已记下：有用")
    assert store.feedback.on(question_of(answer)) == (Opinion(question_of(answer), alice.id),)


async def test_a_private_answer_says_so_even_where_the_bot_is_not_a_member(
    slack: Workspace, alice: Person, store: Store
) -> None:
    slack.channel("#quiet", members=[alice], bot=False)
    answer = await slack.reply_to(await alice.runs("/rule 7.1", in_="#quiet"))
    await alice.clicks(answer, "👍 有用")
    await reads(slack, answer, "✓ 已记下：有用")
    assert store.feedback.on(question_of(answer))


@pytest.mark.parametrize("button", ["👍 有用", "👎 没用"])
async def test_a_question_that_is_gone_is_said_to_be(
    slack: Workspace, alice: Person, store: Store, button: str
) -> None:
    answer = await slack.reply_to(await alice.messages_bot("7.1"))
    with store.engine.begin() as db:
        db.execute(text("DELETE FROM question"))
    await alice.clicks(answer, button)

    def said() -> str:
        return alice.modal.reads if alice.modal else "".join(one.reads for one in whispers(slack, alice))

    await slack.until(lambda: said() or None)
    assert "已经删除" in said()


async def test_the_buttons_work_after_a_restart(
    empty_slack: Workspace, responders: Responders, store: Store
) -> None:
    alice = empty_slack.person("alice")
    async with running(surroundings_for(empty_slack, responders, store)):
        await empty_slack.connected()
        answer = await empty_slack.reply_to(await alice.messages_bot("7.1"))
        form = await clicks_for_modal(empty_slack, alice, answer, "👎 没用")
    async with running(surroundings_for(empty_slack, responders, store)):
        await empty_slack.until(lambda: empty_slack.connections >= 2 or None)
        await alice.submits(form, {"why": "其他"})
        assert [word.complaint for word in store.feedback.on(question_of(answer))] == [Complaint.OTHER]
        await alice.clicks(answer, "👍 有用")
        await reads(empty_slack, answer, "✓ 已记下：有用")
        assert [word.complaint for word in store.feedback.on(question_of(answer))] == [None]


async def test_what_cannot_be_stored_is_said_to_have_failed(
    slack: Workspace, alice: Person, store: Store
) -> None:
    answer = await slack.reply_to(await alice.messages_bot("7.1"))
    form = await clicks_for_modal(slack, alice, answer, "👎 没用")
    with store.engine.begin() as db:
        db.execute(text("DROP TABLE feedback"))
    sent = await alice.submits(form, {"why": "其他"})
    assert sent.is_acked
    assert alice.modal
    assert "系统出错" in alice.modal.reads


async def test_of_what_somebody_else_asked_elsewhere_nobody_says_anything(
    slack: Workspace, alice: Person, store: Store
) -> None:
    bob = slack.person("bob")
    theirs = await slack.reply_to(await alice.messages_bot("7.1"))
    own = await slack.reply_to(await bob.messages_bot("7.2"))
    form = await clicks_for_modal(slack, bob, own, "👎 没用")
    asked, others = question_of(own), question_of(theirs)
    own_metadata = form.content["private_metadata"]
    for metadata in (own_metadata, own_metadata.replace(bob.dm.id, alice.dm.id)):
        forged = form.content | {"private_metadata": metadata.replace(asked, others)}
        await bob.submits(slack.state.views.open(bob.id, forged), {"why": "unclear"})
        await slack.until(lambda: (bob.modal and "没法再评价了" in bob.modal.reads) or None)
        assert bob.modal
        await bob.closes(bob.modal)
    assert not store.feedback.on(others)


async def test_in_a_private_channel_all_its_members_say_what_they_think(
    slack: Workspace, alice: Person, store: Store
) -> None:
    bob = slack.person("bob")
    slack.channel("#board", members=[alice, bob], private=True)
    answer = await slack.reply_to(await alice.says("#board", ASKED))
    await bob.clicks(answer, "👍 有用")
    await reads(slack, answer, "✓ 1 人觉得有用")
    assert [one.person for one in store.feedback.on(question_of(answer))] == [bob.id]
