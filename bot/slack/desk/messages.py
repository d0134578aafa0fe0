"""What people see of the desk besides forms: an item, the owner's message of the day, and what askers are told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answering import Answer, Citation
from bot.audit import BOT, Action, AuditRecord
from bot.desk import Item, ItemState
from bot.rulebook import Clause, Library
from bot.slack.blocks.elements import (
    actions,
    button,
    line,
    moment,
    option,
    select,
    truncate,
)
from bot.slack.blocks.messages import OutgoingMessage, escape, messages, note
from bot.slack.blocks.rich_text import Block, bullets, context, pieces, quote, rich_text, section, text, user
from bot.slack.escalation.recipients import clauses_named
from bot.tallies import ENOUGH_PEOPLE
from bot.wording import Catalogue

SETTLE, ANSWER, CHANGE, ROUTE, DISMISS = (
    "desk_settle",
    "desk_answer",
    "desk_change",
    "desk_route",
    "desk_dismiss",
)
SHOW = "desk_show"  # show an item to the owner who clicks or chooses it, alone
_BUTTONS = (SETTLE, ANSWER, CHANGE, ROUTE, DISMISS)
_LONGEST = 300  # characters of a question
_MOST_NEAREST = 3
MOST_ITEMS = 5  # whole, in a message or on the home tab


@dataclass(frozen=True)
class Told:
    """What an owner decided, as askers hear of it: by whom (their title), and the clause or the words."""

    owner: str
    state: ItemState
    clause: Clause | None = None
    reply: str = ""


def digest(items: Sequence[Item], library: Library, say: Catalogue) -> OutgoingMessage:
    """What waits for an owner: the newest of the items, and how many more there are; those dealt with say so."""
    title = say("desk.digest", count=len(items))
    blocks = [line(title, is_bold=True)]
    for item in items[:MOST_ITEMS]:
        blocks += item_blocks(item, library, say)
    if len(items) > MOST_ITEMS:
        blocks.append(context(say("desk.more", count=len(items) - MOST_ITEMS)))
    return OutgoingMessage(escape(title), tuple(blocks))


def passed_on(owner: str, by: str, others: OutgoingMessage | None, say: Catalogue) -> OutgoingMessage:
    """An item is another owner's by now, and does not stand here any more; `others` still do.

    Passed on by a person, or by the bot, since the rules name somebody else.
    """
    is_followed = by == BOT
    said = say("desk.followed" if is_followed else "desk.passed-on", owner=owner)
    blocks = others.blocks if others else ()
    who = rich_text(section(*([] if is_followed else [user(by), text(" ")]), text(said)))
    return OutgoingMessage(others.text if others else escape(said), (*blocks, who))


def item_blocks(item: Item, library: Library, say: Catalogue) -> Iterator[Block]:
    """An item as its owner reads it: the words, how many asked, the nearest clauses, and what can be done."""
    yield rich_text(quote(words_of(item, say)))
    yield context(" · ".join(about(item, library, say)))
    for voice in item.voices:
        if voice.is_agreed and voice.comment:
            yield rich_text(section(text(say("desk.comment"))), quote(truncate(voice.comment, _LONGEST)))
    if item.state is ItemState.OPEN:
        main = SETTLE if clauses_named(item.clauses, library) else ANSWER
        yield actions(
            button(each, say(f"desk.do.{each.removeprefix('desk_')}"), item.id, is_main=each == main)
            for each in _BUTTONS
        ) | {"block_id": f"desk/{item.id}"}
    else:
        yield done(item, say)


def about(item: Item, library: Library, say: Catalogue) -> Iterator[str]:
    """How many asked, what they disliked, and the clauses that are nearest, as far as the library has them."""
    yield say("desk.people", count=item.people)
    complaints = dict.fromkeys(voice.complaint for voice in item.voices if voice.complaint)
    yield from (say(f"feedback.complaint.{complaint}") for complaint in complaints)
    nearest = clauses_named(item.clauses, library)[:_MOST_NEAREST]
    if nearest:
        yield say("desk.nearest", clauses=say.listed(each.numbered_title for each in nearest))


def words_of(item: Item, say: Catalogue) -> str:
    """How it is put, or that this is not shown."""
    return truncate(item.words, _LONGEST) or say("desk.no-words")


def history(item: Item, records: Sequence[AuditRecord], zone: ZoneInfo, say: Catalogue) -> Iterator[Block]:
    """What happened to an item since its owner may read it, by the records of who did what to it; days in `zone`."""
    steps = [
        (item.shown_at, "", "shown"),
        (item.reminded_at, "", "reminded"),
        (item.referred_at, "", "referred"),
    ]
    for each in records:
        is_followed = each.action == Action.ITEM_ROUTED and each.actor == BOT
        steps.append((each.at.timestamp(), each.actor, "followed" if is_followed else each.action))
    if known := sorted(step for step in steps if step[0]):
        yield context(say("desk.history"))
        yield rich_text(bullets(*(_step(at, by, say(f"desk.did.{what}"), zone) for at, by, what in known)))


def _step(at: float, by: str, what: str, zone: ZoneInfo) -> Block:
    """Of what follows from a question the day alone: its hour would tell when somebody asked."""
    if by in {"", BOT}:
        day = datetime.fromtimestamp(at, zone).date()
        return section(text(f"{day.isoformat()} {what}"))
    return section(moment(at), text(" "), user(by), text(f" {what}"))


def done(item: Item, say: Catalogue) -> Block:
    """What became of an item, and who saw to it."""
    who = [user(item.closed_by), text(" ")] if item.closed_by else []
    return rich_text(section(*who, text(say(f"desk.did.{item.state.action}"))))


def few_asked(items: Sequence[Item], say: Catalogue) -> Block:
    """How much was not found by too few people to be told from each other."""
    people = sum(item.people for item in items)
    return context(say("desk.few", count=len(items), people=people, enough=ENOUGH_PEOPLE))


def items_menu(label: str, named: Sequence[tuple[Item, str]]) -> Iterator[Block]:
    """A menu of items by these names: the one that is chosen opens in a window; none for no items."""
    if named:
        yield actions([select(SHOW, label, [option(name, item.id) for item, name in named])])


def due_message(count: int, hours: int, say: Catalogue) -> OutgoingMessage:
    """Nobody has dealt with so many for so many working hours; what they are stands on the home tab alone."""
    title = say("desk.due", count=count, hours=hours)
    return OutgoingMessage(escape(title), (line(title, is_bold=True), context(say("desk.at-home"))))


def elsewhere(message: OutgoingMessage, say: Catalogue) -> OutgoingMessage:
    """Only how much waits, and where it is read: for a channel where people read along who may not see it."""
    return OutgoingMessage(message.text, (*message.blocks[:1], context(say("desk.elsewhere"))))


def telling(told: Told, question: str, asker: str, say: Catalogue) -> tuple[OutgoingMessage, ...]:
    """What somebody hears who could not find it, with the clause word for word where there is one.

    `asker` ("": it is said to them alone) is named where others read along.
    """
    named = [user(asker), text(" ")] if asker else []
    lead = rich_text(section(*named, text(say("desk.told.question"))), quote(truncate(question, _LONGEST)))
    if told.state is ItemState.SETTLED and told.clause:
        answer = Answer((Citation.whole(told.clause),), 1.0)
        first, *rest = messages(answer, say)
        said = line(say("desk.told.settled", owner=told.owner))
        return (OutgoingMessage(first.text, (lead, said, *first.blocks)), *rest)
    if told.state is ItemState.ANSWERED:
        said = line(say("desk.told.answered", owner=told.owner))
        words = [rich_text(quote(piece)) for piece in pieces(told.reply)]
        warning = context(say("desk.told.no-rule"))
        fallback = escape(truncate(told.reply, _LONGEST))
        return (OutgoingMessage(fallback, (lead, said, *words, warning)),)
    name = "changing" if told.state is ItemState.CHANGING else "seen"
    sentence = say(f"desk.told.{name}", owner=told.owner)
    return (OutgoingMessage(escape(sentence), (lead, *note(sentence).blocks)),)
