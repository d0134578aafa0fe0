"""A running bot: its workers and watches, and how they end."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.inquiries import Question
from bot.slack.access.directory import Directory
from bot.slack.acknowledging.watch import AcknowledgementWatch
from bot.slack.desk import DeskWatch
from bot.slack.listening import Listening
from bot.slack.onboarding import OnboardingApp
from bot.slack.process.ending import Budget
from bot.slack.process.work import InFlight, LeasedWorker
from bot.slack.publishing import RulesWatch
from bot.slack.pulse import PulseWatch
from bot.slack.review import ReviewWatch
from bot.store import AsyncStore, Delivery, StoreError

_A_DAY = 23 * 60 * 60.0  # seconds: an account is remembered for a day
_LOOK = 0.05  # seconds between two looks at what is left


@dataclass(frozen=True)
class Bot:
    """The parts of a running bot: `answering`, `importing` and `delivering` do what waits in the store.

    `refused` tells Slack's word for why it refuses the app, empty where it does not.
    """

    app: AsyncApp
    answering: LeasedWorker[Question]
    importing: LeasedWorker[Question]
    delivering: LeasedWorker[Delivery]
    in_flight: InFlight
    store: AsyncStore
    directory: Directory
    onboarding: OnboardingApp
    listening: Listening
    refused: Callable[[], str]
    rules_watch: RulesWatch
    desk_watch: DeskWatch
    pulse_watch: PulseWatch
    review_watch: ReviewWatch
    acknowledgement_watch: AcknowledgementWatch

    @asynccontextmanager
    async def at_work(self, budget: Budget) -> AsyncIterator[None]:
        """The workers run; in the end what can be done now is done, as far as the budget goes."""
        workers = (self.answering, self.importing, self.delivering)
        watches = (self.rules_watch, self.desk_watch, self.pulse_watch, self.review_watch)
        looking = (self.onboarding.schedule, *watches, self.acknowledgement_watch)
        jobs = (*(each.run for each in (*looking, *workers)), self._know_everybody)
        tasks = [asyncio.create_task(job()) for job in jobs]
        try:
            yield
        finally:
            budget.start()
            await self._emptied(budget)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for worker in workers:
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
        workers = (self.answering, self.importing, self.delivering)
        return is_at_hand or self.in_flight.count > 0 or any(each.is_busy for each in workers)

    async def _know_everybody(self) -> None:
        while True:
            await self.directory.know_everybody()
            await asyncio.sleep(_A_DAY)
