"""What the bot does without where an organisation grants less than app.yaml asks for (docs/app-minimal.yaml)."""

from collections.abc import Mapping, Set

FOLLOWING = frozenset({"channels:history", "groups:history"})
"""Scopes without which the bot hears in channels only what mentions it, and cannot look up what it posted there."""


def granted(headers: Mapping[str, str]) -> frozenset[str]:
    """The scopes that Slack tells of with each of its answers; none where it does not."""
    told = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), "")
    return frozenset(filter(None, (scope.strip() for scope in told.split(","))))


def is_without_following(granted: Set[str]) -> bool:
    """Whether these scopes leave follow-ups out; where Slack tells of no scopes, nothing is known to be missing."""
    return bool(granted) and not granted >= FOLLOWING
