"""Numbers far ahead of those before them: a code ends its chapters so, with 101.99 General penalty behind 101.08."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.importing.source import Line
from bot.importing.structure.lines.headings import is_like_title, says_something
from bot.importing.structure.lines.openings import Opening
from bot.importing.structure.numbering.sequence import Candidate, Join, Kept

_LEADS_ON = re.compile(r"[:：,，;；]$")
_RUN_IN = re.compile(r"(?P<title>[A-Z][^.;:]{1,60})\.\s{1,9}(?=[A-Z(\"“])")
_MOST = 0.8
_FEWEST = 3


def far_ahead(
    candidates: Sequence[Candidate],
    kept: Mapping[int, Kept],
    lines: Sequence[Line],
    openings: Mapping[int, Opening],
) -> dict[int, Kept]:
    """Those that the sequence left out though they rise as all do, and those before them are of the same chapter.

    Like nearly all others they have a title alone on a line that is set as theirs, and a text below it; or like these
    one before their text, behind a sentence.
    """
    begun = {each.index for each in candidates}
    alone = {index for index in openings if _is_titled(index, lines, openings, begun)}
    run_in = {index for index in openings if index and _runs_in(openings[index].rest, lines[index - 1])}
    titles = alone if len(alone & kept.keys()) >= len(run_in & kept.keys()) else run_in
    titled = [index for index in kept if index in titles]
    if not titled or len(titled) < _MOST * len(kept):
        return {}
    look = _look(lines[titled[0]])
    found = {
        each.index: Kept(each, Join.GAP)
        for before, each, behind in _around(candidates, kept)
        if each.is_sure
        and before.number[:-1] == each.number[:-1] != ()
        and before.number < each.number
        and (behind is None or behind.number > each.number)
        and not _LEADS_ON.search(lines[each.index - 1].text.strip())
        and _look(lines[each.index]) == look
        and each.index in titles
    }
    return found if len(titled) + len(found) >= _FEWEST else {}


def _around(
    candidates: Sequence[Candidate], kept: Mapping[int, Kept]
) -> Iterator[tuple[Candidate, Candidate, Candidate | None]]:
    """Each that is not kept, with those that are right before and behind it."""
    before: Candidate | None = None
    for place, each in enumerate(candidates):
        if each.index in kept:
            before = each
        elif before:
            yield before, each, next((one for one in candidates[place:] if one.index in kept), None)


def _is_titled(index: int, lines: Sequence[Line], openings: Mapping[int, Opening], begun: set[int]) -> bool:
    rest = openings[index].rest.replace(";", ",").removesuffix(".")  # Designation; citation. is a title
    has_text = index + 1 < len(lines) and index + 1 not in begun and bool(lines[index + 1].text)
    return has_text and is_like_title(rest) and not says_something(rest)


def _runs_in(rest: str, above: Line) -> bool:
    """Whether a title stands before the text: Penalty. Whoever violates this chapter is fined."""
    match = _RUN_IN.match(rest)
    ends = above.text.strip().endswith(".") or is_like_title(above.text.strip())
    return bool(match and ends and not says_something(match["title"]))


def _look(line: Line) -> tuple[bool, float | None, int | None]:
    return line.bold, line.size, line.heading
