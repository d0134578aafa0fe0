"""What became of a clause, in lines."""

from collections.abc import Iterator

from bot.rulebook import Clause
from bot.rulebook.comparison import ClauseChange
from bot.rulebook.diff import DiffKind, diff
from bot.wording.catalogue import Catalogue

_SIGNS = {DiffKind.REMOVED: "−", DiffKind.ADDED: "+"}


def change_lines(change: ClauseChange, say: Catalogue) -> Iterator[str]:
    """What became of it, and below that each sentence that was taken out or put in: of a new clause, all of them."""
    sides = (change.old, change.new)
    old, new = (clause.place if clause else "" for clause in sides)
    yield say(f"change.{change.change}", old=old, new=new)
    for piece in diff(*(text_over_time(clause, say) if clause else "" for clause in sides)):
        if piece.kind in _SIGNS and piece.text.strip():
            yield f"  {_SIGNS[piece.kind]} {piece.text.strip()}"


def text_over_time(clause: Clause, say: Catalogue) -> str:
    """What a clause says, what it will say and from when on, and when it ends."""
    coming = (
        say("change.coming", date=each.effective.isoformat(), text=each.text.rstrip())
        for each in clause.wordings[1:]
    )
    end = [say("change.end", date=clause.repeal.on.isoformat())] if clause.repeal else []
    return "\n".join([clause.text.rstrip(), *coming, *end])
