"""No edition shows anybody what the one before it kept from them, whatever becomes of headings and clauses."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from bot.importing.books import ImportedBooks
from bot.importing.draft import Draft, draft, put_in_place
from bot.importing.structure import books_of
from bot.importing.writing import Unsaid
from bot.rulebook import Library, Rulebook
from bot.rulebook.designation.numerals import in_chinese
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importing.test_writing import WORDS
from tests.importing.written_lines import document

RULES = [
    "报销费用一律凭正式票据办理",
    "出差前须先向主管提交书面申请",
    "加班由本组组长事先批准后安排",
    "奖金按照季度核算并随工资发放",
    "电脑等设备在离职当天要归还",
    "访客进门须在前台登记姓名单位",
]
CHAPTERS = ["总则", "薪酬", "行政", "附加规定"]
AUDIENCES = ["board", "hr"]
Chapter = tuple[str, str, list[list[str]]]
"""Its name, what stands before its first clause, and the rules of each of its clauses."""


@st.composite
def editions(draw: st.DrawFn) -> list[Chapter]:
    """Chapters of different names; rules of different words, in any order, one or two in a clause or a preface."""
    rules = draw(st.lists(st.sampled_from(RULES), min_size=3, max_size=6, unique=True))
    names = draw(st.lists(st.sampled_from(CHAPTERS), min_size=1, max_size=3, unique=True))
    chapters: list[Chapter] = []
    for left, name in zip(range(len(names) - 1, -1, -1), names, strict=True):
        has_preface = len(rules) > left + 2 and draw(st.integers(0, 3)) == 0
        preface = f"{rules.pop()}。" if has_preface else ""
        clauses = [[rules.pop()]]
        while len(rules) > left and (not left or draw(st.booleans())):
            clauses += [[rules.pop()]] if draw(st.integers(0, 2)) else []
            if len(rules) > left and draw(st.integers(0, 2)) == 0:
                clauses[-1].append(rules.pop())
        chapters.append((name, preface, clauses))
    return chapters


def edition(chapters: Sequence[Chapter]) -> ImportedBooks:
    lines, number = ["薪酬制度"], 0
    for chapter, (name, preface, clauses) in enumerate(chapters, 1):
        lines += [f"第{in_chinese(chapter)}章 {name}", *filter(None, [preface])]
        for rules in clauses:
            number += 1
            lines.append(f"第{in_chinese(number)}条 {'，'.join(rules)}。")
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
    head.write_text(
        head.read_text("utf-8") + 'audiences: {board: ["U0BOARD01"], hr: ["U0HR00001"]}\n', "utf-8"
    )
    for path in sorted(book.glob("[0-9]*.yaml")):
        chapter = yaml.safe_load(path.read_text("utf-8"))
        for entry in (chapter, *chapter["clauses"]):
            if names := chosen.draw(st.sampled_from([[], [], ["board"], ["hr"], AUDIENCES])):
                entry["audience"] = list(names)
        path.write_text(yaml.safe_dump(chapter, allow_unicode=True, sort_keys=False), "utf-8")


def shown(book: Rulebook, groups: Sequence[str]) -> set[str]:
    """The rules that a member of these audiences can read, in a clause or before one."""
    seen = Library((book,)).seen_by(frozenset(f"pay/{name}" for name in groups))
    texts = "\n".join(text for each in seen.books for text in _texts(each))
    return {rule for rule in RULES if rule in texts}


def _texts(book: Rulebook) -> Iterator[str]:
    yield book.preface
    yield from (division.heading.preface for division in book.all_divisions)
    yield from (clause.text for clause in book.clauses)


@settings(deadline=None)
@given(editions(), editions(), st.data())
def test_nobody_reads_in_the_next_edition_what_this_one_kept_from_them_or_it_is_not_put_in_place(
    old: list[Chapter], new: list[Chapter], chosen: st.DataObject
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        knowledge = folder / "rules"
        put_in_place([drafted(old, folder / "first", knowledge)])
        close(knowledge / "pay", chosen)
        next_one = drafted(new, folder / "second", knowledge)
        assert next_one.replacement
        older = next_one.replacement.older
        for groups in (some for count in range(3) for some in combinations(AUDIENCES, count)):
            kept_from_them = shown(older, AUDIENCES) - shown(older, groups)
            assert next_one.replacement.unplaced or not kept_from_them & shown(next_one.rulebook, groups)


def test_what_a_clause_for_some_readers_will_say_is_kept_from_the_others_too(tmp_path: Path) -> None:
    bonus, amended, leave = RULES[3], "奖金自明年起每年核算两次并单独发放", RULES[0]
    put_in_place([drafted([("薪酬", "", [[bonus], [leave]])], tmp_path / "first", tmp_path / "rules")])
    book = tmp_path / "rules/pay"
    with (book / "book.yaml").open("a", encoding="utf-8") as head:
        head.write('audiences: {board: ["U0BOARD01"]}\n')
    [path] = book.glob("[0-9]*.yaml")
    chapter = yaml.safe_load(path.read_text("utf-8"))
    revision = {"effective": "2099-01-01", "text": f"{amended}。"}
    chapter["clauses"][0] |= {"audience": ["board"], "revisions": [revision]}
    path.write_text(yaml.safe_dump(chapter, allow_unicode=True, sort_keys=False), "utf-8")
    next_one = drafted([("薪酬", "", [[bonus], [leave], [amended]])], tmp_path / "second", tmp_path / "rules")
    seen = Library((next_one.rulebook,)).seen_by(frozenset())
    assert [clause.text for clause in seen.clauses] == [f"{leave}。"]
