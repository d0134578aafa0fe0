"""Who may ask at all, what each person and each conversation may see of the rulebook, and in which language."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from bot.answering import Responder, RulesInForce
from bot.answering.conversation.days.earlier import EarlierEdition
from bot.desk import Voice
from bot.inquiries import AnsweredQuestion, Asked, Surface
from bot.rulebook import Library
from bot.slack.access.directory import Directory
from bot.slack.access.slack_user import SlackUser
from bot.wording import Catalogue, Language, catalogue_for, told_language, with_examples

_SOON = 1.0  # seconds that a click can spare for the language: the trigger that opens a modal lives for three
_LIBRARIES = 64  # whose examples are remembered, in each language
UNKNOWN = "admission.unknown"  # why somebody is let in nowhere of whom Slack does not tell who they are
_OPEN = {Surface.MENTION, Surface.THREAD}  # others read along


@dataclass(frozen=True)
class Admission:
    """What the settings allow besides staff in channels of their own."""

    allow_guests: bool = False
    allow_shared_channels: bool = False

    def refusal(self, reader: SlackUser, *, is_shared: bool) -> str:
        """The name of the sentence that refuses them; "" for who may ask.

        `is_shared`: whether the reply would stand where other organisations read along.
        """
        if not reader.is_known:
            return UNKNOWN
        if reader.is_outsider and not self.allow_shared_channels:
            return "admission.outsider"
        if reader.is_guest and not self.allow_guests:
            return "admission.guest"
        if is_shared and not self.allow_shared_channels:
            return "admission.shared"
        return ""


@dataclass(frozen=True)
class Access:
    """Who may see nothing here has a `refusal`: the name of the sentence that says why.

    `is_alone`: what they see is for them alone, since guests read where they ask, who may not see it.
    `generation`: which rules the responder answers from.
    """

    responder: Responder
    say: Catalogue
    refusal: str = ""
    is_alone: bool = False
    generation: str = ""


def _no_edition(_: date, __: frozenset[str]) -> None:
    """Where nothing is kept of what was published."""


class AccessResolver:
    """Knows what each person, and each conversation, may see of the rules of the moment, which `rules` tells.

    `earlier` tells what counted on a day, as readers who belong to some audiences may see it, `today` the day in the
    organisation.
    """

    def __init__(
        self,
        rules: Callable[[], RulesInForce],
        directory: Directory,
        admission: Admission,
        earlier: Callable[[date, frozenset[str]], EarlierEdition | None] = _no_edition,
        today: Callable[[], date | None] = lambda: None,
    ) -> None:
        self.rules = rules
        self.directory = directory
        self._admission = admission
        self._earlier, self._today = earlier, today
        self._worded: dict[tuple[Language, int], tuple[Library, Catalogue]] = {}

    async def of(self, asked: Asked, *, is_fresh: bool = True) -> Access:
        """In a channel what all members may see, elsewhere what the asker may.

        There in the question's language, where it tells one (7.1 does not); else in the asker's.
        Its event told whether the channel is shared; unless that `is_fresh`, Slack is asked again.
        """
        if asked.surface not in _OPEN:
            return await self.of_person(asked.person)
        channel = asked.place.channel
        reader = await self.directory.reader(asked.person)
        is_shared = asked.is_shared or (not is_fresh and await self.directory.channels.is_shared(channel))
        refusal = self._admission.refusal(reader, is_shared=is_shared)
        is_alone = not refusal and await self._is_for_guests_too(channel)
        responder, generation = await self._answering(
            partial(self.directory.groups_in, channel, asked.person)
        )
        language = told_language(asked.text) or reader.language
        say = self._with_examples(language, responder.index.library)
        return Access(responder, say, refusal, is_alone, generation)

    async def words(self, asked: Asked | AnsweredQuestion | Voice) -> Catalogue:
        """The sentences of the language in which a question is answered; this never fails."""
        told = told_language(asked.text) if asked.surface in _OPEN else None
        return catalogue_for(told or (await self.directory.reader(asked.person)).language)

    async def words_of(self, person: str) -> Catalogue:
        """The sentences in the language of who acts; the organisation's where Slack does not tell it in a second."""
        known = asyncio.ensure_future(self.directory.reader(person))
        await asyncio.wait({known}, timeout=_SOON)
        return catalogue_for(known.result().language if known.done() else self.directory.language)

    async def of_person(self, person: str) -> Access:
        """What one person sees where nobody else does."""
        reader = await self.directory.reader(person)
        refusal = self._admission.refusal(reader, is_shared=False)
        responder, generation = await self._answering(partial(self._groups_of, person))
        say = self._with_examples(reader.language, responder.index.library)
        return Access(responder, say, refusal, generation=generation)

    async def refusal_of(self, person: str) -> str:
        """The name of the sentence that says why nothing may be shown to a person; "" where it may."""
        reader = await self.directory.reader(person)
        return self._admission.refusal(reader, is_shared=False)

    async def refusal_in(self, channel: str, person: str) -> str:
        """The name of the sentence that says why nothing may be shown to a whole conversation; "" where it may."""
        reader = await self.directory.reader(person)
        is_shared = await self.directory.channels.is_shared(channel)
        if refusal := self._admission.refusal(reader, is_shared=is_shared):
            return refusal
        return "admission.guests" if await self._is_for_guests_too(channel) else ""

    async def may_show_in(self, channel: str) -> bool:
        """Whether rules that everybody may see may stand in a channel that nobody asked in."""
        return await may_show_in(channel, self.directory, self._admission)

    async def _is_for_guests_too(self, channel: str) -> bool:
        return await _is_for_guests_too(channel, self.directory, self._admission)

    async def responder_in(self, channel: str, person: str) -> Responder:
        """What all members of a conversation may see."""
        responder, _ = await self._answering(partial(self.directory.groups_in, channel, person))
        return responder

    def _with_examples(self, language: Language, library: Library) -> Catalogue:
        """The sentences with examples of a library, drawn once for each that is in use."""
        key = (language, id(library))  # nobody else's for as long as it is held here
        if key not in self._worded:
            if len(self._worded) >= _LIBRARIES:
                self._worded.clear()
            self._worded[key] = library, with_examples(catalogue_for(language), library)
        return self._worded[key][1]

    async def _groups_of(self, person: str) -> frozenset[str]:
        return (await self.directory.reader(person)).groups

    async def _answering(self, groups: Callable[[], Awaitable[frozenset[str]]]) -> tuple[Responder, str]:
        """Who answers readers of these groups, and from which generation.

        Where a publication changes who belongs to them while Slack is asked, it is asked again: nobody reads the new
        rules by what they might see of the old ones.
        """
        while True:
            before = self.rules().library.audiences
            found = await groups()
            rules = self.rules()
            if rules.library.audiences == before:
                responder = rules.responders.at_hand(found)
                if responder is None:
                    responder = await asyncio.to_thread(rules.responders.for_groups, found)
                return self._on_this_day(responder, found), rules.generation

    def _on_this_day(self, responder: Responder, groups: frozenset[str]) -> Responder:
        return replace(responder, earlier=lambda day: self._earlier(day, groups), today=self._today())


async def may_show_in(channel: str, directory: Directory, admission: Admission) -> bool:
    """Whether rules that everybody may see may stand in a channel that nobody asked in."""
    is_kept_in = admission.allow_shared_channels or not await directory.channels.is_shared(channel)
    return is_kept_in and not await _is_for_guests_too(channel, directory, admission)


async def _is_for_guests_too(channel: str, directory: Directory, admission: Admission) -> bool:
    """Whether guests would read there what they may not see: nobody does where the bot cannot write at all."""
    if admission.allow_guests or await directory.channels.is_left_out(channel):
        return False
    return await directory.guests_read(channel)
