"""What a person types, and puts into the elements of a message or a modal, as Slack sends it.

Refuses what Slack's form refuses.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.workspace.block_kit import Element, choices, plain
from bot.workspace.state import View, WorkspaceState
from bot.workspace.wire import Ids, Payload

BROADCASTS = ("here", "channel", "everyone")
_KINDS = {"@": ("user", "user_id"), "#": ("channel", "channel_id"), "!": ("broadcast", "range")}
_MARK = re.compile(r"<(?P<sign>[@#!])(?P<id>[^|<>]+)(?:\|(?P<label>[^<>]*))?>")
WITHOUT_VALUE = frozenset({"button", "icon_button", "workflow_button"})
ONE_OPTION = frozenset({"static_select", "external_select", "overflow", "radio_buttons"})
MANY_OPTIONS = frozenset({"checkboxes", "multi_static_select", "multi_external_select"})
VALUE_KEYS: Mapping[str, str] = {
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "rich_text_input": "rich_text_value",
}
INITIAL_KEYS: Mapping[str, str] = {
    "initial_value": "value",
    "initial_option": "selected_option",
    "initial_options": "selected_options",
    "initial_date": "selected_date",
}


def action(element: Element, chosen: object, action_ts: str) -> Payload:
    """The `actions` entry of a used element, with what was chosen or typed."""
    body: Payload = {"action_id": element.action_id, "block_id": element.block_id, "type": element.kind}
    if "text" in element.payload and element.kind == "button":
        body["text"] = element.payload["text"]
    if "value" in element.payload:
        body["value"] = element.payload["value"]
    return body | entered(element.payload, chosen) | {"action_ts": action_ts}


def entered(element: Payload, chosen: object) -> Payload:
    """What a person put into an element, in the key that its type has for it.

    `chosen` is the text of an option (a list of them for several), the label of a feedback button, an id, a date
    or the words typed.
    """
    kind = str(element.get("type"))
    if kind in WITHOUT_VALUE:
        return {}
    if kind == "feedback_buttons":
        button = _option({"options": [element["positive_button"], element["negative_button"]]}, chosen)
        return {"value": button["value"], "text": button["text"]}
    if kind in ONE_OPTION:
        return {"selected_option": None if chosen is None else _option(element, chosen)}
    if kind in MANY_OPTIONS:
        wanted = chosen if isinstance(chosen, list) else [chosen]
        return {"selected_options": [_option(element, one) for one in wanted if one is not None]}
    return {VALUE_KEYS.get(kind, "value"): chosen}


def filled(view: View, answers: Mapping[str, Any]) -> Payload:
    """The `state.values` of the view with these answers, by block id, action id or label of the input.

    LookupError when there is no such input; ValueError when a required input is empty or a text too long or short:
    Slack's form would not let the person submit.
    """
    values: Payload = {}
    unused = dict(answers)
    for block in view.blocks:
        element = _input(block)
        if element is None:
            continue
        names = [block.get("block_id"), element.get("action_id"), plain(block.get("label"))]
        name = next((one for one in names if one in unused), None)
        block_id, action_id = str(block["block_id"]), str(element.get("action_id", ""))
        present = view.values.get(block_id, {}).get(action_id) or _initial(element)
        if name is not None:
            present = {"type": element["type"], **entered(element, unused.pop(name))}
        _check(block, element, present)
        values.setdefault(block_id, {})[action_id] = present
    if unused:
        raise LookupError(f"the view {view.title!r} has no input {', '.join(unused)}")
    return values


def _input(block: Payload) -> Payload | None:
    if block.get("type") == "input":
        element: Payload = block["element"]
        return element
    stateful = ("_select", "picker", "_input", "checkboxes", "radio_buttons")
    candidates = [block.get("accessory"), *(block.get("elements") or ())]
    found = (one for one in candidates if isinstance(one, dict) and str(one.get("type")).endswith(stateful))
    return next(found, None)


def _initial(element: Payload) -> Payload:
    kind = element["type"]
    for name, key in INITIAL_KEYS.items():
        if name in element:
            return {"type": kind, key: element[name]}
    empty: object = [] if kind == "checkboxes" else None
    return {"type": kind, **(entered(element, empty) if kind != "overflow" else {})}


def _check(block: Payload, element: Payload, present: Payload) -> None:
    label = plain(block.get("label"))
    contents = [value for key, value in present.items() if key != "type"]
    if block.get("type") == "input" and not block.get("optional") and not any(contents):
        raise ValueError(f"{label!r} is a required field")
    value = present.get("value")
    if isinstance(value, str) and element["type"] == "plain_text_input":
        least, most = element.get("min_length", 0), element.get("max_length", 3000)
        if value and not least <= len(value) <= most:
            raise ValueError(f"{label!r} takes {least} to {most} characters, not {len(value)}")


def _option(element: Payload, wanted: object) -> Payload:
    if isinstance(wanted, dict):
        return wanted
    for option in choices(element):
        if wanted in {plain(option["text"]), option.get("value")}:
            return option
    offered = ", ".join(plain(option["text"]) for option in choices(element))
    raise LookupError(f"there is no option {wanted!r}; there are: {offered}")


def typed(text: str, state: WorkspaceState, *, with_names: bool = False) -> str:
    """The text on the wire: mentions of people and channels as marks, `& < >` escaped.

    `with_names` writes `<@U…|name>`, as slash commands have it.
    """
    wire = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for name in BROADCASTS:
        wire = wire.replace(f"@{name}", f"<!{name}>")
    names = {name: user.id for user in state.users.values() for name in (user.real_name, user.name)}
    folded = wire.lower()
    mentioned = [
        name for name in names if f"@{name.lower()}" in folded
    ]  # a pattern a person takes a burst's time
    for name in sorted(mentioned, key=len, reverse=True):
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
