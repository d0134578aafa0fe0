"""Heads, feet and numbers of pages in a plain text: what comes again at the ends of its pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.importing.source import Line
from bot.importing.structure.front_and_back.title import is_document_title
from bot.importing.structure.lines.headings import is_numbered
from bot.importing.structure.lines.openings import opening_of

_FIGURES = re.compile(r"\d{1,6}")
_PAGE = re.compile(  # — 1 —, 第 1 页 共 8 页, Page 1 of 8
    r"\s*(?:[-–—·]\s?(?P<dashed>\d{1,4})\s?[-–—·]|第\s?(?P<chinese>\d{1,4})\s?页(?:[\s/，,]{0,3}共\s?\d{1,4}\s?页)?"
    r"|page\s(?P<english>\d{1,4})(?:\s(?:of|/)\s\d{1,4})?)\s*",
    re.IGNORECASE,
)
_OF_PAGES = re.compile(r"\d{1,4}\s?(?:of|/)\s?\d{1,4}")
_ENDS_SENTENCE = re.compile(r"[。；;]$|[a-z]\.$")
_FEWEST_PAGES = 3  # on which a sentence that comes again is no chance, and which numbers alone may part
_MOST = 3  # lines of a head, or of a foot

Place = tuple[bool, int, str]
"""Whether from the top, how many lines from there, and the words."""


def pages_without_heads(text: str) -> Sequence[Sequence[str]]:
    """The lines of the pages, parted by form feeds or, where these were lost, by numbers; heads and feet are empty."""
    pages = [page.splitlines() for page in text.split("\f")] if "\f" in text else _numbered(text)
    while len(pages) > 1 and not any(map(str.strip, pages[-1])):
        pages.pop()
    if len(pages) < (2 if "\f" in text else _FEWEST_PAGES):
        return pages
    again = Counter(
        (is_top, depth, key)
        for number, page in enumerate(pages, 1)
        for is_top in (True, False)
        for depth, at in enumerate(_from_end(page, is_top=is_top))
        for key in _keys(page[at], number)
    )
    return [_without_heads(page, number, again) for number, page in enumerate(pages, 1)]


def _numbered(text: str) -> list[list[str]]:
    """The pages of a text without form feeds, behind each number, where these count."""
    pages, numbers = [list[str]()], [0]
    for line in text.splitlines():
        pages[-1].append(line)
        if match := _PAGE.fullmatch(line):
            numbers.append(int(match[match.lastgroup or 0]))
            pages.append([])
    are_counted = all(number < after for number, after in pairwise(numbers))
    return pages if are_counted else [text.splitlines()]


def _from_end(page: Sequence[str], *, is_top: bool) -> Sequence[int]:
    """The outermost lines, from the outside."""
    places = [at for at, line in enumerate(page) if line.strip()]
    return (places if is_top else places[::-1])[:_MOST]


def _keys(line: str, page: int) -> Iterator[str]:
    """What a line is that comes again: as it is, or with one figure that counts the pages."""
    text = " ".join(line.split())
    yield text
    for figure in _FIGURES.finditer(text):
        yield f"{text[: figure.start()]}#{int(figure[0]) - page}{text[figure.end() :]}"


def _without_heads(page: Sequence[str], number: int, again: Counter[Place]) -> Sequence[str]:
    heads = set[int]()
    for is_top in (True, False):
        for depth, at in enumerate(_from_end(page, is_top=is_top)):
            same, *counting = (again[is_top, depth, key] for key in _keys(page[at], number))
            may_be_text = not (is_top or depth)  # the last of two lists ends as the first
            if not _is_head(page[at], number, same - may_be_text, max(counting, default=0)):
                break
            heads.add(at)
    if number == 1:
        heads = {at for at in heads if not _is_only_title(at, page)}
    return ["" if at in heads else line for at, line in enumerate(page)]


def _is_head(line: str, page: int, same: int, counting: int) -> bool:
    """Whether it is the number of this page, or comes again on enough pages: the same, or counting them."""
    text = line.strip()
    if text == str(page) or _PAGE.fullmatch(text) or _OF_PAGES.fullmatch(text):
        return True
    counts = is_numbered(Line(text)) or opening_of(Line(text)) is not None  # clauses, and not pages
    return max(same, 0 if counts else counting) >= (_FEWEST_PAGES if _ENDS_SENTENCE.search(text) else 2)


def _is_only_title(at: int, page: Sequence[str]) -> bool:
    """Whether it is the title of the document, which no other line of the first page is."""
    others = (line for place, line in enumerate(page) if place != at)
    return is_document_title(page[at]) and not any(map(is_document_title, others))
