"""What stands right behind a book's name in a sentence, where no 第 is needed: 工作规则21-1, 手册8-11条, 手册二（二）3.

There the grammar is that of messages which are nothing but a reference; what may count something is still none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.rulebook.designation.designators import Certainty, Designator, Reach
from bot.rulebook.designation.parsing.parser import Parser
from bot.rulebook.designation.texts.documents import WINDOW, document_before
from bot.rulebook.designation.texts.told import counts, is_acted_on

_ENDS = re.compile(r"\s*(?:$|[，。？！、；：,.?!;:)）\]】”\"'])")
_JOINED = re.compile(r"\s*(?:[、，,和及与與跟&]|以及|[还還]有)\s*")
_VERBS = {"规定", "規定"}  # 有没有规定12条 names no book


def right_behind_names(text: str, names: Sequence[str]) -> Mapping[int, tuple[Designator, ...]]:
    """The designators that stand right behind what a book is called, by the places where they begin."""
    parser, found, at = Parser(text, alone=True), dict[int, tuple[Designator, ...]](), 0
    while (start := parser.next_start(at)) is not None:
        at = start + 1
        if _is_behind_name(text[max(0, start - WINDOW) : start], names):
            named = tuple(_listed(parser, text, start))
            if named:
                found[start], at = named, named[-1].end
    return found


def _is_behind_name(before: str, names: Sequence[str]) -> bool:
    document = document_before(before, names) if before.strip() else ""
    if not document or document in _VERBS:
        return False
    return any(name.endswith(document) or document.endswith(name) for name in names)


def _listed(parser: Parser, text: str, start: int) -> Iterator[Designator]:
    """Those at a place, and those joined to them."""
    at: int | None = start
    while at is not None:
        named = parser.designators(at)
        if not named or not all(_is_one(each, text) for each in named):
            return
        yield from (replace(each, certainty=_certainty(each)) for each in named)
        joined = _JOINED.match(text, named[-1].end)
        at = joined.end() if joined else None


def _is_one(designator: Designator, text: str) -> bool:
    """Whether a designator behind a name cannot well be so many of something: 手册 12条, 手册 21-1; not 手册3天内."""
    if designator.reach in {Reach.ONWARDS, Reach.BEHIND, Reach.BEFORE} or not any(designator.levels):
        return False
    if designator.certainty is not Certainty.BARE:
        return designator.certainty is not Certainty.UNSURE
    if counts(text, designator.end):
        return False
    is_made_of_several = designator.parts or designator.until or "-" in designator.number[-1]
    is_short = not text[designator.start].isdecimal() and len(designator.number[0]) == 1
    ends = _ENDS.match(text, designator.end) or is_acted_on(text, designator.start, designator.end)
    return bool(is_made_of_several or (ends and not is_short))


def _certainty(designator: Designator) -> Certainty:
    """A number without a word is a clause only where there is one."""
    return Certainty.UNSURE if designator.certainty is Certainty.BARE else designator.certainty
