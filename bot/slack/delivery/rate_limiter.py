"""How fast a conversation is posted to: Slack takes one message a second there, and short bursts."""

from collections.abc import Collection


class ChannelRateLimiter:
    """Conversations that have had their share rest; times are in seconds.

    The generic cell rate algorithm: each use moves the conversation's theoretical arrival time on by `interval`, and it
    rests while that time is more than `burst - 1` intervals ahead.
    """

    def __init__(self, interval: float, burst: int) -> None:
        self._interval = interval
        self._ahead = interval * (burst - 1)
        self._arrival: dict[str, float] = {}
        self._held: dict[str, float] = {}

    def used(self, channel: str, now: float, times: int = 1) -> None:
        """Something was posted there, `times` messages."""
        self._arrival[channel] = max(self._arrival.get(channel, now), now) + self._interval * times

    def hold(self, channel: str, until: float) -> None:
        """Slack wants no call for this conversation before then."""
        self._held[channel] = until

    def resting(self, now: float) -> Collection[str]:
        """The conversations that must wait."""
        self._arrival = {channel: then for channel, then in self._arrival.items() if then > now}
        self._held = {channel: until for channel, until in self._held.items() if until > now}
        used_up = {channel for channel, then in self._arrival.items() if then - now > self._ahead}
        return used_up | self._held.keys()
