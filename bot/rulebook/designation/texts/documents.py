"""Which document a reference means: the words before it (根据运营中心守则, 《员工手册》（2026版）), or behind it."""

import re
from collections.abc import Sequence

WINDOW = 40  # characters before a reference that can name its document
_KINDS = (
    "法|典|条例|條例|规定|規定|解释|解釋|办法|辦法|细则|細則|准则|準則|守则|守則|规则|規則|决定|決定|制度|章程|手册|手冊"
    "|规程|規程|规范|規範|标准|標準|协议|協議|合同|通知|意见|意見|方案|预案|公约|公約|条约|條約|修正案|批复|纪要|编|編"
)
_DOCUMENT = re.compile(
    rf"(?:《(?P<quoted>[^《》]{{1,80}})》"
    rf"|(?P<coded>[\u4e00-\u9fff]{{0,10}}[〔\[(（]\d{{4}}[〕\])）]\s?第?\d{{1,5}}号(?:文件?|令)?"
    rf"|(?:ISO|IEC|GB|EN|ANSI)[/A-Z ]{{0,4}}[\d.:：—–-]{{2,20}})"
    rf"|(?P<named>[\u4e00-\u9fff]{{0,30}}(?:{_KINDS})))"
    rf"(?:[（(][^（）()]{{1,20}}[)）])?\s*的?\s*$"
)
_ENDS = {*"》）)号件文令.:：—–-0123456789", *(kind[-1] for kind in _KINDS.split("|"))}
_OF_DOCUMENT = re.compile(
    r"\s+(?:of|in|under)\s+the\s+(?P<named>(?:[A-Z][A-Za-z]{0,20}\s+|of\s+|and\s+){0,6}(?:Act|Law|Code|Ordinance|Regulations?))\b"
)
_LEAD = re.compile(
    r"(?:请问|請問|根据|根據|依据|依據|依照|按照|参照|參照|违反|違反|查一下|看一下|我们的?|我們的?|按|依|查|看|见|見|和|与|與)+"
)
_OWN = re.compile(rf"[本该該此](?:{_KINDS})$")
_BOOK_ID = re.compile(r"(?P<id>[\w.-]{1,60})/")
_BEHIND = re.compile(r"[,，]?\s+(?:of|in|from)\s+(?:the\s+|our\s+)?(?=\S)", re.IGNORECASE)
_SHORTEST, _MARKS = 2, "?？。.!！《<「“*_~`"  # characters of a shortened name, and what may stand around it
_LOOSE = " \t,，、:：的》>」”\"'"  # between a document's name and the number in it


def document_before(before: str, names: Sequence[str] = ()) -> str:
    """The name of a document that the words before a reference end in, "" where they do not or mean their own.

    `names`: what documents are called besides (Staff Handbook, 红宝书).
    """
    may_name = before.rstrip().rstrip("的").rstrip()[-1:] in _ENDS  # most words before a reference name none
    match = _DOCUMENT.search(before[-WINDOW:]) if may_name else None
    if match is None:
        end = before[-WINDOW:].rstrip(_LOOSE).casefold()
        return next((name for name in names if _ends_in(end, name.casefold())), "")
    if match["named"] and _OWN.search(match["named"]):
        return ""
    if match["quoted"] or match["coded"]:
        return match["quoted"] or match["coded"]
    lead = _LEAD.match(match["named"])
    return match["named"][lead.end() :] if lead else match["named"]


def _ends_in(words: str, name: str) -> bool:
    """Whether words end in a name, which is not the end of a longer word: the SOP, not ESOP."""
    before = words.removesuffix(name)
    return before != words and not (name[:1].isascii() and before[-1:].isascii() and before[-1:].isalnum())


def document_behind(text: str, end: int, names: Sequence[str] = ()) -> tuple[str, int]:
    """The name of a document behind a reference (Section 64.3 of the Companies Act) and its end; "" for none."""
    if match := _OF_DOCUMENT.match(text, end):
        return match["named"], match.end()
    if match := _BEHIND.match(text, end):
        words = text[match.end() : match.end() + WINDOW].casefold()
        named = next((name for name in names if words.startswith(name.casefold())), "")
        return named, match.end() + len(named) if named else end
    return "", end


def document_alone(words: str, names: Sequence[str] = ()) -> str | None:
    """The document that the whole of the words names, "" where there are none or they mean their own; else None."""
    words = words.strip()
    if not words:
        return ""
    if named := _BOOK_ID.fullmatch(words):
        return named["id"]
    if _DOCUMENT.fullmatch(words):
        return document_before(words)
    bare = words.strip(_LOOSE + "《<「“").casefold()
    return next((name for name in names if name.casefold() == bare), None)


def document_shortened(words: str, names: Sequence[str]) -> str | None:
    """The one document whose name begins, or in English ends, with the whole of the words: 恒通, Harbor Point."""
    bare = words.strip(_LOOSE + _MARKS).casefold()
    meant = [name for name in names if len(bare) >= _SHORTEST and _begins(name.casefold(), bare)]
    shortest = min(meant, key=len, default="")
    return shortest if shortest and all(shortest in name for name in meant) else None


def _begins(name: str, words: str) -> bool:
    if words.isascii():
        return f" {name} ".startswith(f" {words} ") or f" {name} ".endswith(f" {words} ")
    return name.startswith(words)
