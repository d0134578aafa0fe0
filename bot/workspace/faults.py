"""Faults on demand: what a network and a busy Slack do to an app, so many times each."""

import asyncio
from collections import defaultdict
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


@dataclass(frozen=True, slots=True)
class Garbled:
    """Answer with this status and a body that is no JSON; the call is carried out only if `after_doing_it`."""

    status: int
    body: str
    kind: str
    after_doing_it: bool


CallFault: TypeAlias = RateLimited | Failed | Refused | Hung | Slowed | Garbled
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


ANY = "*"
"""Stands for every method."""


@dataclass(slots=True)
class Faults:
    """The faults still to come. Each method arms one; `which` picks deliveries by their payload, None takes any."""

    lost_frames: Countdown = field(default_factory=Countdown)
    lost_acks: Countdown = field(default_factory=Countdown)
    late: Countdown = field(default_factory=Countdown)
    repeated: Countdown = field(default_factory=Countdown)
    overtaken: Countdown = field(default_factory=Countdown)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    """When calls that hang are let go."""
    _calls: defaultdict[str, list[tuple[CallFault, Countdown]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def rate_limits(self, method: str, *, times: int = 1, retry_after: int = 1) -> None:
        """The next calls of the method are answered 429."""
        self._arm(method, RateLimited(retry_after), times)

    def fails(self, method: str, *, times: int = 1, status: int = 500, after_doing_it: bool = False) -> None:
        """The next calls of the method are answered with a server error."""
        self._arm(method, Failed(status, after_doing_it), times)

    def garbles(  # noqa: PLR0913  # what is answered, by name
        self,
        method: str,
        *,
        times: int = 1,
        status: int = 200,
        body: str = "<html>",
        kind: str = "text/html",
        after_doing_it: bool = True,
    ) -> None:
        """The next calls of the method are answered with something that is no JSON, whatever its `kind` says."""
        self._arm(method, Garbled(status, body, kind, after_doing_it), times)

    def refuses(self, method: str, error: str, *, times: int = 1, which: Which | None = None) -> None:
        """The next calls of the method are refused with this error code."""
        self._arm(method, Refused(error), times, which)

    def hangs(self, method: str, *, times: int = 1, which: Which | None = None) -> None:
        """The next calls of the method are carried out and never answered."""
        self._arm(method, Hung(), times, which)

    def slows(self, method: str, seconds: float, *, times: int = 1) -> None:
        """The next calls of the method are answered late."""
        self._arm(method, Slowed(seconds), times)

    def no_more_of(self, method: str) -> None:
        """The calls of the method are answered as they should be from now on.

        ANY: all calls; those that hang are let go, with a server error.
        """
        self._calls.pop(method, None)
        if method == ANY:
            self._calls.clear()
            self.over.set()
            self.over = asyncio.Event()

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

    def of_call(self, method: str, arguments: Payload) -> CallFault | None:
        """Take the fault that strikes this call."""
        armed = [*self._calls.get(method, ()), *self._calls.get(ANY, ())]
        return next((fault for fault, countdown in armed if countdown.strikes(arguments)), None)

    def _arm(self, method: str, fault: CallFault, times: int, which: Which | None = None) -> None:
        self._calls[method].append((fault, Countdown(times, which)))
