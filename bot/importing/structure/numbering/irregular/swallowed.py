"""Lines in the text of a clause that begin, or hold behind a sentence, what may be the number of another one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from bot.importing.source import Line
from bot.importing.structure.lines.openings import Opening, Style, joined, opening_of
from bot.importing.structure.numbering.found import Scheme

_NAMED = {Style.ARTICLE, Style.LATIN_ARTICLE, Style.SECTION}  # what numbers rules, and no items
_SENTENCE_ENDS = re.compile(r"[。.；;！!？?）)”\"]$")
_BEHIND_SENTENCE = re.compile(r"(?<=[。；;.！!？?])\s{0,9}(?=\S)")
_TITLE_BEHIND_COMMA = re.compile(r",\s{1,9}[A-Z]")  # Section 1, Annual Meetings


def swallowed(lines: Sequence[Line], openings: Mapping[int, Opening], scheme: Scheme) -> Mapping[int, str]:
    """What begins so, by its line: it does not fit into the sequence, or is called in another way than the clauses."""
    begun = scheme.kept.keys() | scheme.headings.keys()
    first = min(begun, default=len(lines))
    are_typed = not any(lines[index].label for index in scheme.kept)
    found = {
        index: joined(lines[index])
        for index, opening in openings.items()
        if index not in begun
        and not (are_typed and lines[index].label)
        and (
            (opening.is_sure and opening.style in {scheme.style, Style.ARTICLE})
            or (index > first and _is_another(index, opening, lines, is_headed=index - 1 in scheme.headings))
        )
    }
    return dict(sorted({**dict(_within_lines(lines, openings, scheme)), **found}.items()))


def _is_another(index: int, opening: Opening, lines: Sequence[Line], *, is_headed: bool) -> bool:
    """Whether an article, or a section, begins there: the line before does not refer to it."""
    written, above = joined(lines[index]), joined(lines[index - 1]).strip()
    may_begin = opening.is_sure or _TITLE_BEHIND_COMMA.match(written, len(opening.label))
    is_apart = is_headed or _SENTENCE_ENDS.search(above)
    return bool(opening.style in _NAMED and may_begin and is_apart)


def _within_lines(
    lines: Sequence[Line], openings: Mapping[int, Opening], scheme: Scheme
) -> Iterator[tuple[int, str]]:
    """The next number behind a sentence of the clause before it, where no line begins with that."""
    for start, end in pairwise([*sorted(scheme.kept), len(lines)]):
        number = openings[start].number
        following = (*number[:-1], number[-1] + 1) if number else ()
        is_next = end in openings and openings[end].number == following
        for index in range(start, end) if number and not is_next else ():
            text = "" if lines[index].table or index in scheme.headings else joined(lines[index])
            for behind in _BEHIND_SENTENCE.finditer(text):
                rest = text[behind.end() :]
                opening = opening_of(Line(rest))
                if (
                    opening
                    and opening.is_sure
                    and (opening.style, opening.number) == (scheme.style, following)
                ):
                    yield index, rest
