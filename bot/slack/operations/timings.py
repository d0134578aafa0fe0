"""The times by which the bot works on Slack, in seconds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Timings:
    """The defaults are for Slack itself; tests shorten them.

    A lease must outlast the longest call (`timeout`): whoever finds it run out may take over. Slack takes one
    message a second and conversation (`interval`), and a few at once (`burst`). `rest` lies between two looks for
    work that another process left behind, `look` between two at what is due to new colleagues. An uncertain
    delivery is tried again after `again`, 2 `again`, 4 `again`, ..., as often as `attempts` says. `drain` is what
    a container platform leaves before it kills (30 s); `settle` is for events that are acked to enter their listeners.
    """

    lease: float = 30.0
    timeout: float = 10.0
    interval: float = 1.0
    burst: int = 4
    rest: float = 2.0
    look: float = 60.0
    again: float = 2.0
    attempts: int = 8
    drain: float = 25.0
    settle: float = 0.1
