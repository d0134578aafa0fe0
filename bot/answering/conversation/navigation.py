"""Messages that point at a place from where the talk stands: 下一条, 第二款, 第三项, the second one, 第三条.

Pure: the words, what was shown last, and the library.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.reply import Thread
from bot.rulebook import (
    LAST,
    NUMERAL,
    Ambiguous,
    Clause,
    Library,
    NamedPart,
    PartUnit,
    find_references,
    parse_numeral,
    read_references,
)

_N = rf"(?:{NUMERAL}|最[后後]一|末)"
# What is said around it, in pieces of which none is made of others: they can be read in one way only.
_BEFORE = (
    r"(?:那么|那麼|那|请问|請問|再|麻烦|我|想|要|看一下|看|[给給]我|[帮幫]我|显示|顯示|翻到|[它这這该該][条條]?|其中|里面|的|[,，\s]"
    r"|please|show(?: me)?|and|what(?:'s| is| about)?|the)*+"
)
_AFTER = (
    r"(?:呢|是|[什甚][么麼]|啥|[说說讲講写寫]|[的了]|怎[么麼样樣]|[规規]定|[内內]容|意思|具[体體]|[吗嗎啊呀吧]|please|says?|one|clause"
    r"|rule|article|[\s?？。.!！~])*+"
)
_STEP = re.compile(
    rf"{_BEFORE}(?:(?P<up>上+)一?[条條]|(?P<down>下+)一?[条條]|(?P<back>前面?[一那]?[条條]|previous|prev|(?:go )?back)"
    rf"|(?P<on>[后後]面?[一那]?[条條]|接下[来來]的?[一那]?[条條]|next)){_AFTER}",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"{_BEFORE}(?:第?(?P<paragraph>{_N})\s?款|paragraph\s*(?P<p>\d+))?的?\s*"
    rf"(?:第?[(（]\s*(?P<bracketed>{_N})\s*[)）]\s*[项項点點]?|第?(?P<item>{_N})\s?[项項点點]|(?:item|point)\s*(?P<i>\d+))?{_AFTER}",
    re.IGNORECASE,
)
_PICK = re.compile(
    rf"{_BEFORE}(?:第?(?P<number>{_N})\s?[个個]|(?P<first>first)|(?P<second>second)|(?P<third>third)|(?P<last>last)){_AFTER}",
    re.IGNORECASE,
)
_ENGLISH = {"first": 1, "second": 2, "third": 3, "last": LAST}


@dataclass(frozen=True)
class Target:
    """The clause pointed at, and the words of it that are meant ("": all); None where there is none."""

    clause: Clause | None
    part: str = ""


def target_of(message: str, thread: Thread, library: Library) -> Target | None:
    """What a message points at, `library` as in force; None where it does not point, or nothing was shown before."""
    said, shown = message.strip(), thread.shown
    if not shown:
        return None
    if match := _STEP.fullmatch(said):
        steps = len(match["down"] or "") - len(match["up"] or "") + bool(match["on"]) - bool(match["back"])
        return Target(library.neighbour(shown[0], steps))
    if (match := _PART.fullmatch(said)) and any(match.groups()):
        paragraph, item = match["paragraph"] or match["p"], match["item"] or match["i"]
        parts = (
            (PartUnit.PARAGRAPH, paragraph),
            (PartUnit.ITEM, item),
            (PartUnit.BRACKETED, match["bracketed"]),
        )
        return _part(shown, library, *parts)
    if match := _PICK.fullmatch(said):
        named = (number for name, number in _ENGLISH.items() if match[name])
        number = next(named, None) or _ordinal(match["number"])
        if not number:
            return None
        picked = shown[-1:] if number == LAST else shown[number - 1 : number]
        return Target(next(iter(picked), None))
    return _beside(said, shown[0], library)


def _part(
    clauses: Sequence[Clause], library: Library, *written: tuple[PartUnit, str | None]
) -> Target | None:
    """The part that is named of the first of the clauses that has it; None for what is no number."""
    named = [
        NamedPart(unit, number) for unit, each in written if each and (number := _ordinal(each)) is not None
    ]
    if len(named) < sum(bool(each) for _, each in written):
        return None
    if not all(part.ordinal for part in named):  # 第〇款: named, and nowhere
        return Target(None)
    parts = ((clause, library.part(clause, named)) for clause in clauses)
    return next((Target(clause, words) for clause, words in parts if words), Target(None))


def _beside(said: str, last: Clause, library: Library) -> Target | None:
    """A clause named without its heading (第三条) is that under the heading before one's eyes, if it has one."""
    for reference in read_references(said, library.names) or find_references(said, library.names):
        found = library.find(reference)
        if reference.number and isinstance(found, Ambiguous):
            for clause in found.clauses:
                if clause.heading == last.heading:
                    return Target(clause)
    return None


def _ordinal(written: str | None) -> int | None:
    """The number that is written, 0 where nothing is; None for what is no number (百)."""
    if not written:
        return 0
    return LAST if written[0] in "最末" else parse_numeral(written)
