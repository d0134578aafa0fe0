"""A document that came as a message: the fields above it, and what whoever sent it says below."""

import re
from collections.abc import Sequence

from bot.importing.source import Line
from bot.importing.structure.lines.openings import joined

_FIELD = re.compile(
    r"(?:(?P<who>寄件者|寄件人|发件人|發件人|收件者|收件人|from|to)|(?P<what>主旨|主题|主題|subject)"
    r"|副本|密件副本|抄送|日期|(?:发送|發送|寄件|时间|時間)(?:时间|時間|日期)?|附件|附加檔案|重要性|cc|bcc|date|sent|attachments?"
    r"|importance|reply-to)\s{0,3}[:：].{0,200}",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"[-—_=>\s]{0,20}(?:原始邮件|原始郵件|转发(?:的)?邮件(?:信息)?|轉寄(?:的)?郵件|forwarded message|original message)"
    r"[-—_=\s:：]{0,20}",
    re.IGNORECASE,
)
_ENDS = re.compile(  # with good wishes, with respect, and with what its server adds
    r"(?:敬祝|順祝|顺祝|此致|敬礼|敬禮|順頌|顺颂|谨此|謹此)[，,]?"
    r"|(?:敬祝|祝|順祝|顺祝|順頌|顺颂)?\s?[\u4e00-\u9fff]{0,4}(?:愉快|順利|顺利|健康|安康|如意|商祺|時祺|时祺|時綏|时绥)[!！。]?"
    r"|[^，。；：:]{2,30}\s?(?:敬上|謹啟|谨启|敬啟|敬启|謹上|谨上|拜上|手书)"
    r"|(?:(?:best|kind|warm)(?:est)? )?(?:regards|wishes),?|yours (?:sincerely|faithfully|truly),?|sincerely,?"
    r"|[※*]?\s?本(?:信件|[邮郵]件|电邮|電郵|電子郵件|电子邮件)[^。]{0,60}(?:机密|機密|保密|指定收件).{0,120}"
    r"|[※*]?\s?this (?:e-?mail|message)\b.{0,80}\b(?:confidential|privileged|intended)\b.{0,200}",
    re.IGNORECASE,
)
_SIGNED_BELOW = "--"  # as mail programs write it
_MOST = 6  # lines of a signature
_FEWEST = 3


def without_mail_fields(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without the fields of messages, on top and where one was passed on; a form with a date has none."""
    kept, at = list[Line](), 0
    while at < len(lines):
        end = _end_of_fields(lines, at) if not at or _is_passed_on(lines[at]) else at
        kept += lines[at : at + (end == at)]
        at = max(end, at + 1)
    return tuple(kept)


def _is_passed_on(line: Line) -> bool:
    return _FORWARDED.fullmatch(joined(line).strip()) is not None


def _end_of_fields(lines: Sequence[Line], start: int) -> int:
    """Where the fields of a message end: From, To, Subject; the start where there are none."""
    end, found = start + _is_passed_on(lines[start]), list[re.Match[str]]()
    while end < len(lines) and (match := _field(joined(lines[end]))):
        found.append(match)
        end += 1
    is_message = any(match["who"] for match in found) and any(match["what"] for match in found)
    return end if is_message and len(found) >= _FEWEST else start


def _field(text: str) -> re.Match[str] | None:
    return _FIELD.fullmatch(text.strip())


def is_field_of_message(text: str) -> bool:
    """Whether a line may be one of the fields on top: From: HR Office."""
    return _field(text) is not None


def sender_from(lines: Sequence[Line], end: int) -> int | None:
    """Where the name of the sender stands below two dashes, down to the end; None where nothing does."""
    places = range(end - 1, max(0, end - _MOST) - 1, -1)
    return next((at for at in places if at and lines[at].text.strip() == _SIGNED_BELOW), None)


def ends_message(text: str) -> bool:
    """Whether a line is no word of a document, but of whoever sends it: 敬祝, 人事室　林佩君　敬上, Kind regards."""
    return bool(_ENDS.fullmatch(text))
