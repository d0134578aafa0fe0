"""What arrives from Slack, as the question that a person asked."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_USER = re.compile(r"<@[^>]+>")
_LINK = re.compile(r"<[#!@]?([^|>]+)(?:\|([^>]*))?>")
_TYPED = {None, "file_share", "thread_broadcast"}  # subtypes of messages that a person typed


@dataclass(frozen=True)
class Question:
    """A question as asked; `thread` is the thread it is answered in (none: below it, in the conversation)."""

    event: str
    team: str
    channel: str
    user: str
    ts: str
    thread: str | None
    text: str


def asked_in(body: Mapping[str, Any]) -> Question | None:
    """The question in an event: a mention is answered in its thread, a direct message where it stands.

    None where no person asked anything: bots, joins, edits, messages of a channel without a mention.
    """
    event = body.get("event", {})
    is_mention = event.get("type") == "app_mention"
    is_direct = event.get("channel_type") == "im" and event.get("subtype") in _TYPED
    if not (is_mention or is_direct) or event.get("bot_id") or not event.get("user"):
        return None
    return Question(
        event=str(body.get("event_id", "")),
        team=str(body.get("team_id", "")),
        channel=str(event["channel"]),
        user=str(event["user"]),
        ts=str(event["ts"]),
        thread=event.get("thread_ts") or (event["ts"] if is_mention else None),
        text=plain(event.get("text") or ""),
    )


def plain(text: str) -> str:
    """Slack's message text as typed: mentions of people gone, links by their label, `&lt;` as `<`."""
    labelled = _LINK.sub(lambda link: link[2] or link[1], _USER.sub(" ", text))
    return html.unescape(labelled).strip()
