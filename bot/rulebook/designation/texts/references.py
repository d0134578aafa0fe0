"""References to clauses in a running text: 第七章第一条, 见 7.1, 民法典第五百条第二款.

A reference is a designator that is sure to be one, or is made so by the words around it: 十二条建议 and 3.5 小时 are
none. They also say which document they mean; whether that is one of our books or somebody else's statute is for the
library to say.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.rulebook.designation.designators import Certainty, Designator, NamedPart, PartUnit, Reach, Step
from bot.rulebook.designation.numerals import NUMERAL, figures_of
from bot.rulebook.designation.parsing.grammar import LETTER_ON_NUMBER, folded
from bot.rulebook.designation.parsing.named_parts import paths_at
from bot.rulebook.designation.parsing.parser import Parser
from bot.rulebook.designation.texts.dates import is_dated, may_be_dated
from bot.rulebook.designation.texts.documents import WINDOW, document_before, document_behind
from bot.rulebook.designation.texts.english_documents import english_before
from bot.rulebook.designation.texts.right_behind import right_behind_names
from bot.rulebook.designation.texts.told import counts, is_acted_on
from bot.rulebook.designation.texts.versions import is_version

_NAMING = re.compile(
    r"(?:见|見|(?<![a-z])(?:see(?: also)?|refer to|as per|according to|in accordance with|pursuant to|subject to"
    r"|(?:described|set (?:out|forth)|provided|specified|stated|listed|defined|outlined|laid down) (?:in|under)))\s*$",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"(?:违反|違反|违背|違背|触犯|觸犯)[了过過]?\s*$"
)  # what is broken is a clause: 违反 7.2 的
_FROM_END = re.compile(r"倒[数數]\s*$")  # 倒数第二条 is not the second
_TABLE = re.compile(
    rf"(?:(?<=[见見按如依照据據])[下后後]?表|(?<![A-Za-z])Table )[ ]?(?P<number>{NUMERAL})(?![0-9.]|[ ]?[份个張张])"
)
_ITSELF = re.compile(r"本[条條]")
_MAY_BEGIN = re.compile(
    r"[第附条條§0-9A-Za-z\uff01-\uff5e]"
)  # most texts have none, and are not looked at further
_UNSURE_FROM = 3  # levels: 4.1.1.8 may be a number where nothing introduces it, 3.5 may be anything
# Between the references of a list; 第三条之后增加一条，作为第四条 speaks of the same document throughout.
_LINK = re.compile(
    r"\s|或者|以及|的规定|的規定|[、，,和及与與或至到]|之?[后後前]增加[一二两三][条條款项項]|作为|作為"
    r"|(?:and|or|&|plus)(?=\s[0-9]{1,3}\.[0-9])",  # 7.07 and 9.02
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reference:
    """A clause, a range of clauses, or a heading as somebody wrote it.

    `document` is the run of words before it that ends in a document's name ("" where there is none). `headings` are
    those that are named with it, `number` the levels of the clause's number (() where a heading alone is meant),
    `until` the number that ends a range, `reach` how far one without an end goes, `parts` what is named of the clause.
    `start` and `end` are offsets in the text.
    """

    written: str
    document: str
    headings: tuple[Step, ...]
    number: tuple[str, ...]
    until: tuple[str, ...]
    parts: tuple[NamedPart, ...]
    certainty: Certainty
    start: int
    end: int
    reach: Reach = Reach.ITSELF

    @property
    def inserted(self) -> tuple[str, ...]:
        """The number with the letter that stands right behind it: § 12a may be put in behind § 12; else ()."""
        match = LETTER_ON_NUMBER.search(self.written)
        if match is None or match.end() < len(self.written) or len(self.parts) != 1 or not self.number:
            return ()
        return (*self.number[:-1], f"{self.number[-1]}{match['letter']}")


def find_references(
    text: str, names: Sequence[str] = (), *, is_message: bool = False
) -> tuple[Reference, ...]:
    """All references in a running text, in order; mere quantities (十二条建议, 3.5 小时) are none.

    In a list (民法典第五百条、第五百零一条) each takes the document of the one before it. `names` are what documents
    are called beside what can be told by its words alone. In what somebody types (`is_message`), numbers right behind
    one of them need no 第.
    """
    if not (is_message or _MAY_BEGIN.search(text)):
        return ()
    parser, found = Parser(text), list[Reference]()
    # Since the last reference, nothing was read but what stands between those of a list.
    at, behind_it, is_listed = 0, 0, False
    behind = right_behind_names(text, names) if is_message and names else {}
    while at < len(text):
        if is_listed and (link := _LINK.match(text, at)):
            at = link.end()
            continue
        if is_listed and (end := parser.end_of_part(at)):
            at = end
            continue
        starts = (parser.next_start(at), next((place for place in behind if place >= at), None))
        start = min((place for place in starts if place is not None), default=None)
        if start is None:
            break
        is_listed = is_listed and start == at
        new = [
            replace(each, certainty=certainty)
            for each in parser.designators(start)
            if (certainty := _certainty(each, text, names, is_listed=is_listed))
        ]
        if start in behind and (not new or _place(behind[start][0]) == _place(new[0])):
            new = [*behind[start]]
        for each in new:
            document, behind_it = _document(text, start, each.end, names)
            found.append(
                reference_to(each, text, found[-1:] if is_listed or each is not new[0] else [], document)
            )
        at, is_listed = (behind_it, True) if new else (start + 1, False)
    return tuple(found)


def _document(text: str, start: int, end: int, names: Sequence[str]) -> tuple[str, int]:
    """The document that is named before or behind a designator, and where what belongs to it ends."""
    before = text[max(0, start - WINDOW) : start]
    if document := document_before(before, names) or english_before(text, start):
        return document, end
    return document_behind(text, start, end, names)


def _place(designator: Designator) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    return designator.headings, designator.number


def _certainty(
    designator: Designator, text: str, names: Sequence[str], *, is_listed: bool
) -> Certainty | None:
    """How sure it is that a designator in a running text is a reference; None where it is none."""
    start = designator.start
    match designator.certainty:
        case Certainty.SURE | Certainty.WORD:
            is_from_end = _FROM_END.search(text, max(0, start - WINDOW), start)
            return None if is_from_end else designator.certainty
        case Certainty.DOTTED if is_listed or _is_named(designator, text, names):
            return Certainty.DOTTED
        case Certainty.DOTTED if _counts_otherwise(designator, text, names):
            return None
        case Certainty.DOTTED if _is_clause(designator, text, names):
            is_doubtful = not text[:start].strip() and not designator.until and may_be_dated(text, start)
            return Certainty.UNSURE if is_doubtful else Certainty.DOTTED
        case Certainty.DOTTED if len(designator.number) >= _UNSURE_FROM or is_acted_on(
            text, designator.start, designator.end
        ):
            return Certainty.UNSURE
        case _:
            return None


def _is_clause(designator: Designator, text: str, names: Sequence[str]) -> bool:
    """Whether the words before a number say that it is a clause's, or it stands first and counts nothing."""
    before = text[max(0, designator.start - WINDOW) : designator.start]
    if not before.strip():
        return not counts(text, designator.end)
    return bool(document_before(before, names))


def _counts_otherwise(designator: Designator, text: str, names: Sequence[str]) -> bool:
    """Whether it is a day, or the version of something: 9.30 开会, app version 2.1.1."""
    start = designator.start
    is_other = is_version(text, start, designator.end) or is_dated(text, start)
    return is_other and not _is_of_book(text, start, names)


def _is_of_book(text: str, start: int, names: Sequence[str]) -> bool:
    """Whether a book's own name stands before a number: 员工手册 7.1 早班几点; 公司通知 9.30 开会吗 names none."""
    return text[:start].rstrip(" 》」】").endswith(tuple(names))


def _is_named(designator: Designator, text: str, names: Sequence[str]) -> bool:
    """Whether nothing but a clause can be meant: 见 7.2, 违反 7.2 的, 7.2 第四项; not 违反 7.2 万元, 7.2（4）."""
    before = text[max(0, designator.start - WINDOW) : designator.start]
    if _BROKEN.search(before) and not counts(text, designator.end):
        return True
    has_part = any(part.unit is not PartUnit.BRACKETED for part in designator.parts)
    of_book = document_behind(text, designator.start, designator.end, names)[0] in names
    return has_part or of_book or is_introduced(text, designator.start)


def own_parts(text: str) -> Iterator[tuple[str, tuple[NamedPart, ...]]]:
    """The parts of itself that a clause names, each as it is written and taken apart: 本条第二款."""
    for match in _ITSELF.finditer(text):
        paths, end = paths_at(folded(text), match.end(), alone=False)
        yield from ((text[match.start() : end], path) for path in paths)


def tables_named(text: str) -> Iterator[tuple[str, str, int]]:
    """The numbered tables of its own book that a text names (见表2, Table 3): as written, in figures, and where."""
    for match in _TABLE.finditer(text):
        if not document_behind(text, match.start(), match.end())[0]:
            yield match[0], figures_of(match["number"]), match.start()


def is_introduced(text: str, start: int) -> bool:
    """Whether the words before a place say that a clause is named there: 见, see, according to."""
    return bool(_NAMING.search(text[max(0, start - WINDOW) : start]))


def reference_to(designator: Designator, text: str, before: list[Reference], document: str) -> Reference:
    """The designator as a reference; in a list it takes the document, and a clause the headings, of the one before."""
    headings, number = designator.headings, designator.number
    for last in before:
        document = document or last.document
        if designator.certainty is Certainty.BARE and len(number) == 1 < len(last.number):
            number = (*last.number[:-1], *number)  # 7.3、4、5
        elif not headings and len(designator.number) == 1 and last.number:
            headings = last.headings
    start, end = designator.start, designator.end
    return Reference(
        text[start:end].strip(),
        document,
        headings,
        number,
        designator.until,
        designator.parts,
        designator.certainty,
        start,
        end,
        designator.reach,
    )
