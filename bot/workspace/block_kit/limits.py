"""Slack's limits on blocks and views that its published types do not state: lengths, counts, uniqueness.

Source: Slack's Block Kit reference, and messages that Slack was seen to refuse.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.workspace.block_kit.elements import elements, nested

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_CHARACTERS = 13_200
TEXT_CHARACTERS = 40_000
MARKDOWN_CHARACTERS = 12_000
VIEW_BYTES = 250_000
MODAL_STACK = 3
SUGGESTED_PROMPTS = 4

SELECTS = tuple(
    f"{several}{what}_select"
    for what in ("static", "users", "conversations", "channels", "external")
    for several in ("", "multi_")
)
PLACEHOLDER_ONLY = ("datepicker", "timepicker", "number_input", "email_text_input", "url_text_input")
ONLY_IN: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        ("markdown", "table", "data_table", "context_actions", "task_card", "plan", "carousel"),
        frozenset({"message"}),
    ),
    "alert": frozenset({"modal"}),
    "container": frozenset({"message", "modal"}),
}
"""The surfaces on which a type of block may stand, where these are not all: `message`, `modal` and `home`."""


@dataclass(frozen=True, slots=True)
class Violation:
    """What Slack would not take in a payload, in its words, and the JSON pointer of the place."""

    message: str
    pointer: str

    def __str__(self) -> str:
        return f"[ERROR] {self.message} [json-pointer:{self.pointer}]"


@dataclass(frozen=True, slots=True)
class Limit:
    """How long one field of an object may be: characters of a text, items of a list, or the value of a number."""

    field: str
    most: int
    least: int = 0
    of: Literal["characters", "items", "number"] = "characters"


def _items(field: str, most: int, least: int = 1) -> Limit:
    return Limit(field, most, least, "items")


_IDENTIFIERS = (Limit("block_id", 255), Limit("action_id", 255, 1))
_BUTTON = (
    Limit("text", 75, 1),
    Limit("value", 2000),
    Limit("url", 3000),
    Limit("accessibility_label", 75),
    Limit("agent_prompt", 4000),
)
_TITLED = (Limit("title", 150), Limit("subtitle", 150))
_SELECT = (Limit("placeholder", 150, 1), _items("options", 100), _items("option_groups", 100))
_OPTION = (Limit("text", 75, 1), Limit("value", 150, 1), Limit("description", 75), Limit("url", 3000))
_INPUT = (Limit("placeholder", 150, 1), Limit("initial_value", 3000), Limit("max_length", 3000, 1, "number"))
_VIEW = (
    Limit("title", 24, 1),
    Limit("submit", 24, 1),
    Limit("close", 24, 1),
    Limit("private_metadata", 3000),
    Limit("callback_id", 255),
    Limit("external_id", 255),
)

BY_TYPE: Mapping[str, Sequence[Limit]] = {
    "section": (Limit("text", 3000, 1), _items("fields", 10)),
    "header": (Limit("text", 150, 1),),
    "markdown": (Limit("text", MARKDOWN_CHARACTERS, 1),),
    "context": (_items("elements", 10),),
    "context_actions": (_items("elements", 5),),
    "actions": (_items("elements", 25),),
    "input": (Limit("label", 2000, 1), Limit("hint", 2000)),
    "image": (Limit("alt_text", 2000, 1), Limit("image_url", 3000, 1), Limit("title", 2000)),
    "video": (Limit("title", 200, 1), Limit("description", 200), Limit("author_name", 50)),
    "table": (_items("rows", 100), _items("column_settings", 20)),
    "data_table": (_items("rows", 101, 2), Limit("page_size", 100, 1, "number")),
    "alert": (Limit("text", 200, 1),),
    "card": (*_TITLED, Limit("body", 200)),
    "carousel": (_items("elements", 10),),
    "container": (*_TITLED, _items("child_blocks", 10)),
    "rich_text": (_items("elements", 1000),),
    "text": (Limit("text", MARKDOWN_CHARACTERS, 1),),
    "button": _BUTTON,
    "workflow_button": _BUTTON,
    "icon_button": (Limit("text", 75, 1), Limit("value", 2000)),
    "overflow": (_items("options", 5),),
    "checkboxes": (_items("options", 10),),
    "radio_buttons": (_items("options", 10),),
    **dict.fromkeys(SELECTS, _SELECT),
    "plain_text_input": _INPUT,
    **dict.fromkeys(PLACEHOLDER_ONLY, (Limit("placeholder", 150, 1),)),
    "modal": _VIEW,
    "home": _VIEW,
}

BY_FIELD: Mapping[str, Sequence[Limit]] = {
    "options": _OPTION,
    "initial_option": _OPTION,
    "initial_options": _OPTION,
    "option_groups": (Limit("label", 75, 1), _items("options", 100)),
    "positive_button": _BUTTON,
    "negative_button": _BUTTON,
    "confirm": (Limit("title", 100, 1), Limit("text", 300, 1), Limit("confirm", 30, 1), Limit("deny", 30, 1)),
    "fields": (Limit("text", 2000, 1),),
    "elements": (Limit("text", MARKDOWN_CHARACTERS, 1),),
}


def violations(value: object, pointer: str, *, field: str = "") -> Iterator[Violation]:
    """Every limit that this value, or anything inside it, exceeds; `field` is the name it stands under."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from violations(item, f"{pointer}/{index}", field=field)
    elif isinstance(value, dict):
        yield from _of_object(value, pointer, field)
        for name, item in value.items():
            yield from violations(item, f"{pointer}/{name}", field=name)


def repeated_ids(blocks: Sequence[Any], pointer: str) -> Iterator[Violation]:
    """Block ids used twice in one message or view, and action ids used twice in one block."""
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        if not isinstance(block, dict):
            continue
        block_id = block.get("block_id")
        if isinstance(block_id, str) and block_id in seen:
            yield Violation(f'`block_id` "{block_id}" already exists', f"{pointer}/{index}/block_id")
        seen.add(str(block_id))
        actions = Counter(
            one.action_id for one in elements([block]) if isinstance(one.payload["action_id"], str)
        )
        for action_id in sorted(name for name, times in actions.items() if times > 1):
            yield Violation(f'`action_id` "{action_id}" already exists in this block', f"{pointer}/{index}")


def characters(value: object) -> int:
    """Characters of all texts inside blocks: what Slack's limit on a whole message counts."""
    return sum(len(one["text"]) for one in nested(value) if isinstance(one.get("text"), str))


def _of_object(value: dict[str, Any], pointer: str, field: str) -> Iterator[Violation]:
    kind = value.get("type")
    for limit in (*_IDENTIFIERS, *BY_FIELD.get(field, ()), *BY_TYPE.get(str(kind), ())):
        if limit.field in value:
            yield from _exceeded(limit, value[limit.field], f"{pointer}/{limit.field}")
    if kind == "section" and not ("text" in value or "fields" in value):
        yield Violation("missing required field: text", pointer)
    if kind in {"table", "data_table"} and isinstance(rows := value.get("rows"), list):
        yield from _of_rows([row for row in rows if isinstance(row, list)], str(kind), f"{pointer}/rows")


def _of_rows(rows: Sequence[Sequence[object]], kind: str, pointer: str) -> Iterator[Violation]:
    for index, row in enumerate(rows):
        if len(row) > 20:
            yield Violation("no more than 20 items allowed", f"{pointer}/{index}")
        if kind == "data_table" and len(row) != len(rows[0]):
            yield Violation("must have as many cells as the first row", f"{pointer}/{index}")


def _exceeded(limit: Limit, value: object, pointer: str) -> Iterator[Violation]:
    size = _size(limit, value)
    if size is None or limit.least <= size <= limit.most:
        return
    is_over = size > limit.most
    if limit.of == "items":
        bound = f"no more than {limit.most}" if is_over else f"no fewer than {limit.least}"
        yield Violation(f"{bound} items allowed", pointer)
    else:
        bound = f"less than {limit.most + 1}" if is_over else f"more than {limit.least - 1}"
        unit = " characters" if limit.of == "characters" else ""
        yield Violation(f"must be {bound}{unit}", pointer)


def _size(limit: Limit, value: object) -> int | None:
    match value:
        case int() if limit.of == "number":
            return value
        case list() if limit.of == "items":
            return len(value)
        case str() if limit.of == "characters":
            return len(value)
        case {"text": str(text)} if limit.of == "characters":
            return len(text)
        case _:
            return None
