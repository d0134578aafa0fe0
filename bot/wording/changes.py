"""What became of a clause, in lines."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.rulebook import Clause
from bot.rulebook.editions.comparison import Change, ClauseChange
from bot.rulebook.editions.diff import DiffKind, diff
from bot.wording.catalogue import Catalogue

_LONGEST = 60  # characters of what is new, in a line
_SIGNS = {DiffKind.REMOVED: "−", DiffKind.ADDED: "+"}


def change_title(change: ClauseChange, say: Catalogue) -> str:
    """What became of which clause, and from when on where that is told nowhere else."""
    title = _title(change, say)
    return say("change.since", change=title, date=change.since.isoformat()) if change.since else title


def _title(change: ClauseChange, say: Catalogue) -> str:
    if change.change is Change.MOVED and change.old and change.new:
        return move_line(change.old, change.new, say)
    old, new = (clause.place if clause else "" for clause in (change.old, change.new))
    if change.change is Change.CHANGED and old == new:
        return say("change.amended", new=new)
    return say(f"change.{change.change}", old=old, new=new)


def move_line(old: Clause, new: Clause, say: Catalogue) -> str:
    """Under which other number, label or heading a clause stands."""
    if old.place != new.place:
        return say("change.moved", old=old.place, new=new.place)
    before, after = (clause.heading.path_label for clause in (old, new))
    return say("change.elsewhere", clause=new.place, before=before, after=after)


def retitled(before: Clause, after: Clause, say: Catalogue) -> str:
    """That a clause has another title, or one at all, from now on; "" where it is as it was."""
    if before.title == after.title:
        return ""
    both = "change.retitled" if after.title else "change.untitled"
    return say(both if before.title else "change.titled", before=before.title, after=after.title)


def change_summary(change: ClauseChange, say: Catalogue) -> str:
    """The same in one line with the clause's title, and the beginning of what it says now where that is new."""
    clause = change.new or change.old
    texts = (text_over_time(each, say) if each else "" for each in (change.old, change.new))
    added = " ".join(piece.text.strip() for piece in diff(*texts) if piece.kind is DiffKind.ADDED).strip()
    short = added if len(added) <= _LONGEST else f"{added[:_LONGEST]}…"
    name = (clause.title if short else clause.title_or_first_words) if clause else ""
    named = f"{change_title(change, say)} {name}".strip()
    return say("change.summary", change=named, text=short) if short else named


def in_groups(changes: Iterable[ClauseChange]) -> Iterator[tuple[ClauseChange, ...]]:
    """Each for itself, but clauses that only went from one heading to another: those are told together."""
    for headings, several in groupby(changes, _headings):
        group = tuple(several)
        yield from [group] if headings else ((each,) for each in group)


def _headings(change: ClauseChange) -> tuple[str, str] | None:
    old, new = change.old, change.new
    if change.change is not Change.MOVED or not old or not new or old.place != new.place:
        return None
    return old.heading.path_label, new.heading.path_label


def group_summary(group: Sequence[ClauseChange], say: Catalogue) -> str:
    """One line on changes that are told together."""
    headings = _headings(group[0])
    if headings is None or len(group) == 1:
        return change_summary(group[0], say)
    before, after = headings
    return say("change.heading", before=before, after=after, count=len(group))


def changes_lines(changes: Iterable[ClauseChange], say: Catalogue) -> Iterator[str]:
    """What became of several clauses."""
    for group in in_groups(changes):
        yield from change_lines(group[0], say) if len(group) == 1 else [group_summary(group, say)]


def change_lines(change: ClauseChange, say: Catalogue) -> Iterator[str]:
    """What became of it, and below that each sentence that was taken out or put in: of a new clause, all of them."""
    yield change_title(change, say)
    for piece in diff(*(text_over_time(each, say) if each else "" for each in (change.old, change.new))):
        if piece.kind in _SIGNS:
            yield from (f"  {_SIGNS[piece.kind]} {each}" for each in piece.text.split("\n") if each.strip())


def text_over_time(clause: Clause, say: Catalogue) -> str:
    """What a clause says, what it will say and from when on, and when it ends."""
    coming = (
        say("change.coming", date=each.effective.isoformat(), text=each.text.rstrip())
        for each in clause.wordings[1:]
        if each.effective > clause.effective
    )
    end = [say("change.end", date=clause.repeal.on.isoformat())] if clause.repeal else []
    return "\n".join([clause.text.rstrip(), *coming, *end])
