"""A running bot: its workers and watches, and how they end."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.slack.access.directory import Directory
from bot.slack.access.reader_watch import ReaderWatch
from bot.slack.acknowledging.watch import AcknowledgementWatch
from bot.slack.desk import DeskWatch
from bot.slack.listening import Listening
from bot.slack.onboarding import OnboardingApp
from bot.slack.process.ending import Budget
from bot.slack.process.going_on import GoingOn
from bot.slack.process.work import InFlight
from bot.slack.process.workers import Workers
from bot.slack.publishing import RulesWatch
from bot.slack.pulse import PulseWatch
from bot.slack.review import ReviewWatch
from bot.slack.transport.connection import Receiver
from bot.store import AsyncStore, StoreError

_log = logging.getLogger(__name__)
_A_DAY = 23 * 60 * 60.0  # seconds: an account is remembered for a day
_LOOK = 0.05  # seconds between two looks at what is left


@dataclass(frozen=True)
class Watches:
    """What looks now and then whether something is due."""

    rules: RulesWatch
    desk: DeskWatch
    pulse: PulseWatch
    review: ReviewWatch
    acknowledgements: AcknowledgementWatch
    readers: ReaderWatch

    @property
    def all(
        self,
    ) -> tuple[RulesWatch | DeskWatch | PulseWatch | ReviewWatch | AcknowledgementWatch | ReaderWatch, ...]:
        """Each of them."""
        return self.rules, self.desk, self.pulse, self.review, self.acknowledgements, self.readers


@dataclass(frozen=True)
class Bot:
    """A running bot, and what of it is asked from outside.

    `refused` tells Slack's word for why it refuses the app, empty where it does not.
    """

    app: AsyncApp
    listening: Listening
    store: AsyncStore
    directory: Directory
    in_flight: InFlight
    onboarding: OnboardingApp
    workers: Workers
    watches: Watches
    refused: Callable[[], str]

    @property
    def receiver(self) -> Receiver:
        """What takes Slack's payloads."""
        return Receiver(self.app, self.listening.kept)

    def wake(self) -> None:
        """There may be work that another process left, or that is due by now."""
        for worker in self.workers.all:
            worker.wake()

    async def look(self) -> None:
        """Look now whether something is due; what goes wrong there, the next look tries again."""
        for each in (self.onboarding.schedule, *self.watches.all):
            with GoingOn(_log, "not looked after"):
                await each.look()

    @asynccontextmanager
    async def at_work(self, budget: Budget, due: float = 0.0) -> AsyncIterator[None]:
        """The workers run; in the end what can be done now is done, as far as the budget goes.

        After `due` seconds it is first looked whether something is due.
        """
        with GoingOn(_log, "not looked"):  # whoever is on a path has it on the home tab from the first moment
            await self.onboarding.schedule.due.know()
        later = (*(each.run for each in self.watches.all), self._know_everybody)
        jobs = (self.onboarding.schedule.run(due), *(_begun(job, due) for job in later))
        tasks = [asyncio.create_task(job) for job in (*jobs, *(each.run() for each in self.workers.all))]
        try:
            yield
        finally:
            budget.start()
            await self._emptied(budget)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for worker in self.workers.all:
                await worker.finished(budget.left)
            self.store.close()

    async def _emptied(self, budget: Budget) -> None:
        """Clicks end, questions that wait are answered, and answers are posted, as far as there is time.

        What is not due yet, or another process is at, is nobody's business here; nor is what neither the store nor
        Slack takes at all.
        """
        with suppress(TimeoutError, StoreError):
            async with budget.spent():
                await self.in_flight.drained(budget.left)
                while await self.has_work():
                    await asyncio.sleep(_LOOK)

    async def has_work(self) -> bool:
        """Whether something is under way, or could be taken now."""
        is_at_hand = not self.refused() and await self.store.at_hand() > 0
        return is_at_hand or self.in_flight.count > 0 or any(each.is_busy for each in self.workers.all)

    async def _know_everybody(self) -> None:
        while True:
            await self.directory.know_everybody()
            await asyncio.sleep(_A_DAY)


async def _begun(job: Callable[[], Awaitable[None]], seconds: float) -> None:
    if seconds:
        await asyncio.sleep(seconds)
    await job()
