"""Which numbers 2.5.1, 2.5.2 are items of the clause 2.5: they end the sentence that it begins."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.importing.source import Line
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.headings import is_like_title, says_something
from bot.importing.structure.lines.openings import Style, joined
from bot.importing.structure.numbering.found import Scheme

_LISTS = re.compile(r"[下如以]列|[如以]下|之一|包括|\b(?:following|below|includ\w{1,3})\b", re.IGNORECASE)
_GOES_ON = re.compile(r"[；;，,、](?:\s?(?:and|or|以及|和|或者?))?$", re.IGNORECASE)
_FEWEST = 2


def with_items(scheme: Scheme, lines: Sequence[Line]) -> Scheme:
    """The scheme without the numbers below a line that begins a sentence, where most of them do not end one.

    The last is not asked: it ends that of all. What merely names what follows (Duties:) begins none.
    """
    if scheme.style is not Style.LEVELS:
        return scheme
    items = set[int]()
    for below in _innermost_first(scheme):
        outermost = min(len(scheme.openings[at].number) for at in below)
        children = [at for at in below if len(scheme.openings[at].number) == outermost]
        is_list = len(children) >= _FEWEST and items.issuperset({*below} - {*children})
        if is_list and _begins_sentence(scheme, lines, children[0]) and _go_on(children, lines):
            items |= {*below}
    return replace(
        scheme,
        kept={at: each for at, each in scheme.kept.items() if at not in items},
        openings={at: each for at, each in scheme.openings.items() if at not in items},
    )


def _innermost_first(scheme: Scheme) -> Iterator[Sequence[int]]:
    """Of each clause all that stand below it with no heading before them, those of the most levels first."""
    depths = {at: len(scheme.openings[at].number) for at in scheme.kept}
    places = sorted({*depths, *scheme.headings})
    for place, above in sorted(enumerate(places), key=lambda each: -depths.get(each[1], 0)):
        ends = (end for end in range(place + 1, len(places)) if depths.get(places[end], 0) <= depths[above])
        below = places[place + 1 : next(ends, len(places))] if above in depths else ()
        if below:
            yield below


def _begins_sentence(scheme: Scheme, lines: Sequence[Line], first: int) -> bool:
    """Whether what stands above ends in a colon, and is more than a name: 员工不得：, He brings back: the key."""
    text = scheme.openings[first - 1].rest if first - 1 in scheme.openings else joined(lines[first - 1])
    begun, goes_on = text.strip().rstrip(":："), scheme.openings[first].rest[:1].islower()
    is_sentence = not is_like_title(begun) or asks_something(begun) or says_something(begun) or goes_on
    return begun != text.strip() and (is_sentence or bool(_LISTS.search(begun)))


def _go_on(children: Sequence[int], lines: Sequence[Line]) -> bool:
    """Whether most of what stands before the next number goes on: 遵守法律；."""
    ends = [joined(lines[following - 1]).strip() for _, following in pairwise(children)]
    is_plain = all(lines[at].heading is None for at in children)
    return is_plain and 2 * sum(bool(_GOES_ON.search(end)) for end in ends) > len(ends)
