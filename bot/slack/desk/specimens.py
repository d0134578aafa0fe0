"""What each kind of message and form of the desk looks like at its longest; see `bot/slack/specimens.py`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.audit import Action, AuditRecord
from bot.desk import Item, ItemState, LearnedPair, Learning, Voice
from bot.inquiries import Complaint, Surface
from bot.publishing import Harm, Lesson
from bot.rulebook import Clause, Library, Owner
from bot.slack.blocks import limits
from bot.slack.blocks.messages import OutgoingMessage
from bot.slack.blocks.rich_text import Block
from bot.slack.desk import home
from bot.slack.desk import messages as desk
from bot.slack.desk.chapters import messages as reviews
from bot.slack.desk.chapters.chapter import Chapter
from bot.slack.desk.deciding import forms
from bot.slack.surface import View
from bot.store import ChapterFigures
from bot.wording import Catalogue

_MOMENT = datetime(2026, 1, 5, 9, tzinfo=UTC)
_SOMEBODY, _ID, _LONG = "U0123456789", "0" * 32, "？" * limits.TYPED


def desk_messages(
    clauses: Sequence[Clause], library: Library, say: Catalogue
) -> Iterator[tuple[str, OutgoingMessage]]:
    """An owner's message of the day with each state of an item, and what askers are told of each."""
    for state in ItemState:
        yield f"owner's day {state}", desk.digest(_items(clauses, state), library, say)
        told = desk.Told("·", state, clauses[0], _LONG)
        parts = desk.telling(told, _LONG, _SOMEBODY, say)
        yield from ((f"told {state} {part}", message) for part, message in enumerate(parts))
    day = desk.digest(_items(clauses, ItemState.OPEN), library, say)
    yield "owner's day with one passed on", desk.passed_on("·", _SOMEBODY, day, say)
    yield "owner's day where others read along", desk.elsewhere(day, say)
    yield "overdue", desk.due_message(9, 20, say)
    chapter = _chapter(clauses)
    for left in (30, 0):
        yield (
            f"to be read again {left}",
            reviews.review_message(chapter, left, ChapterFigures(900, 90, 9), say),
        )
    soon = reviews.review_message(chapter, 7, ChapterFigures(0, 0, 0), say)
    yield "read again", reviews.reviewed_message(soon, _SOMEBODY, chapter.due, say)


def desk_views(clauses: Sequence[Clause], library: Library, say: Catalogue) -> Iterator[tuple[str, View]]:
    """All forms."""
    item, owner = _item(clauses), Owner("·", "#help")
    harms = tuple(Harm("？", name, clauses[0].name) for name in ("", clauses[0].name))
    yield "settle", forms.settle_form(item, clauses, "？", say)
    yield "to be changed", forms.change_form(item, clauses, say)
    yield "own words", forms.answer_form(item, say)
    yield (
        "pass on to another",
        forms.route_form(item, {f"code/{number}": owner for number in range(101)}, say),
    )
    lesson = Lesson(Learning(), harms * 9, is_answered=True)
    yield "harm", forms.harmed(item, clauses[0], lesson, library, say)
    yield "read again", reviews.reviewed_form(_chapter(clauses), date(2027, 1, 5), say)
    yield "revise", reviews.revise_form(_chapter(clauses), list(clauses) * 50, say)
    yield "item by itself", forms.window(item, library, say)
    dealt_with = replace(item, state=ItemState.SETTLED, shown_at=1.0, reminded_at=2.0, referred_at=3.0)
    records = [
        AuditRecord(_MOMENT, _SOMEBODY, action, _ID) for action in Action if action.startswith("item-")
    ]
    closed = forms.closed(dealt_with, say)
    yield "dealt with", forms.with_history(closed, dealt_with, records, ZoneInfo("UTC"), say)


def desk_at_home(clauses: Sequence[Clause], library: Library, say: Catalogue) -> tuple[Block, ...]:
    """All that the home tab shows to an owner."""
    states = (ItemState.OPEN, ItemState.CHANGING, ItemState.ANSWERED)
    items = [item for state in states for item in _items(clauses, state, home.MOST_KEPT)]
    pairs = [LearnedPair(_ID, _LONG, clauses[0].name, "")] * (home.MOST_KEPT + 1)
    return (
        *home.home_blocks(items, items, library, say),
        *home.aside_blocks(pairs, library, say),
    )


def _chapter(clauses: Sequence[Clause]) -> Chapter:
    return Chapter(clauses[0].heading, tuple(clauses), date(2026, 1, 5))


def _items(clauses: Sequence[Clause], state: ItemState, shown: int = desk.MOST_ITEMS) -> Sequence[Item]:
    """One more than are shown."""
    item = _item(clauses, state)
    return [replace(item, id=f"{state}{number}") for number in range(shown + 1)]


def _item(clauses: Sequence[Clause], state: ItemState = ItemState.OPEN) -> Item:
    voice = Voice(_ID, _SOMEBODY, _LONG, Surface.MENTION, "T0123456789", "C0123456789", "1.0", "1.0")
    agreed = replace(voice, is_agreed=True, complaint=Complaint.OUTDATED, comment=_LONG)
    names = tuple(clause.name for clause in clauses)
    return Item(_ID, "·", "#help", names, (agreed,), state, clause=names[0], reply=_LONG, closed_by=_SOMEBODY)
