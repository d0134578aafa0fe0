"""`/rule help`: what its reader can do here, and nothing that they cannot; for their eyes only."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.answering import SmallTalkKind, small_talk_kind
from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.messages import COMMAND, note
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.onboarding import OnboardingApp
from bot.slack.review.scope import Scopes
from bot.slack.suggestions.readers import SuggestionReaders
from bot.slack.transport.arriving.payloads import SlashCommand
from bot.slack.transport.message_client import MessageClient
from bot.wording import Catalogue, small_talk_reply


@dataclass(frozen=True)
class HelpListeners:
    """Listens to the command; asks each part of the bot whether it is there for who asks."""

    access: AccessResolver
    onboarding: OnboardingApp
    readers: SuggestionReaders
    scopes: Scopes
    message_client: MessageClient

    def register(self, listening: Listening) -> None:
        """Listen; this must come before what listens to the slash command as a question."""
        listening.on_command(COMMAND, self.commanded, _is_meant, Shows.TO_PERSON)

    async def commanded(self, typed: SlashCommand, _: Catalogue) -> None:
        """How to ask, with an example of the rules in use, and the commands that say something to this person."""
        say = (await self.access.of_person(typed.person)).say
        commands = [say(key, command=COMMAND) async for key in self._commands(typed.person)]
        told = "\n".join([small_talk_reply(SmallTalkKind.HELP, say), *commands])
        await self.message_client.whisper(typed.alone, [note(told)])

    async def _commands(self, person: str) -> AsyncIterator[str]:
        if await self.readers.books(person):
            yield "help.suggest"
        if self.onboarding.has_path(person):
            yield "help.path"
        if await self.onboarding.oversees(person):
            yield "help.oversight"
        if await self.scopes.of_person(person):
            yield "help.report"


def _is_meant(typed: str) -> bool:
    return small_talk_kind(typed) is SmallTalkKind.HELP
