"""A clock that stands still until it is told to go on."""

from dataclasses import dataclass


@dataclass
class ManualClock:
    """Seconds since 1970, as `time.time` gives them."""

    now: float = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += seconds
