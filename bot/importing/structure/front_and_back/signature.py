"""What stands below the last clause, and is none of its words: who made the document and when, what readers sign."""

import re
from collections.abc import Sequence

from bot.importing.source import Line
from bot.importing.structure.front_and_back.title_page import is_day, without_day
from bot.importing.structure.lines.headings import heading_of, is_like_title
from bot.importing.structure.lines.openings import joined, opening_of
from bot.rulebook import HeadingKind

_END_OF_TEXT = re.compile(
    r"[（(【\[—–-]*\s{0,3}(?:(?:以下|本页|此页)无正文|正文完|全文完|此件[^（）()。；，]{2,10}|完|end)\s{0,3}[）)】\]—–-]*"
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
_DECLARATION = re.compile(
    r"(?:certification|certificate of (?:the )?(?:secretary|adoption)|secretary’?'?s certificate"
    r"|(?:employee |staff )?acknowledge?ments?(?: of receipt| form)?)"
    r"|[\u4e00-\u9fff]{0,16}(?:回执|确认书|声明书?|承诺书|签收单)",
    re.IGNORECASE,
)
_DECLARES = re.compile(r"本人|我(?!们)|\bI\b|undersigned")
_LISTED = re.compile(  # 附件：1.申请表, and below it 2.审批单
    r"(?=.)(?P<begins>附[件表录錄]\s{0,3}[:：]|(?:annex(?:es)?|appendi(?:x|ces)|attachments?)\s{0,3}:)?\s{0,9}"
    r"(?:\d{1,2}\s?[.．、]|[（(]?[一二三四五六七八九十]{1,2}[）)、])?\s{0,9}(?P<title>.*?)[。；;]?",
    re.IGNORECASE,
)
_BETWEEN = " \t\u3000,，"  # a name and the day on the same line
_DAY_CALLED = re.compile(r"(?:日期|date)\s{0,3}[:：]\s{0,3}", re.IGNORECASE)
_MONTH = re.compile(r"[\d〇○零一二三四五六七八九]{4}\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月")
_LONGEST = 60  # characters of one of its lines
_BLANK = "____"  # to be filled in
_LONGEST_DECLARATION = 12  # lines
_LONGEST_NAME = 25  # characters of an organisation's


def without_signatures(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Sequence[Line]]]:
    """The lines without what is signed at their end and before annexes, and the lines of each of these signatures."""
    kept, signatures = list(lines), list[Sequence[Line]]()
    for end in (len(lines), *_annexes(lines)):
        start = _start(lines, end)
        if 0 < start < end:
            kept[start:end] = []
            signatures.append(lines[start:end])
    return kept, signatures[::-1]


def _annexes(lines: Sequence[Line]) -> list[int]:
    """Where annexes begin, from the last."""
    return [index for index, line in enumerate(lines) if _is_annex(line)][::-1]


def _is_annex(line: Line) -> bool:
    heading = heading_of(line)
    return heading is not None and heading.kind is HeadingKind.ANNEX


def _start(lines: Sequence[Line], end: int) -> int:
    """Its first line, if any: of a declaration, or what is a signature by itself, the names and annexes above a day."""
    if declaration := _declaration(lines, end):
        return declaration
    start = end
    while start and _is_signature(lines[start - 1], below=lines[start] if start < end else None):
        start -= 1
    first, annexes = start, _titles(lines[end:])
    while first and (listed := _LISTED.fullmatch(joined(lines[first - 1]))) and listed["title"] in annexes:
        first -= 1
        if listed["begins"]:
            return first
    return start


def _declaration(lines: Sequence[Line], end: int) -> int | None:
    """Where what a reader, or a secretary, signs below the rules begins: its title, and I or 本人 right below."""
    for at in range(end - 2, max(0, end - _LONGEST_DECLARATION), -1):
        if lines[at].heading is not None or heading_of(lines[at]):
            return None
        if _DECLARATION.fullmatch(joined(lines[at])) and _DECLARES.search(lines[at + 1].text):
            return None if _is_annex(lines[at - 1]) else at
    return None


def _titles(annexes: Sequence[Line]) -> set[str]:
    """What may be one, and "" for the line 附件： alone."""
    headings = filter(None, map(heading_of, annexes))
    return {"", *(line.text.strip() for line in annexes), *(heading.title for heading in headings)}


def _is_signature(line: Line, below: Line | None) -> bool:
    text = joined(line).strip()
    if line.table or line.missing or line.label or line.heading is not None or len(text) > _LONGEST:
        return False
    if _is_date(text) or _END_OF_TEXT.fullmatch(text) or _MADE_BY.match(text):
        return True
    if opening_of(line):
        return False
    if below is not None and _BLANK in text:
        return True
    name = without_day(text).strip(_BETWEEN)
    is_organisation = is_like_title(name) and bool(_ORGANISATION.fullmatch(name))
    if name != text:
        return is_organisation
    is_name = is_organisation or (len(text) <= _LONGEST_NAME and is_like_title(text) and text.isalpha())
    return is_name and below is not None and _is_date(joined(below).strip())


def _is_date(text: str) -> bool:
    bare = _DAY_CALLED.sub("", text, count=1)
    return is_day(bare) or bool(_MONTH.fullmatch(bare))
