"""References to clauses as people write them: 第七章第一条, 第12条, 7.1, 守则 7.1, 民法典第五百条第二款.

A reference says which document it means only by the words before it; whether those words name one of our
books or somebody else's statute is for the library to say.
"""

import re
from dataclasses import dataclass, replace

from bot.rulebook.numerals import numeral

_N = r"(?:\d{1,4}|[零〇一二两兩三四五六七八九十百千廿卅]{1,9})"
_PART = rf"(?:第{_N}[款项項]|第?[(（]{_N}[)）][项項]?)"  # 第二款, 第（三）项: read over
_GAP = r"\s{0,3}"  # never unbounded: a question of forty thousand spaces took minutes
_PLACE = re.compile(
    rf"(?:(?P<ordinal>第){_GAP})?(?:"
    rf"(?P<chapter>{_N}){_GAP}章{_GAP}第?{_GAP}(?P<of_chapter>{_N}){_GAP}[条條]"
    rf"|(?P<whole_chapter>{_N}){_GAP}章"
    rf"|(?<![\d.])(?:(?P<dotted>\d{{1,3}})\.)?(?P<article>{_N})(?:-(?P<between>\d{{1,3}}))?(?![\d.%])"
    rf"(?:{_GAP}(?P<unit>[条條]))?"
    rf")(?:之(?P<inserted>{_N}))?(?:{_PART})*"
)
_KINDS = (
    "法|典|条例|條例|规定|規定|解释|解釋|办法|辦法|细则|細則|准则|準則|守则|守則|规则|規則|决定|決定|制度|章程|手册|手冊"
    "|规程|規程|规范|規範|标准|標準|协议|協議|合同|通知|意见|意見|方案|预案|公约|公約|条约|條約|修正案|批复|纪要|编|編"
)
_DOCUMENT = re.compile(
    rf"(?:《(?P<quoted>[^》]+)》|(?P<named>[\u4e00-\u9fff]{{0,30}}(?:{_KINDS})))"
    rf"(?:[（(][^（）()]{{1,20}}[)）])?\s*的?\s*$"
)
_WINDOW = 40  # characters before a reference that can name its document
_LEAD = re.compile(
    r"(?:请问|請問|根据|根據|依据|依據|依照|按照|参照|參照|违反|違反|查一下|看一下|我们的?|我們的?|按|依|查|看|见|見|和|与|與)+"
)
_OWN = re.compile(rf"[本该該此](?:{_KINDS})$")
_NAMING = re.compile(r"(?:见|見|条款|條款|section|clause|rule|§)\s*$", re.IGNORECASE)
_UNIT = re.compile(
    r"\s*(?:[%％万萬亿億元块塊天日周週月年秒倍折米克分个個次人件岁歲版楼樓级級号號]|小时|小時|公里|公斤|[a-z])",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"chapter\s*$", re.IGNORECASE)
_CHAIN = re.compile(rf"(?:[、，,和及与與或至到\s]|以及|或者|的规定|{_PART})*")


@dataclass(frozen=True)
class Reference:
    """A place in a book as somebody wrote it.

    `document` is the run of words before it that ends in a document's name ("" where there is none);
    `chapter` and `article` are 0 where not given; `start` and `end` are offsets in the text.
    """

    written: str
    chapter: int
    article: int
    inserted: int
    document: str
    start: int
    end: int


def find_references(text: str) -> tuple[Reference, ...]:
    """All references in a running text, in order; mere quantities (十二条建议, 3.5 小时) are none.

    In a list (民法典第五百条、第五百零一条) each takes the document of the one before it.
    """
    found: list[Reference] = []
    for match in _PLACE.finditer(text):
        before = text[max(0, match.start() - _WINDOW) : match.start()]
        document = _document(before)
        in_list = found and _CHAIN.fullmatch(text, found[-1].end, match.start())
        leads = not before.strip() and not _UNIT.match(text, match.end())
        if not _is_marked(match, named=bool(document or in_list or leads or _NAMING.search(before))):
            continue
        if not document and in_list:
            document = found[-1].document
        if reference := _reference(match):
            found.append(replace(reference, document=document))
    return tuple(found)


def read_reference(text: str) -> Reference | None:
    """The reference that the whole of `text` is (7.1, 12条, 第七章, 守则 7.1); None if it says more."""
    text = text.strip().rstrip("。？?.！! \u3000")
    for match in _PLACE.finditer(text):
        before = text[: match.start()].strip()
        leads = not before or any(words.fullmatch(before) for words in (_DOCUMENT, _NAMING, _CHAPTER))
        if match.end() == len(text) and leads and "第" not in before and (reference := _reference(match)):
            if _CHAPTER.search(before) and not reference.chapter:
                reference = replace(reference, chapter=reference.article, article=0)
            return replace(reference, document=_document(before))
    return None


def _is_marked(match: re.Match[str], *, named: bool) -> bool:
    if match["chapter"] or match["whole_chapter"]:
        return bool(match["ordinal"])
    if match["dotted"]:
        return bool(match["ordinal"] or match["unit"] or named)
    return bool(match["ordinal"] and match["unit"])


def _reference(match: re.Match[str]) -> Reference | None:
    written = (
        match["chapter"] or match["whole_chapter"] or match["dotted"],
        match["of_chapter"] or match["article"],
        match["inserted"] or match["between"],
    )
    numbers = [numeral(part) if part else 0 for part in written]
    if None in numbers or not any(numbers):
        return None
    chapter, article, inserted = (number or 0 for number in numbers)
    return Reference(match[0].strip(), chapter, article, inserted, "", match.start(), match.end())


def _document(before: str) -> str:
    match = _DOCUMENT.search(before[-_WINDOW:])
    if match is None or (match["named"] and _OWN.search(match["named"])):
        return ""
    if match["quoted"]:
        return match["quoted"]
    lead = _LEAD.match(match["named"])
    return match["named"][lead.end() :] if lead else match["named"]
