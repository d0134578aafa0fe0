"""What a person types, as Slack sends it: `@Shouze` becomes `<@U…>`, and a rich_text block is made."""

import re
from collections.abc import Iterator

from bot.workspace.state import Ids, WorkspaceState
from bot.workspace.wire import Payload

BROADCASTS = ("here", "channel", "everyone")
_MARK = re.compile(
    r"<@(?P<user>U\w+)>|<#(?P<channel>C\w+)(?:\|[^>]*)?>|<!(?P<broadcast>here|channel|everyone)>"
)


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


def _elements(wire: str) -> Iterator[Payload]:
    start = 0
    for mark in _MARK.finditer(wire):
        yield from _text(wire[start : mark.start()])
        start = mark.end()
        if mark["user"]:
            yield {"type": "user", "user_id": mark["user"]}
        elif mark["channel"]:
            yield {"type": "channel", "channel_id": mark["channel"]}
        else:
            yield {"type": "broadcast", "range": mark["broadcast"]}
    yield from _text(wire[start:])


def _text(wire: str) -> Iterator[Payload]:
    if wire:
        yield {"type": "text", "text": wire.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")}
