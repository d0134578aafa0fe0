"""A book of ours that was written as a Word file comes back from its import as it was."""

from datetime import date
from pathlib import Path

import pytest
from bot.importing.readers.word import read_word
from bot.importing.structure import books_of
from bot.importing.writing import Unsaid, write
from bot.knowledge.books.book import read_book
from bot.rulebook import Rulebook

from tests.importing.test_writing import WORDS
from tests.importing.word.written_books import write_word

BOOKS = [Path(__file__).parents[3] / "knowledge/operations-code", Path(__file__).parent / "handbook"]


def as_printed(book: Rulebook) -> list[tuple[object, ...]]:
    """What staff see of each clause."""
    return [
        (str(each.number), each.place, each.heading.path_label, each.title, each.text.strip(), each.tables)
        for each in book.clauses
    ]


@pytest.mark.parametrize("automatic", [False, True], ids=["typed", "automatic"])
@pytest.mark.parametrize("folder", BOOKS, ids=lambda folder: folder.name)
def test_a_book_comes_back_as_it_was(folder: Path, automatic: bool, tmp_path: Path) -> None:  # noqa: FBT001  # a case
    book = read_book(folder)
    imported = books_of(read_word(write_word(book, tmp_path, automatic=automatic)))
    (written,) = write(imported, tmp_path, Unsaid("人事部", date(2026, 1, 1)), WORDS)
    assert as_printed(read_book(written)) == as_printed(book)
