"""Books in memory and knowledge folders on disk, small enough to be read in the test that uses them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bot.rulebook import Chapter, Clause, ClauseNumber, Heading, Library, Owner, Rulebook

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
        chapters=tuple(
            _chapter(
                Heading(id, title, "2026.1", int(number), f"章{number}", Owner(f"组{number}")), texts, later
            )
            for number, texts in chapters.items()
        ),
    )


def _chapter(heading: Heading, texts: Mapping[str, str], later: Mapping[str, date] | None) -> Chapter:
    clauses = (
        Clause(heading, ClauseNumber.parse(number), text, (later or {}).get(number, FIRST_DAY))
        for number, text in texts.items()
    )
    return Chapter(heading, tuple(clauses))


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
