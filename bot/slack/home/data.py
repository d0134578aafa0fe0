"""What the pages need from outside: the reader's own rulebook, their questions, and what staff ask most."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from bot.answering import Reply, Responder, result_of
from bot.inquiries import AnsweredQuestion, Asked, Escalation, Outcome, Place, QuestionResult, Surface
from bot.publishing import Archive, PublishedChange, Version
from bot.rulebook import Library
from bot.slack.access.owner_links import with_linked_owners
from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.reply_row import Offers, pressed
from bot.slack.blocks.rich_text import Block
from bot.slack.desk import Desk
from bot.slack.home.most_cited import MostCited
from bot.slack.onboarding import OnboardingApp
from bot.slack.process.monitoring import Metrics
from bot.slack.process.work import InFlight
from bot.store import AsyncStore
from bot.wording import Disclosure, Language, catalogue_for


class NotAdmittedError(Exception):
    """Somebody whom the rulebook is not shown; carries the name of the sentence that says so, as `key`."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Throttled:
    """In the place of a reply: the person has asked as many questions as they may in a minute, `limit`."""

    limit: int


class HomePort(Protocol):
    """What the rest of the bot does for the home tab, the modal and the pane; it has never heard of pages."""

    async def responder(self, user: str) -> Responder:
        """A responder over what this person may see; raises NotAdmittedError for somebody who may see nothing."""

    async def language(self, user: str) -> Language:
        """The language of this person's Slack."""

    async def open_questions(self, user: str) -> Sequence[Escalation]:
        """What this person passed on to owners and is open, or was dealt with lately; newest first."""

    async def first_weeks(self, user: str) -> Sequence[Block]:
        """What the start page shows of the first weeks of new colleagues: one's own, or those of one's people."""

    async def desk(self, user: str) -> Sequence[Block]:
        """What the start page shows to whoever looks after rules: what staff could not find in them."""

    async def asked_most(self, library: Library) -> Sequence[str]:
        """What staff ask most of what stands in a reader's `library`, best first, each in the library's words."""

    async def channels_of(self, library: Library) -> Mapping[str, str]:
        """What Slack links the contacts of a library's owners by, where they are channels' names."""

    async def has_changes(self) -> bool:
        """Whether anything was published after something else."""

    async def changes(self, user: str) -> tuple[PublishedChange, ...]:
        """What was published lately, as far as this person may see it; the newest first."""

    async def versions(self, user: str, names: Sequence[str]) -> tuple[Version, ...]:
        """The versions of a clause, by its names, that this person may see; the newest first."""

    async def followed(self, user: str) -> frozenset[str]:
        """The names of what this person follows."""

    async def follow(self, user: str, name: str, *, is_on: bool) -> None:
        """They hear of its changes from now on, or no more."""

    async def ask(self, user: str, question: str, responder: Responder) -> tuple[Reply | Throttled, str]:
        """The responder's reply to a question that is asked on a page, and its id: what came of it is kept."""

    async def asked(self, user: str, question: str) -> str:
        """The words of a question that this person asked on a page; "" where they did not, or it is gone."""

    async def pressed(self, user: str, question: str) -> Sequence[str]:
        """What this person pressed below the answer to their question, in sentences."""

    @property
    def disclosure(self) -> Disclosure:
        """What becomes of what somebody asks."""

    def working(self) -> AbstractAsyncContextManager[None]:
        """Bounds the work under way, and counts it."""


@dataclass(frozen=True)
class HomeData:
    """The HomePort of the bot; `limit` is how many questions one person may ask in a minute."""

    store: AsyncStore
    most_cited: MostCited
    access: AccessResolver
    in_flight: InFlight
    onboarding: OnboardingApp
    owners_desk: Desk
    team: str
    metrics: Metrics
    limit: int
    disclosure: Disclosure
    archive: Archive

    async def responder(self, user: str) -> Responder:
        """A responder over what this person may see, the clauses of their stage first among equals.

        Raises NotAdmittedError for somebody who may see nothing.
        """
        access = await self.access.of_person(user)
        if access.refusal:
            raise NotAdmittedError(access.refusal)
        return replace(access.responder, preferred=await self.onboarding.preferred_clauses(user))

    async def language(self, user: str) -> Language:
        """The language of this person's Slack."""
        return (await self.access.directory.reader(user)).language

    async def open_questions(self, user: str) -> Sequence[Escalation]:
        """What this person passed on to owners and is open, or was dealt with lately."""
        return await self.store.escalations.open_for(user)

    async def first_weeks(self, user: str) -> Sequence[Block]:
        """The way to one's own path, and how the new colleagues of a manager, or of HR, come along."""
        return await self.onboarding.home_blocks(user, catalogue_for(await self.language(user)))

    async def desk(self, user: str) -> Sequence[Block]:
        """What waits for an owner."""
        return await self.owners_desk.home_blocks(user, catalogue_for(await self.language(user)))

    async def asked_most(self, library: Library) -> Sequence[str]:
        """The clauses of a reader's library that answered most lately, in their own words: nobody's typing is shown."""
        names, clauses = await self.most_cited.names(), library.by_name
        return [clauses[name].questions[0] for name in names if name in clauses and clauses[name].questions]

    async def channels_of(self, library: Library) -> Mapping[str, str]:
        """What Slack links the contacts of a library's owners by."""
        return await self.access.directory.channels.links(each.owner.address for each in library.headings)

    async def has_changes(self) -> bool:
        """Whether anything was published after something else."""
        return await asyncio.to_thread(self.archive.has_changes)

    async def changes(self, user: str) -> tuple[PublishedChange, ...]:
        """What was published lately, as far as this person may see it."""
        return await asyncio.to_thread(self.archive.recent, await self._groups(user))

    async def versions(self, user: str, names: Sequence[str]) -> tuple[Version, ...]:
        """The versions of a clause, by its names, that this person may see."""
        return await asyncio.to_thread(self.archive.versions, names, await self._groups(user))

    async def followed(self, user: str) -> frozenset[str]:
        """The names of what this person follows."""
        return await self.store.following.of(user)

    async def follow(self, user: str, name: str, *, is_on: bool) -> None:
        """They hear of its changes from now on, or no more."""
        if is_on:
            await self.store.following.follow(user, name)
        else:
            await self.store.following.unfollow(user, name)

    async def _groups(self, user: str) -> frozenset[str]:
        return (await self.access.directory.reader(user)).groups

    async def ask(self, user: str, question: str, responder: Responder) -> tuple[Reply | Throttled, str]:
        """The reply to a question on a page, or that there were too many in a minute; and its id, as it is kept.

        The limit counts all questions of this person, wherever they asked them.
        """
        key, place = f"{self.team}/{user}/{self.store.now()}", Place(self.team, "")
        kept = await self.store.questions.begin(Asked(key, place, "", user, Surface.HOME, question))
        if kept.exceeds(self.limit):
            reply: Reply | Throttled = Throttled(self.limit)
            result = QuestionResult(Outcome.THROTTLED)
        else:
            found = await asyncio.to_thread(responder, question)
            reply, result = await with_linked_owners(found, self.access.directory.channels), result_of(found)
        await self.store.questions.complete(kept, result, None)
        self.metrics.settled(result.outcome, Surface.HOME)
        return reply, kept.id

    async def asked(self, user: str, question: str) -> str:
        """The words of a question that this person asked on a page."""
        found = await self._own(user, question)
        return found.text if found else ""

    async def pressed(self, user: str, question: str) -> Sequence[str]:
        """What this person pressed below the answer to their question."""
        found = await self._own(user, question)
        if found is None:
            return ()
        given = [one for one in await self.store.feedback.on(question) if one.person == user]
        say = catalogue_for(await self.language(user))
        return pressed(given, found.escalation, say, Offers(is_private=True))

    async def _own(self, user: str, question: str) -> AnsweredQuestion | None:
        found = await self.store.escalations.question(question) if question else None
        return found if found and (found.person, found.surface) == (user, Surface.HOME) else None

    def working(self) -> AbstractAsyncContextManager[None]:
        """Bounds the work under way, and counts it."""
        return self.in_flight.at_work()
