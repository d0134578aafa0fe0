"""What people see of an escalation: the messages to the owner and back to the asker, and the modals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.inquiries import Escalation
from bot.rulebook import Clause
from bot.slack.blocks import limits
from bot.slack.blocks.buttons import clause_buttons
from bot.slack.blocks.elements import (
    actions,
    button,
    labelled_title,
    line,
    moment,
    option,
    plain,
    select,
    truncate,
)
from bot.slack.blocks.messages import OutgoingMessage, escape
from bot.slack.blocks.rich_text import (
    Block,
    bullets,
    context,
    mention,
    pieces,
    quote,
    rich_text,
    section,
    text,
    user,
)
from bot.slack.escalation.recipients import Addressee
from bot.slack.surface import View, input_block, modal, text_box, with_submit
from bot.wording import Catalogue, Language

REPLY_AND_CLOSE, CLOSE = "escalation_reply", "escalation_done"  # what the owner can do
_LONGEST_NAME = 300  # characters of a clause's label and title
_FALLBACK = 300  # characters of a question where blocks are not shown
IN_PUBLIC = "/public"  # behind the id in the form of a reply: its owner was told that all who read there will
ESCALATE_FORM, REPLY_FORM = "pass_on", "reply_to_asker"
BOOK = "book"  # an input of the first
QUESTION, NOTE, REPLY, CLAUSES = "question", "note", "reply", "clauses"  # the forms' inputs
_LONGEST_NOTE, _LONGEST_NUMBERS = 1_000, 200  # characters
_LONGEST_REMINDER = 500  # characters of the question above the owner's reply


@dataclass(frozen=True)
class EscalationForm:
    """What is passed on: the `question` by its id, to whom, and the `language` in which they are written to.

    `clauses` are the names of those that were shown, as far as the addressee may see them; `link` leads to the
    conversation ("": nowhere). Where it depends on the book who is asked, `books` are their titles.
    """

    question: str
    addressee: Addressee
    language: Language
    link: str = ""
    clauses: tuple[str, ...] = ()
    books: tuple[str, ...] = ()


def escalate_form(form: EscalationForm, question: str, consent: str, say: Catalogue, metadata: str) -> View:
    """The question as it goes to the owner; `consent` ("" for none) says what they will see of what is private.

    `metadata` tells the card from which it is passed on.
    """
    box = text_box(QUESTION, limits.TYPED) | {"initial_value": question[: limits.TYPED]}
    blocks = [
        _whose(form, say),
        *([line(consent)] if consent else []),
        input_block(QUESTION, say("escalate.question"), box),
        input_block(NOTE, say("escalate.note"), text_box(NOTE, _LONGEST_NOTE), is_optional=True),
    ]
    asking = modal("escalate.title", blocks, say)
    return with_submit(asking, ESCALATE_FORM, say("escalate.submit"), metadata)


def _whose(form: EscalationForm, say: Catalogue) -> Block:
    """To whom it goes, or the menu of the books whose owner it may be."""
    if not form.books:
        return line(say("escalate.to", owner=form.addressee.label(say)), is_bold=True)
    titles = form.books[: limits.SELECT]
    return input_block(BOOK, say("escalate.book"), select(BOOK, "…", [option(each, each) for each in titles]))


def unreachable(addressee: Addressee, say: Catalogue) -> View:
    """Nobody can be written to: how to get in touch with them."""
    sentence = line(say("escalate.unreachable", owner=addressee.owner))
    return modal("escalate.title", [sentence, *contact(addressee.contact, say)], say)


def contact(written: str, say: Catalogue) -> list[Block]:
    """A line that says how to get in touch, an id of Slack's as a name; none where nothing is written."""
    named = mention(written) or text(written)
    return [rich_text(section(text(say("escalate.contact")), named))] if written else []


def already(escalation: Escalation, say: Catalogue) -> View:
    """The question was passed on before: to whom, by whom, when."""
    owner = Addressee(escalation.owner, escalation.contact).label(say)
    blocks = [
        line(say("escalate.already", owner=owner), is_bold=True),
        rich_text(section(user(escalation.person), text(" · "), moment(escalation.opened_at))),
    ]
    if escalation.closed_at:
        blocks.append(closed_by(escalation, say))
    return modal("escalate.title", blocks, say)


def closed_by(escalation: Escalation, say: Catalogue) -> Block:
    """Who has dealt with an escalation, and when."""
    who = [user(escalation.closed_by), text(" ")] if escalation.closed_by else []
    return rich_text(section(text(say("escalate.late")), *who, moment(escalation.closed_at)))


def reply_form(escalation: Escalation, say: Catalogue, *, is_public: bool = False) -> View:
    """The owner's reply to a question, with who will read it."""
    numbers = text_box(CLAUSES, _LONGEST_NUMBERS, is_long=False)
    numbers |= {"placeholder": plain(say("escalate.reply.example"))}
    blocks = [
        rich_text(quote(truncate(escalation.text, _LONGEST_REMINDER))),
        input_block(REPLY, say("escalate.reply.text"), text_box(REPLY, limits.TYPED)),
        input_block(CLAUSES, say("escalate.reply.clauses"), numbers, is_optional=True),
        context(say("escalate.reply.public" if is_public else "escalate.reply.alone")),
    ]
    return with_submit(
        modal("escalate.reply", blocks, say),
        REPLY_FORM,
        say("escalate.submit"),
        f"{escalation.id}{IN_PUBLIC if is_public else ''}",
    )


def to_owner(escalation: Escalation, clauses: Sequence[Clause], say: Catalogue) -> OutgoingMessage:
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
    return OutgoingMessage(_fallback(say("escalate.asks").strip(), escalation.text), tuple(blocks))


def elsewhere(say: Catalogue) -> OutgoingMessage:
    """That something was passed on, for where people read along who may not see it: it stands on the home tab."""
    said = say("escalate.elsewhere")
    return OutgoingMessage(escape(said), (line(said), context(say("desk.elsewhere"))))


def closed(posted: OutgoingMessage, escalation: Escalation, say: Catalogue) -> OutgoingMessage:
    """The owner's message after somebody has dealt with it: who, when, and what they said in the place of buttons.

    It is made of the message as `posted`: which of the clauses its readers may see was settled then, and what the
    rulebook said; neither is stored with the escalation.
    """
    name = "escalate.closed.reply" if escalation.reply else "escalate.closed.done"
    stamp = section(moment(escalation.closed_at), text(" "), user(escalation.closed_by), text(say(name)))
    remaining = [block for block in posted.blocks if block["type"] != "actions"]
    is_read_here = len(remaining) < len(posted.blocks)
    reply = _quoted(escalation.reply) if is_read_here else []
    return replace(posted, blocks=(*remaining, rich_text(stamp), *reply))


def to_asker(
    escalation: Escalation, clauses: Sequence[Clause], say: Catalogue, *, is_public: bool = False
) -> OutgoingMessage:
    """What the person who passed it on gets in the end; they are named where others read along."""
    name = "escalate.told.reply" if escalation.reply else "escalate.told.done"
    named = [user(escalation.person), text(" ")] if is_public else []
    blocks = [
        rich_text(section(*named, text(say("escalate.told.question", owner=escalation.owner)))),
        *_quoted(escalation.text),
        rich_text(section(user(escalation.closed_by), text(say(name)))),
        *_quoted(escalation.reply),
        *([context(say("desk.told.no-rule"))] if escalation.reply else []),
    ]
    if clauses:
        blocks += [line(say("escalate.told.clauses")), *clause_buttons(clauses)]
    reply = escalation.reply or say("escalate.told.done").strip()
    return OutgoingMessage(
        _fallback(say("escalate.told.question", owner=escalation.owner), reply), tuple(blocks)
    )


def lost(escalation: Escalation, say: Catalogue) -> OutgoingMessage:
    """The owner could not be reached after all."""
    sentence = say("escalate.lost", owner=escalation.owner)
    blocks = [line(sentence), *contact(escalation.contact, say), *_quoted(escalation.text)]
    return OutgoingMessage(escape(sentence), tuple(blocks))


def _quoted(content: str) -> list[Block]:
    return [rich_text(quote(piece)) for piece in pieces(content.strip())]


def _fallback(lead: str, content: str) -> str:
    return escape(f"{lead} {content[:_FALLBACK]}")
