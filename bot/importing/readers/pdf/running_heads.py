"""Heads, feet and page numbers: what comes again at the same height on many pages."""

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import islice, takewhile

from bot.importing.readers.pdf.printed_lines import PrintedLine
from bot.rulebook.designation.numerals import NUMERAL

Pages = Sequence[Sequence[PrintedLine]]

_MANY = 0.6  # of the pages: from here on a height belongs to heads and feet, with whatever stands there
_SEVERAL = (
    3  # pages, or all where there are only two, on which the same words at the same height are no chance
)
_NEAR = 2  # pages: left and right ones may differ
_LARGEST = 1.2  # of the usual size: what is larger is a title, if it does not come again word for word
_SMALLER = 0.95  # of the size of the text: what a browser prints around a page
_MOST = 3  # lines of a head, or of a foot
_STEP = 3.0  # points: heights that differ by less are one
_COUNTS = re.compile(rf"{NUMERAL}|\b[ivxlc]+\b", re.IGNORECASE)
_FIGURES = re.compile(r"\d{1,6}")
_UNIT = re.compile(r"chapter|part|appendix|annex|article|section", re.IGNORECASE)  # its number stands below
_ENDS = re.compile(r"[。；：！？;:!?]$")  # sentences are rules
_PAGE_NUMBER = re.compile(
    rf"[-–—·\s]{{0,9}}(?:第\s{{0,9}}(?P<chinese>{NUMERAL})\s{{0,9}}页|page\s{{1,9}}(?P<english>\d{{1,6}})|(?P<bare>\d{{1,6}}))"
    rf"(?:\s{{0,9}}[/／,，]?\s{{0,9}}(?:共\s{{0,9}}{NUMERAL}\s{{0,9}}页|of\s{{1,9}}\d{{1,6}}|\d{{1,6}}))?[-–—·\s]{{0,9}}",
    re.IGNORECASE,
)

_CLOCK = (
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s{0,3}(?:[上下]午\s{0,3})?\d{1,2}:\d{2}(?::\d{2})?(?:\s{0,3}[AP]M)?"
)
_ADDRESS = r"(?:https?|file)://\S{1,500}"
_OF_PAGES = (
    r"(?:(?:page\s{0,3})?\d{1,4}\s{0,3}(?:/|of)\s{0,3}\d{1,4}"
    r"|第\s{0,3}\d{1,4}\s{0,3}页\s{0,3}[（(]?\s{0,3}共\s{0,3}\d{1,4}\s{0,3}页[）)]?|页码[，,]\s{0,3}\d{1,4}\s{0,3}/\s{0,3}\d{1,4})"
)
_PRINTED_ON = (
    re.compile(  # a browser's head: the day and time, and the title of the page; or the title, and from where
        rf"{_CLOCK}(?!\d)(?P<title>.*)|(?P<called>\S.{{0,200}}?)\s(?:{_ADDRESS}|{_OF_PAGES})", re.IGNORECASE
    )
)
_PRINTED_FROM = (
    re.compile(  # a browser's foot: the address, the page and when, two of these or an address alone
        rf"(?:{_ADDRESS}|[A-Z]:[\\/].{{1,300}})\s{{1,9}}(?:{_OF_PAGES}|{_CLOCK}|\d{{4}}/\d{{1,2}}/\d{{1,2}})"
        rf"|file:///\S+|{_OF_PAGES}\s{{1,9}}{_CLOCK}|{_CLOCK}\s{{1,9}}{_OF_PAGES}",
        re.IGNORECASE,
    )
)


def without_running_heads(pages: Pages) -> tuple[tuple[tuple[PrintedLine, ...], ...], int]:
    """The pages without them, and how many lines were taken away."""
    again = _marks_that_come_again(pages, max(2, min(_SEVERAL, len(pages))))
    heights = _heights_of_heads(pages, _marks_that_come_again(pages, 2))
    usual = statistics.median_low([line.size for page in pages for line in page] or [0.0])
    same = Counter((line.text, _height(line)) for page in pages for line in page)
    titles = _titles_once(pages, usual)

    def is_head(line: PrintedLine) -> bool:
        is_there = _mark(line) in again or _height(line) in heights
        is_title = line.size > _LARGEST * usual and same[line.text, _height(line)] < _SEVERAL
        is_text = is_title or line in titles or _ENDS.search(line.text) or _UNIT.fullmatch(line.text.strip())
        return is_there and not is_text

    kept = tuple(_without(page, is_head) for page in pages)
    return kept, sum(map(len, pages)) - sum(map(len, kept))


def _without(page: Sequence[PrintedLine], is_head: Callable[[PrintedLine], bool]) -> tuple[PrintedLine, ...]:
    """The page without its heads: from the outside to the inside, up to the first line that is none."""
    from_top = sorted(page, key=lambda line: -line.baseline)
    heads = {
        line for lines in (from_top, from_top[::-1]) for line in takewhile(is_head, islice(lines, _MOST))
    }
    return tuple(line for line in page if line not in heads and not _is_edge(line, page))


def _mark(line: PrintedLine) -> tuple[str, int]:
    """Its words without what counts, and its height."""
    return _COUNTS.sub("#", line.text), _height(line)


def _marks_that_come_again(pages: Pages, times: int) -> set[tuple[str, int]]:
    """Those of so many pages that are near to each other: a law too has sentences that come again, but far apart."""
    near: Counter[tuple[str, int]] = Counter()
    marks = [{_mark(line) for line in page} for page in pages]
    for at, its in enumerate(marks):
        beside = set().union(*marks[max(0, at - _NEAR) : at], *marks[at + 1 : at + 1 + _NEAR])
        near.update(its & beside)
    return {mark for mark, count in near.items() if count >= times}


def _height(line: PrintedLine) -> int:
    return round(line.baseline / _STEP)


def _heights_of_heads(pages: Pages, again: set[tuple[str, int]]) -> set[int]:
    """Heights at which most pages have something, and most of that comes again: a head that names the chapter too."""
    there: Mapping[int, list[bool]] = defaultdict(list)
    for line in (line for page in pages for line in page):
        there[_height(line)].append(_mark(line) in again and not _ENDS.search(line.text))
    enough = max(_SEVERAL, _MANY * len(pages))
    return {height for height, repeated in there.items() if len(repeated) >= enough <= sum(repeated) / _MANY}


def _titles_once(pages: Pages, usual: float) -> set[PrintedLine]:
    """What is larger than the text and comes but once, though it counts: ARTICLE 7 on top of page 5 is no head."""
    texts = Counter(line.text for page in pages for line in page)
    larger = [line for page in pages for line in page if line.size > usual and texts[line.text] == 1]
    steps = defaultdict[tuple[str, int], list[set[int]]](list)
    for line in larger:
        steps[_mark(line)].append({int(number) - (line.page or 0) for number in _FIGURES.findall(line.text)})
    in_step = {
        mark
        for mark, found in steps.items()
        if set.intersection(*found) and (len(found) > 1 or 0 in found[0])
    }
    return {line for line in larger if _FIGURES.search(line.text) and _mark(line) not in in_step}


def _is_edge(line: PrintedLine, page: Sequence[PrintedLine]) -> bool:
    """Whether it is an outermost line and nothing but the number of its page, or what a browser prints there."""
    heights = [each.baseline for each in page]
    if line.baseline not in {min(heights), max(heights)}:
        return False
    is_foot = line.baseline == min(heights) and _PRINTED_FROM.fullmatch(line.text) is not None
    number = _PAGE_NUMBER.fullmatch(line.text)
    is_number = number is not None and str(line.page) in number.groups()
    return is_foot or is_number or (line.baseline == max(heights) and _is_head_of_browser(line, page))


def _is_head_of_browser(line: PrintedLine, page: Sequence[PrintedLine]) -> bool:
    """Whether it tells when the page was printed; or its title and from where, in letters smaller than all below."""
    head = _PRINTED_ON.fullmatch(line.text)
    if head is None:
        return False
    lowest = min(each.baseline for each in page)
    between = [each.size for each in page if lowest < each.baseline < line.baseline]
    is_small = line.size < _SMALLER * min(between, default=0.0)
    called = head["called"]
    return not _ENDS.search(called or head["title"] or "") and (called is None or is_small)
