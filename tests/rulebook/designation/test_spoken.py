"""References as people type them: spoken.yaml says where each leads."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bot.knowledge.documents.document import read_document
from bot.rulebook import (
    Ambiguous,
    AtBooks,
    AtClause,
    AtClauses,
    AtDivision,
    Clause,
    ClauseNumber,
    Heading,
    HeadingKind,
    Library,
    Missing,
    Owner,
    Rulebook,
    Table,
    find_references,
    read_references,
)
from bot.rulebook.designation.numerals import in_chinese
from hypothesis import given
from hypothesis import strategies as st

from tests.small_books import FIRST_DAY, book, tree_book

SAID: Any = read_document(Path(__file__).parents[1] / "spoken.yaml").value


def _titled(rules: Rulebook, titles: dict[str, str]) -> Rulebook:
    """The book with these titles of its chapters."""
    return replace(
        rules,
        clauses=tuple(
            replace(
                each, heading=replace(each.heading, title=titles.get(each.heading.number, each.heading.title))
            )
            for each in rules.clauses
        ),
    )


def _manual() -> Rulebook:
    owner = Owner("人事部")
    top = Heading("manual", "手册", "1", "4", "采购", owner, HeadingKind.OTHER, "4 采购")
    below = Heading("manual", "手册", "1", "4.1", "请购", owner, HeadingKind.OTHER, "4.1 请购", top)
    annex = Heading("manual", "手册", "1", "A", "表格", owner, HeadingKind.ANNEX, "附录A 表格")
    places = {"4.1.1.2": below, "4.1.1.3": below, "A.1": annex, "A.2": annex}
    tables = {"A.2": (Table(("职级",), (("经理",),), "表1 住宿"),)}
    clauses = (
        Clause(
            under,
            ClauseNumber.parse(number),
            "文\n表1 住宿\n职级：经理",
            FIRST_DAY,
            tables=tables.get(number, ()),
        )
        for number, under in places.items()
    )
    return Rulebook("manual", "手册", "1", FIRST_DAY, owner, tuple(clauses))


def _handbook(kind: HeadingKind = HeadingKind.OTHER) -> Rulebook:
    """3 Expenses, with 3.1 and 3.2; of clauses that end with 3 there is one, 2.3."""
    owner, first = Owner("People Team"), FIRST_DAY
    titles = {"1": ("General", 2), "2": ("Leave", 4), "3": ("Expenses", 2), "4": ("Conduct", 1)}
    clauses = (
        Clause(
            Heading("hb", "Guide", "1", top, title, owner, kind, f"{top} {title}", is_english=True),
            ClauseNumber.parse(f"{top}.{each}"),
            "Text. See section 3.",
            first,
        )
        for top, (title, count) in titles.items()
        for each in range(1, count + 1)
    )
    return Rulebook("hb", "Guide", "1", first, owner, tuple(clauses))


def _numbers(chapter: str, count: int) -> dict[str, str]:
    return {f"{chapter}.{article}": "文" for article in range(1, count + 1)}


PENAL = {"1": {"1": "文"}, "2": {"7": "文", "133": "文", "133-1": "文", "134": "文", "205": "文"}}
BOOKS = {
    "运营守则": replace(
        _titled(
            book({"4": _numbers("4", 3), "7": _numbers("7", 3) | {"7.10": "文"}}, title="运营守则", id="ops"),
            {"7": "服务", "4": "纪律"},
        ),
        aliases=("红宝书", "Staff Handbook"),
    ),
    "刑法": _titled(
        book(PENAL | {"9": {"9.1": "文"}, "10": {"10.1": "文"}}, title="刑法", id="penal"),
        {"9": "附件一", "10": "附件二"},
    ),
    "条例": tree_book(),
    "手册": _manual(),
    "Guide": _handbook(),
}


def _where(message: str, library: Library) -> str:
    """Where a message leads, as spoken.yaml says it."""
    found = [library.find(each, alone=True) for each in read_references(message, library.names)]
    match found:
        case [AtDivision(), *_]:
            return " ".join(
                f"章 {each.division.heading.label}" for each in found if isinstance(each, AtDivision)
            )
        case [AtBooks()]:
            return "目录"
        case [Missing()]:
            return "没有"
        case [Ambiguous()]:
            return "哪一条"
        case _:
            pass
    clauses = list[Clause]()
    for each in found:
        clauses += (
            [each.clause]
            if isinstance(each, AtClause)
            else each.clauses
            if isinstance(each, AtClauses)
            else ()
        )
    return " ".join(str(clause.number) for clause in clauses) or "不是"


def _cases() -> Iterator[tuple[str, str, str]]:
    for title, leads in SAID.items():
        for where, messages in leads.items():
            yield from ((title, message, where) for message in messages)


@pytest.mark.parametrize(("title", "message", "where"), list(_cases()))
def test_a_message_leads_to_where_spoken_yaml_says(title: str, message: str, where: str) -> None:
    assert _where(message, Library((BOOKS[title],))) == where


SPOKEN = ("{0}", "*{0}*", "“{0}”", "看{0}", "请问 {0} 讲什么？", "《{1}》{0}", "{1}{0}", "> {0}")


def _called(clause: Clause) -> Iterator[str]:
    """All that a clause is called by its number and its headings."""
    path = "".join(f"第{in_chinese(int(each.number))}章" for each in clause.heading.path)
    yield str(clause.number)
    yield clause.place
    number, inserted = clause.number.counted or (0, 0)
    for figure in (in_chinese(number), str(number), " ".join(in_chinese(number))):
        yield f"{path}第{figure}条" + (f"之{in_chinese(inserted)}" if inserted else "")


LEVELS = st.integers(1, 400)


@st.composite
def chaptered(draw: st.DrawFn) -> Rulebook:
    """A book of some chapters, numbered anew in each or straight through, with clauses put in later."""
    chapters = sorted(draw(st.sets(st.integers(1, 40), min_size=1, max_size=3)))
    anew, texts, taken = draw(st.booleans()), dict[str, dict[str, str]](), 0
    for chapter in chapters:
        own = sorted(draw(st.sets(LEVELS, min_size=1, max_size=4)))
        numbers = [f"{chapter}.{each}" if anew else str(taken + each) for each in own]
        taken += 0 if anew else own[-1]
        texts[str(chapter)] = dict.fromkeys([*numbers, f"{numbers[-1]}-1"], "文")
    return book(texts, title="守则", id="rules")


@given(chaptered(), st.data())
def test_all_that_a_clause_is_called_leads_to_it_and_to_no_other(
    rules: Rulebook, data: st.DataObject
) -> None:
    clause = data.draw(st.sampled_from(rules.clauses))
    spoken = data.draw(st.sampled_from(SPOKEN))
    for called in _called(clause):
        assert _where(spoken.format(called, "守则"), Library((rules,))) == str(clause.number), called


@given(st.text("第一二十章条节编附件至、和7.1-（）*看Article of\n", max_size=130))
def test_any_message_leads_somewhere_or_nowhere(message: str) -> None:
    for title, rules in BOOKS.items():
        assert _where(message, Library((rules,))), title
    assert all(message[each.start : each.end].strip() == each.written for each in find_references(message))


def test_a_number_is_asked_back_for_where_it_is_a_heading_of_one_book_and_a_clause_of_another() -> None:
    articles = book({"1": {"1": "文", "2": "文", "3": "文"}}, title="办法", id="articles")

    assert _where("3", Library((_handbook(), articles))) == "哪一条"
    assert _where("3", Library((articles, _handbook()))) == "哪一条"


def test_a_heading_named_in_a_text_is_no_clause_whose_number_ends_alike() -> None:
    guide = Library((_handbook(),))

    assert guide.related(guide.clauses[2]) == ()


@pytest.mark.parametrize("called", ["section 3", "clause 3", "3", "Chapter 3"])
def test_a_number_is_that_of_the_chapter_in_an_english_book_whose_clauses_count_below_it(called: str) -> None:
    assert _where(called, Library((_handbook(HeadingKind.CHAPTER),))) == "章 3 Expenses"


@pytest.mark.parametrize("said", ["3.15", "1.9", "9.11"])
def test_a_number_with_a_point_is_not_missed_in_a_book_whose_clauses_are_numbered_through(said: str) -> None:
    assert _where(said, Library((book(PENAL, title="刑法", id="penal"),))) == "不是"


def test_a_number_with_noughts_is_that_of_the_book_that_prints_them() -> None:
    printing = book({"4": {"4.1": "文", "4.2": "文"}}, title="Harbor", id="harbor")
    clauses = (replace(each, printed=f"Section 4.0{place}") for place, each in enumerate(printing.clauses, 1))
    printed = replace(printing, clauses=tuple(clauses), title="Harbor")
    both = Library((book({"4": {"4.2": "文"}}, id="other"), printed))

    found = {
        said: both.find(read_references(said)[0], alone=True) for said in ("4.02", "section 4.02", "4.2")
    }

    assert found["4.02"] == found["section 4.02"] == AtClause(printed.clauses[1])
    assert isinstance(found["4.2"], Ambiguous)
