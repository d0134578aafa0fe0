"""Are these blocks, is this view, what Slack accepts? Shapes by JSON Schema, then limits.

It has never heard of channels, people or HTTP.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

import jsonschema_rs
from jsonschema_rs import ValidationErrorKind

from bot.workspace.block_kit import limits
from bot.workspace.block_kit.limits import Violation

# What slack_sdk 3.47 documents of buttons, and the published types do not have yet.
_OF_BUTTONS = {
    "agent_prompt": {"type": "string"},
    "agent_prompt_display": {"type": "string"},
    "visible_to_user_ids": {"type": "array", "items": {"type": "string"}},
}


class BlockKit:
    """The check of blocks and views, with its schemas compiled once: see `block_kit`."""

    def __init__(self) -> None:
        text = resources.files("bot.workspace.block_kit").joinpath("blocks.schema.json").read_text("utf-8")
        self._schema: dict[str, Any] = json.loads(text)
        self._schema["definitions"]["Button"]["properties"] |= _OF_BUTTONS
        self._definition = _definitions_by_type(self._schema)
        self._compiled: dict[str, jsonschema_rs.Validator] = {}

    def message(self, blocks: object) -> list[Violation]:
        """What is wrong with the blocks of a message; empty when Slack would take them."""
        if not isinstance(blocks, list):
            return [Violation("must provide an array", "/blocks")]
        found = list(self._blocks(blocks, "/blocks", "message"))
        if len(blocks) > limits.MESSAGE_BLOCKS:
            found.append(Violation(f"no more than {limits.MESSAGE_BLOCKS} items allowed", "/blocks"))
        if sum(_type_of(block) == "table" for block in blocks) > 1:
            found.append(Violation("only one table is allowed in a message", "/blocks"))
        return found

    def view(self, view: object, kinds: Sequence[str] = ("modal", "home")) -> list[Violation]:
        """What is wrong with a view, which must be of one of these kinds; empty when Slack would take it."""
        if not isinstance(view, dict):
            return [Violation("must provide an object", "/view")]
        kind = _type_of(view)
        if kind not in kinds:
            return [Violation(f"unsupported type: {kind}", "/view/type")]
        found = list(self._shape(kind, view, "/view"))
        found += limits.violations({**view, "blocks": []}, "/view")
        blocks = view.get("blocks")
        if isinstance(blocks, list):
            found += self._blocks(blocks, "/view/blocks", kind)
            found += _whole_view(view, blocks)
        return found

    def _blocks(self, blocks: list[Any], pointer: str, surface: str) -> Iterator[Violation]:
        for index, block in enumerate(blocks):
            place = f"{pointer}/{index}"
            kind = _type_of(block)
            if kind not in self._definition:
                yield Violation(f"unsupported type: {kind}", f"{place}/type")
                continue
            if surface not in limits.ONLY_IN.get(kind, {surface}):
                yield Violation(f"unsupported type: {kind}", f"{place}/type")
            yield from self._shape(kind, block, place)
            yield from limits.violations(block, place)
        yield from limits.repeated_ids(blocks, pointer)

    def _shape(self, kind: str, value: object, pointer: str) -> Iterator[Violation]:
        validator = self._compiled.get(kind)
        if validator is None:
            schema = {key: self._schema[key] for key in ("$schema", "definitions")} | self._definition[kind]
            validator = self._compiled[kind] = jsonschema_rs.validator_for(schema)
        if not validator.is_valid(value):
            yield from named(validator.iter_errors(value), pointer)


@cache
def block_kit() -> BlockKit:
    """The one of this process, for all workspaces: schemas take longer to compile than a test to run."""
    return BlockKit()


def _definitions_by_type(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Type of a block or view -> the schema that holds for it."""
    definitions = schema["definitions"]
    by_type: dict[str, dict[str, Any]] = {}
    for choice in definitions["KnownBlock"]["anyOf"]:
        name = choice["$ref"].removeprefix("#/definitions/")
        by_type[_constant_type(definitions[name])] = choice
    for name in ("modal", "home"):
        view = definitions["Payloads"]["properties"][name]
        properties = view["properties"] | {"blocks": {"type": "array"}}
        by_type[name] = view | {"properties": properties}
    return by_type


def _constant_type(definition: dict[str, Any]) -> str:
    first = definition.get("anyOf", [definition])[0]
    return str(first["properties"]["type"]["const"])


def _type_of(block: object) -> str:
    return str(block.get("type")) if isinstance(block, dict) else "undefined"


def _whole_view(view: dict[str, Any], blocks: list[Any]) -> Iterator[Violation]:
    if len(blocks) > limits.VIEW_BLOCKS:
        yield Violation(f"no more than {limits.VIEW_BLOCKS} items allowed", "/view/blocks")
    if len(json.dumps(view, ensure_ascii=False).encode()) > limits.VIEW_BYTES:
        yield Violation(f"must be less than {limits.VIEW_BYTES + 1} bytes", "/view")
    has_input = any(_type_of(block) == "input" for block in blocks)
    if view["type"] == "modal" and has_input and "submit" not in view:
        yield Violation("missing required field: submit", "/view")


def named(errors: Iterable[jsonschema_rs.ValidationError], pointer: str) -> Iterator[Violation]:
    """The validator's errors in the words that Slack uses."""
    for error in errors:
        place = pointer + "".join(f"/{part}" for part in error.instance_path)
        match error.kind:
            case ValidationErrorKind.Required(property=name):
                yield Violation(f"missing required field: {name}", place)
            case ValidationErrorKind.AdditionalProperties(unexpected=names):
                yield from (Violation(f"invalid additional property: {name}", place) for name in names)
            case ValidationErrorKind.Type(types=types):
                yield Violation(f"must provide {' or '.join(str(name) for name in types)}", place)
            case ValidationErrorKind.AnyOf(context=branches):
                yield Violation("failed to match all allowed schemas", place)
                yield from named(_intended(branches), pointer)
            case _:
                yield Violation("failed to match the allowed values", place)


def _intended(branches: list[list[jsonschema_rs.ValidationError]]) -> list[jsonschema_rs.ValidationError]:
    """The errors of the one branch that has the right `type`; none when no branch or several have it."""
    fitting = [errors for errors in branches if not any(_is_about_type(error) for error in errors)]
    return fitting[0] if len(fitting) == 1 else []


def _is_about_type(error: jsonschema_rs.ValidationError) -> bool:
    match error.kind:
        case ValidationErrorKind.Constant():
            return error.instance_path[-1:] == ["type"]
        case ValidationErrorKind.AnyOf(context=branches):
            return all(any(_is_about_type(inner) for inner in errors) for errors in branches)
        case _:
            return False
