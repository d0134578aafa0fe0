"""Which numbers stand out of their order and are clauses all the same: an adopted text is kept as it was adopted."""

import re
from collections.abc import Mapping, Sequence

from bot.importing.source import Line
from bot.importing.structure.lines.openings import Opening, joined
from bot.importing.structure.numbering.sequence import Candidate, Join, Kept

_ENDS_SENTENCE = re.compile(r"[。；;！？.]$")
_BACK = 2  # numbers: further back than that, a number again begins another regulation, or is a reference


def out_of_order(
    candidates: Sequence[Candidate],
    kept: Mapping[int, Kept],
    lines: Sequence[Line],
    openings: Mapping[int, Opening],
) -> dict[int, Kept]:
    """The 条 that the sequence lacks, or ends before: they stand elsewhere, apart from their words as no reference.

    One that has a number again (14, 15, 16, 15, 17) counts where the line before it ends a sentence.
    """
    numbers = {each.candidate.number for each in kept.values()}
    last = max((number[0] for number in numbers), default=0)
    found = dict[int, Kept]()
    before = 0  # the number kept before it
    for each in candidates:
        before = each.number[0] if each.index in kept else before
        label, text = openings[each.index].label, joined(lines[each.index])
        is_apart = each.is_sure and not text[len(label) :][:1].isalnum()
        is_again = each.number in numbers and before - _BACK <= each.number[0] < before
        is_again = is_again and bool(_ENDS_SENTENCE.search(lines[each.index - 1].text.rstrip()))
        is_missing = each.number not in numbers and each.number[0] <= last + 1
        if each.index not in kept and (is_missing or is_again) and is_apart:
            found[each.index] = Kept(each, Join.DISORDER)
            numbers.add(each.number)
    return found


def marked_alike(
    candidates: Sequence[Candidate], kept: Mapping[int, Kept], lines: Sequence[Line]
) -> dict[int, Kept]:
    """The numbers that the sequence lacks but the file marks as the headings that all of it are."""
    levels = {lines[index].heading for index in kept}
    if len(levels) != 1 or None in levels:
        return {}
    return {
        each.index: Kept(each, Join.GAP)
        for each in candidates
        if each.index not in kept and each.is_sure and lines[each.index].heading in levels
    }
