"""The messages of an escalation: to the owner, and back to the person who passed it on."""

from collections.abc import Sequence
from dataclasses import replace

from bot.inquiries import Escalation
from bot.rulebook import Clause
from bot.slack.blocks.buttons import related_buttons
from bot.slack.blocks.elements import actions
from bot.slack.blocks.elements import button
from bot.slack.blocks.elements import labelled_title
from bot.slack.blocks.elements import line
from bot.slack.blocks.elements import moment
from bot.slack.blocks.messages import Message
from bot.slack.blocks.messages import escape
from bot.slack.blocks.rich_text import Block
from bot.slack.blocks.rich_text import bullets
from bot.slack.blocks.rich_text import pieces
from bot.slack.blocks.rich_text import quote
from bot.slack.blocks.rich_text import rich_text
from bot.slack.blocks.rich_text import section
from bot.slack.blocks.rich_text import text
from bot.slack.blocks.rich_text import user
from bot.slack.escalation.forms import contact
from bot.wording import Catalogue

REPLY_AND_CLOSE, CLOSE = "escalation_reply", "escalation_done"  # what the owner can do
_LONGEST_NAME = 300  # characters of a clause's label and title
_FALLBACK = 300  # characters of a question where blocks are not shown


def to_owner(escalation: Escalation, clauses: Sequence[Clause], say: Catalogue) -> Message:
    """What the owner gets: who asks, what, the clauses that were shown, and two buttons."""
    blocks = [
        rich_text(section(user(escalation.person), text(say("escalate.asks")))),
        *_quoted(escalation.text),
    ]
    if escalation.note:
        blocks += [line(say("escalate.noted")), *_quoted(escalation.note)]
    if clauses:
        names = (section(text(labelled_title(clause)[:_LONGEST_NAME])) for clause in clauses)
        blocks.append(rich_text(section(text(say("escalate.shown"))), bullets(*names)))
    if escalation.link:
        link = {"type": "link", "url": escalation.link, "text": say("escalate.link")}
        blocks.append(rich_text(section(link)))
    buttons = [
        button(REPLY_AND_CLOSE, say("escalate.reply"), escalation.id, is_main=True),
        button(CLOSE, say("escalate.done"), escalation.id),
    ]
    blocks.append(actions(buttons))
    return Message(_fallback(say("escalate.asks").strip(), escalation.text), tuple(blocks))


def closed(posted: Message, escalation: Escalation, say: Catalogue) -> Message:
    """The owner's message after somebody has dealt with it: who, when, and what they said in the place of buttons.

    It is made of the message as `posted`: which of the clauses its readers may see was settled then, and what the
    rulebook said; neither is stored with the escalation.
    """
    name = "escalate.closed.reply" if escalation.reply else "escalate.closed.done"
    stamp = section(moment(escalation.closed_at), text(" "), user(escalation.closed_by), text(say(name)))
    remaining = (block for block in posted.blocks if block["type"] != "actions")
    return replace(posted, blocks=(*remaining, rich_text(stamp), *_quoted(escalation.reply)))


def to_asker(escalation: Escalation, clauses: Sequence[Clause], say: Catalogue) -> Message:
    """What the person who passed it on gets in the end."""
    name = "escalate.told.reply" if escalation.reply else "escalate.told.done"
    blocks = [
        line(say("escalate.told.question", owner=escalation.owner)),
        *_quoted(escalation.text),
        rich_text(section(user(escalation.closed_by), text(say(name)))),
        *_quoted(escalation.reply),
    ]
    if clauses:
        blocks += [line(say("escalate.told.clauses")), related_buttons(clauses)]
    reply = escalation.reply or say("escalate.told.done").strip()
    return Message(_fallback(say("escalate.told.question", owner=escalation.owner), reply), tuple(blocks))


def lost(escalation: Escalation, say: Catalogue) -> Message:
    """The owner could not be reached after all."""
    sentence = say("escalate.lost", owner=escalation.owner)
    blocks = [line(sentence), *contact(escalation.contact, say), *_quoted(escalation.text)]
    return Message(escape(sentence), tuple(blocks))


def _quoted(content: str) -> list[Block]:
    return [rich_text(quote(piece)) for piece in pieces(content.strip())]


def _fallback(lead: str, content: str) -> str:
    return escape(f"{lead} {content[:_FALLBACK]}")
