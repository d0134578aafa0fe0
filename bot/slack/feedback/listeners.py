"""有用 and 没用 under an answer: what people think of it is kept, and they are thanked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.inquiries import Complaint, Opinion
from bot.slack.blocks.buttons import USEFUL, USELESS
from bot.slack.blocks.elements import line
from bot.slack.blocks.messages import note
from bot.slack.ephemeral import EphemeralReply
from bot.slack.escalation.forms import COMMENT, USELESS_FORM, WHY, entered, useless_form
from bot.slack.operations.in_flight import InFlight
from bot.slack.surface import Modals, View, sentence
from bot.store import AsyncStore
from bot.wording import Catalogue

Body = Mapping[str, Any]


@dataclass(frozen=True)
class FeedbackListeners:
    """Listens to both buttons, and to the form behind the second."""

    store: AsyncStore
    modals: Modals
    ephemeral: EphemeralReply
    in_flight: InFlight

    def register(self, app: AsyncApp) -> None:
        """Listen on `app`."""
        app.action(USEFUL)(self.useful)
        app.action(USELESS)(self.useless)
        app.view(USELESS_FORM)(self.explained)

    async def useful(self, ack: AsyncAck, body: Body) -> None:
        """It helped: kept at once."""
        await ack()
        async with self.in_flight:
            is_kept = await self._give(Opinion(str(body["actions"][0]["value"]), str(body["user"]["id"])))
            say = await self.modals.words(body)
            await self.ephemeral(body, note(say("feedback.thanks" if is_kept else "feedback.gone")))

    async def useless(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """It did not help: why?"""
        await ack()
        async with self.in_flight:
            say = await self.modals.words(body)
            form = self._form(str(body["actions"][0]["value"]), say)
            await self.modals.open(body, client, say("feedback.title"), form, say)

    async def explained(self, ack: AsyncAck, body: Body) -> None:
        """The form is submitted."""
        say = await self.modals.words(body)
        await self.modals.answer(ack, say("feedback.title"), self._kept(body, say), say)

    async def _form(self, question: str, say: Catalogue) -> View:
        if await self.store.escalations.subject(question) is None:
            return sentence(say("feedback.title"), line(say("feedback.gone")), say=say)
        return useless_form(question, say)

    async def _kept(self, body: Body, say: Catalogue) -> View:
        opinion = Opinion(
            str(body["view"]["private_metadata"]),
            str(body["user"]["id"]),
            Complaint(entered(body, WHY)),
            entered(body, COMMENT),
        )
        told = "feedback.done" if await self._give(opinion) else "feedback.gone"
        return sentence(say("feedback.title"), line(say(told)), say=say)

    async def _give(self, opinion: Opinion) -> bool:
        return await self.store.feedback.give(opinion)
