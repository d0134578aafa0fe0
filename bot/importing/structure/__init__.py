"""From lines to books of clauses, whatever the file's format is."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile, takewhile

from bot.importing.books import ImportedBooks
from bot.importing.source import ImportRefusedError, Line, Refusal, SourceDocument
from bot.importing.structure.division import read_parts
from bot.importing.structure.front_and_back.blank_pages import is_blank_page
from bot.importing.structure.front_and_back.contents import without_contents
from bot.importing.structure.front_and_back.mail import without_mail_fields
from bot.importing.structure.lines.chapters_apart import with_chapters_apart
from bot.importing.structure.lines.field_tables import with_names_on_top
from bot.importing.structure.lines.headings import is_like_title, with_answers_apart
from bot.importing.structure.lines.looks import with_headings_alike
from bot.importing.structure.lines.numbers_apart import with_numbers_apart
from bot.importing.structure.lines.numbers_beside import with_numbers_joined
from bot.importing.structure.lines.titles.kickers import with_kickers_below
from bot.importing.structure.lines.titles.unfinished_titles import with_whole_titles
from bot.importing.structure.lines.translations import with_translations

_BUTTON = re.compile(  # of a wiki, behind a heading that was copied or printed with it
    r"\s?[\[［](?:edit(?: source)?(?: \| edit source)?|[编編][辑輯](?: ?\| ?[编編][辑輯]?源代[码碼])?)[\]］]$",
    re.IGNORECASE,
)
_BACK_TO_TOP = re.compile(  # of a web page, or a text that was copied from one
    r"[\[(↑▲⬆^«\s]{0,3}(?:(?:(?:go|jump)\s)?(?:back|return)\sto\s(?:the\s)?(?:top|(?:table\sof\s)?contents|toc)"
    r"|返回?到?(?:页首|頁首|顶部|頂部|目录|目錄)|回到?(?:页首|頁首|顶部|頂部|目录|目錄)"
    r"|(?:この)?(?:ページの)?(?:先頭|トップ)(?:へ|に)(?:戻る)?)(?:\sof\s(?:the\s)?page)?[\])↑▲⬆^»\s]{0,3}",
    re.IGNORECASE,
)


def books_of(document: SourceDocument, *, parts: Sequence[str] = ()) -> ImportedBooks:
    """The books of a file; `parts` are the titles or pages (p. 12) at which several regulations in it begin.

    Raises ImportRefusedError: EMPTY where no line holds anything, NO_SCHEME where nothing divides the text into clauses
    for sure, SEVERAL_BOOKS where numbers begin anew without a heading and nobody said where the regulations part,
    UNKNOWN_PART where one is missing.
    """
    visible = (
        _without_mark_of_note(
            replace(
                line,
                text=_BUTTON.sub("", line.text),
                table=with_names_on_top(line.table) if line.table else None,
            )
        )
        for line in document.lines
    )
    written = with_answers_apart(
        line for line in visible if _holds_something(line) and not _BACK_TO_TOP.fullmatch(line.text)
    )
    whole = without_mail_fields(with_kickers_below([*with_chapters_apart([*with_whole_titles(written)])]))
    lines, notes = without_contents(whole)
    if not lines:
        raise ImportRefusedError(Refusal.EMPTY)
    read = read_parts(
        document,
        with_headings_alike(with_translations(with_numbers_apart(with_numbers_joined(lines)))),
        parts,
        _listed(whole, lines),
    )
    ids = Counter[str]()
    books = []
    for book, found in read:
        ids[book.id] += 1
        again = f"-{ids[book.id]}" if ids[book.id] > 1 else ""
        books.append(replace(book, id=f"{book.id}{again}"))
        notes += found
    return ImportedBooks(tuple(books), (*document.notes, *notes))


def _listed(whole: Sequence[Line], kept: Sequence[Line]) -> Sequence[str]:
    """The entries of the contents on top: the first lines that were left out."""
    left = {*map(id, kept)}
    behind = dropwhile(lambda line: id(line) in left, whole)
    return [line.text for line in takewhile(lambda line: id(line) not in left, behind)]


def _without_mark_of_note(line: Line) -> Line:
    """A title without the mark of its footnote: 第一章 总则[1] is called 第一章 总则 wherever it is cited."""
    text = line.text.rstrip()
    for note in line.footnotes:
        text = text.removesuffix(note.partition(" ")[0]).rstrip()
    return replace(line, text=text) if text != line.text.rstrip() and is_like_title(text) else line


def _holds_something(line: Line) -> bool:
    return bool(line.table or line.missing or line.text.strip() or line.label) and not is_blank_page(line)
