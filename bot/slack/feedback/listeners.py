"""有用 and 没用 under an answer: what people think of it is kept, and they are thanked."""

from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck

from bot.inquiries import Complaint, Opinion
from bot.slack.blocks.buttons import USEFUL, USELESS
from bot.slack.blocks.elements import line
from bot.slack.blocks.messages import note
from bot.slack.ephemeral import EphemeralReply
from bot.slack.escalation.forms import COMMENT, USELESS_FORM, WHY, useless_form
from bot.slack.listening import Listening
from bot.slack.surface import Modals, View, sentence
from bot.slack.transport.payloads import Click, Submission
from bot.store import AsyncStore
from bot.wording import Catalogue


@dataclass(frozen=True)
class FeedbackListeners:
    """Listens to both buttons, and to the form behind the second."""

    store: AsyncStore
    modals: Modals
    ephemeral: EphemeralReply

    def register(self, listening: Listening) -> None:
        """Listen."""
        listening.on_click(USEFUL, self.useful)
        listening.on_click(USELESS, self.useless)
        listening.on_submission(USELESS_FORM, self.explained)

    async def useful(self, click: Click, say: Catalogue) -> None:
        """It helped: kept at once."""
        is_kept = await self._give(Opinion(click.value, click.person))
        await self.ephemeral.to(click, note(say("feedback.thanks" if is_kept else "feedback.gone")))

    async def useless(self, click: Click, say: Catalogue) -> None:
        """It did not help: why?"""
        await self.modals.show(click.trigger, say("feedback.title"), self._form(click.value, say), say)

    async def explained(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """The form is submitted."""
        await self.modals.answer(ack, say("feedback.title"), self._kept(form, say), say)

    async def _form(self, question: str, say: Catalogue) -> View:
        if await self.store.escalations.question(question) is None:
            return sentence(say("feedback.title"), line(say("feedback.gone")), say=say)
        return useless_form(question, say)

    async def _kept(self, form: Submission, say: Catalogue) -> View:
        complaint = Complaint(form.entered(WHY))
        opinion = Opinion(form.view.metadata, form.person, complaint, form.entered(COMMENT))
        told = "feedback.done" if await self._give(opinion) else "feedback.gone"
        return sentence(say("feedback.title"), line(say(told)), say=say)

    async def _give(self, opinion: Opinion) -> bool:
        return await self.store.feedback.give(opinion)
