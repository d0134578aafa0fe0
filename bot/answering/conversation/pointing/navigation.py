"""Messages that point at a place from where the talk stands: 下一条, 后两条, 第二款, 第三项, the second one, 第三条.

Pure: the words, what was shown last, and the library.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.conversation.pointing.beside import inserted_behind, named_beside
from bot.answering.reply import Thread
from bot.rulebook import (
    LAST,
    NUMERAL,
    Clause,
    Division,
    HeadingKind,
    Library,
    NamedPart,
    PartUnit,
    parse_numeral,
)
from bot.rulebook.designation.parsing.grammar import HEADING_UNITS, HEADING_WORDS, folded
from bot.rulebook.designation.parsing.named_parts import paths_at
from bot.rulebook.designation.places.places import kinds_of

_N = rf"(?:{NUMERAL}|最[后後]一|末)"
# What is said around it, in pieces of which none is made of others: they can be read in one way only.
_BEFORE = (
    r"(?:那么|那麼|那|请问|請問|再|麻烦|我|想|要|看一下|看|[给給]我|[帮幫]我|显示|顯示|翻到|[它这這该該][条條]?|其中|里面|的|[,，\s]"
    r"|please|show(?: me)?|and|what(?:'s| is| about)?|the)*+"
)
_AFTER = (
    r"(?:呢|是|[什甚][么麼]|啥|[说說讲講写寫]|[的了]|怎[么麼样樣]|[规規]定|[内內]容|意思|具[体體]|[吗嗎啊呀吧]|please|says?|one|clause"
    r"|rule|article|section|[\s?？。.!！~])*+"
)
_ENGLISH_ONE = "(?:one|clause|rule|article|section)"
_STEP = re.compile(
    rf"{_BEFORE}(?:(?P<up>上+)一?[条條]|(?P<down>下+)一?[条條]|(?P<back>前面?[一那]?[条條]|previous|prev|(?:go )?back"
    rf"|{_ENGLISH_ONE} (?:right )?(?:before|above))"
    rf"|(?P<on>[后後]面?[一那]?[条條]|接下[来來]的?[一那]?[条條]|next|following"
    rf"|{_ENGLISH_ONE} (?:right )?(?:after|below))){_AFTER}",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    rf"{_BEFORE}(?:(?P<back>前)|[后後])面?的?(?P<number>{NUMERAL})\s?[条條]{_AFTER}", re.IGNORECASE
)
# 下一章, next section: the one beside what stands above the clause shown; `last chapter` is the book's.
_HEADING_STEP = re.compile(
    rf"{_BEFORE}(?:(?:(?P<back>[上前])|[下后後])面?[一个個那]{{0,2}}(?P<unit>章|节|節|编|編|篇|部分)"
    rf"|(?:(?P<previous>previous|prev)|next)\s(?P<word>chapter|section|article|part)){_AFTER}",
    re.IGNORECASE,
)
_WORDS = HEADING_WORDS | {"section": HeadingKind.SECTION, "article": HeadingKind.ARTICLE}
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
    if (place := picked(said)) is not None:
        return Target(shown[place] if place < len(shown) else None)
    return _named_of(said, shown, library) or _beside(said, shown[0], library)


def picked(said: str) -> int | None:
    """Which of several a message picks by its place, as an index: 第二个, the first one; None where it picks none."""
    match = _PICK.fullmatch(said.strip())
    named = (number for name, number in _ENGLISH.items() if match and match[name])
    number = next(named, None) or (_ordinal(match["number"]) if match else None)
    return (number if number == LAST else number - 1) if number else None


def _stepped(said: str, last: Clause, library: Library) -> Target | None:
    """So many steps from the clause shown (下一条), or all the clauses that lie so near: 后两条; 下一章."""
    if (match := _HEADING_STEP.fullmatch(said)) and (stepped := _beside_heading(match, last, library)):
        return stepped
    if match := _STEP.fullmatch(said):
        steps = len(match["down"] or "") - len(match["up"] or "") + bool(match["on"]) - bool(match["back"])
        return Target(library.neighbour(last, steps))
    if match := _BESIDE.fullmatch(said):
        count = min(parse_numeral(match["number"]) or 0, _MOST)
        away = range(-count, 0) if match["back"] else range(1, count + 1)
        near = [clause for step in away if (clause := library.neighbour(last, step))]
        return Target(next(iter(near), None), further=tuple(near[1:]))
    return None


def _beside_heading(match: re.Match[str], last: Clause, library: Library) -> Target | None:
    """The heading beside that of its kind above the clause shown, or nowhere; None where none of the kind is above."""
    if match["unit"]:
        kind = HEADING_UNITS[folded(match["unit"])]
        above = [each for each in last.heading.path if kind in kinds_of(each)]
    else:
        kind = _WORDS[match["word"].lower()]
        is_clause = kind in {HeadingKind.SECTION, HeadingKind.ARTICLE}  # section 4.1, where no heading is one
        above = [each for each in last.heading.path if kind in ({each.kind} if is_clause else kinds_of(each))]
    if not above:
        return None
    nearest = above[-1 if kind is HeadingKind.SECTION else 0]
    step, depth = -1 if match["back"] or match["previous"] else 1, len(nearest.path)
    [book] = [each for each in library.books if each.id == last.heading.book]
    alike = [
        each
        for each in book.all_divisions
        if kind in kinds_of(each.heading) and len(each.heading.path) == depth
    ]
    place = next(i for i, each in enumerate(alike) if each.heading.key == nearest.key) + step
    return Target(None, division=alike[place]) if 0 <= place < len(alike) else Target(None)


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
