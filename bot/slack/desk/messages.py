"""What people see of the desk besides forms: an item, the owner's message of the day, and what askers are told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answering import Answer, Citation
from bot.audit import BOT
from bot.desk import Item, ItemState, LearnedPair
from bot.rulebook import Clause, Library
from bot.slack.blocks.elements import actions, button, divider, line, numbered_title, truncate
from bot.slack.blocks.messages import OutgoingMessage, escape, messages, note
from bot.slack.blocks.rich_text import Block, context, pieces, quote, rich_text, section, text, user
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
SHOW = "desk_show"  # show an item to the owner who clicks, alone
_BUTTONS = (SETTLE, ANSWER, CHANGE, ROUTE, DISMISS)
_LONGEST = 300  # characters of a question
_MOST_NEAREST = 3
MOST_ITEMS = 5  # a message, and of each kind on the home tab


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
        yield actions(
            button(each, say(f"desk.do.{each.removeprefix('desk_')}"), item.id, is_main=each == SETTLE)
            for each in _BUTTONS
        ) | {"block_id": f"desk/{item.id}"}
    else:
        yield done(item, say)


def item_message(item: Item, library: Library, say: Catalogue) -> OutgoingMessage:
    """One item by itself."""
    return OutgoingMessage(escape(words_of(item, say)), tuple(item_blocks(item, library, say)))


def about(item: Item, library: Library, say: Catalogue) -> Iterator[str]:
    """How many asked, what they disliked, and the clauses that are nearest, as far as the library has them."""
    yield say("desk.people", count=item.people)
    complaints = dict.fromkeys(voice.complaint for voice in item.voices if voice.complaint)
    yield from (say(f"feedback.complaint.{complaint}") for complaint in complaints)
    nearest = clauses_named(item.clauses, library)[:_MOST_NEAREST]
    if nearest:
        yield say("desk.nearest", clauses=say.listed(map(numbered_title, nearest)))


def words_of(item: Item, say: Catalogue) -> str:
    """How it is put, or that this is not shown."""
    return truncate(item.words, _LONGEST) or say("desk.no-words")


def done(item: Item, say: Catalogue) -> Block:
    """What became of an item, and who saw to it."""
    who = [user(item.closed_by), text(" ")] if item.closed_by else []
    return rich_text(section(*who, text(say(f"desk.state.{item.state}"))))


def few_asked(items: Sequence[Item], say: Catalogue) -> Block:
    """How much was not found by too few people to be told from each other."""
    people = sum(item.people for item in items)
    return context(say("desk.few", count=len(items), people=people, enough=ENOUGH_PEOPLE))


def home_blocks(
    items: Sequence[Item], few: Sequence[Item], library: Library, say: Catalogue
) -> Iterator[Block]:
    """What an owner finds on the home tab: what waits, what is to be changed, and what they said themselves.

    Of what too `few` people asked for there is a count.
    """
    waiting = [item for item in items if item.state is ItemState.OPEN]
    if waiting:
        yield line(say("desk.home", count=len(waiting)), is_bold=True)
        for item in waiting[:MOST_ITEMS]:
            yield from item_blocks(item, library, say)
        if len(waiting) > MOST_ITEMS:
            yield context(say("desk.more", count=len(waiting) - MOST_ITEMS))
    if few:
        yield few_asked(few, say)
    yield from _settled(items, library, say)
    if items or few:
        yield divider()


def _settled(items: Sequence[Item], library: Library, say: Catalogue) -> Iterator[Block]:
    for state in (ItemState.CHANGING, ItemState.ANSWERED):
        some = [item for item in items if item.state is state][:MOST_ITEMS]
        if some:
            yield line(say(f"desk.list.{state}"), is_bold=True)
        for item in some:
            yield context(" · ".join(_kept(item, library, say)))


def aside_blocks(pairs: Sequence[LearnedPair], library: Library, say: Catalogue) -> Iterator[Block]:
    """What was learned and is not used any more, which an owner may write into the file."""
    if not pairs:
        return
    yield line(say("desk.aside", count=len(pairs)), is_bold=True)
    for pair in pairs[:MOST_ITEMS]:
        clause = library.named(pair.clause)
        yield context(f"{numbered_title(clause) if clause else ''} · {truncate(pair.question, _LONGEST)}")
    yield context(say("desk.aside.then"))


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


def _kept(item: Item, library: Library, say: Catalogue) -> Iterator[str]:
    clause = library.by_name.get(item.clause)
    if item.state is ItemState.CHANGING and clause:
        yield numbered_title(clause)
    yield words_of(item, say)
    if item.reply:
        yield truncate(item.reply, _LONGEST)
