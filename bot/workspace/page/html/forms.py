"""A modal filled in: the answers as `submits` takes them, or what stands in the way, by block id."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.workspace.page.html.offering import chosen
from bot.workspace.page.html.reading import Reading
from bot.workspace.state import View
from bot.workspace.wire import Payload


@dataclass(frozen=True, slots=True)
class Form:
    """The answers by block id, and a sentence for each block that is not filled in as it should be."""

    answers: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def read_form(view: View, raw: Mapping[str, Any], reading: Reading) -> Form:
    """The input blocks of the view with what the browser sent for them, by block id."""
    form = Form()
    for block in view.blocks:
        if block.get("type") != "input":
            continue
        block_id, element = str(block["block_id"]), block["element"]
        try:
            answer = chosen(element, raw.get(block_id))
        except ValueError:
            form.errors[block_id] = reading.phrase("form.invalid")
            continue
        form.answers[block_id] = answer
        problem = _problem(block, element, answer, reading)
        if problem:
            form.errors[block_id] = problem
    return form


def _problem(block: Payload, element: Payload, answer: object, reading: Reading) -> str:
    if not answer:
        return "" if block.get("optional") else reading.phrase("form.required")
    match element.get("type"), answer:
        case "plain_text_input", str(text):
            return _length(text, element, reading)
        case "number_input", str(text):
            return _number(text, element, reading)
        case _, list(several) if len(several) > element.get("max_selected_items", len(several)):
            return reading.phrase("form.too-many", most=element["max_selected_items"])
        case _:
            return ""


def _length(text: str, element: Payload, reading: Reading) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    return "" if least <= len(text) <= most else reading.phrase("form.length", least=least, most=most)


def _number(text: str, element: Payload, reading: Reading) -> str:
    try:
        number = float(text) if element.get("is_decimal_allowed") else int(text)
    except ValueError:
        return reading.phrase("form.number")
    least, most = element.get("min_value"), element.get("max_value")
    fits = (least is None or float(least) <= number) and (most is None or number <= float(most))
    return "" if fits else reading.phrase("form.range", least=least or "…", most=most or "…")
