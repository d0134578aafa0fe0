"""Buttons within a reply; a button's value is `book/number ...`, the clauses it stands for."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.answering import Answer, Citation, Contents
from bot.rulebook import Clause, Library
from bot.rulebook.told_apart import told_apart
from bot.slack.blocks.elements import NumberedAction, action_rows, actions, button
from bot.slack.blocks.reply_row import HEADING, NEXT_CLAUSE, PREVIOUS_CLAUSE, Subject
from bot.slack.blocks.rich_text import Block
from bot.wording import Catalogue

CHANGE = "show_change"  # show what a clause will say beside what it says, to the one who clicks
SHOW = NumberedAction("show_clause")  # show a clause to the one who clicks
PREFACE = "show_preface"  # show what stands before a book's first heading to the one who clicks
CHOOSE = NumberedAction("choose_clause")  # put the clause chosen in the place of the choice
_STEPS = {PREVIOUS_CLAUSE: -1, NEXT_CLAUSE: 1}
_FIGURES = re.compile("[0-9]+")


def clause_buttons(clauses: Sequence[Clause]) -> Iterator[Block]:
    """A button for each clause, which shows it to the one who clicks: 「7.2 首次回复」."""
    return action_rows(list(_numbered(SHOW, clauses)))


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


def choice_buttons(options: Sequence[Citation], question: str) -> Block:
    """A button for each clause offered."""
    return actions(_numbered(CHOOSE, [option.clause for option in options], question))


def cited(library: Library, *names: str) -> Answer | None:
    """The clauses of these names as an answer; None where there are none, or one is no longer there."""
    clauses = [library.by_name[name] for name in names if name in library.by_name]
    if not clauses or len(clauses) < len(names):
        return None
    citations = (replace(Citation.whole(clause), related=library.related(clause)) for clause in clauses)
    return Answer(tuple(citations), confidence=1.0)


def opened(value: str, library: Library) -> Answer | Contents | None:
    """The clause or heading that an option of the contents stands for; None where it is no longer there."""
    kind, _, place = value.partition(" ")
    if kind != HEADING:
        return cited(library, value)
    book_id, _, key = place.partition("/")
    book = next((each for each in library.books if each.id == book_id), None)
    division = book.division(key) if book else None
    return Contents((division,)) if division else None


def neighbour(action: str, name: str, library: Library) -> Answer | None:
    """The clause before or after the one of this name; None where there is none.

    `library` is that in force, so that a button leads where the same step as a word, or on the home tab, does.
    """
    clause = library.by_name.get(name)
    other = library.neighbour(clause, _STEPS[action]) if clause else None
    return cited(library, other.name) if other else None


def nearest(action: str, name: str, library: Library) -> Answer | None:
    """The clause before or after the place of one that is no longer there, at the ends of its book the last that is.

    None where nothing of its book is there. The place is told by the figures in its number.
    """
    book, _, number = name.partition("/")
    clauses = sorted(
        (clause for clause in library.clauses if clause.heading.book == book),
        key=lambda clause: _figures(str(clause.number)),
    )
    if not clauses:
        return None
    after = bisect([_figures(str(clause.number)) for clause in clauses], _figures(number))
    at = after if _STEPS[action] > 0 else after - 1
    return cited(library, clauses[min(max(at, 0), len(clauses) - 1)].name)


def _figures(number: str) -> list[int]:
    return [int(figure) for figure in _FIGURES.findall(number)]


def _numbered(action: NumberedAction, clauses: Sequence[Clause], question: str = "") -> Iterator[Block]:
    for index, (clause, named) in enumerate(zip(clauses, told_apart(clauses), strict=True)):
        yield button(action.id(index), " ".join(named).strip(), str(Subject(question, (clause.name,))))
