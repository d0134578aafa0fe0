"""The store as it is called from the event loop: `await store.questions.lease(places, seconds)`.

Each method runs the transaction of the same name in one of the store's own threads, so that it never waits behind a
search; where the transaction asks for the time, it is given that of the store's clock.
"""

import asyncio
import math
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from bot.inquiries import Asked
from bot.store.accounts import Accounts
from bot.store.audit import Audit
from bot.store.condition import Condition, StoreError, condition_of
from bot.store.deliveries.outbox import Outbox
from bot.store.desk import Items
from bot.store.escalations import Escalations
from bot.store.feedback import Feedback
from bot.store.inquiries.arrivals import Arrivals
from bot.store.inquiries.claims import Claims
from bot.store.inquiries.questions import Arrival, Questions
from bot.store.inquiries.threads import Threads
from bot.store.onboarding import Onboardings, Signatures
from bot.store.personal.privacy import Privacy
from bot.store.personal.retention import Purged, Retention
from bot.store.publications import Publications
from bot.store.store import Store

Parameters = ParamSpec("Parameters")
Repository = TypeVar("Repository")
Result = TypeVar("Result")
_HOUR = 3_600.0  # seconds


class _Threads(ThreadPoolExecutor):
    """The store's own threads; `damaged_at` is when a transaction last met damage (seconds since 1970)."""

    def __init__(self, at_once: int, now: Callable[[], float]) -> None:
        super().__init__(at_once, thread_name_prefix="store")
        self.now = now
        self.damaged_at = -math.inf

    def carry_out(self, transaction: Callable[[Repository], Result], repository: Repository) -> Result:
        """Run a transaction in the thread that calls this; raises StoreError."""
        try:
            return transaction(repository)
        except SQLAlchemyError as error:
            raise self.met(StoreError(condition_of(error))) from error

    def met(self, error: StoreError) -> StoreError:
        """A transaction ended with this error, which is returned."""
        if error.condition is Condition.DAMAGED:
            self.damaged_at = self.now()
        return error


class _AsyncRepository(Generic[Repository]):
    """Calls one repository in threads; `now` tells seconds since 1970."""

    def __init__(self, repository: Repository, threads: "_Threads") -> None:
        self._repository = repository
        self._threads = threads
        self.now = threads.now

    def run(self, transaction: Callable[[Repository], Result]) -> Awaitable[Result]:
        """Run a transaction of the repository; what it returns comes to whoever awaits it. Raises StoreError."""
        carry_out = self._threads.carry_out
        return asyncio.get_running_loop().run_in_executor(
            self._threads, carry_out, transaction, self._repository
        )


def _in_thread(
    transaction: Callable[Concatenate[Repository, Parameters], Result],
) -> Callable[Concatenate[_AsyncRepository[Repository], Parameters], Awaitable[Result]]:
    """A transaction of a repository as a method to be awaited."""

    def method(
        self: _AsyncRepository[Repository], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Awaitable[Result]:
        return self.run(lambda repository: transaction(repository, *args, **kwargs))

    return method


def _in_thread_now(
    transaction: Callable[Concatenate[Repository, float, Parameters], Result],
) -> Callable[Concatenate[_AsyncRepository[Repository], Parameters], Awaitable[Result]]:
    """The same for a transaction whose first argument is the time."""

    def method(
        self: _AsyncRepository[Repository], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Awaitable[Result]:
        now = self.now()
        return self.run(lambda repository: transaction(repository, now, *args, **kwargs))

    return method


class AsyncQuestions(_AsyncRepository[Questions]):
    """`Questions` from the event loop."""

    def __init__(self, repository: Questions, threads: _Threads) -> None:
        super().__init__(repository, threads)
        self._arrivals = Arrivals()

    async def take(self, asked: Asked, event: str) -> bool:
        """As `Questions.take`, together with what else arrives meanwhile."""
        taken = self._arrivals.add(Arrival(self.now(), asked, event))
        await self.run(self._arrivals.write)
        try:
            return await asyncio.wrap_future(taken)
        except StoreError as error:
            self._threads.met(error)
            raise

    revise = _in_thread_now(Questions.revise)
    withdraw = _in_thread_now(Questions.withdraw)
    lease = _in_thread_now(Questions.lease)
    put_off = _in_thread_now(Questions.put_off)
    complete = _in_thread_now(Questions.complete)
    decide_again = _in_thread_now(Questions.decide_again)
    begin = _in_thread_now(Questions.begin)
    is_first = _in_thread(Questions.is_first)
    most_cited = _in_thread(Questions.most_cited)


class AsyncOutbox(_AsyncRepository[Outbox]):
    """`Outbox` from the event loop."""

    enqueue = _in_thread_now(Outbox.enqueue)
    lease = _in_thread_now(Outbox.lease)
    progress = _in_thread(Outbox.progress)
    put_off = _in_thread_now(Outbox.put_off)
    give_up = _in_thread(Outbox.give_up)
    find = _in_thread(Outbox.find)
    last_number = _in_thread(Outbox.last_number)


class AsyncThreads(_AsyncRepository[Threads]):
    """`Threads` from the event loop."""

    at = _in_thread_now(Threads.at)
    is_followed = _in_thread_now(Threads.is_followed)
    save = _in_thread_now(Threads.save)
    stop = _in_thread_now(Threads.stop)


class AsyncFeedback(_AsyncRepository[Feedback]):
    """`Feedback` from the event loop."""

    give = _in_thread_now(Feedback.give)
    on = _in_thread(Feedback.on)


class AsyncEscalations(_AsyncRepository[Escalations]):
    """`Escalations` from the event loop."""

    question = _in_thread(Escalations.question)
    open = _in_thread_now(Escalations.open)
    end = _in_thread_now(Escalations.end)
    find = _in_thread(Escalations.find)
    open_for = _in_thread_now(Escalations.open_for)


class AsyncOnboardings(_AsyncRepository[Onboardings]):
    """`Onboardings` from the event loop."""

    enrol = _in_thread_now(Onboardings.enrol)
    restart = _in_thread_now(Onboardings.restart)
    end = _in_thread_now(Onboardings.end)
    change = _in_thread_now(Onboardings.change)
    pause = _in_thread_now(Onboardings.pause)
    resume = _in_thread_now(Onboardings.resume)
    enrolment_of = _in_thread(Onboardings.enrolment_of)
    enrolments = _in_thread(Onboardings.enrolments)
    unfinished = _in_thread(Onboardings.unfinished)
    managers = _in_thread(Onboardings.managers)
    finish = _in_thread_now(Onboardings.finish)
    leave = _in_thread_now(Onboardings.leave)
    record = _in_thread(Onboardings.record)
    grant = _in_thread(Onboardings.grant)
    skip = _in_thread(Onboardings.skip)
    post_notice = _in_thread_now(Onboardings.post_notice)
    post_once = _in_thread_now(Onboardings.post_once)
    count_question = _in_thread(Onboardings.count_question)
    posted_within = _in_thread_now(Onboardings.posted_within)
    most_asked = _in_thread(Onboardings.most_asked)


class AsyncSignatures(_AsyncRepository[Signatures]):
    """`Signatures` from the event loop."""

    sign = _in_thread_now(Signatures.sign)
    outdated = _in_thread(Signatures.outdated)


class AsyncAccounts(_AsyncRepository[Accounts]):
    """`Accounts` from the event loop."""

    keep = _in_thread_now(Accounts.keep)
    find = _in_thread(Accounts.find)


class AsyncAudit(_AsyncRepository[Audit]):
    """`Audit` from the event loop."""

    record = _in_thread_now(Audit.record)


class AsyncClaims(_AsyncRepository[Claims]):
    """`Claims` from the event loop."""

    take = _in_thread_now(Claims.take)
    release = _in_thread(Claims.release)


class AsyncPublications(_AsyncRepository[Publications]):
    """`Publications` from the event loop."""

    note = _in_thread_now(Publications.note)


class AsyncItems(_AsyncRepository[Items]):
    """`Items` from the event loop."""

    gaps = _in_thread(Items.gaps)
    sort_in = _in_thread_now(Items.sort_in)
    items = _in_thread(Items.items)
    find = _in_thread(Items.find)
    item_of = _in_thread(Items.item_of)
    show = _in_thread_now(Items.show)
    tell = _in_thread_now(Items.tell)
    route = _in_thread_now(Items.route)
    close = _in_thread_now(Items.close)


class AsyncPrivacy(_AsyncRepository[Privacy]):
    """`Privacy` from the event loop."""

    export = _in_thread(Privacy.export)
    erase = _in_thread_now(Privacy.erase)


class AsyncStore(_AsyncRepository[Store]):
    """The repositories of a store, to be awaited.

    `now` is the clock that they are given, for those who need the moment itself; `sync` is the store below, for long
    work in a thread of its own.
    """

    backlog = _in_thread(Store.backlog)
    at_hand = _in_thread_now(Store.at_hand)
    team = _in_thread(Store.team)
    _condition = _in_thread_now(Store.condition)

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        threads = _Threads(store.threads_at_once, now)
        super().__init__(store, threads)
        self.sync = store
        self.questions = AsyncQuestions(store.questions, threads)
        self.outbox = AsyncOutbox(store.outbox, threads)
        self.threads = AsyncThreads(store.threads, threads)
        self.feedback = AsyncFeedback(store.feedback, threads)
        self.escalations = AsyncEscalations(store.escalations, threads)
        self.onboarding = AsyncOnboardings(store.onboarding, threads)
        self.signatures = AsyncSignatures(store.signatures, threads)
        self.accounts = AsyncAccounts(store.accounts, threads)
        self.audit = AsyncAudit(store.audit, threads)
        self.claims = AsyncClaims(store.claims, threads)
        self.privacy = AsyncPrivacy(store.privacy, threads)
        self.publications = AsyncPublications(store.publications, threads)
        self.desk = AsyncItems(store.desk, threads)

    async def condition(self) -> Condition:
        """What the database is like; a damaged page is met only by those who read it, and remembered for an hour."""
        found = await self._condition()
        is_damaged = found is Condition.GOOD and self.now() - self._threads.damaged_at < _HOUR
        return Condition.DAMAGED if is_damaged else found

    async def purge(self, keep: Retention) -> Purged:
        """Remove what has been kept long enough, while other transactions go on between its many short ones."""
        return await asyncio.to_thread(self.sync.purge, self.now(), keep)

    def close(self) -> None:
        """No more transactions are taken, and those that nobody waits for any more are not begun."""
        self._threads.shutdown(wait=False, cancel_futures=True)
