"""有用 and 没用 under an answer: what people think of it is kept, and its card says so."""

from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck

from bot.inquiries import Complaint, Opinion
from bot.slack.blocks.elements import option
from bot.slack.blocks.reply_row import USEFUL, USELESS
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.questions.posted_answers import Card, PostedAnswers
from bot.slack.surface import Screen, View, input_block, modal, notice, text_box, with_submit
from bot.slack.transport.arriving.payloads import Click, Submission
from bot.store import AsyncStore
from bot.wording import Catalogue

USELESS_FORM = "say_what_was_wrong"
_WHY, _COMMENT, _AGREED = "why", "comment", "agreed"  # the form's inputs
_LONGEST_COMMENT = 1_000  # characters


@dataclass(frozen=True)
class FeedbackListeners:
    """Listens to both buttons, and to the form behind the second."""

    store: AsyncStore
    screen: Screen
    posted: PostedAnswers

    def register(self, listening: Listening) -> None:
        """Start listening."""
        listening.on_click(USEFUL, self.useful, Shows.NOTHING)
        listening.on_click(USELESS, self.useless, Shows.NOTHING)
        listening.on_submission(USELESS_FORM, self.explained, Shows.NOTHING)

    async def useful(self, click: Click, say: Catalogue) -> None:
        """It helped: kept at once."""
        card = Card.of(click)
        if not await self._is_kept(card, Opinion(card.subject.question, click.person)):
            await self.screen.tell(click, "useful.button", "feedback.gone", say)
        elif not await self.posted.press(card):
            await self.screen.tell(click, "useful.button", "feedback.thanks", say)

    async def useless(self, click: Click, say: Catalogue) -> None:
        """It did not help: why?"""
        form = self._form(Card.of(click), say)
        await self.screen.open_modal(click.trigger, "feedback.title", form, say, is_above=click.is_in_modal)

    async def explained(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """The form is submitted."""
        card = Card.read(form.view.metadata, form.person)
        await self.screen.answer_form(ack, "feedback.title", self._thanks(card, form, say), say)
        await self.posted.press(card)

    async def _is_kept(self, card: Card, opinion: Opinion) -> bool:
        return await self.posted.is_of_its_question(card) and await self.store.feedback.give(opinion)

    async def _form(self, card: Card, say: Catalogue) -> View:
        if not await self.posted.is_of_its_question(card):
            return notice("feedback.title", "feedback.gone", say)
        return useless_form(card, say)

    async def _thanks(self, card: Card, form: Submission, say: Catalogue) -> View:
        complaint, comment = Complaint(form.entered(_WHY)), form.entered(_COMMENT)
        is_agreed = bool(form.ticked(_AGREED))
        opinion = Opinion(card.subject.question, form.person, complaint, comment, is_agreed)
        is_kept = await self._is_kept(card, opinion)
        return notice("feedback.title", "feedback.done" if is_kept else "feedback.gone", say)


def useless_form(card: Card, say: Catalogue) -> View:
    """Why was this answer of no use?"""
    options = [option(say(f"feedback.complaint.{complaint}"), complaint) for complaint in Complaint]
    why = {"type": "radio_buttons", "action_id": _WHY, "options": options}
    box = text_box(_COMMENT, _LONGEST_COMMENT)
    agreed = option(say("feedback.agree"), _AGREED)
    agree = {"type": "checkboxes", "action_id": _AGREED, "options": [agreed]}
    blocks = [
        input_block(_WHY, say("feedback.why"), why),
        input_block(_COMMENT, say("feedback.comment"), box, is_optional=True),
        input_block(_AGREED, say("feedback.owner"), agree, is_optional=True),
    ]
    return with_submit(
        modal("feedback.title", blocks, say), USELESS_FORM, say("feedback.submit"), card.metadata
    )
