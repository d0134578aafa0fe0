"""What arrives from Slack, as what a person did: asked, changed a question, took it back, or said something nearby."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.inquiries import Asked, Place, Surface

LONGEST = 2_000  # characters of a message that are looked up: who writes more asks with the first of them
# Slack writes `<` and `>` in a text as entities: what stands between them here is never looked for beyond the next one.
_USER = re.compile(r"<@[^<>]+>")
_PEOPLE = re.compile(rf"{_USER.pattern}|<!(?:here|channel|everyone|subteam\^[^<>|]+)(?:\|[^<>]*)?>")
_LINK = re.compile(r"<[#!@]?([^|<>]+)(?:\|([^<>]*))?>")
_CAME_IN = {"channel_join", "group_join"}  # subtypes of what Slack writes when somebody joins
_TYPED = {None, "file_share", "thread_broadcast", "me_message"}  # subtypes of messages that a person typed


@dataclass(frozen=True)
class DroppedFile:
    """A file under a message, by its id; `name` as far as Slack tells it here."""

    id: str
    name: str


@dataclass(frozen=True)
class Said:
    """A message that may be a question; on `Surface.THREAD` that is still to be found out.

    `files` stand under a message in the direct conversation.
    """

    event: str
    asked: Asked
    mentions_others: bool
    files: tuple[DroppedFile, ...] = ()


@dataclass(frozen=True)
class Edited:
    """A message that says something else now."""

    event: str
    said: Said | None
    key: str
    text: str
    said_at: float
    is_shared: bool

    @property
    def files(self) -> tuple[DroppedFile, ...]:
        """Those under it now."""
        return self.said.files if self.said else ()


@dataclass(frozen=True)
class Deleted:
    """A message that is gone, with the `files` under it (their ids)."""

    event: str
    key: str
    files: tuple[str, ...] = ()


def arrived(body: Mapping[str, Any], bot: str) -> Said | Edited | Deleted | None:
    """What a person did, in an event; None where no person did anything that the bot must know. `bot`: its user id."""
    event, team = body.get("event") or {}, str(body.get("team_id") or "")
    event_id = str(body.get("event_id") or "")
    if not isinstance(event.get("channel"), str):  # no message: of other events it may be an object
        return None
    event = {"is_shared": bool(body.get("is_ext_shared_channel")), **event}
    match event.get("subtype"):
        case "message_changed":
            return _edited(event_id, event, team, bot)
        case "message_deleted":
            before = event.get("previous_message") or {}
            return None if before.get("bot_id") else _deleted(event_id, event, team, before)
        case _:
            return _said(event_id, event, team, bot)


def with_new_readers(body: Mapping[str, Any]) -> str:
    """The channel of an event by which others may read there: somebody came in, or it is shared; "" for others."""
    event = body.get("event") or {}
    has_more = event.get("subtype") in _CAME_IN or body.get("is_ext_shared_channel")
    return str(event.get("channel") or "") if has_more else ""


def plain(text: str) -> str:
    """Slack's message text as typed: mentions of people gone, links by their label, `&lt;` as `<`.

    Half of a pair of surrogates, which JSON may hold and no text may, is a question mark; a NUL is nothing.
    """
    labelled = _LINK.sub(lambda link: link[2] or link[1], _PEOPLE.sub(" ", text))
    return html.unescape(labelled).encode("utf-8", "replace").decode().replace("\0", "").strip()


def _said(event_id: str, event: Mapping[str, Any], team: str, bot: str) -> Said | None:
    if event.get("bot_id") or not isinstance(event.get("user"), str) or event.get("subtype") not in _TYPED:
        return None
    if not event.get("ts"):
        return None
    text = event.get("text") or ""
    surface = _surface(event, text, bot)
    if surface is None:
        return None
    in_channel = surface is not Surface.DIRECT
    thread = event.get("thread_ts") or (event["ts"] if in_channel else "")
    asked = Asked(
        key=_key(team, event, event["ts"]),
        place=Place(team, str(event["channel"]), thread),
        ts=str(event["ts"]),
        person=str(event["user"]),
        surface=surface,
        text=plain(text)[:LONGEST],
        is_shared=event["is_shared"],
    )
    others = [mention for mention in _USER.findall(text) if not mention.startswith(f"<@{bot}")]
    return Said(event_id, asked, bool(others), _files(event) if surface is Surface.DIRECT else ())


def _files(message: Mapping[str, Any]) -> tuple[DroppedFile, ...]:
    told = [one for one in message.get("files") or () if isinstance(one.get("id"), str)]
    return tuple(DroppedFile(one["id"], str(one.get("name") or "")) for one in told)


def _deleted(event_id: str, event: Mapping[str, Any], team: str, before: Mapping[str, Any]) -> Deleted:
    files = tuple(file.id for file in _files(before))
    return Deleted(event_id, _key(team, event, before.get("ts")), files)


def _surface(event: Mapping[str, Any], text: str, bot: str) -> Surface | None:
    if event.get("channel_type") == "im":
        return Surface.DIRECT
    if event.get("type") == "app_mention" or f"<@{bot}>" in text:
        return Surface.MENTION
    return Surface.THREAD if event.get("thread_ts") else None


def _edited(event_id: str, event: Mapping[str, Any], team: str, bot: str) -> Edited | Deleted | None:
    """Slack also tells of a message as changed when it unfolds a link, or when a thread under it grows."""
    now, before = event.get("message") or {}, event.get("previous_message") or {}
    if (now | before).get("bot_id") or now.get("text") == before.get("text"):
        return None
    if now.get("subtype") == "tombstone":  # what Slack leaves of a deleted message that has replies
        return _deleted(event_id, event, team, before)
    there = {name: event.get(name) for name in ("channel", "channel_type", "is_shared")}
    said = _said(event_id, now | there, team, bot)
    said_at = float(event.get("event_ts") or event.get("ts") or 0.0)
    key, text = _key(team, event, now.get("ts")), plain(now.get("text") or "")[:LONGEST]
    return Edited(event_id, said, key, text, said_at, event["is_shared"])


def _key(team: str, event: Mapping[str, Any], ts: object) -> str:
    return f"{team}/{event['channel']}/{ts}"
