"""What can be chosen in an element, what a browser sent back for it, and a modal filled in, as `submits` takes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.workspace.block_kit import choices
from bot.workspace.page.viewpoint import Viewpoint
from bot.workspace.state import View
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
class MenuOption:
    """One thing to choose: `value` is what the browser sends, `text` and `description` are text objects."""

    value: str
    text: Payload
    description: Payload | None
    group: str
    is_chosen: bool


def offered(element: Payload, viewpoint: Viewpoint) -> list[MenuOption]:
    """Everything that can be chosen, in order."""
    chosen = _initial(element)
    kind = element.get("type")
    if kind in PEOPLE or kind in CHANNELS:
        names, sign = (viewpoint.names.users, "@") if kind in PEOPLE else (viewpoint.names.channels, "#")
        return [
            MenuOption(key, _plain_text(f"{sign}{name}"), None, "", key in chosen)
            for key, name in names.items()
        ]
    options = [(option, "") for option in element.get("options", ())]
    for group in element.get("option_groups", ()):
        options += [(option, group["label"]["text"]) for option in group["options"]]
    return [
        MenuOption(str(index), option["text"], option.get("description"), group, option in chosen)
        for index, (option, group) in enumerate(options)
    ]


def chosen(element: Payload, raw: object) -> Any:  # noqa: ANN401  # what a state value holds: depends on the element
    """What `clicks` and `submits` take, from what the browser sent. ValueError when it cannot be that."""
    if isinstance(raw, list):
        return [chosen(element, one) for one in raw]
    if raw in (None, ""):
        return None
    options = choices(element)
    return _option_at(options, raw) if options else _entered(str(element.get("type")), raw)


def _entered(kind: str, raw: object) -> Any:  # noqa: ANN401  # as above
    if kind in {"external_select", "multi_external_select"} and isinstance(raw, Mapping):
        return {"text": _plain_text(str(raw.get("text", ""))), "value": str(raw.get("value", ""))}
    if kind == "datetimepicker":
        return int(str(raw))
    if kind == "rich_text_input":
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(raw)}]}
        return {"type": "rich_text", "elements": [section]}
    return str(raw)


def _option_at(options: Sequence[Payload], raw: object) -> Payload:
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


def _plain_text(text: str) -> Payload:
    return {"type": "plain_text", "text": text}


@dataclass(frozen=True, slots=True)
class Form:
    """The answers by block id, and a sentence for each block that is not filled in as it should be."""

    answers: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def read_form(view: View, raw: Mapping[str, Any], viewpoint: Viewpoint) -> Form:
    """The input blocks of the view with what the browser sent for them, by block id."""
    form = Form()
    for block in view.blocks:
        if block.get("type") != "input":
            continue
        block_id, element = str(block["block_id"]), block["element"]
        try:
            answer = chosen(element, raw.get(block_id))
        except ValueError:
            form.errors[block_id] = viewpoint.phrase("form.invalid")
            continue
        form.answers[block_id] = answer
        problem = _problem(block, element, answer, viewpoint)
        if problem:
            form.errors[block_id] = problem
    return form


def _problem(block: Payload, element: Payload, answer: object, viewpoint: Viewpoint) -> str:
    if not answer:
        return "" if block.get("optional") else viewpoint.phrase("form.required")
    match element.get("type"), answer:
        case "plain_text_input", str(text):
            return _length(text, element, viewpoint)
        case "number_input", str(text):
            return _number(text, element, viewpoint)
        case _, list(several) if len(several) > element.get("max_selected_items", len(several)):
            return viewpoint.phrase("form.too-many", most=element["max_selected_items"])
        case _:
            return ""


def _length(text: str, element: Payload, viewpoint: Viewpoint) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    return "" if least <= len(text) <= most else viewpoint.phrase("form.length", least=least, most=most)


def _number(text: str, element: Payload, viewpoint: Viewpoint) -> str:
    try:
        number = float(text) if element.get("is_decimal_allowed") else int(text)
    except ValueError:
        return viewpoint.phrase("form.number")
    least, most = element.get("min_value"), element.get("max_value")
    fits = (least is None or float(least) <= number) and (most is None or number <= float(most))
    return "" if fits else viewpoint.phrase("form.range", least=least or "…", most=most or "…")
