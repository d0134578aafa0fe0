"""What a web page has below its text, also printed: what else there is to read, was it of use, what comes next."""

import re
from collections.abc import Collection, Sequence

from bot.importing.source import Line, Note, NoteKind
from bot.importing.structure.front_and_back.endings.closing_words import is_said_below, says_how_to_reach
from bot.importing.structure.front_and_back.forms_to_sign import is_annex
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.headings import heading_of, is_like_title
from bot.importing.structure.lines.openings import joined, opening_of

_BELOW_TEXT = re.compile(  # whatever its tags are called
    r"[【<‹«←]?\s?(?:分享(?:到|至)?|[上下]一[篇条页则則]|打印(?:本页|此页)?|关闭(?:窗口|本页)?|返回(?:顶部|首页|列表)"
    r"|责任编辑|扫一扫|相关链接)(?:[】:： ]|$)"
    r"|[<‹«←]\s?(?:previous|back)\b|(?:previous|next)(?: page| article)?\s?[:：]"
    r"|(?:Download (?:as|this page)|Print this page|Back to top|Share this page)\b",
    re.IGNORECASE,
)
_BETWEEN_LINKS = re.compile(r"[|/>›»·→⟩]{1,2}")  # of a menu, or of the way to the page
_TRAIL = re.compile(r"\s[|>›»]\s")
_ASKED = re.compile(
    r"(?:was|is|did) (?:this|the) (?:page|article|information|content)\b.{0,30}\?"
    r"|(?:本|这|此)(?:页|页面|篇文章|文)对?[您你].{0,12}[?？]",
    re.IGNORECASE,
)
_TITLE_OF_LINKS = re.compile(
    r"(?:相[关關]|延伸|[推熱热][荐薦门門])[\u4e00-\u9fff]{2,4}[:：]?|related \w+:?|see also:?", re.IGNORECASE
)
_CALLED_NOTES = re.compile(r"(?:foot|end)?notes?[:：]?|[脚腳尾]?[注註][释釋]?[:：]?", re.IGNORECASE)
_LONGEST_ANSWER = 3  # lines
_LONGEST_FOOT = 4  # lines


def without_rest_of_page(
    lines: Sequence[Line], linked: Collection[int], *, has_footnotes: bool = False
) -> tuple[Sequence[Line], Sequence[Note]]:
    """The lines of the text, and a note of what was left out; `linked` are those that are but links.

    Links alone belong to the title above them, if that has no number and asks nothing: 相关法规. Whose site it is and
    where to reach them may stand below all that.
    """
    end = at = len(lines)
    while at:
        foot = at if at < len(lines) else _foot(lines)
        at = min(_start(lines, linked, each, has_footnotes=has_footnotes) for each in (foot, at))
        if at in {end, foot}:
            break
        end = at
    told = [joined(line) for line in lines[end:] if not _BELOW_TEXT.match(line.text)]
    words = {"written": " ".join(told)}
    first = lines[end] if told else None
    notes = [Note(NoteKind.SIGNATURE_DROPPED, first.page, first.paragraph, words)] if first else []
    return lines[:end], notes


def _foot(lines: Sequence[Line]) -> int:
    """Where the lines at the end that may be the foot of a site begin."""
    at = len(lines)
    while at > 1 and len(lines) - at < _LONGEST_FOOT and _is_of_site(lines[at - 1]):
        at -= 1
    return at


def _is_of_site(line: Line) -> bool:
    told = says_how_to_reach(line.text) or is_said_below(line.text)
    return told and not asks_something(line.text) and not opening_of(line)


def menus(lines: Sequence[Line], linked: Collection[int]) -> Collection[int]:
    """The lines of menus: links with signs between them, on one line or on several."""
    signs = [
        at
        for at, line in enumerate(lines)
        if _BETWEEN_LINKS.fullmatch(line.text.strip()) and at - 1 in linked and at + 1 in linked
    ]
    on_one = (at for at in linked if _TRAIL.search(lines[at].text) and lines[at].heading is None)
    return {*on_one, *(each for at in signs for each in (at - 1, at, at + 1))}


def _start(lines: Sequence[Line], linked: Collection[int], end: int, *, has_footnotes: bool) -> int:
    """Where the last of such things begins; the end where it is none."""
    last = lines[end - 1].text
    if _BELOW_TEXT.match(last) or (has_footnotes and _CALLED_NOTES.fullmatch(last)):
        return end - 1
    for at in range(end - 1, max(-1, end - 1 - _LONGEST_ANSWER), -1):
        if _ASKED.fullmatch(lines[at].text):
            return at
    at = end
    while at and at - 1 in linked and not opening_of(lines[at - 1]) and not lines[at - 1].heading:
        at -= 1
    if 0 < at < end and _may_head_links(lines[at - 1]):
        return at - 1 if _heads_links(lines[at - 1]) else end
    return at


def _may_head_links(line: Line) -> bool:
    is_marked = line.heading is not None or line.bold or is_annex(line)
    return is_marked or bool(_TITLE_OF_LINKS.fullmatch(line.text.strip()))


def _heads_links(line: Line) -> bool:
    numbered = heading_of(line)
    return is_like_title(line.text) and not opening_of(line) and not (numbered and numbered.number)
