"""What can be chosen in an element: options, people, channels; and what a browser sent back, as Slack names it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.workspace.block_kit import choices
from bot.workspace.page.html.reading import Reading
from bot.workspace.wire import Payload

PEOPLE = frozenset({"users_select", "multi_users_select"})
CHANNELS = frozenset(
    {"channels_select", "multi_channels_select", "conversations_select", "multi_conversations_select"}
)
INITIAL = (
    "initial_option", "initial_options", "initial_user", "initial_users", "initial_channel", "initial_channels",
    "initial_conversation", "initial_conversations",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: `value` is what the browser sends, `text` and `description` are text objects."""

    value: str
    text: Payload
    description: Payload | None
    group: str
    is_chosen: bool


def offered(element: Payload, reading: Reading) -> list[Choice]:
    """Everything that can be chosen, in order."""
    chosen = _initial(element)
    kind = element.get("type")
    if kind in PEOPLE or kind in CHANNELS:
        names, sign = (reading.names.users, "@") if kind in PEOPLE else (reading.names.channels, "#")
        return [Choice(key, _plain(f"{sign}{name}"), None, "", key in chosen) for key, name in names.items()]
    groups = {
        id(option): group["label"]["text"]
        for group in element.get("option_groups", ())
        for option in group["options"]
    }
    return [
        Choice(
            str(index),
            option["text"],
            option.get("description"),
            groups.get(id(option), ""),
            option in chosen,
        )
        for index, option in enumerate(choices(element))
    ]


def chosen(element: Payload, raw: object) -> Any:  # noqa: ANN401  # what a state value holds: depends on the element
    """What `clicks` and `submits` take, from what the browser sent. ValueError when it cannot be that."""
    if isinstance(raw, list):
        return [chosen(element, one) for one in raw]
    if raw in (None, ""):
        return None
    options = choices(element)
    return _option(options, raw) if options else _entered(str(element.get("type")), raw)


def _entered(kind: str, raw: object) -> Any:  # noqa: ANN401  # as above
    if kind in {"external_select", "multi_external_select"} and isinstance(raw, Mapping):
        return {"text": _plain(str(raw.get("text", ""))), "value": str(raw.get("value", ""))}
    if kind == "datetimepicker":
        return int(str(raw))
    if kind == "rich_text_input":
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(raw)}]}
        return {"type": "rich_text", "elements": [section]}
    return str(raw)


def _option(options: Sequence[Payload], raw: object) -> Payload:
    index = int(str(raw))
    if not 0 <= index < len(options):
        raise ValueError(f"there are {len(options)} options, and no {index}")
    return options[index]


def _initial(element: Payload) -> list[Any]:
    """The options or ids that are chosen from the start."""
    found: list[Any] = []
    for name in INITIAL:
        given = element.get(name)
        found += given if isinstance(given, list) else [given]
    return [one for one in found if one is not None]


def _plain(text: str) -> Payload:
    return {"type": "plain_text", "text": text}
