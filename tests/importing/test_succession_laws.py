"""No edition opens what the one before it closed: audiences follow their clauses, or nothing may be put in place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from bot.importing.books import ImportedBooks
from bot.importing.draft import Draft, draft, put_in_place
from bot.importing.structure import books_of
from bot.importing.writing import Unsaid
from bot.rulebook.designation.numerals import in_chinese
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importing.test_writing import WORDS
from tests.importing.written_lines import document

RULES = ["报销凭票办理", "出差前先申请", "加班由组长批准", "奖金按季度发放", "设备离职时归还", "访客须登记"]
CHAPTERS = ["总则", "薪酬", "行政", "附加规定"]
Chapter = tuple[str, list[str]]


@st.composite
def editions(draw: st.DrawFn) -> list[Chapter]:
    """Chapters of different names with rules of different words, in any order."""
    rules = draw(st.lists(st.sampled_from(RULES), min_size=3, max_size=6, unique=True))
    names = draw(st.lists(st.sampled_from(CHAPTERS), min_size=2, max_size=3, unique=True))
    ends = sorted(draw(st.lists(st.integers(1, len(rules) - 1), max_size=len(names) - 1, unique=True)))
    cuts = [0, *ends, len(rules)]
    return [
        (name, rules[start:end])
        for name, start, end in zip(names, cuts, cuts[1:], strict=False)
        if start < end
    ]


def edition(chapters: Sequence[Chapter]) -> ImportedBooks:
    lines, number = ["薪酬制度"], 0
    for chapter, (name, rules) in enumerate(chapters, 1):
        lines.append(f"第{in_chinese(chapter)}章 {name}")
        for rule in rules:
            number += 1
            lines.append(f"第{in_chinese(number)}条 {rule}，具体由负责的部门另行公布。")
    books = books_of(document("\n".join(lines)))
    return replace(books, books=tuple(replace(book, id="pay") for book in books.books))


def drafted(chapters: Sequence[Chapter], waiting: Path, knowledge: Path) -> Draft:
    waiting.mkdir()
    unsaid = Unsaid("人事部", date(2026, 1, 1))
    (one,) = draft(edition(chapters), waiting, knowledge, unsaid, lambda _: WORDS)
    return one


def close(book: Path, chosen: st.DataObject) -> None:
    """Audiences for some chapters and clauses of a book that stands in its folder."""
    head = book / "book.yaml"
    head.write_text(head.read_text("utf-8") + 'audiences: {board: ["U0BOARD01"]}\n', "utf-8")
    for path in sorted(book.glob("[0-9]*.yaml")):
        chapter = yaml.safe_load(path.read_text("utf-8"))
        for entry in (chapter, *chapter["clauses"]):
            if chosen.draw(st.booleans()):
                entry["audience"] = ["board"]
        path.write_text(yaml.safe_dump(chapter, allow_unicode=True, sort_keys=False), "utf-8")


@settings(deadline=None)
@given(editions(), editions(), st.data())
def test_what_was_closed_is_closed_in_the_next_edition_or_that_is_not_put_in_place(
    old: list[Chapter], new: list[Chapter], chosen: st.DataObject
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        knowledge = folder / "rules"
        put_in_place([drafted(old, folder / "first", knowledge)])
        close(knowledge / "pay", chosen)
        next_one = drafted(new, folder / "second", knowledge)
        assert next_one.there
        closed = {clause.text for clause in next_one.there.clauses if clause.restriction}
        opened = {clause.text for clause in next_one.rulebook.clauses if not clause.restriction}
        assert next_one.unplaced or not closed & opened
