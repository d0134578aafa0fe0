"""The owner's side: what waits on their home tab, their reply, and that they have seen it."""

import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from slack_bolt.async_app import AsyncAck

from bot.slack.blocks.rich_text import Block
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.suggestions import messages
from bot.slack.suggestions.readers import SuggestionReaders
from bot.slack.surface import Screen, View, modal, notice
from bot.slack.transport.arriving.payloads import Click, Submission
from bot.store import AsyncStore
from bot.wording import Catalogue

_GONE = "suggestion.gone"


@dataclass(frozen=True)
class OwnerListeners:
    """Listens to what owners do with suggestions; `refresh` draws somebody's home tab anew."""

    store: AsyncStore
    readers: SuggestionReaders
    screen: Screen
    today: Callable[[], date]
    refresh: Callable[[str], Awaitable[None]]

    def register(self, listening: Listening) -> None:
        """Start listening."""
        listening.on_click(messages.SHOW, self.show, Shows.IN_MODAL)
        listening.on_click(messages.REPLY, self.reply, Shows.IN_MODAL)
        listening.on_click(messages.SEEN, self.seen, Shows.TO_PERSON)
        listening.on_submission(messages.REPLY_FORM, self.replied, Shows.TO_PERSON)

    async def home_blocks(self, person: str, say: Catalogue) -> Sequence[Block]:
        """What waits for an owner."""
        return list(messages.owner_blocks(await self.readers.before(person), say))

    async def show(self, click: Click, say: Catalogue) -> None:
        """What waits for whoever clicks, in a window."""
        await self.screen.open_modal(click.trigger, messages.TITLE, self._window(click.person, say), say)

    async def reply(self, click: Click, say: Catalogue) -> None:
        """All that was said, and a box."""
        view = self._form(click, say)
        await self.screen.open_modal(click.trigger, messages.TITLE, view, say, is_above=click.is_in_modal)

    async def seen(self, click: Click, say: Catalogue) -> None:
        """It needs no reply."""
        read = messages.Read.of(click.value)
        if await self.readers.find(read.suggestion, click.person):
            await self.store.suggestions.reply(read.suggestion, "", self.today(), click.person, read.remarks)
            await self.refresh(click.person)
        elif not click.is_in_modal:
            await self.screen.tell(click, messages.TITLE, _GONE, say)
        if click.view and click.is_in_modal:
            await self.screen.change_modal(click.view.id, await self._window(click.person, say))

    async def replied(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """The owner's words."""
        if not form.entered(messages.TEXT):
            await ack(response_action="errors", errors={messages.TEXT: say("suggestion.empty")})
            return
        await self.screen.answer_form(ack, messages.TITLE, self._replied(form, say), say)
        await self.refresh(form.person)

    async def _window(self, person: str, say: Catalogue) -> View:
        blocks = await self.home_blocks(person, say)
        return (
            modal(messages.TITLE, blocks, say) if blocks else notice(messages.TITLE, "suggestion.none", say)
        )

    async def _form(self, click: Click, say: Catalogue) -> View:
        found = await self.readers.find(messages.Read.of(click.value).suggestion, click.person)
        if found is None:
            return notice(messages.TITLE, _GONE, say)
        return messages.reply_form(found, uuid.uuid4().hex, say)

    async def _replied(self, form: Submission, say: Catalogue) -> View:
        read, words = messages.Read.of(form.view.metadata), form.entered(messages.TEXT)
        is_theirs = await self.readers.find(read.suggestion, form.person)
        is_kept = is_theirs and await self.store.suggestions.reply(
            read.suggestion, words, self.today(), form.person, read.remarks, read.key
        )
        return notice(messages.TITLE, "suggestion.replied" if is_kept else _GONE, say)
