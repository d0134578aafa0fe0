"""What stands below the last clause, and is none of its words: who made the document, and on which day."""

import re
from collections.abc import Sequence

from bot.importing.source import Line, Note, NoteKind
from bot.importing.structure.front_and_back.title_page import is_day, without_day
from bot.importing.structure.lines.headings import heading_of, is_like_title
from bot.importing.structure.lines.openings import joined, opening_of
from bot.rulebook import HeadingKind

_END_OF_TEXT = re.compile(
    r"[（(【\[—–-]*\s{0,3}(?:(?:以下|本页|此页)无正文|正文完|全文完|完|end)\s{0,3}[）)】\]—–-]*"
    r"|特此(?:通知|公告|公布|通告|函告|函复|批复|说明)[。！!]?",
    re.IGNORECASE,
)
_MADE_BY = re.compile(
    r"(?:(?:员工|本人)?(?:签收|签名|签字|确认)|编制|编写|拟制|拟定|起草|审核|审批|审定|复核|批准|核准|签发|会签|signature|prepared|drafted|reviewed|approved|signed)"
    r"(?:人|者|部门|单位| by)?\s{0,3}[:：]",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(  # what its name ends with
    r"[^\d。；：:;]*(?:公司|集团|集團|中心|委员会|委員會|办公室|[部厂院校会局处所室]"
    r"|(?<![a-z])(?:ltd|limited|inc|llc|plc|gmbh|company|corp|corporation|group|board|committee|council|department"
    r"|office|team|association|foundation|university)\.?)(?:\s{0,3}[（(](?:盖章|蓋章|公章|印章|章|seal)[）)])?",
    re.IGNORECASE,
)
_BETWEEN = " \t\u3000,，"  # a name and the day on the same line
_DAY_CALLED = re.compile(r"(?:日期|date)\s{0,3}[:：]\s{0,3}", re.IGNORECASE)
_MONTH = re.compile(r"[\d〇○零一二三四五六七八九]{4}\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月")
_LONGEST = 60  # characters of one of its lines
_LONGEST_NAME = 25  # characters of an organisation's


def without_signature(lines: Sequence[Line]) -> tuple[Sequence[Line], tuple[Note, ...]]:
    """The lines without it, at the end and before annexes, and a note for each."""
    kept, notes = list(lines), list[Note]()
    for end in (len(lines), *_annexes(lines)):
        start = _start(lines, end)
        if 0 < start < end:
            kept[start:end] = []
            written = " ".join(joined(line) for line in lines[start:end])
            first = lines[start]
            notes.append(Note(NoteKind.SIGNATURE_DROPPED, first.page, first.paragraph, {"written": written}))
    return kept, tuple(reversed(notes))


def _annexes(lines: Sequence[Line]) -> list[int]:
    """Where annexes begin, from the last."""
    found = ((index, heading_of(line)) for index, line in enumerate(lines))
    return [index for index, heading in found if heading and heading.kind is HeadingKind.ANNEX][::-1]


def _start(lines: Sequence[Line], end: int) -> int:
    """Its first line, if any: what is a signature by itself, and the names above a day."""
    start = end
    while start and _is_signature(lines[start - 1], below=lines[start] if start < end else None):
        start -= 1
    return start


def _is_signature(line: Line, below: Line | None) -> bool:
    text = joined(line).strip()
    if line.table or line.missing or line.label or line.heading is not None or len(text) > _LONGEST:
        return False
    if _is_date(text) or _END_OF_TEXT.fullmatch(text) or _MADE_BY.match(text):
        return True
    if opening_of(line):
        return False
    name = without_day(text).strip(_BETWEEN)
    is_organisation = is_like_title(name) and bool(_ORGANISATION.fullmatch(name))
    if name != text:
        return is_organisation
    is_name = is_organisation or (len(text) <= _LONGEST_NAME and is_like_title(text) and text.isalpha())
    return is_name and below is not None and _is_date(joined(below).strip())


def _is_date(text: str) -> bool:
    bare = _DAY_CALLED.sub("", text, count=1)
    return is_day(bare) or bool(_MONTH.fullmatch(bare))
