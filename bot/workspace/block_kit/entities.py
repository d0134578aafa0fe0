"""Is this a Work Object that Slack accepts? Source: Slack's guide to them, and the types of slackapi/node-slack-sdk."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal

import jsonschema_rs

from bot.workspace.block_kit.limits import Violation
from bot.workspace.block_kit.validation import named

_TYPES = ("task", "file", "item", "incident", "content_item")
_FIELD_TYPES = ("integer", "string", "array", "boolean", *(
    f"slack#/types/{name}"
    for name in ("date", "timestamp", "image", "channel_id", "user", "entity_ref", "link", "email")
))  # fmt: skip
_TEXT: Mapping[str, Any] = {"type": "string", "minLength": 1}


def _object(required: Mapping[str, Any], **optional: Any) -> dict[str, Any]:  # noqa: ANN401  # a JSON Schema
    properties = {**required, **optional}
    return {
        "type": "object",
        "required": list(required),
        "properties": properties,
        "additionalProperties": False,
    }


_STRING = _object(
    {"value": {"type": "string"}},
    label=_TEXT,
    format={"const": "markdown"},
    link=_TEXT,
    long={"type": "boolean"},
)
_CUSTOM = _object(
    {"key": _TEXT, "label": _TEXT, "value": {}, "type": {"enum": list(_FIELD_TYPES)}},
    format={"const": "markdown"},
    link=_TEXT,
    long={"type": "boolean"},
)
_ACTION = _object(
    {"text": _TEXT, "action_id": {**_TEXT, "maxLength": 255}},
    value={"type": "string", "maxLength": 2000},
    style={"enum": ["primary", "danger"]},
    url={"type": "string", "maxLength": 3000},
    accessibility_label={"type": "string", "maxLength": 75},
)
_PAYLOAD = _object(
    {
        "attributes": _object(
            {"title": _object({"text": _TEXT})},
            display_type=_TEXT,
            display_id=_TEXT,
            product_name=_TEXT,
            metadata_last_modified={"type": "integer"},
        )
    },
    fields={"type": "object", "additionalProperties": _STRING},
    custom_fields={"type": "array", "items": _CUSTOM},
    display_order={"type": "array", "items": _TEXT},
    actions=_object(
        {},
        primary_actions={"type": "array", "items": _ACTION, "maxItems": 2},
        overflow_actions={"type": "array", "items": _ACTION, "maxItems": 5},
    ),
)
_ENTITY = {
    "entity_type": {"enum": [f"slack#/entities/{name}" for name in _TYPES]},
    "external_ref": _object({"id": _TEXT}, type=_TEXT),
    "url": _TEXT,
    "entity_payload": _PAYLOAD,
}
_POSTED = {**_ENTITY, "app_unfurl_url": _TEXT}
_SCHEMAS: Mapping[str, Any] = {
    "unfurl": _object({"entities": {"type": "array", "minItems": 1, "items": _object(_POSTED)}}),
    "panel": _object(_ENTITY),
}


def entity_violations(metadata: object, where: Literal["unfurl", "panel"]) -> Iterator[Violation]:
    """What is wrong with the metadata of `chat.unfurl`, or of `entity.presentDetails`."""
    yield from named(_compiled(where).iter_errors(metadata), "/metadata")


@cache
def _compiled(where: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(_SCHEMAS[where])
