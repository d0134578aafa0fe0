"""Buttons under a reply; a button's value is `book/number ...`, the clauses it stands for, or a question's id."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.answering import Answer, Choice, Citation, Reason, Refusal, Reply
from bot.rulebook import Clause, Library
from bot.slack.blocks.elements import NumberedAction, actions, button, title_or_excerpt
from bot.slack.blocks.rich_text import Block
from bot.wording import Catalogue

SHARE = "share_answer"  # show a private answer to the channel
CHANGE = "show_change"  # show what a clause will say beside what it says, to the one who clicks
SHOW = NumberedAction("show_clause")  # show a related clause to the one who clicks
PREFACE = "show_preface"  # show what stands before a book's first heading to the one who clicks
CHOOSE = NumberedAction("choose_clause")  # put the clause chosen in the place of the choice
PREVIOUS_CLAUSE, NEXT_CLAUSE = "leaf_back", "leaf_on"  # show the clause before or after to the one who clicks
USEFUL, USELESS = "useful", "useless"  # what the reader thinks of the answer
ESCALATE = "escalate"  # ask the owner of that part
STOP = "stop_thread"  # answer no more in this thread unless mentioned
_STEPS = {PREVIOUS_CLAUSE: -1, NEXT_CLAUSE: 1}
_MOST_RELATED = 5
_FIGURES = re.compile("[0-9]+")


def reply_buttons(
    reply: Reply, question: str, say: Catalogue, *, can_share: bool = False, can_stop: bool = False
) -> tuple[Block, ...]:
    """What can be done with a reply, as one row of buttons; none where there is nothing to do.

    `question` is its id in the store ("" where it has none: nothing can be said about it then).
    """
    buttons = list(_of_reply(reply, question, say))
    if can_share and isinstance(reply, Answer) and not reply.as_of:
        clauses = [citation.clause for citation in reply.citations]
        buttons.insert(0, button(SHARE, say("share.button"), _names(clauses)))
    if can_stop:
        buttons.append(button(STOP, say("stop.button"), "stop"))
    return (actions(buttons),) if buttons else ()


def _of_reply(reply: Reply, question: str, say: Catalogue) -> Iterator[Block]:
    match reply:
        case Answer(citations):
            if question:
                yield button(USEFUL, say("useful.button"), question)
                yield button(USELESS, say("useless.button"), question)
            if len(citations) == 1 and not reply.as_of:
                clause = _names([citations[0].clause])
                yield button(PREVIOUS_CLAUSE, say("leaf.back"), clause)
                yield button(NEXT_CLAUSE, say("leaf.on"), clause)
        case Refusal(Reason.SILENT) | Choice():
            pass
        case _:
            return
    if question:
        yield button(ESCALATE, say("escalate.button"), question)


def related_buttons(clauses: Sequence[Clause]) -> Block:
    """A button for each clause that the one cited refers to: 「7.2 首次回复」."""
    return actions(_numbered(SHOW, clauses[:_MOST_RELATED]))


def change_button(clause: Clause, say: Catalogue) -> Iterator[Block]:
    """The button that shows what the clause will say; none where it goes on as it is."""
    if after := clause.next_wording:
        value = f"{clause.name}@{after.effective.isoformat()}"
        yield actions([button(CHANGE, say("change.button"), value)])


def change(value: str, library: Library) -> tuple[Clause, Clause] | None:
    """The clause before and after the change that a button stands for; None where one of the two is not there."""
    name, _, written = value.partition("@")
    day = date.fromisoformat(written)
    before, after = (library.in_force(each).by_name.get(name) for each in (day - timedelta(days=1), day))
    return (before, after) if before and after and before != after else None


def choice_buttons(options: Sequence[Citation]) -> Block:
    """A button for each clause offered."""
    return actions(_numbered(CHOOSE, [option.clause for option in options]))


def cited(value: str, library: Library) -> Answer | None:
    """The answer that a button stands for; None where one of its clauses is no longer there."""
    names = value.split()
    if not all(name in library.by_name for name in names):
        return None
    return Answer(tuple(Citation.whole(library.by_name[name]) for name in names), confidence=1.0)


def neighbour(action: str, value: str, library: Library) -> Answer | None:
    """The clause before or after the one that a button stands for; None where there is none.

    `library` is that in force, so that a button leads where the same step as a word, or on the home tab, does.
    """
    clause = library.by_name.get(value)
    other = library.neighbour(clause, _STEPS[action]) if clause else None
    return cited(other.name, library) if other else None


def nearest(action: str, value: str, library: Library) -> Answer | None:
    """The clause before or after the place of one that is no longer there, at the ends of its book the last that is.

    None where nothing of its book is there. The place is told by the figures in its number.
    """
    book, _, number = value.partition("/")
    clauses = sorted(
        (clause for clause in library.clauses if clause.heading.book == book),
        key=lambda clause: _figures(str(clause.number)),
    )
    if not clauses:
        return None
    after = bisect([_figures(str(clause.number)) for clause in clauses], _figures(number))
    at = after if _STEPS[action] > 0 else after - 1
    return cited(clauses[min(max(at, 0), len(clauses) - 1)].name, library)


def _figures(number: str) -> list[int]:
    return [int(figure) for figure in _FIGURES.findall(number)]


def _numbered(action: NumberedAction, clauses: Sequence[Clause]) -> Iterator[Block]:
    for index, clause in enumerate(clauses):
        yield button(
            action.id(index),
            f"{clause.short_label} {clause.title}".strip() or title_or_excerpt(clause),
            clause.name,
        )


def _names(clauses: Sequence[Clause]) -> str:
    return " ".join(clause.name for clause in clauses)
