"""The shortcut 「问规则」: a modal at once, and the answer in it."""

from contextlib import AsyncExitStack

from bot.slack.home.links import ToClause, read_route
from bot.workspace import Workspace

from tests.slack.home.conftest import FakeHome
from tests.slack.home.reader import HomeReader, links

ANSWERED, SILENT = "客户提的请求最晚多久要回？", "食堂几点开饭？"


async def test_a_question_is_answered_in_the_modal_and_another_can_be_asked(alice: HomeReader) -> None:
    await alice.asks(ANSWERED)
    assert f"您问：{ANSWERED}" in alice.reads
    assert "《运营中心守则》第七章第一条" in alice.reads
    await alice.submits(SILENT)
    assert f"您问：{SILENT}" in alice.reads
    assert "守则里没有找到" in alice.reads
    assert "第七章第一条" not in alice.reads


async def test_who_is_about_to_ask_reads_what_is_kept_of_it(alice: HomeReader, emma: HomeReader) -> None:
    """Who asks here is asked aside nowhere else: the first question may well be this one."""
    for reader, kept in ((alice, "保存 180 天"), (emma, "kept for 180 days")):
        await reader.person.uses_shortcut("ask_rule")
        await reader.slack.modal(reader.person)
        assert kept in reader.reads


async def test_the_box_for_the_next_question_is_empty(alice: HomeReader) -> None:
    await alice.asks(ANSWERED)
    first = alice.page
    await alice.submits(SILENT)
    assert alice.page.values == {}
    assert first.blocks[-1]["block_id"] != alice.page.blocks[-1]["block_id"]


async def test_while_it_is_looked_up_the_modal_says_so(
    alice: HomeReader, fake_home: FakeHome, slack: Workspace
) -> None:
    drawn = fake_home.holds()
    await alice.person.uses_shortcut("ask_rule")
    form = await slack.modal(alice.person)
    await alice.person.submits(form, {"您想问什么？": ANSWERED})
    assert "正在查" in alice.reads
    assert ANSWERED in alice.reads
    drawn.set()
    await slack.until(lambda: "第七章第一条" in alice.reads or None)


async def test_one_can_read_on_in_the_modal_and_return_to_the_answer(alice: HomeReader) -> None:
    found = await alice.asks("3.6")
    related = next(label for label in alice.labels if label.startswith("3.5"))
    await alice.goes(related)
    assert "第三章第五条" in alice.reads
    assert "返回主页" not in alice.labels
    await alice.goes("第三章 职责与权限")
    assert len([way for way in links(alice.page) if way.label == "查看"]) == 9
    await alice.goes("搜索结果")
    assert "👍 有用" in alice.reads, "what was asked can be rated"
    assert alice.reads == found.reads
    assert alice.person.home is None


async def test_nothing_but_spaces_is_no_question(alice: HomeReader, slack: Workspace) -> None:
    await alice.person.uses_shortcut("问规则")
    form = await slack.modal(alice.person)
    sent = await alice.person.submits(form, {"您想问什么？": "   "})
    assert list(sent.errors.values()) == ["请写下您想问的事。"]
    assert (await alice.asks(ANSWERED)).reads.startswith("您问")


async def test_a_long_question_is_taken(alice: HomeReader) -> None:
    await alice.asks("规" * 3_000)
    assert "您问：规规" in alice.reads


async def test_the_modal_speaks_the_readers_language(emma: HomeReader) -> None:
    await emma.person.uses_shortcut("问规则")
    form = await emma.slack.modal(emma.person)
    assert form.title == "Ask the rulebook"
    await emma.submits("Does the company have a gym?")
    assert "You asked: Does the company have a gym?" in emma.reads
    assert "No clause in the rulebook answers" in emma.reads


async def test_the_modal_opens_in_chinese_where_the_language_is_not_known_soon(
    emma: HomeReader, slack: Workspace
) -> None:
    slack.faults.slows("users.info", 2.5)
    await emma.person.uses_shortcut("问规则")
    assert (await emma.slack.modal(emma.person)).title == "问规则"


async def test_the_modal_does_not_wait_for_other_work(
    alice: HomeReader, slack: Workspace, fake_home: FakeHome
) -> None:
    async with AsyncExitStack() as places:
        for _ in range(8):
            await places.enter_async_context(fake_home.in_flight.at_work())
        await alice.person.uses_shortcut("问规则")
        await slack.modal(alice.person)


async def test_a_modal_that_was_closed_meanwhile_is_left_alone(
    alice: HomeReader, fake_home: FakeHome, slack: Workspace
) -> None:
    drawn = fake_home.holds()
    await alice.person.uses_shortcut("问规则")
    form = await slack.modal(alice.person)
    await alice.person.submits(form, {"您想问什么？": ANSWERED})
    await alice.person.closes(alice.page)
    drawn.set()
    await slack.until(lambda: slack.recording.calls_to("views.update") or None)
    await slack.settled()
    [update] = slack.recording.calls_to("views.update")
    assert update.error == "not_found"
    assert alice.person.modal is None


async def test_somebody_who_is_not_admitted_reads_why_in_the_modal(
    alice: HomeReader, fake_home: FakeHome
) -> None:
    fake_home.refused[alice.person.id] = "clause.gone"
    await alice.asks(ANSWERED)
    assert "这一条已经变动" in alice.reads
    assert alice.labels == []


async def test_a_choice_in_the_modal_leads_to_the_clause(alice: HomeReader) -> None:
    await alice.asks("组长安排不公平")
    [first, *_] = [read_route(way.payload["value"]) for way in links(alice.page)]
    assert isinstance(first, ToClause)
    await alice.goes(first)
    assert alice.quoted
