"""Modals in which people say something: what they are made of, and what stands in them."""

from bot.inquiries import Complaint, Escalation
from bot.slack.blocks.elements import line, moment, plain, truncate
from bot.slack.blocks.rich_text import Block, quote, rich_text, section, text, user
from bot.slack.escalation.form_data import CHANNEL_ID, PERSON_ID, Addressee, Draft
from bot.slack.surface import View, asked, modal, submitted
from bot.wording import Catalogue

USELESS_FORM, ESCALATE_FORM, REPLY_FORM = "say_what_was_wrong", "pass_on", "reply_to_asker"
WHY, COMMENT, QUESTION, NOTE, REPLY, CLAUSES = "why", "comment", "question", "note", "reply", "clauses"
LONGEST_COMMENT, LONGEST_TEXT = 1_000, 3_000  # characters; the latter is Slack's limit
_LONGEST_QUOTE = 500  # characters of a question where it is only a reminder


def useless_form(question: str, say: Catalogue) -> View:
    """Why was the answer of no use?"""
    options = [
        {"text": plain(say(f"feedback.complaint.{complaint}")), "value": complaint.value}
        for complaint in Complaint
    ]
    why = {"type": "radio_buttons", "action_id": WHY, "options": options}
    blocks = [
        asked(WHY, say("feedback.why"), why),
        asked(COMMENT, say("feedback.comment"), _box(COMMENT, LONGEST_COMMENT), is_optional=True),
    ]
    form = modal(say("feedback.title"), blocks, say)
    return submitted(form, USELESS_FORM, say("feedback.submit"), question)


def escalate_form(draft: Draft, question: str, consent: str, say: Catalogue) -> View:
    """The question as it goes to the owner; `consent` ("" for none) says what they will see of what is private."""
    box = _box(QUESTION, LONGEST_TEXT) | {"initial_value": question[:LONGEST_TEXT]}
    blocks = [
        line(say("escalate.to", owner=draft.addressee.label(say)), is_bold=True),
        *([line(consent)] if consent else []),
        asked(QUESTION, say("escalate.question"), box),
        asked(NOTE, say("escalate.note"), _box(NOTE, LONGEST_COMMENT), is_optional=True),
    ]
    form = modal(say("escalate.title"), blocks, say)
    return submitted(form, ESCALATE_FORM, say("escalate.submit"), draft.written())


def unreachable(addressee: Addressee, say: Catalogue) -> View:
    """Nobody can be written to: how to get in touch with them."""
    blocks = [line(say("escalate.unreachable", owner=addressee.owner)), *contact(addressee.contact, say)]
    return modal(say("escalate.title"), blocks, say)


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
    words = [user(escalation.person), text(" · "), moment(escalation.opened_at)]
    blocks = [line(say("escalate.already", owner=owner), is_bold=True), rich_text(section(*words))]
    if escalation.closed_at:
        blocks.append(rich_text(late(escalation, say)))
    return modal(say("escalate.title"), blocks, say)


def late(escalation: Escalation, say: Catalogue) -> Block:
    """Who has dealt with an escalation, and when."""
    who = [user(escalation.closed_by), text(" ")] if escalation.closed_by else []
    return section(text(say("escalate.late")), *who, moment(escalation.closed_at))


def reply_form(escalation: Escalation, say: Catalogue) -> View:
    """The owner's reply to a question."""
    clauses = _box(CLAUSES, 200, is_long=False)
    clauses |= {"placeholder": plain(say("escalate.reply.example"))}
    blocks = [
        rich_text(quote(truncate(escalation.text, _LONGEST_QUOTE))),
        asked(REPLY, say("escalate.reply.text"), _box(REPLY, LONGEST_TEXT)),
        asked(CLAUSES, say("escalate.reply.clauses"), clauses, is_optional=True),
    ]
    form = modal(say("escalate.reply"), blocks, say)
    return submitted(form, REPLY_FORM, say("escalate.submit"), escalation.id)


def _box(name: str, longest: int, *, is_long: bool = True) -> Block:
    return {"type": "plain_text_input", "action_id": name, "multiline": is_long, "max_length": longest}
