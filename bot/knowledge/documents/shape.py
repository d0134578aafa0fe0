"""What pydantic finds in a file's value -> issues with the line that each stands on."""

from collections.abc import Iterator, Mapping
from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.knowledge.documents.document import Document, Location
from bot.knowledge.documents.syntax import misprinted
from bot.knowledge.issues import IssueKind, ValidationIssue, Word

_EXPECTED = {
    "string_type": "text",
    "list_type": "list",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "dict_type": "mapping",
}
_KINDS = {
    "missing": IssueKind.MISSING_KEY,
    "extra_forbidden": IssueKind.UNKNOWN_KEY,
    "string_too_short": IssueKind.EMPTY_TEXT,
    "too_short": IssueKind.EMPTY_TEXT,
}
_FOR_ANOTHER: Mapping[tuple[str, type], IssueKind] = {
    ("string_type", list): IssueKind.LIST_FOR_TEXT,
    ("string_type", dict): IssueKind.GROUP_FOR_TEXT,
    ("list_type", str): IssueKind.TEXT_FOR_LIST,
}
_NAMES = ("number", "heading", "chapter", "id")  # what an entry of a list is called by
_SHOWN = 60  # characters of what is quoted


def shape_issues(
    model: type[BaseModel], document: Document, location: Location, error: ValidationError
) -> Iterator[ValidationIssue]:
    """What keeps the value at `location` of a document from being a `model`, each with its line."""
    for detail in error.errors():
        full = (*location, *detail["loc"])
        kind = _kind(detail)
        line = document.line(full[:-1] if kind is IssueKind.MISSING_KEY else full)
        words: dict[str, Word] = {
            "key": _named(document.value, full) or document.path.name,
            "written": _shown(detail["input"]),
            "expected": _EXPECTED.get(detail["type"], ""),
            "allowed": tuple(_keys_at(model, detail["loc"][:-1])),
        }
        words |= {
            name: value if isinstance(value, tuple) else str(value)
            for name, value in detail.get("ctx", {}).items()
        }
        if (
            kind is IssueKind.WRONG_TYPE
            and isinstance(detail["input"], str)
            and (mended := misprinted(detail["input"]))
        ):
            kind, words = IssueKind.MISPRINTED, {"written": mended[0], "mended": mended[1]}
        yield ValidationIssue(document.path, line, kind, words)


def _named(value: object, location: Location) -> str:
    """The way to a value; an entry of a list goes by its number, heading or id: clauses › 19.2 › title."""
    steps = list[str]()
    for step in location:
        inside = _inside(value, step)
        own = (
            [str(inside[name])[:_SHOWN] for name in _NAMES if inside.get(name)]
            if isinstance(inside, dict)
            else []
        )
        steps.append((own or [str(step + 1)])[0] if isinstance(step, int) else step[:_SHOWN])
        value = inside
    return " › ".join(steps)


def _inside(value: object, step: str | int) -> object:
    match value, step:
        case dict(), str():
            return value.get(step)
        case list(), int() if step < len(value):
            return value[step]
        case _:
            return None


def _shown(written: object) -> str:
    """What stands there, as it may be written in a file."""
    match written:
        case list():
            return f"[{', '.join(map(_shown, written[:5]))}]"[:_SHOWN]
        case dict():
            return f"{{{', '.join(f'{key}: {_shown(value)}' for key, value in written.items())}}}"[:_SHOWN]
        case _:
            return str(written)[:_SHOWN]


def _kind(detail: ErrorDetails) -> IssueKind:
    written, given = detail["type"], detail["input"]
    if kind := _KINDS.get(written):
        return kind
    if given is None:
        return IssueKind.EMPTY_TEXT
    if kind := _FOR_ANOTHER.get((written, type(given))):
        return kind
    return IssueKind(written) if written in set(IssueKind) else IssueKind.WRONG_TYPE


def _keys_at(model: type[BaseModel], location: Location) -> list[str]:
    for step in location:
        if field := model.model_fields.get(str(step)):
            model = _model_in(field.annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The model of an entry, of a list of entries, or of an entry that may be missing."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)
