"""How a document numbers its clauses, told by counts, and which of the numbers at the start of lines are theirs."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.importing.source import Line
from bot.importing.structure.front_and_back.title import is_notice_title
from bot.importing.structure.lines.forms import counted_lines
from bot.importing.structure.lines.headings import FoundHeading, is_like_title, title_below
from bot.importing.structure.lines.openings import ITEMS, Numbering, Opening, Style, joined
from bot.importing.structure.numbering.counted_again import counted
from bot.importing.structure.numbering.divided import better, divided
from bot.importing.structure.numbering.found import Scheme
from bot.importing.structure.numbering.headings.heading_lines import (
    below_marks,
    headings_above,
    without_title_alone,
    without_title_page,
)
from bot.importing.structure.numbering.headings.headings_alone import headings_alone, with_subjects
from bot.importing.structure.numbering.irregular.far_ahead import far_ahead
from bot.importing.structure.numbering.irregular.out_of_order import marked_alike, out_of_order
from bot.importing.structure.numbering.irregular.unnumbered import unnumbered_among, unnumbered_openings
from bot.importing.structure.numbering.lists.leads import with_leads
from bot.importing.structure.numbering.lists.rivals import are_items, is_list_within
from bot.importing.structure.numbering.sequence import Candidate, Join
from bot.importing.structure.numbering.tops import have_sections_without_line, stand_below_articles, tops_of
from bot.rulebook import HeadingKind

_FEWEST = 3  # numbers that make a scheme
_WEIGHTS = {  # 条 number nothing else, 一、 items as well
    Style.ARTICLE: 2.0,
    Style.LEVELS: 1.0,
    Style.SECTION: 1.0,
    Style.LATIN_ARTICLE: 0.9,
    Style.BRACKETED: 2.0,
    Style.HAN: 0.5,
}
_LISTS = (Style.FIGURE, Style.ROMAN, Style.LETTER, Style.FIGURE_BRACKETED)
_GOES_ON = re.compile("[；;，、]$")
_SHORT = (Style.HAN, Style.FIGURE, Style.SECTION, Style.LATIN_ARTICLE)
_NEARLY_ALL = 0.8
_HALF = 0.5  # of the numbers


def scheme_of(lines: Sequence[Line], openings: Mapping[int, Opening]) -> Scheme | None:
    """The scheme of a document; None where nothing divides it for sure."""
    found = _known(lines, openings)
    if found and is_list_within(found, lines):
        found = None
    outlined = divided(lines)
    if found and outlined and are_items(outlined, found, lines):
        outlined = None
    scheme = better(found, outlined) or _of_two_parts(lines, openings)
    return scheme and with_leads(replace(scheme, openings={**openings, **scheme.openings}), lines)


def _known(lines: Sequence[Line], openings: Mapping[int, Opening]) -> Scheme | None:
    """The scheme of those that documents are known to have."""
    counts = Counter(each.style for each in openings.values() if each.is_sure and not _is_inserted(each))
    if style := _whatever_counts(openings, lines):
        return _numbered(style, lines, openings)
    for style in sorted(_WEIGHTS, key=lambda each: -counts[each] * _WEIGHTS[each]):
        tops = _marked_figures(lines, openings) if style is Style.LEVELS and counts[style] else 0
        if counts[style] + tops >= _FEWEST and _divides(style, lines, openings):
            scheme = _numbered(style, lines, openings)
            if len(scheme.kept) >= _FEWEST:
                return _below_titles(scheme, lines) if style is Style.HAN else scheme
    lists = [
        *_lists(lines, openings, {style: counts[style] for style in _LISTS}),
        *_of_forms(lines, openings),
    ]
    if lists:
        return min(lists, key=lambda scheme: min(scheme.kept))  # the others are items in it
    headings = with_subjects(headings_alone(lines))
    below = without_title_alone(without_title_page(headings, lines), lines) if headings else {}
    are_marked = all(lines[index].heading is not None for index in below)
    are_alike = len({joined(lines[index + 1]) for index in below if index + 1 < len(lines)}) == 1  # PURPOSE
    is_divided = len(headings) >= _FEWEST or (len(below) > 1 and (are_marked or are_alike))
    return Scheme(None, {}, below, openings) if is_divided else None


def _whatever_counts(openings: Mapping[int, Opening], lines: Sequence[Line]) -> Style | None:
    """The style of the clauses where more tells it than how many numbers there are of each."""
    short = _short(openings, lines)
    if short and len(headings_alone(lines)) < _FEWEST:
        return short
    if _are_unnumbered(openings, lines):
        return Style.ARTICLE
    if _runs_on(openings, lines):
        return Style.FIGURE
    return Style.LEVELS if stand_below_articles(lines, openings) else None


def _is_inserted(opening: Opening) -> bool:
    """Whether it is 21A., which not every sequence keeps."""
    return opening.style in ITEMS and len(opening.number) > 1


def _lists(
    lines: Sequence[Line], openings: Mapping[int, Opening], counts: Mapping[Style, int]
) -> list[Scheme]:
    read = ((_numbered(style, lines, openings), count) for style, count in counts.items())
    return [scheme for scheme, count in read if _are_clauses(scheme, lines, count)]


def _of_forms(lines: Sequence[Line], openings: Mapping[int, Opening]) -> list[Scheme]:
    """The schemes of numbers that are known by nothing but that they count through."""
    forms = counted_lines(lines, openings)
    read = ((_numbered(form, lines, {**openings, **its}), len(its)) for form, its in forms.items())
    return [scheme for scheme, count in read if _are_clauses(scheme, lines, count)]


def _below_titles(scheme: Scheme, lines: Sequence[Line]) -> Scheme:
    """The scheme of what is numbered right below each number, where these are but titles: 一、考勤, and （一）."""
    finer = [
        each
        for each in _of_forms(lines, scheme.openings)
        if each.headings.keys() >= scheme.kept.keys() and not _are_parts_of_sentences(each)
    ]
    return min(finer, key=lambda each: min(each.kept), default=scheme)


def _are_parts_of_sentences(scheme: Scheme) -> bool:
    """Whether as many numbers as not have a semicolon behind their text, as ①公开招标；②邀请招标 in a list."""
    return sum(bool(_GOES_ON.search(scheme.openings[at].rest)) for at in scheme.kept) >= _HALF * len(
        scheme.kept
    )


def _marked_figures(lines: Sequence[Line], openings: Mapping[int, Opening]) -> int:
    """How many lines 1. the file marks as headings, or count on over 2.1: they are of its kind."""
    are_tops = have_sections_without_line(openings)
    return sum(
        opening.style is Style.FIGURE and (are_tops or lines[index].heading is not None)
        for index, opening in openings.items()
    )


def _are_unnumbered(openings: Mapping[int, Opening], lines: Sequence[Line]) -> bool:
    """Whether the articles of a template have no number yet, none of them."""
    numbers = {opening.number for opening in openings.values() if opening.style is Style.ARTICLE}
    return numbers <= {(0,)} and len(unnumbered_openings(lines)) > 1


def _runs_on(openings: Mapping[int, Opening], lines: Sequence[Line]) -> bool:
    """Whether 1. 2. 3. are counted through several headings 一、, so that each number comes once.

    Between a heading and its first number may stand others (（一）采购), which the file marks.
    """
    figures = {index: each.number for index, each in openings.items() if each.style is Style.FIGURE}
    headings = [index for index, each in openings.items() if each.style not in ITEMS and each.is_sure]
    are_headings = all(
        openings[index].style is Style.HAN and below_marks(index, lines) in figures for index in headings
    )
    are_counted = [*figures.values()] == [(at,) for at in range(1, len(figures) + 1)]
    return len(headings) > 1 and are_headings and are_counted


def _short(openings: Mapping[int, Opening], lines: Sequence[Line]) -> Style | None:
    """The style of a rule of one or two 条, of two numbers right below its title, or of a notice; counted from one."""
    found = ((at, each) for at, each in openings.items() if each.style is not Style.LETTER)
    at, first = next(found, (0, None))
    if first is None or not isinstance(first.style, Style):
        return None
    numbers = [each.number for each in openings.values() if each.style is first.style and each.is_sure]
    if first.style is Style.ARTICLE:
        return first.style if numbers in ([(1,)], [(1,), (2,)]) else None
    is_alone = all(each.style is first.style for each in openings.values() if each.is_sure)
    above = [line.text.strip() for line in lines[:at]]
    is_placed = at > 0 and (all(map(is_like_title, above)) or any(map(is_notice_title, above)))
    are_two = numbers == [(1,), (2,)] and is_alone and is_placed
    return first.style if are_two and first.style in _SHORT else None


def _of_two_parts(lines: Sequence[Line], openings: Mapping[int, Opening]) -> Scheme | None:
    """一、 and 二、 below a title, each with lists that begin anew, where nothing else divides the text."""
    parts = [index for index, each in openings.items() if each.style is Style.HAN]
    numbers = [openings[index].number for index in parts]
    if numbers != [(1,), (2,)] or not all(is_like_title(line.text.strip()) for line in lines[: parts[0]]):
        return None
    lists = {index: each for index, each in openings.items() if index > parts[0] and index not in parts}
    firsts = [next((each.number for at, each in lists.items() if at > part), (1,)) for part in parts]
    return _numbered(Style.HAN, lines, openings) if parts[0] and firsts == [(1,), (1,)] else None


def _numbered(style: Numbering, lines: Sequence[Line], openings: Mapping[int, Opening]) -> Scheme:
    """The best sequence of numbers of this style; under a heading they may begin anew."""
    if style is Style.ARTICLE:
        openings = {**openings, **unnumbered_openings(lines)}
    headings = headings_above(style, lines, openings)
    tops = tops_of(lines, openings) if style is Style.LEVELS else {}
    candidates, scope = list[Candidate](), 0
    for index in range(len(lines)):
        scope += index in headings
        opening = openings.get(index)
        if opening and opening.number and (opening.style == style or index in tops):
            is_sure, is_last = tops.get(index, opening.is_sure), index in tops or opening.is_sure
            candidates.append(Candidate(index, opening.number, is_sure, scope, is_last))
    kept = {each.candidate.index: each for each in counted(candidates)}
    if style is Style.ARTICLE:
        annexes = [index for index, each in headings.items() if each.kind is HeadingKind.ANNEX]
        kept |= out_of_order(candidates, kept, lines, openings)
        kept |= unnumbered_among(openings, kept, min(annexes, default=len(lines)))
    kept |= marked_alike(candidates, kept, lines)
    kept = dict(sorted((kept | far_ahead(candidates, kept, lines, openings)).items()))
    below = {index: each for index, each in headings.items() if index not in kept}
    return Scheme(style, kept, below, openings)


def _divides(style: Style, lines: Sequence[Line], openings: Mapping[int, Opening]) -> bool:
    """Whether it divides the whole: 一、 may number items in some of the sections that the file marks, or head them."""
    own = [index for index, opening in openings.items() if opening.style == style]
    marked = [index for index, line in enumerate(lines) if line.heading is not None and index not in openings]
    levels = {index: level for index in own if (level := lines[index].heading)}
    above = [
        index
        for index, level in levels.items()
        if index + 1 in marked and (lines[index + 1].heading or 0) > level
    ]
    are_most = len(above) >= _FEWEST and len(above) > _HALF * len(own)
    is_above = bool(levels) and (are_most or len(above) >= _NEARLY_ALL * len(own))
    is_among = len(own) > len(marked) or bool(levels) or _count_on_below(own, {*marked}, openings)
    return style is not Style.HAN or (not is_above and is_among)


def _count_on_below(own: Sequence[int], marked: Collection[int], openings: Mapping[int, Opening]) -> bool:
    """Whether these numbers count from one to the last, nearly each right below a line that the file marks."""
    is_counted = [openings[index].number for index in own] == [(at,) for at in range(1, len(own) + 1)]
    return is_counted and sum(index - 1 in marked for index in own) >= _NEARLY_ALL * len(own)


def _are_clauses(scheme: Scheme, lines: Sequence[Line], numbers: int) -> bool:
    """Whether 1. 2. 3. are the clauses: no other list beside them, from the top or right below each heading."""
    kept = scheme.kept
    if len(kept) < _FEWEST or len(kept) < numbers:
        return False
    annexes = {index for index, each in scheme.headings.items() if each.kind is HeadingKind.ANNEX}
    headings = {_end_of(index, scheme.headings[index], lines) for index in scheme.headings.keys() - annexes}
    top = 0
    if len(before := {index for index in headings if index < min(kept) - 1}) == 1:
        headings, top = headings - before, min(before)  # General, with a text before the first list
    firsts = [
        index
        for index, each in kept.items()
        if (each.join is Join.RESTART and index < min(annexes, default=len(lines))) or index == min(kept)
    ]
    if any(lines[index].heading is not None for index in kept) or not headings:
        return len(firsts) == 1 and min(kept) - top <= _FEWEST + len(lines) // 10
    if len(firsts) == 1:  # they run on through the headings
        return all(index + 1 in kept or index + 1 in scheme.headings for index in headings)
    on_top = firsts[0] < min(headings) and firsts[0] <= _FEWEST + len(lines) // 10  # only the title above
    below, innermost = firsts[on_top:], headings - {index - 1 for index in headings}
    are_sentences = 2 * sum(is_like_title(scheme.openings[index].rest) for index in kept) < len(kept)
    fewest = (_NEARLY_ALL if are_sentences else 1.0) * len(innermost)
    return len(below) >= fewest and all(index - 1 in headings for index in below)


def _end_of(index: int, heading: FoundHeading, lines: Sequence[Line]) -> int:
    """The line on which a heading ends: 第一部分 with 总则 on the line below."""
    return index + bool(title_below(heading, lines[index + 1 : index + 2]))
