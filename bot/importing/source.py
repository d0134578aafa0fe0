"""What every reader makes of a file: its lines as people see them printed, and where each stands."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.rulebook import Table

LARGEST = 200 * 2**20  # bytes of a file, and of all that is packed in it


class Refusal(StrEnum):
    """Why a file is not imported; the catalogue has the sentence, and what to do instead."""

    UNKNOWN_KIND = "unknown_kind"
    OLD_WORD = "old_word"  # .doc, RTF, and what else Word turns into a .docx
    EMPTY = "empty"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"  # as a file, or unpacked
    UNSAFE = "unsafe"  # XML entities, paths out of the archive
    PASSWORD = "password"  # noqa: S105  # the reason, not a secret
    PICTURES_ONLY = "pictures_only"  # scanned, or Word with pictures for text
    WRONG_CHARACTERS = "wrong_characters"  # a PDF whose character map shows 不 and holds 丌
    PENDING_CHANGES = "pending_changes"
    SEVERAL_BOOKS = "several_books"  # `count` and `titles` of those that were seen
    UNKNOWN_PART = "unknown_part"  # the `part` at which a book should begin is not there
    HEADINGS_MOVED = "headings_moved"  # `now` has the number of `heading`, which stays till a day
    NO_SCHEME = "no_scheme"  # nothing that numbers or heads its clauses
    NO_COLUMNS = (
        "no_columns"  # a table of which nothing tells what stands where: `columns` are the names found
    )
    SAME_AS_RESTRICTED = (
        "same_as_restricted"  # most of it stands in a restricted book: `title` and `id` of that
    )
    UNFIT_TEXT = "unfit_text"  # rule files cannot hold it
    OPEN_QUOTATION = (
        "open_quotation"  # of a table as text: the quotation mark that opens in a `row` does not close
    )
    NOT_AN_ID = "not_an_id"  # the `id` given is a path, or no name that a folder may have
    NO_BOOK_THERE = "no_book_there"  # what has the `id` given for its name is no book
    MISSING_EXTRA = "missing_extra"


class Changes(StrEnum):
    """What becomes of tracked changes."""

    ACCEPT = "accept"
    REJECT = "reject"


class ImportRefusedError(Exception):
    """A file that is not imported: `refusal`, and `words` for its sentence, several as a tuple."""

    def __init__(self, refusal: Refusal, **words: str | tuple[str, ...]) -> None:
        super().__init__(refusal, words)
        self.refusal, self.words = refusal, words


class Missing(StrEnum):
    """What stands in a document and cannot be taken over; a mark in the text says so."""

    FIGURE = "figure"
    FORM = "form"


@dataclass(frozen=True)
class Line:
    """A paragraph, or a row that stands alone, as it is printed.

    `label` is the number that the program shows and the text does not hold (Word's lists, `<ol>`), as it is shown:
    第一条, （一）, 3.2; typed ones stay in `text`. `heading` is the level, from 1, of what the file itself marks as a
    heading (style, outline, `<h2>`, ##). `page` and `paragraph` count from 1. `bold` and `size` (points) are of the
    whole line, `lead` is its first run of words in bold, underlined or italic where the reader tells;
    `indent` is that of its first letter in points. `footnotes` begin with the mark that stands in the text:
    [1] or ①. It `is_apart` where a plain text has an empty line before it, or a page a rule.
    A line that is a `table` or something `missing` has no text of its own.
    """

    text: str
    label: str = ""
    heading: int | None = None
    page: int | None = None
    paragraph: int | None = None
    bold: bool = False
    size: float | None = None
    indent: float | None = None
    table: Table | None = None
    missing: Missing | None = None
    footnotes: tuple[str, ...] = ()
    lead: str = ""
    is_apart: bool = False


def printed(label: str, text: str) -> str:
    """A line with its number before it, as people read it: 第一条 目的, （一）迟到."""
    closes = label.endswith(("）", "、", "】", "」", "．", "：")) or (
        label.endswith(")") and not text[:1].isascii()
    )
    return f"{label}{'' if closes else ' '}{text}".strip() if label else text


class NoteKind(StrEnum):
    """What a reader was unsure of, or left out."""

    HIDDEN_TEXT = "hidden_text"
    CONTENTS_DROPPED = "contents_dropped"  # all from `first` to `last`
    RUNNING_HEADS_DROPPED = "running_heads_dropped"
    LINE_NUMBERS_DROPPED = "line_numbers_dropped"  # `count`
    CHANGES_ACCEPTED = "changes_accepted"
    CHANGES_REJECTED = "changes_rejected"
    SHEET_LEFT_OUT = "sheet_left_out"  # `sheet` has a table of which nothing tells what stands where
    FIGURE_MISSING = "figure_missing"
    UNTITLED = "untitled"  # the book is called `title`, as the file is
    UNCERTAIN_LABEL = "uncertain_label"  # `label`: the program may show another one
    NUMBERS_MISSING = "numbers_missing"  # between `before` and `number`
    NUMBER_REPEATED = "number_repeated"  # `number`
    HEADING_REPEATED = "heading_repeated"  # `heading` has the number of `first`, which stands beside it
    UNNUMBERED = "unnumbered"  # `number` is 第n条: none was filled in
    NOUGHT_LOST = "nought_lost"  # `number` comes again in a table, where 2.10 may be held as 2.1
    OUT_OF_ORDER = "out_of_order"  # `number` stands before its place, or behind it
    TAKEN_FOR_NUMBERS = "taken_for_numbers"  # `first` to `last`, which are of no form that is known
    LEFT_IN_TEXT = "left_in_text"  # `written` begins like a clause and is not taken for one
    CLOSING_LINE = "closing_line"  # `written` stands behind the last clause, `number`, without one of its own
    BEHIND_LIST = "behind_list"  # `written` stands behind the last item, `number`, and may be for all of them
    SIGNATURE_DROPPED = "signature_dropped"  # `written` stands below the last clause, or before an annex
    EMPTY_CLAUSE = "empty_clause"  # `written` has no text
    EMPTY_HEADING = "empty_heading"  # `heading` has nothing under it
    UNDIVIDED = "undivided"  # `title` is one clause: nothing divides it, or not for sure
    RULES_IN_PREFACE = "rules_in_preface"  # below `heading`, before its first clause
    RESTRICTED_ELSEWHERE = "restricted_elsewhere"  # the text of `number` is for some readers only as `other`
    UNKNOWN_SYMBOL = "unknown_symbol"  # a character of a symbol font, shown as �


@dataclass(frozen=True)
class Note:
    """Something that whoever imports should look at, with its place and words for its sentence."""

    kind: NoteKind
    page: int | None = None
    paragraph: int | None = None
    words: dict[str, str] = field(default_factory=dict)
    row: int | None = None


@dataclass(frozen=True)
class SourceDocument:
    """A file as its reader understood it; `sha256` is of its bytes, in hexadecimal digits."""

    name: str
    sha256: str
    lines: tuple[Line, ...]
    notes: tuple[Note, ...] = ()
    title: str = ""  # from the file's own properties, "" where it tells none
