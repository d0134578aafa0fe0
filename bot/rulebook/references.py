"""References to clauses as people write them: 第七章第一条, 第12条, 7.1, 守则 7.1, 民法典第五百条第二款.

A reference is a designator that is sure to be one, or is made so by the words around it: 十二条建议 and 3.5 小时 are
none. They also say which document it means; whether that is one of our books or somebody else's statute is for the
library to say.
"""

import re
from dataclasses import dataclass, replace

from bot.rulebook.designators import Designator, Parser, TokenKind
from bot.rulebook.numerals import parse_numeral

_KINDS = (
    "法|典|条例|條例|规定|規定|解释|解釋|办法|辦法|细则|細則|准则|準則|守则|守則|规则|規則|决定|決定|制度|章程|手册|手冊"
    "|规程|規程|规范|規範|标准|標準|协议|協議|合同|通知|意见|意見|方案|预案|公约|公約|条约|條約|修正案|批复|纪要|编|編"
)
_DOCUMENT = re.compile(
    rf"(?:《(?P<quoted>[^《》]+)》|(?P<named>[\u4e00-\u9fff]{{0,30}}(?:{_KINDS})))"
    rf"(?:[（(][^（）()]{{1,20}}[)）])?\s*的?\s*$"
)
_WINDOW = 40  # characters before a reference that can name its document
_LEAD = re.compile(
    r"(?:请问|請問|根据|根據|依据|依據|依照|按照|参照|參照|违反|違反|查一下|看一下|我们的?|我們的?|按|依|查|看|见|見|和|与|與)+"
)
_OWN = re.compile(rf"[本该該此](?:{_KINDS})$")
_NAMING = re.compile(r"(?:见|見|条款|條款|section|clause|rule|§)\s*$", re.IGNORECASE)
_NOTHING = re.compile("")
_UNIT = re.compile(
    r"\s*(?:[%％万萬亿億元块塊天日周週月年秒倍折米克分个個次人件岁歲版楼樓级級号號]|小时|小時|公里|公斤|[a-z])",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"chapter\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Reference:
    """A chapter or clause as somebody wrote it.

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
    parser, found = Parser(text), list[Reference]()
    is_listed = False  # since the last reference, nothing was read but what stands between those of a list
    while not parser.is_done:
        if is_listed and (parser.take(TokenKind.LINK) or parser.take(TokenKind.SPACE) or parser.part()):
            continue
        designator, reference = parser.designator(), None
        if designator is None:
            parser.skip()
        elif designator.is_sure or (designator.is_dotted and (is_listed or _is_introduced(designator, text))):
            document = _document(_before(designator, text)) or (found[-1].document if is_listed else "")
            reference = _reference(designator, text, document)
        if reference:
            found.append(reference)
        is_listed = reference is not None
    return tuple(found)


def read_reference(text: str) -> Reference | None:
    """The reference that the whole of `text` is (7.1, 12条, 第七章, 守则 7.1); None if it says more."""
    text = text.strip().rstrip("。？?.！! \u3000")
    parser, last = Parser(text), None
    while not parser.is_done:
        if designator := parser.designator():
            last = designator
        else:
            parser.skip()
    if last is None or last.end < len(text):
        return None
    before = text[: last.start].strip()
    if "第" in before or not any(
        words.fullmatch(before) for words in (_NOTHING, _DOCUMENT, _NAMING, _CHAPTER)
    ):
        return None
    if _CHAPTER.search(before) and not last.chapter:
        last = replace(last, chapter=last.article, article="")
    return _reference(last, text, _document(before))


def _before(designator: Designator, text: str) -> str:
    return text[max(0, designator.start - _WINDOW) : designator.start]


def _is_introduced(designator: Designator, text: str) -> bool:
    """Whether the words before a number say that it is a clause's, or it stands first and counts nothing."""
    before = _before(designator, text)
    if not before.strip():
        return not _UNIT.match(text, designator.end)
    return bool(_NAMING.search(before) or _document(before))


def _reference(designator: Designator, text: str, document: str) -> Reference | None:
    """The designator with its numerals read; None where they are no numbers, or name nothing."""
    written = designator.chapter, designator.article, designator.inserted
    numbers = [parse_numeral(numeral) if numeral else 0 for numeral in written]
    if None in numbers or not any(numbers):
        return None
    chapter, article, inserted = (number or 0 for number in numbers)
    start, end = designator.start, designator.end
    return Reference(text[start:end].strip(), chapter, article, inserted, document, start, end)


def _document(before: str) -> str:
    """The name of a document that the words before a reference end in, "" where they do not or mean their own."""
    match = _DOCUMENT.search(before[-_WINDOW:])
    if match is None or (match["named"] and _OWN.search(match["named"])):
        return ""
    if match["quoted"]:
        return match["quoted"]
    lead = _LEAD.match(match["named"])
    return match["named"][lead.end() :] if lead else match["named"]
