"""Messages that are nothing but references: 7.1, *7.1*, 看一下7.1, 守则 7.1 和 7.2, 第十二条至第十五条, 目录.

    message    = {mark | lead} [document] reference {separator reference} {mark | tail}
               | {mark | lead} [document] contents {mark | tail}
               | title 那一章

`frame` has the words around it; what is between them is read by the grammar of designators.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.rulebook.designation.designators import Certainty, Designator, Step
from bot.rulebook.designation.numerals import NUMERAL
from bot.rulebook.designation.parsing.grammar import HEADING_UNITS
from bot.rulebook.designation.parsing.parser import Parser
from bot.rulebook.designation.texts.documents import document_alone, document_behind, document_shortened
from bot.rulebook.designation.texts.english_documents import english_before
from bot.rulebook.designation.texts.frame import AFTER, BEFORE, MARKS, OUTLINE
from bot.rulebook.designation.texts.references import Reference, reference_to
from bot.rulebook.heading import HeadingKind

_NAMED = re.compile(rf"第\s?{NUMERAL}\s?(?:[编編章节節条條款项項]|部分)")
_LONGEST = 120  # characters of a message that is nothing but a reference
_NAMES = {Certainty.SURE, Certainty.DOTTED, Certainty.WORD}
_SEPARATOR = re.compile(
    r"\s*(?:(?:[、，,/;；和及与與跟&加+]|或者?|以及|[还還]有"
    r"|(?:and|or|plus|vs\.?|versus|differs? from|different from|compared? (?:to|with))(?![a-z]))\s*){1,2}",
    re.IGNORECASE,
)
_CONTENTS = re.compile(  # 有目录吗, 把守则的目录发我: asked for, or asked after
    r"(?:(?:有没?有?|[来來给給发發]个?|把|哪[里裡儿兒]?(?:有|能看|可以看)|(?:is|are) there|where(?:'s| is| are)"
    r"|(?:an?|the)(?![a-z])"
    r"|(?:where )?(?:do|can|could) (?:you|we|i) (?:have|see|get|find))\s*){0,3}+"
    rf"(?P<document>.{{0,40}}?)(?:[里裡]?有)?的?"
    rf"(?:{OUTLINE}|(?:所有|全部)(?:的?规定|的?条款|章节)|都?有?哪些章[节節]?"
    r"|(?:(?:what|which) )?(?:chapters|parts) are there)(?:\s?(?:在?哪[里裡儿兒]?|有[没沒]有|有)[看找]?)?",
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
    before = BEFORE.match(text)
    lead = before.end() if before else 0
    return _listed(text, lead, names) or _contents(text, lead, names) or _titled(text, lead)


def read_reference(text: str, names: Sequence[str] = ()) -> Reference | None:
    """The one reference that the whole of `text` is; None if it says more, or names several."""
    found = read_references(text, names)
    return found[0] if len(found) == 1 else None


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
    if is_fraction or not AFTER.fullmatch(text, at):
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
    is_framed = not (MARKS.fullmatch(text[:lead]) and MARKS.fullmatch(text, end))
    return bare.written[0].isdecimal() or not is_framed


def _contents(text: str, lead: int, names: Sequence[str]) -> tuple[Reference, ...]:
    match = _CONTENTS.match(text, lead)
    if match is None:
        return ()
    behind, end = document_behind(text, match.start(), match.end(), names)
    if not AFTER.fullmatch(text, end):
        return ()
    document = behind or document_alone(match["document"], names)
    if document is None:
        return ()
    return (_heading_alone(text, Step(HeadingKind.BOOK, ""), document),)


def _titled(text: str, lead: int) -> tuple[Reference, ...]:
    match = _TITLED.match(text, lead)
    if match is None or not AFTER.fullmatch(text, match.end()):
        return ()
    return (_heading_alone(text, Step(HEADING_UNITS[match["unit"]], "", match["title"]), ""),)


def _heading_alone(text: str, step: Step, document: str) -> Reference:
    return Reference(text.strip(), document, (step,), (), (), (), Certainty.UNIT, 0, len(text))


def names_reference(text: str) -> bool:
    """Whether a text names a heading, clause or part (第七章, 第十二条), or is but a reference: 7.1, section 7.1."""
    return bool(_NAMED.search(text)) or any(each.certainty in _NAMES for each in read_references(text))
