"""Whether the bot is well, what is counted and timed, and what went wrong; never a text, a person or a channel."""

import asyncio
import logging
import traceback
import uuid
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from copy import copy
from dataclasses import asdict, dataclass
from functools import partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.answering import RulesInForce
from bot.generation import SHOWN
from bot.inquiries import Outcome
from bot.publishing import Follower
from bot.slack.process.tenant_figures import TenantFigures
from bot.slack.transport.errors import NotNowError, NotTakenError, UncertainError
from bot.store import AsyncStore, Backlog, Condition, StoreError

_PATIENCE = 5.0  # seconds for the database; a platform's own probe gives up after as many
_UNKNOWN = Backlog(0, 0, 0, 0.0, 0.0)
_POSTED = (0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 300, 3_600)  # seconds
_SEARCHED = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Health:
    """The bot at one moment. `sockets`: how many are open (None in HTTP mode).

    `refused`: Slack's word for why it refuses the app (empty: it does not). `oldest`: seconds that the oldest question
    or parcel has waited, `oldest_due` those of the oldest parcel. `given_up`: dead letters. `generation`: which
    rules count here; `rules`: a word for what keeps the folder from counting (empty: nothing), while those go on.
    """

    sockets: int | None
    index: bool
    database: Condition
    waiting: int
    due: int
    oldest: float
    oldest_due: float = 0.0
    given_up: int = 0
    refused: str = ""
    generation: str = ""
    rules: str = ""

    @property
    def wrong(self) -> list[str]:
        """What is wrong, in one word each."""
        parts = {
            "sockets": self.sockets != 0,
            "index": self.index,
            "database": self.database is Condition.GOOD,
            "slack": not self.refused,
        }
        return [name for name, is_well in parts.items() if not is_well]

    @property
    def is_well(self) -> bool:
        """Whether questions can be taken, answered and posted."""
        return not self.wrong

    def as_json(self) -> dict[str, object]:
        """The same for a program."""
        status = "ok" if self.is_well else "unwell"
        return {"status": status, **({"wrong": self.wrong} if self.wrong else {}), **asdict(self)}


class DatabaseWatch:
    """Looks at the database from time to time, and logs what it has become like."""

    def __init__(self, store: AsyncStore) -> None:
        self._store = store
        self._last = Condition.GOOD

    async def look(self) -> Condition:
        """What it is like at this moment; one that does not tell in time is away."""
        found = Condition.AWAY
        with suppress(TimeoutError, StoreError):
            async with asyncio.timeout(_PATIENCE):
                found = await self._store.condition()
        if found is not self._last:
            level = logging.INFO if found is Condition.GOOD else logging.ERROR
            _log.log(level, "database", extra={"condition": found, "before": self._last})
        self._last = found
        return found

    async def run(self, seconds: float) -> None:
        """Look every so many seconds, whether anybody asks or not."""
        while True:
            await self.look()
            await asyncio.sleep(seconds)


@dataclass(frozen=True)
class Examination:
    """Finds out how the bot is; `sockets` counts those that are open, `refused` says why Slack refuses the app.

    A process with many tenants has no `rules` of its own.
    """

    store: AsyncStore
    rules: Callable[[], RulesInForce] | None
    sockets: Callable[[], Awaitable[int | None]]
    refused: Callable[[], str]
    watch: DatabaseWatch
    follower: Follower | None = None

    async def __call__(self) -> Health:
        """The health of this moment."""
        condition, backlog = await self.watch.look(), await self._backlog()
        if condition is Condition.GOOD and backlog is None:
            condition = Condition.FAILING
        found = backlog or _UNKNOWN
        return Health(
            sockets=await self.sockets(),
            index=await self._is_loaded(),
            database=condition,
            waiting=found.questions,
            refused=self.refused(),
            due=found.parcels,
            given_up=found.given_up,
            oldest=self._age(found.oldest_at),
            oldest_due=self._age(found.oldest_parcel_at),
            generation=self.rules().generation[:SHOWN] if self.rules else "",
            rules=(self.follower and self.follower.trouble and self.follower.trouble.kind) or "",
        )

    def _age(self, since: float) -> float:
        return round(max(0.0, self.store.now() - since), 1) if since else 0.0

    async def _is_loaded(self) -> bool:
        if self.rules is None:
            return True
        try:
            await asyncio.to_thread(self.rules().responders.for_groups, frozenset())
        except Exception:  # noqa: BLE001  # whatever keeps the index from being built: it is not there
            return False
        return True

    async def _backlog(self) -> Backlog | None:
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self.store.backlog(of_all=True)
        except Exception:  # noqa: BLE001  # whatever keeps the database from answering: it does not answer
            return None


_GAUGES: Mapping[str, tuple[str, Callable[[Health], float]]] = {
    "up": ("1 where all is well, as /healthz says it", lambda health: health.is_well),
    "sockets": ("Websockets to Slack that are open (Socket Mode)", lambda health: health.sockets or 0),
    "questions_waiting": ("Questions that wait to be answered", lambda health: health.waiting),
    "parcels_due": ("Answers that wait to be posted", lambda health: health.due),
    "oldest_waiting_seconds": ("Age of what has waited longest", lambda health: health.oldest),
    "oldest_parcel_seconds": ("Age of the answer that has waited longest", lambda health: health.oldest_due),
    "dead_letters": ("Answers that were given up: shouze outbox list", lambda health: health.given_up),
    "rules_refused": (
        "1 where what stands in the folder of rules does not count",
        lambda health: bool(health.rules),
    ),
    "app_refused": ("1 where Slack refuses the app as a whole", lambda health: bool(health.refused)),
}


class Metrics:
    """The figures of one process, as Prometheus reads them, and `by_tenant` where that is wanted."""

    def __init__(self, *, by_tenant: bool = False) -> None:
        registry = self._registry = CollectorRegistry(auto_describe=False)
        counter, histogram = partial(Counter, registry=registry), partial(Histogram, registry=registry)
        self._questions = counter(
            "shouze_questions", "Questions settled, by outcome and surface", ["outcome", "surface"]
        )
        self._posted = histogram(
            "shouze_posted_seconds", "From the arrival of a question to its answer on Slack", buckets=_POSTED
        )
        self.search = histogram("shouze_search_seconds", "Finding a reply", buckets=_SEARCHED)
        self._troubles = counter(
            "shouze_slack_errors", "Calls for a delivery that Slack did not take, by kind", ["kind"]
        )
        self._retries = counter("shouze_retries", "Deliveries that were put off")
        self._repeated = counter(
            "shouze_repeated_events",
            "Events that told of a question taken before, the second of each mention too",
        )
        self._by_tenant = TenantFigures(registry) if by_tenant else None
        self._tenant = ""
        self._health = {
            name: Gauge(f"shouze_{name}", meaning, registry=registry)
            for name, (meaning, _) in _GAUGES.items()
        }

    def of(self, tenant: str) -> "Metrics":
        """The same figures, which count for a tenant as well."""
        if not self._by_tenant:
            return self
        own = copy(self)
        own._tenant = self._by_tenant.label(tenant)  # noqa: SLF001  # of its own kind
        return own

    def settled(self, outcome: Outcome, surface: str) -> None:
        """A question was settled."""
        self._questions.labels(outcome, surface).inc()
        if self._by_tenant:
            self._by_tenant.questions.labels(self._tenant).inc()

    def posted(self, seconds: float) -> None:
        """An answer is on Slack, so long after its question arrived."""
        self._posted.observe(max(0.0, seconds))
        if self._by_tenant:
            self._by_tenant.posted.labels(self._tenant).observe(max(0.0, seconds))

    def troubled(self, error: NotNowError | NotTakenError) -> None:
        """Slack did not take a delivery, or nobody heard whether it did."""
        match error:
            case UncertainError():
                kind = "uncertain"
            case NotNowError(why=kind) | NotTakenError(code=kind):
                pass
        self._troubles.labels(kind).inc()
        if self._by_tenant:
            self._by_tenant.troubles.labels(self._tenant).inc()
        if not isinstance(error, NotTakenError):
            self._retries.inc()

    def repeated(self) -> None:
        """An event told of a question that had been taken: Slack's repetition, a replay, or the mention's twin."""
        self._repeated.inc()

    def exposed(self, health: Health) -> bytes:
        """All figures in Prometheus's text format, with those of the moment out of `health`."""
        for name, (_, value) in _GAUGES.items():
            self._health[name].set(value(health))
        return generate_latest(self._registry)


def log_incident(error: Exception, what: str) -> str:
    """Log a failure; the id by which a person can name it. `what` says, in ids only, what was being done."""
    incident = uuid.uuid4().hex[:8]
    # The exception's own text may repeat a question: its kind and the frames say enough.
    frames = "".join(traceback.format_tb(error.__traceback__))
    kind = (
        f"{type(error).__name__} {error.code}" if isinstance(error, NotTakenError) else type(error).__name__
    )
    _log.error("incident", extra={"incident": incident, "doing": what, "error": kind, "at": frames})
    return incident
