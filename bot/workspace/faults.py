"""Faults on demand: what a network and a busy Slack do to an app, so many times each."""

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.workspace.wire import Payload


@dataclass(frozen=True, slots=True)
class RateLimited:
    """Answer 429 and ask to wait this many seconds."""

    retry_after: int


@dataclass(frozen=True, slots=True)
class Failed:
    """Answer with this HTTP status; the call is carried out only if `after_doing_it`."""

    status: int
    after_doing_it: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """Answer 200 with this error code."""

    error: str


@dataclass(frozen=True, slots=True)
class Hung:
    """Carry the call out and never answer."""


@dataclass(frozen=True, slots=True)
class Slowed:
    """Carry the call out, and answer this many seconds later."""

    seconds: float


CallFault: TypeAlias = RateLimited | Failed | Refused | Hung | Slowed
Which: TypeAlias = Callable[[Payload], bool]


@dataclass(slots=True)
class Countdown:
    """How many more deliveries a fault strikes, and which; `seconds` is how late they set out."""

    times: int = 0
    which: Which | None = None
    seconds: float = 0.0

    def strikes(self, payload: Payload) -> bool:
        """Whether the fault strikes the delivery of this payload; counted when it does."""
        if self.times < 1 or (self.which is not None and not self.which(payload)):
            return False
        self.times -= 1
        return True


@dataclass(slots=True)
class Faults:
    """The faults still to come. Each method arms one; `which` picks deliveries by their payload, None takes any."""

    lost_frames: Countdown = field(default_factory=Countdown)
    lost_acks: Countdown = field(default_factory=Countdown)
    late: Countdown = field(default_factory=Countdown)
    repeated: Countdown = field(default_factory=Countdown)
    overtaken: Countdown = field(default_factory=Countdown)
    _calls: defaultdict[str, deque[CallFault]] = field(default_factory=lambda: defaultdict(deque))

    def rate_limits(self, method: str, *, times: int = 1, retry_after: int = 1) -> None:
        """The next calls of the method are answered 429."""
        self._calls[method].extend([RateLimited(retry_after)] * times)

    def fails(self, method: str, *, times: int = 1, status: int = 500, after_doing_it: bool = False) -> None:
        """The next calls of the method are answered with a server error."""
        self._calls[method].extend([Failed(status, after_doing_it)] * times)

    def refuses(self, method: str, error: str, *, times: int = 1) -> None:
        """The next calls of the method are refused with this error code."""
        self._calls[method].extend([Refused(error)] * times)

    def hangs(self, method: str, *, times: int = 1) -> None:
        """The next calls of the method are carried out and never answered."""
        self._calls[method].extend([Hung()] * times)

    def slows(self, method: str, seconds: float, *, times: int = 1) -> None:
        """The next calls of the method are answered late."""
        self._calls[method].extend([Slowed(seconds)] * times)

    def loses_frames(self, times: int = 1, which: Which | None = None) -> None:
        """The next deliveries never reach the app, though Slack believes that it sent them."""
        self.lost_frames = Countdown(times, which)

    def loses_acks(self, times: int = 1, which: Which | None = None) -> None:
        """The next acks never reach Slack, which then delivers again."""
        self.lost_acks = Countdown(times, which)

    def delays(self, seconds: float, times: int = 1, which: Which | None = None) -> None:
        """The next deliveries set out so many seconds late."""
        self.late = Countdown(times, which, seconds)

    def redelivers(self, times: int = 1, which: Which | None = None) -> None:
        """The next events are delivered a second time although they were acked."""
        self.repeated = Countdown(times, which)

    def reorders(self, times: int = 1, which: Which | None = None) -> None:
        """The next deliveries set out only after the one that follows each."""
        self.overtaken = Countdown(times, which)

    def of_call(self, method: str) -> CallFault | None:
        """Take the fault that strikes this call."""
        waiting = self._calls[method]
        return waiting.popleft() if waiting else None
