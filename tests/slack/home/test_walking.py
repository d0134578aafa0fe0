"""The shipped rulebook, read by clicking from the start page."""

import pytest
from bot.answering import Responder
from bot.inquiries import EscalationState
from bot.rulebook import ClauseNumber
from bot.slack.home.links import Nowhere, ToClause, ToHeading, ToPreface, read_route
from bot.workspace import Workspace

from tests.slack.home.conftest import FakeHome
from tests.slack.home.escalations import passed_on
from tests.slack.home.reader import HomeReader, links

BOOK = "operations-code"


async def test_every_chapter_and_every_clause_is_reached_by_clicks_and_shown_whole(
    alice: HomeReader, responder: Responder
) -> None:
    start = await alice.opens_home()
    library = responder.index.library
    chapters = [read_route(way.payload["value"]) for way in links(start)]
    assert chapters == [
        way
        for book in library.books
        for way in (ToPreface(book.id), *(ToHeading.of(chapter.heading) for chapter in book.divisions))
    ]
    for book in library.books:
        for chapter in book.divisions:
            await alice.goes(ToHeading.of(chapter.heading))
            assert chapter.heading.label in alice.reads
            for clause in chapter.clauses:
                await alice.goes(ToClause.of(clause))
                assert clause.label in alice.reads
                assert clause.title in alice.reads
                assert alice.quoted == clause.text.rstrip()
                await alice.goes(ToHeading.of(chapter.heading))
            await alice.goes("返回主页")


async def test_the_whole_book_is_read_from_clause_to_clause(alice: HomeReader, responder: Responder) -> None:
    [book] = responder.index.library.books
    first, *others = book.clauses
    await alice.opens_home()
    await alice.goes(ToHeading.of(first.heading))
    await alice.goes(ToClause.of(first))
    for clause in others[:20]:
        [forth] = [label for label in alice.labels if label.endswith("→")]
        await alice.goes(forth)
        assert alice.quoted == clause.text.rstrip()
    for clause in [*others[18::-1], first]:
        [back] = [label for label in alice.labels if label.startswith("←")]
        await alice.goes(back)
        assert alice.quoted == clause.text.rstrip()


async def test_a_clause_page_says_where_it_stands_whom_to_ask_and_what_it_refers_to(
    alice: HomeReader,
) -> None:
    await alice.opens_home()
    await alice.goes(ToHeading(BOOK, "3"))
    assert "《运营中心守则》 · 2026.1 版 · 9 条" in alice.reads
    assert "复核" in alice.reads
    await alice.goes(ToClause(BOOK, ClauseNumber.parse("3.6")))
    assert "2026-01-01 起施行" in alice.reads
    assert "可以向" in alice.reads
    assert "相关条款" in alice.reads
    [related] = [label for label in alice.labels if label.startswith("3.5")]
    await alice.goes(related)
    assert "《运营中心守则》第三章第五条" in alice.reads


async def test_the_channel_of_an_owner_is_a_link_on_the_pages_of_what_they_look_after(
    slack: Workspace, alice: HomeReader
) -> None:
    channel = slack.channel("cs-quality", [alice.person])
    await alice.opens_home()
    for page in (ToHeading(BOOK, "7"), ToClause(BOOK, ClauseNumber.parse("7.1"))):
        await alice.goes(page)
        assert f"<#{channel.id}>" in alice.reads


async def test_the_start_page_is_in_the_language_of_its_reader(emma: HomeReader) -> None:
    await emma.opens_home()
    assert "Search the rules" in emma.reads
    await emma.goes(ToHeading(BOOK, "7"))
    assert "Back to Home" in emma.labels
    await emma.goes(ToClause(BOOK, ClauseNumber.parse("7.1")))
    assert "Whom to ask" in emma.reads


async def test_opening_the_home_again_leads_back_to_the_start(alice: HomeReader) -> None:
    start = await alice.opens_home()
    await alice.goes(ToHeading(BOOK, "7"))
    again = await alice.opens_home()
    assert again.reads == start.reads


async def test_open_questions_stand_on_the_start_page(alice: HomeReader, fake_home: FakeHome) -> None:
    fake_home.open = [
        passed_on("食堂几点开饭？", link="https://example.com/p1"),
        *(passed_on(f"问题{number}", state=EscalationState.UNDELIVERED) for number in range(6)),
    ]
    await alice.opens_home()
    assert "食堂几点开饭？ · 2026-11-23 · 等待负责人答复" in alice.reads
    assert "另有 2 个" in alice.reads
    await alice.goes(ToHeading(BOOK, "7"))
    assert "食堂" not in alice.reads


@pytest.mark.parametrize(
    "gone",
    [
        ToClause(BOOK, ClauseNumber.parse("7.99")),
        ToClause("old", ClauseNumber.parse("1.1")),
        ToHeading(BOOK, "99"),
        Nowhere(),
    ],
    ids=str,
)
async def test_a_place_that_is_no_longer_there_leads_to_the_start_and_says_so(
    alice: HomeReader, gone: ToClause | ToHeading | Nowhere
) -> None:
    await alice.opens_home()
    view = alice.page
    button = next(links(view)).payload
    button["value"] = str(gone)
    await alice.goes(gone)
    assert "您要看的内容已经变动" in alice.reads
    assert "第七章" in alice.reads


async def test_somebody_who_is_not_admitted_reads_why_and_is_led_to_their_own_data_alone(
    alice: HomeReader, fake_home: FakeHome
) -> None:
    fake_home.refused[alice.person.id] = "clause.gone"
    await alice.opens_home()
    assert alice.reads == "这一条已经变动，请重新查询。\n我的数据"
    assert alice.labels == []
