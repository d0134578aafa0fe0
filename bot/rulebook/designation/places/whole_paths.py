"""Which of several books have the whole of what a reference names: Article V, its Section 3, the second paragraph."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.rulebook.book import Rulebook
from bot.rulebook.clause import Clause
from bot.rulebook.designation.designators import NamedPart, PartUnit, Step
from bot.rulebook.designation.numerals import figures_of
from bot.rulebook.designation.texts.references import Reference
from bot.rulebook.division import Division
from bot.rulebook.heading import HeadingKind
from bot.rulebook.parts import meant_by, part_of

_ABOVE = {PartUnit.SUBITEM: PartUnit.ITEM}  # in a clause that would else be an item
_ON_ANNEX = re.compile("附[件录表图](?P<annex>[一二三四五六七八九])(?P<item>[一二三四五六七八九])")
_BELOW = {PartUnit.ITEM: PartUnit.SUBITEM}  # in an item that is named as if it were a clause
_LATIN, _CHINESE = re.compile("[A-Za-z]{2}"), re.compile("[\u4e00-\u9fff]")


def with_whole_path(reference: Reference, books: Sequence[Rulebook]) -> Sequence[Rulebook]:
    """The books that have the most of it: its headings, the clause under them, the part of that; else all.

    A book that calls none of its headings Article would take Article V Section 3 for its clause 3.
    """
    steps = reference.headings
    known = [book for book in books if len(book.places.known(steps)) == len(steps)] or books
    under = [book for book in known if not steps or book.places.headings(steps)] or known
    there = [book for book in under if book.places.clauses(steps, reference.number)]
    if steps and len(there) > 1:
        meant = in_its_script(reference, [each for book in there for each in book.places.headings(steps)])
        there = [book for book in there if any(each.heading.book == book.id for each in meant)]
    if reference.parts and (whole := [book for book in there if _has_part(reference, book)]):
        return whole
    return (there if steps else ()) or under


def in_its_script(reference: Reference, divisions: Sequence[Division]) -> Sequence[Division]:
    """Of headings those that are printed so, or in its language: 附录A and Exhibit A are not Appendix A."""
    is_latin, written = reference.written.isascii(), reference.written.casefold()
    its_own = [each for each in divisions if each.heading.short_label.isascii() == is_latin] or divisions
    return [each for each in its_own if each.heading.short_label.casefold() in written] or its_own


def in_its_words(label: str, written: str) -> bool:
    """Whether what is printed so may be called as it is `written`: Section 2 is no 第二条, 2 and 2.1 are either."""
    if _CHINESE.search(written):
        return not _LATIN.search(label)
    return written.isdecimal() or not _CHINESE.search(label)


def with_article_as_clause(reference: Reference, books: Sequence[Rulebook]) -> Reference:
    """Article 6 Section 1 as a part of article 6, where books call no heading so."""
    last, number = reference.headings[-1:], reference.number[0]
    if [step.kind for step in last] != [HeadingKind.ARTICLE] or not number.isdecimal():
        return reference
    if any(book.places.known(last) for book in books):
        return reference
    part = NamedPart(PartUnit.BRACKETED, int(number), written=f"Section {number}")
    [article] = last
    return replace(
        reference, headings=reference.headings[:-1], number=(article.number,), parts=(part, *reference.parts)
    )


def with_bracketed_as_clause(reference: Reference, books: Sequence[Rulebook]) -> Reference:
    """三、（三）2 as item 2 of the clause that is printed （三） under 三、, where no clause 三、 has that item."""
    if reference.headings or len(reference.number) != 1 or not reference.parts:
        return reference
    first, *below = reference.parts
    number = (*reference.number, str(first.ordinal))
    there = [
        clause
        for book in books
        for clause in book.places.clauses((), number)
        if clause.number.levels == number and (clause.printed or "").startswith(("（", "("))
    ]
    if first.unit is not PartUnit.BRACKETED or not there or any(_is_item(reference, book) for book in books):
        return reference
    parts = [replace(part, unit=_ABOVE.get(part.unit, part.unit)) for part in below]
    return replace(reference, number=number, parts=tuple(parts))


def with_item_on_annex(reference: Reference, books: Sequence[Rulebook]) -> Reference:
    """附件一二、 as the second of 附件一, where no annex is the twelfth."""
    match, steps = _ON_ANNEX.fullmatch(reference.written), reference.headings
    if match is None or reference.number or any(book.places.headings(steps) for book in books):
        return reference
    annex, item = map(figures_of, (match["annex"], match["item"]))
    return replace(reference, headings=(replace(steps[-1], number=annex),), number=(item,))


def items_of_annexes(reference: Reference, books: Sequence[Rulebook]) -> Sequence[tuple[Clause, str]]:
    """The item of this number in an annex that is one clause, with its words: 附件一第二条, Appendix A 2."""
    steps, number = reference.headings, reference.number
    if not steps and len(number) == 2:  # A.2
        steps, number = (Step(HeadingKind.ANNEX, number[0]),), number[1:]
    if not steps or len(number) != 1 or not number[0].isdecimal():
        return ()
    below = [replace(part, unit=_BELOW.get(part.unit, part.unit)) for part in reference.parts]
    named = (NamedPart(PartUnit.BRACKETED, int(number[0])), *below)
    found = (
        (each.clauses[0], part_of(each.clauses[0].text, meant_by(named), each.clauses[0].tables))
        for book in books
        for each in book.places.headings(steps)
        if each.is_annex_of_one
    )
    return [each for each in found if each[1]]


def without_bracketed(reference: Reference, books: Sequence[Rulebook]) -> tuple[Clause, ...]:
    """The clauses （一）, （二） … below the heading 三、 of 三、（九）, where nothing there is called （九）."""
    if reference.headings or len(reference.number) != 1 or not reference.parts:
        return ()
    if reference.parts[0].unit is not PartUnit.BRACKETED:
        return ()
    for book in books:
        if any(each.number.levels == reference.number for each in book.places.clauses((), reference.number)):
            return ()
    divisions = [each for book in books for each in book.places.numbered(reference.number)]
    below = (clause for each in divisions for clause in each.own_clauses)
    return tuple(each for each in below if (each.printed or "").startswith(("（", "(")))


def _is_item(reference: Reference, book: Rulebook) -> bool:
    """Whether a clause of just this number has what is in brackets as an item."""
    part = meant_by(reference.parts[:1], book.region)
    return any(
        clause.number.levels == reference.number and part_of(clause.text, part, clause.tables)
        for clause in book.places.clauses((), reference.number)
    )


def _has_part(reference: Reference, book: Rulebook) -> bool:
    part = meant_by(reference.parts, book.region)
    there = book.places.clauses(reference.headings, reference.number)
    return any(part_of(clause.text, part, clause.tables) for clause in there)
