"""Books in memory and knowledge folders on disk, small enough to be read in the test that uses them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.rulebook import Clause, ClauseNumber, Heading, HeadingKind, Library, Owner, Rulebook

TODAY = date(2026, 11, 23)
FIRST_DAY = date(2026, 1, 1)

BOOK = """\
id: code
title: 运营中心守则
version: "2026.1"
effective: 2026-01-01
owner: {name: 运营管理部}
"""


def clause(text: str) -> Clause:
    """One clause, 1.1 of its book."""
    return book({"1": {"1.1": text}}).clauses[0]


def book(
    chapters: Mapping[str, Mapping[str, str]],
    *,
    title: str = "运营中心守则",
    id: str = "code",  # noqa: A002  # the field's own name
    later: Mapping[str, date] | None = None,
) -> Rulebook:
    """A book of `{chapter: {number: text}}`; `later` has the clauses that come into force after FIRST_DAY."""
    return Rulebook(
        id=id,
        title=title,
        version="2026.1",
        effective=FIRST_DAY,
        owner=Owner("运营管理部"),
        clauses=tuple(
            clause
            for number, texts in chapters.items()
            for clause in _clauses(
                Heading(id, title, "2026.1", number, f"章{number}", Owner(f"组{number}")), texts, later
            )
        ),
    )


def _clauses(
    heading: Heading, texts: Mapping[str, str], later: Mapping[str, date] | None
) -> Iterator[Clause]:
    for number, text in texts.items():
        yield Clause(heading, ClauseNumber.parse(number), text, (later or {}).get(number, FIRST_DAY))


def owned_by(unowned: Rulebook, owner: Owner) -> Rulebook:
    """The book, which as a whole has one owner."""
    clauses = (replace(clause, heading=replace(clause.heading, owner=owner)) for clause in unowned.clauses)
    return replace(unowned, owner=owner, clauses=tuple(clauses))


def library(*books: Rulebook) -> Library:
    """The books side by side."""
    return Library(books)


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files, each under its path inside `folder`; returns the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def tree_book() -> Rulebook:
    """A part of two chapters, one with a section, and an annex: clauses 1, 2 and 3, and 一、 printed for A1.1."""
    owner, first_day = Owner("法务部"), FIRST_DAY
    part = Heading("law", "条例", "1", "1", "总则", owner, HeadingKind.PART, "第一编 总则")
    chapter = Heading("law", "条例", "1", "1", "通则", owner, printed="第一章 通则", above=part)
    section = Heading("law", "条例", "1", "1", "适用", owner, HeadingKind.SECTION, "第一节 适用", chapter)
    other = Heading("law", "条例", "1", "2", "主体", owner, printed="第二章 主体", above=part)
    annex = Heading("law", "条例", "1", "1", "标准", owner, HeadingKind.ANNEX, "附件一 标准")
    places = {"1": chapter, "2": section, "3": other}
    clauses = [
        Clause(under, ClauseNumber((number,)), f"文{number}", first_day) for number, under in places.items()
    ]
    clauses.append(Clause(annex, ClauseNumber(("A1", "1")), "甲", first_day, printed="一、"))
    return Rulebook("law", "条例", "1", first_day, owner, tuple(clauses))
