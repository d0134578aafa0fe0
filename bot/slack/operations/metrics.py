"""What is counted and timed, in a registry of its own; never a text, a person or a channel."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.inquiries import Outcome
from bot.slack.operations.monitoring import Health
from bot.slack.transport.errors import NotTakenError
from bot.slack.transport.errors import RateLimitedError
from bot.slack.transport.errors import UncertainError

_POSTED = (0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 300, 3_600)  # seconds
_SEARCHED = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)


class Metrics:
    """The figures of one process, as Prometheus reads them."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry(auto_describe=False)
        self._questions = Counter(
            "shouze_questions",
            "Questions settled, by outcome and surface",
            ["outcome", "surface"],
            registry=registry,
        )
        self._posted = Histogram(
            "shouze_posted_seconds",
            "From the arrival of a question to its answer on Slack",
            buckets=_POSTED,
            registry=registry,
        )
        self.search = Histogram(
            "shouze_search_seconds", "Finding a reply", buckets=_SEARCHED, registry=registry
        )
        self._troubles = Counter(
            "shouze_slack_errors",
            "Calls for a delivery that Slack did not take, by kind",
            ["kind"],
            registry=registry,
        )
        self._retries = Counter("shouze_retries", "Deliveries that were put off", registry=registry)
        self._repeated = Counter(
            "shouze_repeated_events",
            "Events that told of a question taken before, the second of each mention too",
            registry=registry,
        )
        self._health = {
            name: Gauge(f"shouze_{name}", meaning, registry=registry) for name, meaning in _GAUGES.items()
        }

    def settled(self, outcome: Outcome, surface: str) -> None:
        """A question was settled."""
        self._questions.labels(outcome, surface).inc()

    def posted(self, seconds: float) -> None:
        """An answer is on Slack, so long after its question arrived."""
        self._posted.observe(max(0.0, seconds))

    def troubled(self, error: RateLimitedError | NotTakenError | UncertainError) -> None:
        """Slack did not take a delivery, or nobody heard whether it did."""
        match error:
            case RateLimitedError():
                kind = "rate_limited"
            case UncertainError():
                kind = "uncertain"
            case NotTakenError(code=code):
                kind = code
        self._troubles.labels(kind).inc()
        if not isinstance(error, NotTakenError):
            self._retries.inc()

    def repeated(self) -> None:
        """An event told of a question that had been taken: Slack's repetition, a replay, or the mention's twin."""
        self._repeated.inc()

    def exposed(self, health: Health) -> bytes:
        """All figures in Prometheus's text format, with those of the moment out of `health`."""
        for name, value in _of_the_moment(health).items():
            self._health[name].set(value)
        return generate_latest(self._registry)


_GAUGES = {
    "up": "1 where all is well, as /healthz says it",
    "sockets": "Websockets to Slack that are open (Socket Mode)",
    "questions_waiting": "Questions that wait to be answered",
    "parcels_due": "Answers that wait to be posted",
    "oldest_waiting_seconds": "Age of what has waited longest",
}


def _of_the_moment(health: Health) -> Mapping[str, float]:
    return {
        "up": health.is_well,
        "sockets": health.sockets or 0,
        "questions_waiting": health.waiting,
        "parcels_due": health.due,
        "oldest_waiting_seconds": health.oldest,
    }
