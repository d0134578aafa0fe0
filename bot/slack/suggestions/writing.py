"""The writer's side: the button on the home tab, `/rule suggest`, `/rule` with a code, and the window that they open.

None of it is claimed as other acts are: a claim would tell the second in which somebody wrote. What Slack tells twice
is known by the code, or the key, that the form carries.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from slack_bolt.async_app import AsyncAck

from bot.rulebook import Rulebook
from bot.slack.blocks.messages import COMMAND
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.suggestions import messages
from bot.slack.suggestions.daily_limit import DailyLimit
from bot.slack.suggestions.readers import SuggestionReaders
from bot.slack.surface import Screen, View, notice
from bot.slack.transport.arriving.message_events import plain
from bot.slack.transport.arriving.payloads import Click, SlashCommand, Submission
from bot.store import AsyncStore
from bot.suggestions import (
    REMARKS_A_DAY,
    SUGGESTIONS_A_DAY,
    ForWindow,
    for_window,
    new_code,
    read_code,
    suggestion_id,
)
from bot.wording import Catalogue


@dataclass(frozen=True)
class WriterListeners:
    """Listens to what writers do; `today` tells the day in the organisation."""

    store: AsyncStore
    readers: SuggestionReaders
    screen: Screen
    today: Callable[[], date]
    new: DailyLimit = field(default_factory=lambda: DailyLimit(SUGGESTIONS_A_DAY))
    more: DailyLimit = field(default_factory=lambda: DailyLimit(REMARKS_A_DAY))

    def register(self, listening: Listening) -> None:
        """Listen; this must come before what listens to the slash command as a question."""
        listening.on_command(COMMAND, self.typed, is_suggestion, Shows.IN_MODAL, is_claimed=False)
        listening.on_click(messages.SUGGEST, self.open, Shows.IN_MODAL, is_claimed=False)
        listening.on_submission(messages.SUGGEST_FORM, self.sent, Shows.TO_PERSON, is_claimed=False)
        listening.on_submission(messages.GO_ON_FORM, self.went_on, Shows.TO_PERSON, is_claimed=False)

    async def open(self, click: Click, say: Catalogue) -> None:
        """The window."""
        await self.screen.open_modal(click.trigger, messages.TITLE, self._form(click.person, "", say), say)

    async def typed(self, command: SlashCommand, say: Catalogue) -> None:
        """`/rule suggest [code | words]`, `/rule code`: the window, or what was said about what has that code."""
        typed = for_window(plain(command.text)) or ForWindow("", "")
        if typed.code:
            drawing = self._returned(typed.code, say, typed.words)
        else:
            drawing = self._form(command.person, typed.words, say)
        await self.screen.open_modal(command.trigger, messages.TITLE, drawing, say)

    async def sent(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """Something was written; or a code was, by which somebody comes back with what they wrote besides."""
        written, words = form.entered(messages.CODE), form.entered(messages.TEXT)
        code, today = read_code(written), self.today()
        if written and not code:
            await _refuse(ack, messages.CODE, say("suggestion.no-code"))
        elif code:
            await self.screen.answer_form(ack, messages.TITLE, self._returned(code, say, words), say)
        elif not words:
            await _refuse(ack, messages.TEXT, say("suggestion.empty"))
        elif self.new.is_reached(form.person, today):
            await _refuse(ack, messages.TEXT, say("suggestion.limit", count=SUGGESTIONS_A_DAY))
        else:
            kept = self._kept(form, words, today, say)
            await self.screen.answer_form(ack, messages.TITLE, kept, say)

    async def went_on(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """The writer of a suggestion says more about it."""
        words, today = form.entered(messages.TEXT), self.today()
        if not words:
            await _refuse(ack, messages.TEXT, say("suggestion.empty"))
        elif self.more.is_reached(form.person, today):
            await _refuse(ack, messages.TEXT, say("suggestion.limit", count=REMARKS_A_DAY))
        else:
            said = self._said(form, words, today, say)
            await self.screen.answer_form(ack, messages.TITLE, said, say)

    async def _form(self, person: str, words: str, say: Catalogue) -> View:
        books, why = await self._offered(person)
        return (
            notice(messages.TITLE, why, say) if why else messages.suggest_form(books, new_code(), words, say)
        )

    async def _offered(self, person: str) -> tuple[Sequence[Rulebook], str]:
        """The books that they may write about, or the name of the sentence that says why there is none."""
        reached = await self.readers.books(person)
        offered = [book for book in reached if not await self.readers.reads(person, book)]
        return offered, "" if offered else "suggestion.own" if reached else "suggestion.nobody"

    async def _kept(self, form: Submission, words: str, today: date, say: Catalogue) -> View:
        begun, (books, why) = messages.Begun.read(form.view.metadata), await self._offered(form.person)
        chosen = form.entered(messages.BOOK) if messages.BOOK in form.view.values else begun.book
        book = next((each for each in books if each.id == chosen), None)
        if book is None:  # gone meanwhile: nobody but its owner was to read this
            return messages.suggest_form(books, begun.code, words, say, why or "suggestion.book-moved")
        if await self.store.suggestions.write(suggestion_id(begun.code), book.id, words, today):
            self.new.count(form.person, today)
        return messages.sent(begun.code, book, say)

    async def _returned(self, code: str, say: Catalogue, words: str = "") -> View:
        found = await self.store.suggestions.find(suggestion_id(code))
        if found is None:
            return notice(messages.TITLE, "suggestion.gone", say)
        going_on = messages.Continued(code, uuid.uuid4().hex) if self.readers.book(found.book) else None
        return messages.conversation(found, going_on, say, words)

    async def _said(self, form: Submission, words: str, today: date, say: Catalogue) -> View:
        going_on = messages.Continued.read(form.view.metadata)
        id_ = suggestion_id(going_on.code)
        found = await self.store.suggestions.find(id_)
        if found and self.readers.book(found.book):
            await self.store.suggestions.go_on(id_, words, today, going_on.key)
            self.more.count(form.person, today)
        return await self._returned(going_on.code, say)


def is_suggestion(text: str) -> bool:
    """Whether what stands behind the command is meant for this window."""
    return for_window(plain(text)) is not None


async def _refuse(ack: AsyncAck, name: str, why: str) -> None:
    await ack(response_action="errors", errors={name: why})
