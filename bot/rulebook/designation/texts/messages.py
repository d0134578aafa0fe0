"""Messages that are nothing but references: 7.1, *7.1*, 看一下7.1, 守则 7.1 和 7.2, 第十二条至第十五条, 目录.

    message    = {mark | lead} [document] reference {separator reference} {mark | tail}
               | {mark | lead} [document] contents {mark | tail}
               | title 那一章
    lead       = 看, 请问, 谢谢, show me, what is ... | {who asks} look     能帮我看下, 再翻一翻, could you read
    tail       = 讲什么, 怎么规定, say ... | say what            写的啥, 说的是什么

What is between the words of the frame is read by the grammar of designators.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.rulebook.designation.designators import Certainty, Designator, Step
from bot.rulebook.designation.numerals import CHINESE_NUMERALS, NUMERAL
from bot.rulebook.designation.parsing.grammar import HEADING_UNITS
from bot.rulebook.designation.parsing.parser import Parser
from bot.rulebook.designation.texts.documents import document_alone, document_behind, document_shortened
from bot.rulebook.designation.texts.english_documents import english_before
from bot.rulebook.designation.texts.references import Reference, reference_to
from bot.rulebook.heading import HeadingKind

_NAMED = re.compile(rf"第\s?{NUMERAL}\s?(?:[编編章节節条條款项項]|部分)")
_LONGEST = 120  # characters of a message that is nothing but a reference
_NAMES = {Certainty.SURE, Certainty.DOTTED, Certainty.WORD}
_MARK = r"[\s*_~`\"“”„'‘’「」『』【】\[\]()（）<>＞＜#…→•►№。.,，、;；:：!！?？～—-]"
# 那 7.1 and 那四十条, but 那 500 is a quantity, and 那一条 points back
_NUMBER_NEXT = rf"(?=\s?(?:第|\d+\s?[.．。]\s?\d|(?:\d{{2,4}}|[{CHINESE_NUMERALS}]{{2,9}})\s?[条條]))"
_LEADS = (
    rf"(?:那么?|再看?|[还還]有|另外|然后|然後|[请請][看查]?|从|從){_NUMBER_NEXT}|今天的?|[现現]在的?|目前的?"
    "|请问一下|请问|請問|麻烦|谢谢你?|多谢|謝謝|你好|您好|我想看|想看|我要看|帮我|给我|給我|查一下|查询|查看|查|看一下|看看|看|显示|翻到|打开"
    "|根据|根據|依据|依照|按照|按|依|参见|参照|见|見|关于|规定|条目|条款|条文|我们的|我們的|里|中"
    r"|from(?=\s\S{0,12}\d)"
    "|show me|show|what is|what's|what does|what do|what about|what|see|open|read|please|thanks|thank you|the|about"
    r"|everything under|under|(?:paragraph|para\.?|item|point)(?=[ ]\d{1,3}\.\d)"
    "|hi|hello"
)
# Whoever asks, and looks: a request in as many pieces as people make of it; what people have or write is none.
_ASKERS = (
    "[请請]|[烦煩][请請]|[劳勞][驾駕]|能不能|能否|可否|可以|能|[帮幫]忙|[帮幫]|我?想|我|[您你]|[再先去]|好的?|嗯|把"
    "|[违違]反"
)
_LOOKS = (
    r"(?:看[一下看]{0,2}|[查翻找读讀念问問][一下查看翻找读讀念问問]{0,2}|[说說讲講][说說讲講下]"
    r"|(?:解[释釋]|[确確][认認]|了解)(?:一?下)?|[发發](?:[给給]?我|一?下))(?:[给給]我)?"
)
_ENGLISH_LEADS = (
    r"(?<![a-z])(?:(?:can|could|would|will)[ ](?:you|i|we)|(?:tell|remind|give|send|read|show)[ ](?:me|us)"
    r"|let(?:'s|[ ]me)|i(?:'d|[ ]would)[ ]like[ ]to|explain|check|look[ ](?:up|at)|pull[ ]up|find|quote"
    r"|(?:what(?:'s| is))[ ]in|what[ ]happens|differences?[ ]between|compare|does|and|also|so|ok(?:ay)?|just)(?![a-z])"
)
_SAYS = (
    r"(?:[写寫讲講说說]|[规規]定)(?:了|的)?(?:是)?(?:[什甚][么麼]|啥)|(?:怎[么麼样樣]|咋)(?:[写寫讲講说說]|[规規]定|理解)的?"
    r"|[会會]怎[么麼]?[样樣]|[还還]有效|[发發](?:[给給]?我|一?下)|[哈呗唄呀啊嘛啦]"
)
_ENGLISH_TAILS = r"(?:to me|for me|still|appl(?:y|ies)|covers?|about|in full|again|very much)(?![a-z])"
_TAILS = (
    "有?什么规定|是什么意思|是什么|什么内容|什么意思|是啥|如何规定"
    "|给我看看|給我看看|给我|給我|的?全文|的?原文|的?内容|的?規定|的?规定|一下|呢|吗|吧|谢谢|麻烦了|都|分别"
    "|今天的?|[现現]在的?|目前的?|也看看?"
    "|says?|means?|please|thanks|thank you|today|right now|now"
)
_STARTS = (
    rf"(?:第|[0-9０-９{CHINESE_NUMERALS}§#附]|(?:art|sec|clause|rule|chapter|part|para|app|annex)[a-z]*\.?\s)"
)
_FRAME = rf"<[!@#][^<>\n]{{1,80}}>|{_MARK}"
# A request leads to the number itself, or else it may be how a document's name begins: 请假制度, 问责办法.
_BEFORE = re.compile(
    rf"(?:{_FRAME}|{_LOOKS}|{_ENGLISH_LEADS}|{_LEADS}|{_ASKERS})*+(?={_STARTS})|(?:{_FRAME}|{_LEADS})*+",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"(?:{_MARK}|{_SAYS}|{_TAILS}|{_ENGLISH_TAILS})*+", re.IGNORECASE)
_MARKS = re.compile(rf"(?:<[!@#][^<>\n]{{1,80}}>|{_MARK})*+")
_SEPARATOR = re.compile(
    r"\s*(?:(?:[、，,/;；和及与與跟&加+]|或者?|以及|[还還]有|(?:and|or|plus|vs\.?|versus)(?![a-z]))\s*){1,2}",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"(?P<document>.{0,40}?)的?(?:总?目录|總?目錄|章节目录|(?:所有|全部)(?:的?规定|的?条款|章节)|都?有?哪些章[节節]?"
    r"|(?:table of )?contents)",
    re.IGNORECASE,
)
_SET_OFF = re.compile(
    r"(?<!\d)[*`]+|[*`]+(?!\d)|(?<!\w)_+|_+(?!\w)"
)  # what Slack sets words in bold, italic or code with
_TITLED = re.compile(r"(?P<title>[^\s，。？！]{2,40})[那这](?:一|个)?(?P<unit>[章节编])")


def read_references(text: str, names: Sequence[str] = ()) -> tuple[Reference, ...]:
    """The references that the whole of `text` is (7.1, 看第七章, 守则 7.1 和 7.2, 目录); () if it says more.

    `names` are what documents are called beside what can be told by its words alone: Staff Handbook, 红宝书.
    """
    if len(text) > _LONGEST:
        return ()
    text = _SET_OFF.sub("", text)
    before = _BEFORE.match(text)
    lead = before.end() if before else 0
    return _listed(text, lead, names) or _contents(text, lead, names) or _titled(text, lead)


def read_reference(text: str, names: Sequence[str] = ()) -> Reference | None:
    """The one reference that the whole of `text` is; None if it says more, or names several."""
    found = read_references(text, names)
    return found[0] if len(found) == 1 else None


def within_frame(text: str) -> str:
    """A message without the words that ask for what it names: 请问附则讲什么？ -> 附则."""
    before = _BEFORE.match(text)
    start = before.end() if before else 0
    return next(
        (text[start:end] for end in range(start, len(text)) if _AFTER.fullmatch(text, end)), text[start:]
    )


def _listed(text: str, lead: int, names: Sequence[str]) -> tuple[Reference, ...]:
    parser, at = Parser(text, alone=True), lead
    while (start := parser.next_start(at)) is not None:
        named = parser.designators(start)
        document = _named_before(text, lead, start, names, named)
        if document is not None:
            break
        at = start + 1
    else:
        return ()
    found, is_fraction = list[Reference](), False
    while named:
        for each in named:
            found.append(reference_to(each, text, found[-1:], document or ""))
        at = named[-1].end
        separator = _SEPARATOR.match(text, at)
        named = parser.designators(separator.end()) if separator else ()
        is_fraction = is_fraction or _is_fraction(found[-1], text[at : at + 1], named)
    behind = _named_behind(text, start, at, names)
    if behind[0] and not document:
        found, at = [replace(each, document=behind[0]) for each in found], behind[1]
    if is_fraction or not _AFTER.fullmatch(text, at):
        return ()
    if any(each.certainty is Certainty.BARE and not _may_stand_alone(each, text, lead, at) for each in found):
        return ()
    return tuple(found)


def _named_before(
    text: str, lead: int, start: int, names: Sequence[str], named: Sequence[Designator]
) -> str | None:
    """The document that the words before a reference name, "" for none, None where they say anything else."""
    words = text[lead:start]
    document = document_alone(words, names) if named else None
    if named and not document and (english := english_before(text, start, lead)):
        return english
    may_be_short = named and named[0].certainty is not Certainty.BARE
    return document_shortened(words, names) if document is None and may_be_short else document


def _named_behind(text: str, start: int, at: int, names: Sequence[str]) -> tuple[str, int]:
    """The document that is named behind a reference, and its end: 第三章 员工手册, 4.02 Harbor Point."""
    if text[at : at + 1] in {" ", ",", "，"} and (name := document_shortened(text[at:], names)):
        return name, len(text)
    return document_behind(text, start, at, names, alone=True)


def _is_fraction(before: Reference, sign: str, behind: Sequence[Designator]) -> bool:
    """Whether two numbers alone are one quantity: 24/7, 1/2 and 5+2 are no list, 7.1/7.2 is."""
    numbers = (before.certainty, *(each.certainty for each in behind[:1]))
    return sign in {"/", "+"} and numbers == (Certainty.BARE, Certainty.BARE)


def _may_stand_alone(bare: Reference, text: str, lead: int, end: int) -> bool:
    """Whether a number alone is a clause's: 看133, 十一; not （一）, nor the 一 of 看一."""
    if text[:lead].endswith(("(", "（")):
        return False
    is_framed = not (_MARKS.fullmatch(text[:lead]) and _MARKS.fullmatch(text, end))
    return bare.written[0].isdecimal() or not is_framed


def _contents(text: str, lead: int, names: Sequence[str]) -> tuple[Reference, ...]:
    match = _CONTENTS.match(text, lead)
    if match is None:
        return ()
    behind, end = document_behind(text, match.start(), match.end(), names)
    if not _AFTER.fullmatch(text, end):
        return ()
    document = behind or document_alone(match["document"], names)
    if document is None:
        return ()
    return (_heading_alone(text, Step(HeadingKind.BOOK, ""), document),)


def _titled(text: str, lead: int) -> tuple[Reference, ...]:
    match = _TITLED.match(text, lead)
    if match is None or not _AFTER.fullmatch(text, match.end()):
        return ()
    return (_heading_alone(text, Step(HEADING_UNITS[match["unit"]], "", match["title"]), ""),)


def _heading_alone(text: str, step: Step, document: str) -> Reference:
    return Reference(text.strip(), document, (step,), (), (), (), Certainty.UNIT, 0, len(text))


def names_reference(text: str) -> bool:
    """Whether a text names a heading, clause or part (第七章, 第十二条), or is but a reference: 7.1, section 7.1."""
    return bool(_NAMED.search(text)) or any(each.certainty in _NAMES for each in read_references(text))
