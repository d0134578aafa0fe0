"""Messages that point at a place from where the talk stands: 下一条, 后两条, 第二款, 第三项, the second one, 第三条.

Pure: the words, what was shown last, and the library.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.conversation.beside import inserted_behind, named_beside
from bot.answering.reply import Thread
from bot.rulebook import (
    LAST,
    NUMERAL,
    Clause,
    Division,
    Library,
    NamedPart,
    PartUnit,
    parse_numeral,
)
from bot.rulebook.designation.parsing.grammar import folded
from bot.rulebook.designation.parsing.named_parts import paths_at

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
_BESIDE = re.compile(
    rf"{_BEFORE}(?:(?P<back>前)|[后後])面?的?(?P<number>{NUMERAL})\s?[条條]{_AFTER}", re.IGNORECASE
)
_MOST = 10  # clauses shown that stand beside one
_PART = re.compile(
    rf"{_BEFORE}(?:第?(?P<paragraph>{_N})\s?款|paragraph\s*(?P<p>\d+))?的?\s*"
    rf"(?:第?[(（]\s*(?P<bracketed>{_N})\s*[)）]\s*[项項点點]?|第?(?P<item>{_N})\s?[项項点點]|(?:item|point)\s*(?P<i>\d+))?{_AFTER}",
    re.IGNORECASE,
)
_PICK = re.compile(
    rf"{_BEFORE}(?:第?(?P<number>{_N})\s?[个個]|(?P<first>first)|(?P<second>second)|(?P<third>third)|(?P<last>last)){_AFTER}",
    re.IGNORECASE,
)
_FRAME, _END = re.compile(_BEFORE, re.IGNORECASE), re.compile(rf"{_AFTER}\Z", re.IGNORECASE)
_LONGEST = 20  # characters of a message that names a clause by what was put in behind: 之一呢
_ENGLISH = {"first": 1, "second": 2, "third": 3, "last": LAST}


@dataclass(frozen=True)
class Target:
    """The clause pointed at, and the words of it that are meant ("": all), or a heading; None where there is none.

    `further` are clauses pointed at with it.
    """

    clause: Clause | None
    part: str = ""
    division: Division | None = None
    further: tuple[Clause, ...] = ()


def target_of(message: str, thread: Thread, library: Library) -> Target | None:
    """What a message points at, `library` as in force; None where it does not point, or nothing was shown before."""
    said, shown = message.strip(), thread.shown
    if not shown:
        return None
    if stepped := _stepped(said, shown[0], library):
        return stepped
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
    return _named_of(said, shown, library) or _beside(said, shown[0], library)


def _stepped(said: str, last: Clause, library: Library) -> Target | None:
    """So many steps from the clause shown (下一条), or all the clauses that lie so near: 后两条."""
    if match := _STEP.fullmatch(said):
        steps = len(match["down"] or "") - len(match["up"] or "") + bool(match["on"]) - bool(match["back"])
        return Target(library.neighbour(last, steps))
    if match := _BESIDE.fullmatch(said):
        count = min(parse_numeral(match["number"]) or 0, _MOST)
        away = range(-count, 0) if match["back"] else range(1, count + 1)
        near = [clause for step in away if (clause := library.neighbour(last, step))]
        return Target(next(iter(near), None), further=tuple(near[1:]))
    return None


def _beside(said: str, last: Clause, library: Library) -> Target | None:
    inserted = (
        inserted_behind(_END.sub("", _FRAME.sub("", said, 1)), last, library)
        if len(said) <= _LONGEST
        else None
    )
    match inserted or named_beside(said, last, library):
        case Clause() as clause:
            return Target(clause)
        case Division() as division:
            return Target(None, division=division)
        case _:
            return None


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


def _named_of(said: str, clauses: Sequence[Clause], library: Library) -> Target | None:
    """The part that is named as it would be behind its clause: (b), (a)(ii), the second paragraph, 第三项第2目."""
    text = folded(f" {_FRAME.sub('', said, 1)}")  # an English part stands behind a blank
    paths, end = paths_at(text, 0, alone=True)
    if len(paths) != 1 or not _END.fullmatch(text, end):
        return None
    parts = ((clause, library.part(clause, paths[0])) for clause in clauses)
    return next((Target(clause, words) for clause, words in parts if words), Target(None))


def _ordinal(written: str | None) -> int | None:
    """The number that is written, 0 where nothing is; None for what is no number (百)."""
    if not written:
        return 0
    return LAST if written[0] in "最末" else parse_numeral(written)
