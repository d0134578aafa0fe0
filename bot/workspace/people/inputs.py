"""Filling in a modal as a person does: find each input, put the answer in, refuse what Slack's form refuses."""

from collections.abc import Mapping
from typing import Any

from bot.workspace.block_kit.elements import plain
from bot.workspace.delivery.interactions import entered
from bot.workspace.state.views import View
from bot.workspace.wire import Payload


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
    candidates = [block.get("accessory"), *(block.get("elements") or ())]
    stateful = [one for one in candidates if isinstance(one, dict) and _holds_a_value(str(one.get("type")))]
    return stateful[0] if stateful else None


def _holds_a_value(kind: str) -> bool:
    return kind.endswith(("_select", "picker", "_input")) or kind in {"checkboxes", "radio_buttons"}


def _initial(element: Payload) -> Payload:
    kind = element["type"]
    match element:
        case {"initial_value": value}:
            return {"type": kind, "value": value}
        case {"initial_option": option}:
            return {"type": kind, "selected_option": option}
        case {"initial_options": options}:
            return {"type": kind, "selected_options": options}
        case {"initial_date": date}:
            return {"type": kind, "selected_date": date}
        case _:
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
