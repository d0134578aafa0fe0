"""What a newer edition changes, clause by clause, and which clause of it is which of the older one's."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from bot.rulebook.clause import Clause

_LIKE = 0.5  # of its words: below, one number names two different rules in the two editions
_VERY_LIKE = 0.8  # of its words: from here on a rule is the same one under another number
_MANY = 100_000  # pairs: more are not compared, for that would take minutes


class Change(StrEnum):
    """What became of a clause."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # another number, or another place: the same words, or almost, unless the new edition names it


@dataclass(frozen=True)
class ClauseChange:
    """A clause before and after: `old` is None where it is new, `new` None where it is gone.

    `since` is another day than its book's on which it begins, where that is new.
    """

    change: Change
    old: Clause | None
    new: Clause | None
    since: date | None = None


def changes_between(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[ClauseChange, ...]:
    """What became of each clause, in the order of the newer edition, those that are gone at the end."""
    pairs = _pairs(old, new)
    found = [_change(pairs.get(str(clause.number)), clause) for clause in new]
    kept = {str(clause.number) for clause in pairs.values()}
    gone = [ClauseChange(Change.REMOVED, clause, None) for clause in old if str(clause.number) not in kept]
    return (*found, *gone)


def _change(old: Clause | None, new: Clause) -> ClauseChange:
    if old is None:
        return ClauseChange(Change.ADDED, None, new)
    if old.number != new.number:
        return ClauseChange(Change.MOVED, old, new)
    is_same = _bare(old.text) == _bare(new.text) and old.title == new.title
    is_planned_alike = (old.revisions[1:], old.repeal) == (new.revisions[1:], new.repeal)
    return ClauseChange(Change.SAME if is_same and is_planned_alike else Change.CHANGED, old, new)


def _pairs(old: Sequence[Clause], new: Sequence[Clause]) -> Mapping[str, Clause]:
    """The older clause of each number of the newer edition: as it says, by its words, number or label."""
    pairs = dict(_renumbered(old, new))
    old, new = _left(old, new, pairs)
    by_number = {str(clause.number): clause for clause in old}
    by_text = {_bare(clause.text): clause for clause in old}
    pairs |= dict(_with_the_same_words(by_number, by_text, new))
    pairs |= dict(_alike(*_left(old, new, pairs), _number))
    pairs |= dict(_alike(*_left(old, new, pairs), _label))
    return pairs | dict(_elsewhere(*_left(old, new, pairs)))


def _left(
    old: Sequence[Clause], new: Sequence[Clause], pairs: Mapping[str, Clause]
) -> tuple[Sequence[Clause], Sequence[Clause]]:
    """Those of both that are in no pair."""
    taken = {clause.number for clause in pairs.values()}
    return (
        [clause for clause in old if clause.number not in taken],
        [clause for clause in new if str(clause.number) not in pairs],
    )


def _renumbered(old: Sequence[Clause], new: Sequence[Clause]) -> Iterator[tuple[str, Clause]]:
    """Those that the newer edition says were numbered otherwise, where they were and do not stand there still."""
    by_number, texts = {clause.number: clause for clause in old}, {one.number: _bare(one.text) for one in new}
    for clause in new:
        there = by_number.get(clause.number)
        known = there.formerly if there else ()
        named = [by_number[each] for each in clause.formerly if each in by_number and each not in known]
        left = [each for each in named if texts.get(each.number) != _bare(each.text)]
        if left:
            yield str(clause.number), max(left, key=lambda each: len(each.formerly))


def _elsewhere(old: Sequence[Clause], new: Sequence[Clause]) -> Iterator[tuple[str, Clause]]:
    """Those that are left and almost the same; each older one once."""
    left = list(old) if len(old) * len(new) <= _MANY else []
    for clause in new:
        words = _words(clause)
        same = next((each for each in left if _likeness(each, words, _VERY_LIKE) >= _VERY_LIKE), None)
        if same:
            left.remove(same)
            yield str(clause.number), same


def _with_the_same_words(
    by_number: Mapping[str, Clause], by_text: Mapping[str, Clause], new: Sequence[Clause]
) -> Iterator[tuple[str, Clause]]:
    """Each older one once, and as its own number first: a copy of a rule that stays is a new rule."""
    found = [
        (clause, same)
        for clause in new
        if (same := by_text.get(_bare(clause.text))) and _is_the_one(same, clause, by_number)
    ]
    taken = set[str]()
    for clause, same in sorted(found, key=lambda pair: pair[0].number != pair[1].number):
        if (number := str(same.number)) not in taken:
            taken.add(number)
            yield str(clause.number), same


def _is_the_one(same: Clause, clause: Clause, by_number: Mapping[str, Clause]) -> bool:
    """Two clauses may have the same words: then each is that of its number."""
    there = by_number.get(str(clause.number))
    return there is None or there is same or _bare(there.text) != _bare(clause.text)


def _alike(
    old: Sequence[Clause], new: Sequence[Clause], name: Callable[[Clause], str]
) -> Iterator[tuple[str, Clause]]:
    """Those that have a name and half of their words in common; what comes again, or is "", names none."""
    old_names, new_names = (Counter(map(name, each)) for each in (old, new))
    named = {name(clause): clause for clause in old}
    for clause in new:
        called = name(clause)
        is_one = old_names[called] == new_names[called] == 1
        if called and is_one and is_alike(named[called], clause):
            yield str(clause.number), named[called]


def _number(clause: Clause) -> str:
    return str(clause.number)


def _label(clause: Clause) -> str:
    """As printed: a register keeps its codes though what names its clauses in the files has changed."""
    return _bare(clause.printed or "")


def is_alike(old: Clause, new: Clause) -> bool:
    """Whether one may be what became of the other: the same title, or half of the words."""
    if old.title and old.title == new.title:
        return True
    return _likeness(old, _words(new), _LIKE) >= _LIKE


def _words(clause: Clause) -> SequenceMatcher[str]:
    """What others are compared with; to look through its text takes longer than most comparisons."""
    return SequenceMatcher(None, "", clause.text, autojunk=False)


def _likeness(old: Clause, words: SequenceMatcher[str], enough: float) -> float:
    """The share of the words of both that is in both, in their order; 0 where it is clear that it is not `enough`."""
    words.set_seq1(old.text)
    is_possible = words.real_quick_ratio() >= enough and words.quick_ratio() >= enough
    return words.ratio() if is_possible else 0.0


def _bare(text: str) -> str:
    return "".join(text.split())
