"""Pages of any library: Slack takes each of them, and nothing of a clause is lost."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from bot.answering import Answer, Citation
from bot.inquiries import Escalation, EscalationState
from bot.rulebook import Library
from bot.slack.blocks.elements import divider, line
from bot.slack.blocks.rich_text import Block
from bot.slack.home.context import Frame, PageContext
from bot.slack.home.data import Throttled
from bot.slack.home.links import Route, ToClause, ToHeading, ToPreface, ToStart, read_route
from bot.slack.home.pages import clause_page, division_page, page_at, results_page
from bot.slack.home.start import recently_changed, start_page
from bot.slack.home.views import ViewEvent, loading_view, page_view, question_form
from bot.wording import Disclosure, Language, catalogue_for
from bot.workspace.block_kit import block_kit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.slack.home.escalations import NOON, passed_on
from tests.slack.home.pages.libraries import TITLES, libraries, replies
from tests.small_books import FIRST_DAY, book, library, tree_book

BLOCK_KIT = block_kit()
CHINESE = catalogue_for(Language.CHINESE)
LARGE = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def context_over(books: Library, **others: Any) -> PageContext:  # noqa: ANN401  # any field of a context
    return PageContext(books, CHINESE, **others)


def assert_valid(shown: Mapping[str, Any]) -> None:
    assert BLOCK_KIT.view(shown) == []
    assert len(json.dumps(shown)) <= 250_000
    kinds = [block["type"] for block in shown["blocks"]]
    assert ("divider", "divider") not in pairwise(kinds)


def assert_page_valid(blocks: list[Block], ctx: PageContext) -> None:
    modal = "V1" if ctx.frame is Frame.MODAL else ""
    assert_valid(page_view(ViewEvent("U1", modal, query=ctx.query, seed="1.abcdef"), blocks, ctx.say))


def led_to(blocks: list[Block]) -> Iterator[Route]:
    """Where the buttons of a page lead."""
    for block in blocks:
        for element in [*block.get("elements", ()), block.get("accessory") or {}]:
            if element.get("type") == "button":
                yield read_route(element["value"])


def quoted(blocks: list[Block]) -> str:
    return "".join(
        text["text"]
        for block in blocks
        if block["type"] == "rich_text"
        for element in block["elements"]
        if element["type"] == "rich_text_quote"
        for text in element["elements"]
    )


def all_starts(ctx: PageContext) -> Iterator[list[Block]]:
    yield from _until_the_last(lambda page: list(start_page(page, ctx)), ToStart)


def _until_the_last(draw: Any, to: Any) -> Iterator[list[Block]]:  # noqa: ANN401  # a page's function, a destination's
    page = 1
    while True:
        blocks = draw(page)
        yield blocks
        page += 1
        if to(page) not in led_to(blocks):
            return


@LARGE
@given(books=libraries(), frame=st.sampled_from(Frame), query=TITLES.map(lambda text: text[:3_000]))
def test_every_page_of_any_library_is_a_view_that_slack_takes(
    books: Library, frame: Frame, query: str
) -> None:
    ctx = context_over(books, frame=frame, query=query)
    chapter = books.books[-1].divisions[-1]
    for page in (1, 2, 99):
        assert_page_valid(list(start_page(page, ctx)), ctx)
        assert_page_valid(list(division_page(chapter, page, ctx)), ctx)
        assert_page_valid(list(clause_page(chapter.clauses[0], page, ctx)), ctx)


@LARGE
@given(books=libraries(), frame=st.sampled_from(Frame), query=TITLES.map(lambda text: text[:3_000]))
def test_whatever_is_replied_is_a_view_that_slack_takes(books: Library, frame: Frame, query: str) -> None:
    ctx = context_over(books, frame=frame, query=query)
    for reply in [*replies(books), Throttled(20)]:
        assert_page_valid(list(results_page(reply, ctx)), ctx)
    assert_valid(loading_view(query, CHINESE))


@LARGE
@given(libraries())
def test_every_chapter_and_every_clause_is_linked_from_the_pages_above_it(books: Library) -> None:
    ctx = context_over(books)
    linked = {to for blocks in all_starts(ctx) for to in led_to(blocks)}
    chapters = [chapter for one in books.books for chapter in one.divisions]
    assert {ToHeading.of(chapter.heading) for chapter in chapters} <= linked
    for chapter in chapters[:3]:
        place = ToHeading.of(chapter.heading)
        pages = _until_the_last(
            lambda page, chapter=chapter: list(division_page(chapter, page, ctx)),
            lambda page, place=place: replace(place, page=page),
        )
        listed = {to for blocks in pages for to in led_to(blocks)}
        assert {ToClause.of(clause) for clause in chapter.clauses} <= listed


@LARGE
@given(libraries())
def test_the_pages_of_a_clause_hold_its_text_character_for_character(books: Library) -> None:
    ctx, clause = context_over(books), books.clauses[0]
    place = ToClause.of(clause)
    pages = list(
        _until_the_last(
            lambda page: list(clause_page(clause, page, ctx)), lambda page: replace(place, page=page)
        )
    )
    assert "".join(map(quoted, pages)).strip() == clause.text.strip()


@pytest.mark.parametrize("language", Language)
def test_the_form_is_a_view_that_slack_takes(language: Language) -> None:
    assert_valid(question_form(catalogue_for(language), Disclosure(180, "models.example.org")))
    assert_valid(loading_view("问" * 3_000, catalogue_for(language)))


def test_an_empty_library_has_a_start_page() -> None:
    ctx = context_over(library())
    assert_page_valid(list(start_page(1, ctx)), ctx)


@given(st.lists(st.builds(passed_on, TITLES, state=st.sampled_from(EscalationState)), max_size=30))
def test_open_questions_of_any_number_and_length_fit(asked: list[Escalation]) -> None:
    ctx = context_over(library(book({"1": {"1.1": "甲。"}})), open_questions=tuple(asked))
    assert_page_valid(list(start_page(1, ctx)), ctx)


def test_the_day_of_a_question_is_that_of_its_reader_wherever_the_bot_runs() -> None:
    ctx = context_over(library(), open_questions=(passed_on("食堂几点开饭？"),))
    shown = json.dumps(list(start_page(1, ctx)))
    assert f'{{"type": "date", "timestamp": {NOON:.0f}, "format": "{{date_num}}"' in shown


def changed(later: Mapping[str, date], *, clauses: int = 9) -> list[str]:
    texts = {f"1.{number}": "甲。" for number in range(1, clauses + 1)}
    ctx = context_over(library(book({"1": texts}, later=later)))
    return [str(clause.number) for clause in recently_changed(ctx)]


@pytest.mark.parametrize(
    ("later", "shown"),
    [
        pytest.param({}, [], id="all came into force together: nothing has changed"),
        pytest.param(
            {"1.2": FIRST_DAY + timedelta(days=1), "1.3": FIRST_DAY + timedelta(days=9)},
            ["1.3", "1.2"],
            id="the newest first",
        ),
        pytest.param(
            {f"1.{number}": FIRST_DAY + timedelta(days=number) for number in range(2, 9)},
            ["1.8", "1.7", "1.6", "1.5", "1.4"],
            id="at most five",
        ),
    ],
)
def test_what_has_changed_recently(later: dict[str, date], shown: list[str]) -> None:
    assert changed(later) == shown


def test_a_preface_stands_above_the_headings_of_its_book_and_a_long_one_has_a_page() -> None:
    short, long = "本守则供学习。", "言" * 7_000
    books = [book({"1": {"1.1": "甲。"}}, id=name) for name in ("short", "long")]
    prefaced = (replace(books[0], preface=short), replace(books[1], preface=long))
    ctx = context_over(library(*prefaced))
    start = list(start_page(1, ctx))
    assert quoted(start) == short
    assert ToPreface("long") in led_to(start)
    assert ToPreface("short") not in led_to(start)
    assert quoted(list(page_at(ToPreface("long"), ctx))) == long
    assert "已经变动" in json.dumps(list(page_at(ToPreface("gone"), ctx)), ensure_ascii=False)


def test_a_changed_clause_stands_on_the_start_page_with_its_date() -> None:
    ctx = context_over(library(book({"1": {"1.1": "甲。", "1.2": "乙。"}}, later={"1.2": date(2026, 6, 1)})))
    blocks = list(start_page(1, ctx))
    assert "1.2 乙。 · 2026-06-01 起施行" in json.dumps(blocks, ensure_ascii=False)


def test_of_a_very_long_clause_the_part_that_answers_is_shown_and_that_it_is_a_part() -> None:
    text = "甲" * 2_799 + "。" + ("乙" * 2_799 + "。") * 8 + "就是这句。"
    [clause] = book({"1": {"1.1": text}}).clauses
    answer = Answer((Citation(clause, clause.text, marked="就是这句。"),), 1.0)
    blocks = list(results_page(answer, context_over(library(book({"1": {"1.1": text}})), query="问")))
    assert quoted(blocks).endswith("就是这句。")
    assert "这里只是其中一部分" in json.dumps(blocks, ensure_ascii=False)
    assert ToClause.of(clause) in led_to(blocks)


def test_the_page_of_a_heading_leads_to_its_clauses_the_headings_below_and_the_one_above() -> None:
    ctx = context_over(library(tree_book()))
    part, annex = ctx.library.books[0].divisions
    first, second = part.divisions
    [section] = first.divisions
    assert set(led_to(list(start_page(1, ctx)))) >= {ToHeading.of(part.heading), ToHeading.of(annex.heading)}
    assert set(led_to(list(division_page(part, 1, ctx)))) == {
        ToStart(),
        ToHeading.of(first.heading),
        ToHeading.of(second.heading),
    }
    assert set(led_to(list(division_page(first, 1, ctx)))) == {
        ToStart(),
        ToHeading.of(part.heading),
        ToClause.of(first.clauses[0]),
        ToHeading.of(section.heading),
    }


@pytest.mark.parametrize("frame", Frame)
def test_what_ends_with_a_line_is_followed_by_no_other(frame: Frame) -> None:
    waiting = (line("·"), divider())
    for books in (library(), library(book({"1": {"1.1": "甲。"}}))):
        ctx = context_over(books, frame=frame, desk=waiting)
        assert_page_valid(list(start_page(1, ctx)), ctx)
