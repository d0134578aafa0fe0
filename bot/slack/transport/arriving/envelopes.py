"""What stands round an event: whose it is, what kind, when it came about, and how often Slack has brought it."""

import math
from collections.abc import Mapping, Sequence

from bot.slack.transport.arriving.payloads import Body

_ORGANISATION = "E"  # how its id begins
_REPETITIONS = 3  # https://docs.slack.dev/apis/events-api/#retries


def is_last_delivery(headers: Mapping[str, Sequence[str]]) -> bool:
    """Whether Slack brings an event for the last time: what was not confirmed comes at once, after 1 and 5 minutes.

    The headers are those of a request by HTTP; Bolt makes the same of an envelope's `retry_attempt` in Socket Mode.
    """
    [repetition] = headers.get("x-slack-retry-num") or ["0"]
    return repetition.isdigit() and int(repetition) >= _REPETITIONS


def tenant_of(body: Body) -> str:
    """Who installed the bot to which a payload goes: the id of a workspace, or of an organisation that has it in all.

    Of several authorizations Slack names one (https://docs.slack.dev/apis/events-api/#authorizations); a click in an
    organisation may name no workspace, and a form that somebody of another workspace, or organisation, submits in a
    shared channel names theirs, but for its view. "" where nothing is told.
    """
    named = next(iter(body.get("authorizations") or ()), body)
    is_of_all = str(named.get("is_enterprise_install")).lower() == "true"
    team, enterprise = _id_of(named, "team"), _id_of(named, "enterprise")
    opened_by = str((body.get("view") or {}).get("app_installed_team_id") or "")
    if opened_by.startswith(_ORGANISATION):
        return opened_by
    team = opened_by or team
    return enterprise if is_of_all or not team else team


def ended_tenants(body: Body) -> frozenset[str]:
    """Whose bot an event may mean that tells of its end: an organisation's too, which it may name without a flag."""
    return frozenset({tenant_of(body), _id_of(body, "enterprise")} - {""})


def _id_of(body: Body, kind: str) -> str:
    """As events (`team_id`) and interactions (`team: {id}`) tell it."""
    told = body.get(f"{kind}_id") or body.get(kind) or ""
    return str(told.get("id") or "") if isinstance(told, Mapping) else str(told)


def is_uninstalled(body: Body) -> bool:
    """Whether an event tells that the bot was uninstalled, or that its token is good no more."""
    event = body.get("event") or {}
    is_revoked = event.get("type") == "tokens_revoked" and bool((event.get("tokens") or {}).get("bot"))
    return is_revoked or event.get("type") == "app_uninstalled"


def event_kind(body: Body) -> str:
    """The type of the event in a payload; "" where it tells of none."""
    return str((body.get("event") or {}).get("type") or "")


def event_id(body: Body) -> str:
    """The id of the event in a payload; "" where it tells of none."""
    return str(body.get("event_id") or "")


def event_time(body: Body) -> float:
    """When what an event tells happened, in seconds; without end where it does not say."""
    return float(body.get("event_time") or math.inf)
