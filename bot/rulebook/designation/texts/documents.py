"""Which document a reference means: the words before it (根据运营中心守则, 《员工手册》（2026版）), or behind it."""

import re
from collections.abc import Sequence

from bot.rulebook.designation.numerals import NUMERAL
from bot.rulebook.designation.texts.english_documents import english_behind, english_title_before

WINDOW = 100  # characters before a reference that can name its document
_KINDS = (
    "法|典|条例|條例|规定|規定|解释|解釋|办法|辦法|细则|細則|准则|準則|守则|守則|规则|規則|决定|決定|制度|章程|手册|手冊"
    "|规程|規程|规范|規範|标准|標準|协议|協議|合同|通知|意见|意見|方案|预案|公约|公約|条约|條約|修正案|批复|纪要|编|編"
    "|法律|法规|法規|规章|規章"
)
_OWN_KINDS = (
    "办法|辦法|细则|細則|准则|準則|守则|守則|规则|規則|制度|手册|手冊|规程|規程|规范|規範|规定|規定|规章|規章"
)
# Between a document's name and the number in it: 劳动法里的, and behind 按照 also a comma.
_TIE = r"\s*(?:[里裡中内內]面?|关于|關於)?\s*的?\s*(?P<comma>[，,]\s*)?"
_DOCUMENT = re.compile(
    rf"(?:《(?P<quoted>[^《》]{{1,80}})》|[「『“](?P<called>[^「」『』“”]{{1,60}}(?:{_KINDS})(?:[（(][^「」『』“”]{{1,20}}[)）])?)[」』”]"
    rf"|(?P<coded>[\u4e00-\u9fff]{{0,10}}[〔\[(（]\d{{4}}[〕\])）]\s?第?\d{{1,5}}号(?:文件?|令)?"
    rf"|(?:ISO|IEC|GB|EN|ANSI)[/A-Z ]{{0,4}}[\d.:：—–-]{{2,20}})"
    rf"|(?P<volume>第\s?{NUMERAL}\s?[册冊卷])"
    rf"|(?P<named>[\u4e00-\u9fff]{{0,30}}(?:{_KINDS})))"
    rf"(?:[（(][^（）()]{{1,20}}[)）])?{_TIE}$"
)
_OF_STATE = ("法", "律", "条例", "條例", "法规", "法規")  # 劳动法，第四十条 needs no 按照
_LED = re.compile(r"根据|根據|依据|依據|[依按]照|按(?![时時月期年日])|依(?!法)")
_ENDS = {*"》」』”）)号件文令册冊卷.:：—–-0123456789", *(kind[-1] for kind in _KINDS.split("|"))}
# 第四十条劳动法, 第四十条（《劳动法》）: of what is not in 《》 only what no title or verb ends in.
_STATUTE_BEHIND = re.compile(
    rf"\s*(?:[，,（(]\s*|的)?(?:《(?P<quoted>[^《》]{{0,40}}(?:{_KINDS})(?:[（(][^《》]{{1,20}}[)）])?)》"
    r"|(?P<named>[\u4e00-\u9fff]{1,20}(?:(?<![办辦方做说說看写寫算用想合违違非执執犯立么麼啥哪部])法|法典|条例|條例)))"
    r"\s*[)）]?的?"
)
_LEAD = re.compile(
    r"(?:请问|請問|根据|根據|依据|依據|依照|按照|参照|參照|违反|違反|查一下|看一下|[我你咱][们們]的?|本[会會]的?|按|依|查|看|见|見|和|与|與)+"
)
_OWN = re.compile(rf"[本此](?:{_KINDS})$")  # 该条例 is the one that was named before
_OURS = re.compile(
    r"(?:公司|(?:本|该|該|[这這][个個本部]?|[我咱][们們]的?)(?:公司|单位|單位|集团|集團|企业|企業|部门|部門|中心|医院|醫院|学校|學校)?)?"
    rf"的?(?:{_OWN_KINDS})*?(?P<kind>{_OWN_KINDS})"
)
_SAYS = re.compile(
    r"\s(?:says?|said|states?)(?:\s(?:in|at|under))?\s?$", re.IGNORECASE
)  # the handbook says 4.1
_BOOK_ID = re.compile(r"(?P<id>[\w.-]{1,60})/")
_BEHIND = re.compile(r"[,，]?\s+(?:of|in|from)\s+(?:the\s+|our\s+)?(?=\S)", re.IGNORECASE)
_RIGHT_BEHIND = re.compile(r"\s*[(（《]|\s+(?=\S)")  # Sec 8.3 Travel Policy - can I
_SET_OFF = re.compile(r"\s*(?:$|[-–—,，.。;；:：!！?？)）》里裡的])")
_SHORTEST, _MARKS = 2, "?？。.!！《<「“*_~`"  # characters of a shortened name, and what may stand around it
_TIED = " \t的里裡面中内內关于關於，,"
_LOOSE = " \t,，、:：的》>」”\"'"  # between a document's name and the number in it


def document_before(before: str, names: Sequence[str] = ()) -> str:
    """The name of a document that the words before a reference end in, "" where they do not or mean their own.

    `names`: what documents are called besides (Staff Handbook, 红宝书).
    """
    before = _SAYS.sub("", before)
    may_name = before.rstrip(_TIED)[-1:] in _ENDS  # most words before a reference name none
    match = _DOCUMENT.search(before[-WINDOW:]) if may_name else None
    if match and match["comma"] and not _LED.search(match.string, max(0, match.start() - 2), match.end()):
        match = None
    if match is None:
        end = before[-WINDOW:].rstrip(_LOOSE).casefold()
        whole = next((name for name in names if _ends_in(end, name.casefold())), "")
        return whole or english_title_before(before[-WINDOW:], names)
    document = _named(match)
    led = (document[lead.end() :] for lead in _LED.finditer(document) if match["named"])  # 他跟我说按劳动法
    return next((rest for rest in led if rest and any(name.endswith(rest) for name in names)), document)


def _named(match: re.Match[str]) -> str:
    if match["named"] and _OWN.search(match["named"]):
        return ""
    if written := match["quoted"] or match["called"] or match["coded"] or match["volume"]:
        return written
    lead = _LEAD.match(match["named"])
    return match["named"][lead.end() :] if lead else match["named"]


def own_kind(document: str) -> str:
    """手册 of 公司手册, 咱们手册 and the like, which name no book but mean the organisation's own; "" of others."""
    match = _OURS.fullmatch(document)
    return match["kind"] if match else ""


def _ends_in(words: str, name: str) -> bool:
    """Whether words end in a name, which is not the end of a longer word: the SOP, not ESOP."""
    before = words.removesuffix(name)
    return before != words and not (name[:1].isascii() and before[-1:].isascii() and before[-1:].isalnum())


def document_behind(
    text: str, start: int, end: int, names: Sequence[str] = (), *, alone: bool = False
) -> tuple[str, int]:
    """The name of a document behind a reference (Section 64.3 of the Companies Act) and its end; "" for none.

    `alone`: nothing else is said, so that it is named by 第四十条劳动法 too.
    """
    if match := _BEHIND.match(text, end) or _RIGHT_BEHIND.match(text, end):
        is_apart = match.re is _RIGHT_BEHIND
        words = text[match.end() : match.end() + WINDOW].casefold()
        named = next((name for name in names if words.startswith(name.casefold())), "")
        if named and not (is_apart and not _SET_OFF.match(words, len(named))):
            return named, match.end() + len(named)
    if alone and (match := _STATUTE_BEHIND.match(text, end)):
        return match["quoted"] or match["named"], match.end()
    return english_behind(text, start, end)


def document_alone(words: str, names: Sequence[str] = ()) -> str | None:
    """The document that the whole of the words names, "" where there are none or they mean their own; else None."""
    words = words.strip()
    if not words:
        return ""
    if named := _BOOK_ID.fullmatch(words):
        return named["id"]
    if match := _DOCUMENT.fullmatch(words):
        is_apart = match["comma"] and match["named"] and not match["named"].endswith(_OF_STATE)
        return None if is_apart else _named(match)  # 签订合同，第三条怎么说
    bare = words.strip(_LOOSE + "《<「“").casefold()
    return next((name for name in names if name.casefold() == bare), None)


def document_shortened(words: str, names: Sequence[str]) -> str | None:
    """The one document whose name has the words at its beginning, in English anywhere: 恒通, Harbor Point."""
    bare = words.strip(_LOOSE + _MARKS).casefold()
    meant = [name for name in names if len(bare) >= _SHORTEST and _begins(name.casefold(), bare)]
    shortest = min(meant, key=len, default="")
    return shortest if shortest and all(shortest in name for name in meant) else None


def _begins(name: str, words: str) -> bool:
    if words.isascii():
        is_inside = " " in words and f" {words} " in f" {name} "  # HR policy of Acme HR Policy Manual
        return is_inside or f" {name} ".startswith(f" {words} ") or f" {name} ".endswith(f" {words} ")
    return name.startswith(words)
