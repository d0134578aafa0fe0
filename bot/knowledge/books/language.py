"""In which language a book is written: labels that are made of numbers, and the lines of its tables, follow it."""

import re
from collections.abc import Iterable, Iterator

from bot.knowledge.documents.schema import BookFile, HeadingEntry, TableEntry

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_JAPANESE = re.compile(r"[ぁ-ん]")


def is_english(head: BookFile, chapters: Iterable[HeadingEntry]) -> bool:
    """Whether a book's title has Latin letters, and neither that nor any clause (whenever it holds) a Chinese one."""
    has_latin = any(letter.isascii() and letter.isalpha() for letter in head.title)
    return has_latin and not any(map(_CHINESE.search, (head.title, *_texts(chapters))))


def _texts(headings: Iterable[HeadingEntry]) -> Iterator[str]:
    for heading in headings:
        for clause in heading.clauses:
            yield from (clause.text, *(revision.text for revision in clause.revisions))
            for tables in (clause.tables, *(revision.tables or () for revision in clause.revisions)):
                yield from (cell for table in tables for cell in _cells(table))
        yield from _texts(heading.headings)


def _cells(table: TableEntry) -> Iterator[str]:
    yield from (table.caption or "", *table.header)
    for row in table.rows:
        yield from row


def region_told(texts: Iterable[str]) -> str:
    """Japan ("jp") where most of the clauses' texts are in its script; "" where they tell nothing."""
    japanese = [_JAPANESE.search(text) is not None for text in texts]
    return "jp" if sum(japanese) * 2 > len(japanese) else ""
