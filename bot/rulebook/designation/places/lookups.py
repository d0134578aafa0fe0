"""Where a reference leads among several books."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.rulebook.book import Rulebook
from bot.rulebook.clause import Clause
from bot.rulebook.designation.designators import Certainty, Reach, Step
from bot.rulebook.designation.places.doubts import may_be_none
from bot.rulebook.designation.places.nearest import NEAREST, nearest, nearest_headings
from bot.rulebook.designation.places.open_ranges import COUNTED, counted, opened
from bot.rulebook.designation.places.outcomes import (
    Ambiguous,
    AtBooks,
    AtClause,
    AtClauses,
    AtDivision,
    Lookup,
    Missing,
    Repealed,
    ToCome,
)
from bot.rulebook.designation.places.whole_paths import (
    in_its_script,
    in_its_words,
    items_of_annexes,
    with_article_as_clause,
    with_bracketed_as_clause,
    with_item_on_annex,
    with_whole_path,
    without_bracketed,
)
from bot.rulebook.designation.texts.references import Reference
from bot.rulebook.division import Division
from bot.rulebook.heading import HeadingKind
from bot.rulebook.parts import meant_by, part_of

_OUTER = {HeadingKind.PART, HeadingKind.CHAPTER, HeadingKind.SECTION}
_WORDS = (
    (re.compile(r"sec|§|ss?[. \d]", re.IGNORECASE), HeadingKind.SECTION),
    (re.compile("art", re.IGNORECASE), HeadingKind.ARTICLE),
)
_SIGN = re.compile(r"SS?(?P<number>\d{1,4})")  # s5
_ARTICLE = re.compile("[条條]")  # 第二章第一条 is not its 第一节
_DOTTED, _NOUGHT = re.compile(r"\d{1,4}(?:\.\d{1,4})+"), re.compile(r"(?<!\d)0\d")
# 12-15: a range, where it is not the fifteenth put in behind 12
_SPAN = re.compile(r"(?P<first>\d+)-(?P<last>\d+)")


def look_up(reference: Reference, books: Sequence[Rulebook], *, alone: bool) -> Lookup | None:
    """Where a reference leads in these books; None where it may be none at all.

    `alone`: nothing else was said.
    """
    reference = with_item_on_annex(reference, books)
    if not reference.number:
        return _headings(reference, books, alone=alone)
    if reference.reach in COUNTED:
        return counted(reference, books)
    reference = _as_section(with_article_as_clause(reference, books), books)
    reference = with_bracketed_as_clause(reference, books)
    if beside := without_bracketed(reference, books):
        return Missing(beside[:NEAREST])
    books = with_whole_path(reference, books)
    found = _clauses(_with_letter(reference, books), books)
    if reference.reach is not Reach.ITSELF and isinstance(found, AtClause):
        return opened(reference, found.clause, books)
    return None if may_be_none(reference, found, books, alone=alone) else found


def _with_letter(reference: Reference, books: Sequence[Rulebook]) -> Reference:
    """§ 12a as the section that was put in behind § 12, where a book has that; else as the item (a) of § 12."""
    number = reference.inserted
    is_there = number and any(book.places.clauses(reference.headings, number) for book in books)
    return replace(reference, number=number, parts=()) if is_there else reference


def _as_section(reference: Reference, books: Sequence[Rulebook]) -> Reference:
    """S5 as section 5, where no book has a clause that is called so."""
    sign, number = _SIGN.fullmatch(reference.number[0]), reference.number
    if sign is None or any(book.places.clauses(reference.headings, number) for book in books):
        return reference
    return replace(reference, number=(sign["number"], *number[1:]))


def _of_its_word(reference: Reference, books: Sequence[Rulebook]) -> Lookup | None:
    """The heading of a book that calls its headings Section, for section 3, unless its clause 3 stands under it.

    Where others call their clauses so, too, either may be meant.
    """
    word, kind = next((each for each in _WORDS if each[0].match(reference.written)), (None, None))
    if (
        word is None
        or kind is None
        or reference.headings
        or reference.until
        or reference.parts
        or len(reference.number) > 1
    ):
        return None
    divisions = [
        each
        for book in books
        for each in book.places.headings([Step(kind, reference.number[0])])
        if each.heading.kind is kind
    ]
    own = any(clause.number.levels == reference.number for each in divisions for clause in each.clauses)
    if own or not divisions:
        return None
    called_so = [
        clause
        for book in books
        for clause in book.places.clauses((), reference.number)
        if clause.printed and word.match(clause.printed)
    ]
    divisions = [each for each in divisions if not called_so or word.match(each.heading.printed)]
    if called_so and divisions:
        return Ambiguous((*(each.clauses[0] for each in divisions), *called_so))
    return one_of(divisions) if divisions else None


def _clauses(reference: Reference, books: Sequence[Rulebook]) -> Lookup | None:
    if heading := _of_its_word(reference, books):
        return heading
    for number, until in ((reference.number, reference.until), *as_range(reference.number)):
        found = [
            (book, clause) for book in books for clause in book.places.clauses(reference.headings, number)
        ]
        found = [each for each in found if _is_printed_so(each[1], reference.written)] or found
        found = [each for each in found if _is_called_so(each[1], reference.written)] or found
        found = [each for each in found if in_its_words(each[1].short_label, reference.written)] or found
        beside = _headed(reference, books) if found else []
        if beside := [each for each in beside if in_its_words(each.heading.label, reference.written)]:
            return Ambiguous((*(clause for _, clause in found), *(each.clauses[0] for each in beside)))
        if len(found) > 1:
            return Ambiguous(tuple(clause for _, clause in found))
        for book, clause in found:
            return _from(reference, book, clause, until) if until else _with_part(reference, book, clause)
    items = [each for book in books for each in book.places.items(reference.headings, reference.number)]
    if items := items or [*items_of_annexes(reference, books)]:
        return AtClause(*items[0]) if len(items) == 1 else Ambiguous(tuple(clause for clause, _ in items))
    divisions = _headed(reference, books)
    if not divisions and (reference.headings or reference.certainty is not Certainty.SURE):
        divisions = [
            each
            for book in books
            for each in book.places.numbered(reference.number, reference.headings)
            if not (each.heading.kind is HeadingKind.SECTION and _ARTICLE.search(reference.written))
        ]
    return one_of(divisions) if divisions else _gone(reference, books)


def _is_printed_so(clause: Clause, written: str) -> bool:
    """Whether a number was written with noughts that a clause has too: 4.02 is Section 4.02 before it is 4.2."""
    said, printed = map(_DOTTED.search, (written, clause.printed or str(clause.number)))
    return (
        said is not None and printed is not None and said[0] == printed[0] and bool(_NOUGHT.search(said[0]))
    )


def _is_called_so(clause: Clause, written: str) -> bool:
    """Whether a clause is printed with the word that was written: Section 16 is no 第十六条 of another book."""
    return any(word.match(written) and word.match(clause.printed or "") for word, _ in _WORDS)


def _from(reference: Reference, book: Rulebook, first: Clause, until: tuple[str, ...]) -> AtClauses:
    """The clauses of a range from the first one."""
    last = book.places.clauses(reference.headings, until)
    if len(last) == 1:
        return AtClauses(book.places.range(first, last[0]))
    return AtClauses(book.places.up_to(first, until), is_cut=True)


def _headed(reference: Reference, books: Sequence[Rulebook]) -> list[Division]:
    """The headings that a number alone means in books which have no clause of that number."""
    if reference.headings:
        return []
    return [
        each
        for book in books
        if not book.places.clauses((), reference.number)
        for each in book.places.headed(reference.number)
    ]


def _gone(reference: Reference, books: Sequence[Rulebook]) -> Lookup | None:
    """A number that leads to no clause in force."""
    for book in books:
        if over := book.repealed_places.clauses(reference.headings, reference.number):
            return Repealed(over[0])
        if coming := book.coming_places.clauses(reference.headings, reference.number):
            return ToCome(coming[0])
    is_word = not reference.number[0][0].isdecimal()  # A-1, V3.2: a clause only where there is one
    return None if is_word else Missing(nearest(reference, books))


def as_range(number: tuple[str, ...]) -> Sequence[tuple[tuple[str, ...], tuple[str, ...]]]:
    """12-15 as a range, where no clause is called so: its first and its last number."""
    match = _SPAN.fullmatch(number[-1])
    if match is None or int(match["first"]) >= int(match["last"]):
        return ()
    return (((*number[:-1], match["first"]), (*number[:-1], match["last"])),)


def _with_part(reference: Reference, book: Rulebook, clause: Clause) -> AtClause:
    is_former = clause in book.places.former(reference.headings, reference.number)
    former = reference.written if is_former else ""
    if not reference.parts:
        return AtClause(clause, former=former)
    words = part_of(clause.text, meant_by(reference.parts, book.region), clause.tables)
    between = " " if any(part.written for part in reference.parts) else ""
    return AtClause(
        clause, words, "" if words else between.join(part.label for part in reference.parts), former
    )


def _headings(reference: Reference, books: Sequence[Rulebook], *, alone: bool) -> Lookup | None:
    steps = reference.headings
    if steps[0].kind is HeadingKind.BOOK:
        return AtBooks(tuple(books))
    if steps[0].kind is HeadingKind.TABLE:
        return _table(steps[0].number, books)
    known = [(book, steps if steps[-1].title else book.places.known(steps)) for book in books]
    divisions = [
        each for book, some in known if len(some) == len(steps) for each in book.places.headings(steps)
    ]
    if named := in_its_script(reference, divisions or _outermost(steps, books)):
        is_one = reference.parts and len(named) == 1
        return _in_annex(reference, books, named[0]) if is_one else one_of(named)
    outer = [
        each for book, some in known if 0 < len(some) < len(steps) for each in book.places.headings(some)
    ]
    if outer:  # 第三章第一节, where chapters have no sections
        return Missing(outer[0].clauses[:NEAREST])
    is_said = alone and bool(steps[-1].number)
    if len(steps) > 1 and is_said and not _has_kind(reference, books):
        return AtBooks(tuple(books))
    # Of a running text only what is sure to be meant for a chapter of ours.
    return Missing(nearest_headings(steps[-1], books)) if is_said or _has_kind(reference, books) else None


def _in_annex(reference: Reference, books: Sequence[Rulebook], annex: Division) -> Lookup | None:
    """A part of an annex that is one clause; step 3 of one whose steps are its clauses."""
    [book] = [each for each in books if each.id == annex.heading.book]
    if annex.is_annex_of_one:
        return _with_part(reference, book, annex.clauses[0])
    first, *below = reference.parts
    return _clauses(replace(reference, number=(str(first.ordinal),), parts=tuple(below)), [book])


def _outermost(steps: Sequence[Step], books: Sequence[Rulebook]) -> list[Division]:
    """Of books that call none of their headings so, the outermost of that number: Section 3 for chapter 3."""
    step = steps[0]
    if len(steps) > 1 or not step.number or step.kind not in _OUTER:
        return []
    return [
        each
        for book in books
        if not book.places.known(steps)
        for each in book.places.numbered((step.number,))
        if len(each.heading.path) == 1
    ]


def _table(number: str, books: Sequence[Rulebook]) -> Lookup | None:
    found = [each for book in books for each in book.places.tables(number)]
    match found:
        case []:
            others = [clause for book in books for clause in book.places.with_numbered_tables]
            return Missing(tuple(others[:NEAREST])) if others else None
        case [(clause, table)]:
            return AtClause(clause, "\n".join(table.lines))
        case _:
            return Ambiguous(tuple(clause for clause, _ in found))


def _has_kind(reference: Reference, books: Sequence[Rulebook]) -> bool:
    first = reference.headings[0]
    return (first.kind is HeadingKind.CHAPTER and not first.title) or any(
        book.places.known([first]) for book in books
    )


def one_of(divisions: Sequence[Division]) -> Lookup:
    """Where it leads that these headings are meant."""
    if len(divisions) > 1:
        return Ambiguous(tuple(division.clauses[0] for division in divisions))
    [division] = divisions
    return AtClause(division.clauses[0]) if division.is_annex_of_one else AtDivision(division)
