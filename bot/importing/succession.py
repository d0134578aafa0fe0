"""Which clauses of a newer edition take the place of which older ones, and whom they must stay closed to."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from bot.importing.books import Path
from bot.rulebook import Clause, Restriction
from bot.rulebook.editions.comparison import Change, ClauseChange, is_alike


@dataclass(frozen=True)
class Succession:
    """Clauses of the older edition (`old`) and those that stand for them in the newer one; () where none does."""

    old: tuple[Clause, ...]
    new: tuple[Clause, ...]


def successions(old: Sequence[Clause], changes: Sequence[ClauseChange]) -> tuple[Succession, ...]:
    """Each older clause with the one that it became; one that is gone with those added in its number, title or place.

    Its place is what lies between its nearest neighbours that are still there: a rule that was rewritten beyond
    recognition, or split, stands there.
    """
    matched = [Succession((each.old,), (each.new,)) for each in changes if each.old and each.new]
    return (*matched, *_of_those_gone(old, changes))


def _of_those_gone(old: Sequence[Clause], changes: Sequence[ClauseChange]) -> Iterator[Succession]:
    kept = {str(each.old.number): at for at, each in enumerate(changes) if each.old and each.new}
    added = {at: each.new for at, each in enumerate(changes) if each.new and each.change is Change.ADDED}
    by_number = {str(new.number): new for new in added.values()}
    by_title = {new.title: new for new in added.values() if new.title}
    gaps = dict[tuple[int, int], list[Clause]]()
    waiting, before = list[Clause](), -1
    for clause in old:
        if (at := kept.get(str(clause.number))) is None:
            waiting.append(clause)
        else:
            gaps.setdefault((before, at), []).extend(waiting)
            waiting, before = [], at
    gaps.setdefault((before, len(changes)), []).extend(waiting)
    for ends, gone in gaps.items():
        inside = tuple(new for at, new in added.items() if gone and min(ends) < at < max(ends))
        if inside:
            yield Succession(tuple(gone), inside)
        for clause in gone:
            found = by_number.get(str(clause.number)), by_title.get(clause.title)
            elsewhere = tuple(dict.fromkeys(each for each in found if each and each not in inside))
            if elsewhere or not inside:
                yield Succession((clause,), elsewhere)


def origins(successions: Sequence[Succession]) -> Mapping[Path, Path]:
    """The older heading of each newer one all of whose clauses with a past come from it; paths as printed."""
    found = dict[Path, set[Path]]()
    for each in successions:
        befores = {path_of(clause) for clause in each.old}
        for after in {path_of(clause) for clause in each.new}:
            for depth in range(1, len(after) + 1):
                found.setdefault(after[:depth], set()).update(before[:depth] for before in befores)
    return {after: next(iter(befores)) for after, befores in found.items() if len(befores) == 1}


def path_of(clause: Clause) -> Path:
    """The headings that it stands under, as printed and without blanks."""
    return tuple("".join(heading.label.split()) for heading in clause.heading.path)


def unmet(successions: Sequence[Succession], new: Sequence[Clause]) -> Mapping[str, Restriction]:
    """What clauses of the newer edition, by number, lack of the restrictions of those that they stand for."""
    asked = dict[str, set[frozenset[str]]]()
    for each in successions:
        levels = {level for clause in each.old for level in clause.restriction}
        for clause in each.new:
            asked.setdefault(str(clause.number), set()).update(levels)
    found = {
        str(clause.number): lacking(clause.restriction, asked.get(str(clause.number), set()))
        for clause in new
    }
    return {number: levels for number, levels in found.items() if levels}


def reworded(successions: Sequence[Succession]) -> tuple[Clause, ...]:
    """Older clauses for some readers only of which no clause that stands for them has the title, or half of the words.

    What they said may stand anywhere in the newer edition in words of its own, or nowhere.
    """
    found = dict[str, bool]()
    closed = {str(clause.number): clause for each in successions for clause in each.old if clause.restriction}
    for each in successions:
        for number in {str(clause.number) for clause in each.old} & closed.keys():
            is_there = any(is_alike(closed[number], new) for new in each.new)
            found[number] = found.get(number, False) or is_there
    return tuple(clause for number, clause in closed.items() if not found[number])


def unplaced(successions: Sequence[Succession], new: Sequence[Clause]) -> tuple[Clause, ...]:
    """Older clauses whose restriction has no place in the newer edition.

    One that is gone without a successor has lost it, unless what stood under the same heading is as closed as it was.
    """
    now = {str(clause.number): clause for clause in new}
    closed = dict[Path, list[Clause]]()
    for each in successions:
        for heading in {path_of(clause) for clause in each.old}:
            closed.setdefault(heading, []).extend(now[str(clause.number)] for clause in each.new)
    found = {
        str(clause.number): clause
        for each in successions
        for clause in each.old
        if not _is_placed(clause, each, now, closed.get(path_of(clause), []))
    }
    return tuple(found.values())


def _is_placed(clause: Clause, its: Succession, now: Mapping[str, Clause], beside: Sequence[Clause]) -> bool:
    if not clause.restriction:
        return True
    levels = set(clause.restriction)
    if its.new:
        return not any(lacking(now[str(each.number)].restriction, levels) for each in its.new)
    return bool(beside) and not any(lacking(each.restriction, levels) for each in beside)


def lacking(restriction: Restriction, asked: Set[frozenset[str]]) -> Restriction:
    """The levels asked for that a restriction does not have, nor anything narrower."""
    return tuple(level for level in asked if not any(own <= level for own in restriction))
