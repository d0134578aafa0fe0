"""What a web page has below its text: what else there is to read, whether it was of use, what comes before and next."""

import re
from collections.abc import Collection, Sequence

from bot.importing.source import Line, Note, NoteKind
from bot.importing.structure.lines.headings import heading_of, is_like_title
from bot.importing.structure.lines.openings import joined, opening_of

_BELOW_TEXT = re.compile(  # whatever its tags are called
    r"【?(?:分享(?:到|至)?|[上下]一[篇条页则則]|打印(?:本页|此页)?|关闭(?:窗口|本页)?|返回(?:顶部|首页|列表)"
    r"|责任编辑|扫一扫|相关链接)(?:[】:： ]|$)"
    r"|(?:Download (?:as|this page)|Print this page|Back to top|Share this page)\b"
)
_ASKED = re.compile(
    r"(?:was|is|did) (?:this|the) (?:page|article|information|content)\b.{0,30}\?"
    r"|(?:本|这|此)(?:页|页面|篇文章|文)对?[您你].{0,12}[?？]",
    re.IGNORECASE,
)
_CALLED_NOTES = re.compile(r"(?:foot|end)?notes?[:：]?|[脚腳尾]?[注註][释釋]?[:：]?", re.IGNORECASE)
_LONGEST_ANSWER = 3  # lines


def without_rest_of_page(
    lines: Sequence[Line], linked: Collection[int], *, has_footnotes: bool
) -> tuple[Sequence[Line], Sequence[Note]]:
    """The lines of the text, and a note of what was left out; `linked` are those that are but links.

    Links alone belong to the title above them, if that has no number and asks nothing: 相关法规.
    """
    end = at = len(lines)
    while at:
        at = _start(lines, linked, at, has_footnotes=has_footnotes)
        if at == end:
            break
        end = at
    told = [joined(line) for line in lines[end:] if not _BELOW_TEXT.match(line.text)]
    words = {"written": " ".join(told)}
    notes = [Note(NoteKind.SIGNATURE_DROPPED, paragraph=lines[end].paragraph, words=words)] if told else []
    return lines[:end], notes


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
    if 0 < at < end and lines[at - 1].heading is not None:
        return at - 1 if _heads_links(lines[at - 1]) else end
    return at


def _heads_links(line: Line) -> bool:
    numbered = heading_of(line)
    return is_like_title(line.text) and not opening_of(line) and not (numbered and numbered.number)
