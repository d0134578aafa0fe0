"""The modals of an escalation: the question as it goes to its owner, and the owner's reply."""

import json
from dataclasses import asdict, dataclass

from bot.inquiries import Escalation
from bot.slack.blocks import limits
from bot.slack.blocks.elements import line
from bot.slack.blocks.elements import moment
from bot.slack.blocks.elements import plain
from bot.slack.blocks.elements import truncate
from bot.slack.blocks.rich_text import Block
from bot.slack.blocks.rich_text import quote
from bot.slack.blocks.rich_text import rich_text
from bot.slack.blocks.rich_text import section
from bot.slack.blocks.rich_text import text
from bot.slack.blocks.rich_text import user
from bot.slack.escalation.recipients import CHANNEL_ID
from bot.slack.escalation.recipients import PERSON_ID
from bot.slack.escalation.recipients import Addressee
from bot.slack.surface import View
from bot.slack.surface import input_block
from bot.slack.surface import modal
from bot.slack.surface import text_box
from bot.slack.surface import with_submit
from bot.wording import Catalogue
from bot.wording import Language

ESCALATE_FORM, REPLY_FORM = "pass_on", "reply_to_asker"
QUESTION, NOTE, REPLY, CLAUSES = "question", "note", "reply", "clauses"  # the forms' inputs
_LONGEST_NOTE, _LONGEST_NUMBERS = 1_000, 200  # characters
_LONGEST_REMINDER = 500  # characters of the question above the owner's reply


@dataclass(frozen=True)
class EscalationForm:
    """What the modal carries with it, so that sending asks Slack nothing more.

    `question` is the question's id, `language` that in which the addressee is written to; `clauses` are the names of
    those that were shown, as far as the addressee may see them; `link` leads to the conversation ("": nowhere).
    """

    question: str
    addressee: Addressee
    language: Language
    link: str = ""
    clauses: tuple[str, ...] = ()

    def to_metadata(self) -> str:
        """As a view's private metadata."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_metadata(cls, metadata: str) -> "EscalationForm":
        """From a view's private metadata."""
        fields = json.loads(metadata)
        addressee, language = Addressee(**fields["addressee"]), Language(fields["language"])
        return cls(fields["question"], addressee, language, fields["link"], tuple(fields["clauses"]))


def escalate_form(form: EscalationForm, question: str, consent: str, say: Catalogue) -> View:
    """The question as it goes to the owner; `consent` ("" for none) says what they will see of what is private."""
    box = text_box(QUESTION, limits.TYPED) | {"initial_value": question[: limits.TYPED]}
    blocks = [
        line(say("escalate.to", owner=form.addressee.label(say)), is_bold=True),
        *([line(consent)] if consent else []),
        input_block(QUESTION, say("escalate.question"), box),
        input_block(NOTE, say("escalate.note"), text_box(NOTE, _LONGEST_NOTE), is_optional=True),
    ]
    return with_submit(
        modal(say("escalate.title"), blocks, say), ESCALATE_FORM, say("escalate.submit"), form.to_metadata()
    )


def unreachable(addressee: Addressee, say: Catalogue) -> View:
    """Nobody can be written to: how to get in touch with them."""
    sentence = line(say("escalate.unreachable", owner=addressee.owner))
    return modal(say("escalate.title"), [sentence, *contact(addressee.contact, say)], say)


def contact(written: str, say: Catalogue) -> list[Block]:
    """A line that says how to get in touch, an id of Slack's as a name; none where nothing is written."""
    named = text(written)
    if CHANNEL_ID.fullmatch(written):
        named = {"type": "channel", "channel_id": written}
    elif PERSON_ID.fullmatch(written):
        named = user(written)
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
    return modal(say("escalate.title"), blocks, say)


def closed_by(escalation: Escalation, say: Catalogue) -> Block:
    """Who has dealt with an escalation, and when."""
    who = [user(escalation.closed_by), text(" ")] if escalation.closed_by else []
    return rich_text(section(text(say("escalate.late")), *who, moment(escalation.closed_at)))


def reply_form(escalation: Escalation, say: Catalogue) -> View:
    """The owner's reply to a question."""
    numbers = text_box(CLAUSES, _LONGEST_NUMBERS, is_long=False)
    numbers |= {"placeholder": plain(say("escalate.reply.example"))}
    blocks = [
        rich_text(quote(truncate(escalation.text, _LONGEST_REMINDER))),
        input_block(REPLY, say("escalate.reply.text"), text_box(REPLY, limits.TYPED)),
        input_block(CLAUSES, say("escalate.reply.clauses"), numbers, is_optional=True),
    ]
    return with_submit(
        modal(say("escalate.reply"), blocks, say), REPLY_FORM, say("escalate.submit"), escalation.id
    )
