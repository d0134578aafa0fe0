"""What a person types, as Slack sends it: `@Shouze` becomes `<@U…>`, and a rich_text block is made."""

import re
from collections.abc import Iterator, Mapping

from bot.workspace.state import Ids, WorkspaceState
from bot.workspace.wire import Payload

BROADCASTS = ("here", "channel", "everyone")
_KINDS = {"@": ("user", "user_id"), "#": ("channel", "channel_id"), "!": ("broadcast", "range")}
_MARK = re.compile(r"<(?P<sign>[@#!])(?P<id>[^|>]+)(?:\|(?P<label>[^>]*))?>")


def typed(text: str, state: WorkspaceState, *, with_names: bool = False) -> str:
    """The text on the wire: mentions of people and channels as marks, `& < >` escaped.

    `with_names` writes `<@U…|name>`, as slash commands have it.
    """
    wire = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for name in BROADCASTS:
        wire = wire.replace(f"@{name}", f"<!{name}>")
    names = {name: user.id for user in state.users.values() for name in (user.real_name, user.name)}
    for name in sorted(names, key=len, reverse=True):
        mark = f"<@{names[name]}|{name}>" if with_names else f"<@{names[name]}>"
        wire = re.sub(f"(?<!<)@{re.escape(name)}", mark, wire, flags=re.IGNORECASE)
    for channel in sorted(state.channels.values(), key=lambda one: len(one.name), reverse=True):
        if channel.name:
            wire = wire.replace(f"#{channel.name}", f"<#{channel.id}|{channel.name}>")
    return wire


def rich_text(wire: str, ids: Ids) -> Payload:
    """The block that Slack makes of a person's message."""
    section = {"type": "rich_text_section", "elements": list(_elements(wire))}
    return {"type": "rich_text", "block_id": ids.next("b"), "elements": [section]}


def typed_back(wire: str, users: Mapping[str, str], channels: Mapping[str, str]) -> str:
    """The text of a message as it was typed, for editing; the names of users and channels are by id."""

    def name(mark: re.Match[str]) -> str:
        match mark["sign"]:
            case "@":
                return f"@{users.get(mark['id'], mark['id'])}"
            case "#":
                return f"#{channels.get(mark['id'], mark['label'] or mark['id'])}"
            case _:
                return f"@{mark['id']}"

    return unescaped(_MARK.sub(name, wire))


def unescaped(wire: str) -> str:
    """Text of a message as a person reads it: Slack escapes these three and no others."""
    return wire.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _elements(wire: str) -> Iterator[Payload]:
    start = 0
    for mark in _MARK.finditer(wire):
        yield from _text(wire[start : mark.start()])
        start = mark.end()
        kind, key = _KINDS[mark["sign"]]
        yield {"type": kind, key: mark["id"]}
    yield from _text(wire[start:])


def _text(wire: str) -> Iterator[Payload]:
    if wire:
        yield {"type": "text", "text": unescaped(wire)}
