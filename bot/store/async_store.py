"""The store as it is called from the event loop: `await store.questions.lease(places, seconds)`."""

import asyncio
from collections.abc import Callable

from bot.store.async_repositories import (
    AsyncAccounts,
    AsyncAcknowledgements,
    AsyncAudit,
    AsyncChapterReviews,
    AsyncClaims,
    AsyncEscalations,
    AsyncFeedback,
    AsyncFollowing,
    AsyncHistories,
    AsyncInstallations,
    AsyncItems,
    AsyncOnboardings,
    AsyncOutbox,
    AsyncPrivacy,
    AsyncProcesses,
    AsyncPublications,
    AsyncPulses,
    AsyncQuestions,
    AsyncReaderChanges,
    AsyncReviews,
    AsyncSignatures,
    AsyncSuggestions,
    AsyncThreads,
)
from bot.store.async_repository import AsyncRepository, StoreThreads, in_thread, in_thread_now
from bot.store.database.condition import Condition
from bot.store.personal.retention import Purged, Retention
from bot.store.store import Store


class AsyncStore(AsyncRepository[Store]):
    """The repositories of a store, to be awaited.

    `now` is the clock that they are given, for those who need the moment itself; `sync` is the store below, for long
    work in a thread of its own.
    """

    backlog = in_thread(Store.backlog)
    at_hand = in_thread_now(Store.at_hand)
    tenants = in_thread(Store.tenants)
    tenants_with_tokens = in_thread(Store.tenants_with_tokens)
    tenants_at_hand = in_thread_now(Store.tenants_at_hand)
    tenants_of_changed_readers = in_thread(Store.tenants_of_changed_readers)
    rules_versions = in_thread(Store.rules_versions)
    team = in_thread(Store.team)
    _condition = in_thread_now(Store.condition)

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        threads = StoreThreads(store.threads_at_once, now)
        super().__init__(store, threads)
        self.sync = store
        self.questions = AsyncQuestions(store.questions, threads)
        self.outbox = AsyncOutbox(store.outbox, threads)
        self.threads = AsyncThreads(store.threads, threads)
        self.feedback = AsyncFeedback(store.feedback, threads)
        self.escalations = AsyncEscalations(store.escalations, threads)
        self.onboarding = AsyncOnboardings(store.onboarding, threads)
        self.signatures = AsyncSignatures(store.signatures, threads)
        self.acknowledgements = AsyncAcknowledgements(store.acknowledgements, threads)
        self.accounts = AsyncAccounts(store.accounts, threads)
        self.audit = AsyncAudit(store.audit, threads)
        self.claims = AsyncClaims(store.claims, threads)
        self.privacy = AsyncPrivacy(store.privacy, threads)
        self.publications = AsyncPublications(store.publications, threads)
        self.following = AsyncFollowing(store.following, threads)
        self.desk = AsyncItems(store.desk, threads)
        self.suggestions = AsyncSuggestions(store.suggestions, threads)
        self.pulses = AsyncPulses(store.pulses, threads)
        self.histories = AsyncHistories(store.histories, threads)
        self.reviews = AsyncReviews(store.reviews, threads)
        self.processes = AsyncProcesses(store.processes, threads)
        self.reader_changes = AsyncReaderChanges(store.reader_changes, threads)
        self.chapter_reviews = AsyncChapterReviews(store.chapter_reviews, threads)

    def installations_of(self, tenant: str) -> AsyncInstallations:
        """The installation of a tenant, in the threads of this store."""
        return AsyncInstallations(self.sync.of(tenant).installations, self._threads)

    async def condition(self) -> Condition:
        """What the database is like, and where one row can be written, what others met lately who wrote more."""
        found = await self._condition()
        return self._threads.remembered if found is Condition.GOOD else found

    async def purge(self, keep: Retention) -> Purged:
        """Remove what has been kept long enough, while other transactions go on between its many short ones."""
        return await asyncio.to_thread(self.sync.purge, self.now(), keep)

    def close(self) -> None:
        """No more transactions are taken, and those that nobody waits for any more are not begun."""
        self._threads.shutdown(wait=False, cancel_futures=True)
