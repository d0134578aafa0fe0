"""What stands above lists that begin anew below it: titles, and words that lead to them."""

import re
from collections.abc import Collection, Mapping, Sequence

from bot.importing.source import Line
from bot.importing.structure.front_and_back.title import is_document_title
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.headings import FoundHeading, is_like_title, says_something
from bot.importing.structure.lines.openings import ITEMS, Form, Numbering, Opening, Style, joined
from bot.rulebook import HeadingKind

_ENDS_SENTENCE = re.compile(r"[。.；;！!？?)）]$")
_LEADS = re.compile("[:：]$")
_LEADS_ON = re.compile(r"^[^。；;!?！？]{1,80}[:：,，]$")
_ITEM = re.compile(r"[（(][\da-z一二三四五六七八九十]{1,3}[)）]|[•●■▪◆·①-⑳-]")
_RANK = 3.0  # as chapters


def headings_above_lists(
    style: Numbering,
    found: Mapping[int, FoundHeading],
    lines: Sequence[Line],
    openings: Mapping[int, Opening],
) -> dict[int, FoundHeading]:
    """The titles on the lines before 1. of each list, and before other numbers of it, where nothing else is above."""
    numbered = [index for index, each in openings.items() if each.style == style]
    if style is Style.LEVELS:  # 100.01 below Policy 100: nothing but the first of each is looked at
        numbered = [index for index in numbered if openings[index].number[1:] == (1,)]
    titles = [
        index - 1
        for index in numbered
        if index > 1
        and index - 1 not in openings
        and is_like_title((title := joined(lines[index - 1])).rstrip(":："))
        and (index == numbered[0] or _ends(lines[index - 2], title, is_item=index - 2 in numbered))
    ]
    firsts = {index - 1 for index in numbered if openings[index].number[-1:] == (1,)}
    if _lead_to_lists(firsts, style, lines, openings):
        titles = sorted(firsts)
    is_alone = _is_list(style) and len(titles) > 1 and max(found, default=0) < titles[0]
    if not is_alone or not firsts or not firsts.issubset(titles):
        is_one_list = style in ITEMS and not found and len(firsts) == 1
        titles = _one_above(lines, min(firsts) + 1) if is_one_list else []
    printed = {index: " ".join(joined(lines[index]).split()) for index in titles}
    return {
        index: FoundHeading(HeadingKind.OTHER, _RANK, "", title, title, index)
        for index, title in printed.items()
    }


def _one_above(lines: Sequence[Line], first: int) -> list[int]:
    """The one title between what is said below the document's own and the only list: right above it, or set off."""
    size = lines[first].size or 0.0
    titles = [
        at
        for at in range(2, first)
        if (at == first - 1 or lines[at].bold or (lines[at].size or 0.0) > size)
        and lines[at].table is None
        and _ENDS_SENTENCE.search(lines[at - 1].text.strip())
        and is_like_title(text := joined(lines[at]))
        and not (is_document_title(text) or asks_something(text) or says_something(text))
    ]
    return titles if len(titles) == 1 and is_like_title(joined(lines[0])) else []


def _ends(line: Line, title: str, *, is_item: bool) -> bool:
    """Whether a title may follow: behind a sentence; one with a colon only behind an item, else it leads to a list."""
    return is_item if _LEADS.search(title) else bool(_ENDS_SENTENCE.search(line.text.strip()))


def _lead_to_lists(
    heads: Collection[int], style: Numbering, lines: Sequence[Line], openings: Mapping[int, Opening]
) -> bool:
    """Whether they are words above lists (住户不得：), and nothing else is between but what is below their numbers."""
    if min(heads, default=-1) < 0 or not openings.keys().isdisjoint(heads):
        return False
    texts = {at: joined(line).strip() for at, line in enumerate(lines) if at >= min(heads)}
    within = {at for at, text in texts.items() if _ITEM.match(text)}
    within |= {at for at, each in openings.items() if each.style == style or each.style in ITEMS}
    are_short = all(_LEADS_ON.search(texts[at]) or is_like_title(texts[at]) for at in heads)
    return are_short and texts.keys() <= within | {*heads}


def _is_list(style: Numbering) -> bool:
    return isinstance(style, Form) or style in {
        Style.LEVELS,
        Style.FIGURE,
        Style.FIGURE_BRACKETED,
        Style.LETTER,
        Style.ROMAN,
    }
