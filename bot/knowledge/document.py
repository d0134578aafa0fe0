"""One YAML file as plain data that keeps what was written and where; app.yaml alone is read as YAML means it.

YAML's own reading is too clever for rules: 3.10 becomes 3.1, 12:30 becomes 750, a repeated key wins
silently, and a few lines of aliases unfold to gigabytes. Here every scalar stays text, a repeated key, an
alias and a file over 5 MB are faults, and every value has its line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.issues import Fault, FaultKind, KnowledgeError

Value = str | None | list["Value"] | dict[str, "Value"]

Location = tuple[str | int, ...]
"""Where a value stands in a document: the keys and indices that lead to it, () for the whole."""

_LARGEST = 5_000_000  # bytes: some 1.6 million characters, ten times the longest code of law
_DEEPEST = 16  # levels: our deepest file has five


@dataclass(frozen=True)
class Document:
    """A YAML file: `value` in plain data, `lines` from the way to a value (keys and indices) to its line."""

    path: Path
    value: Value
    lines: Mapping[Location, int]
    first_lines: Mapping[Location, int] = field(default_factory=dict)

    def first_line(self, way: Location) -> int:
        """The line on which a text's first visible character stands: in a block (`text: |`) below its key."""
        return self.first_lines.get(way) or self.line(way)

    def line(self, way: Location) -> int:
        """The line of a value, or of the nearest thing around it that has one."""
        while way and way not in self.lines:
            way = way[:-1]
        return self.lines.get(way, 1)


def read_document(path: Path) -> Document:
    """Read one YAML file; raises KnowledgeError with every fault that YAML itself can have."""
    return _Reading(path).document(read_text(path))


def read_text(path: Path) -> str:
    """The text of a file; raises KnowledgeError where it cannot be read, is too large or is not UTF-8."""
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            words = {"size": f"{size / 1e6:.0f} MB", "limit": f"{_LARGEST / 1e6:.0f} MB"}
            raise KnowledgeError([Fault(path, 1, FaultKind.TOO_LARGE, words)])
        content = path.read_bytes()
    except OSError as error:
        raise KnowledgeError([Fault(path, 1, FaultKind.UNREADABLE, {"why": str(error.strerror)})]) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise KnowledgeError([Fault(path, line, FaultKind.NOT_UTF8)]) from error


def read_manifest(path: Path) -> dict[str, Any]:
    """The Slack app manifest, in which `false` is false and no word; raises KnowledgeError where it is no mapping."""
    try:
        manifest = yaml.safe_load(read_text(path))
    except yaml.YAMLError as error:
        words = {"why": str(getattr(error, "problem", None) or error)}
        line = _line(getattr(error, "problem_mark", None))
        raise KnowledgeError([Fault(path, line, FaultKind.NOT_YAML, words)]) from error
    if not isinstance(manifest, dict):
        words = {"key": path.name, "written": type(manifest).__name__, "expected": "mapping"}
        raise KnowledgeError([Fault(path, 1, FaultKind.WRONG_TYPE, words)])
    return manifest


def _line(mark: object) -> int:
    return int(getattr(mark, "line", 0)) + 1


class _Reading:
    """Builds the value from the parser's events: one at a time, so nothing unfolds and no stack overflows."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines: dict[Location, int] = {}
        self._first_lines: dict[Location, int] = {}
        self._faults: list[Fault] = []

    def document(self, text: str) -> Document:
        documents: list[Value] = []
        try:
            events = yaml.parse(text, Loader=yaml.CSafeLoader)
            for event in events:
                if not isinstance(event, yaml.DocumentStartEvent):
                    continue
                if documents:
                    self._fault(
                        FaultKind.NOT_YAML, _line(event.start_mark), why="a second document begins here"
                    )
                    break
                documents.append(self._value(next(events), events, ()))
        except yaml.reader.ReaderError as error:
            line = text.encode()[: error.position].count(b"\n") + 1
            self._fault(FaultKind.NOT_YAML, line, why=str(error.reason))
        except yaml.MarkedYAMLError as error:
            never_closed = "end of stream" in str(error.problem)  # a quote: told where it opens
            mark = (error.context_mark if never_closed else None) or error.problem_mark
            self._fault(FaultKind.NOT_YAML, _line(mark), why=str(error.problem))
        if self._faults:
            raise KnowledgeError(self._faults)
        return Document(self._path, documents[0] if documents else None, self._lines, self._first_lines)

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], way: Location) -> Value:
        line = _line(event.start_mark)
        self._lines.setdefault(way, line)
        if len(way) > _DEEPEST:
            self._fault(FaultKind.TOO_DEEP, line)
            raise KnowledgeError(self._faults)
        match event:
            case yaml.AliasEvent():
                self._fault(FaultKind.ALIAS, line, name=str(event.anchor))
                raise KnowledgeError(self._faults)
            case yaml.SequenceStartEvent():
                return self._sequence(events, way)
            case yaml.MappingStartEvent():
                return self._mapping(events, way)
            case yaml.ScalarEvent():
                above = len(event.value) - len(event.value.lstrip("\n"))
                self._first_lines[way] = _line(event.start_mark) + (
                    above + 1 if event.style in {"|", ">"} else 0
                )
                plain_null = not event.style and event.value in {"", "~", "null"}
                return None if plain_null else str(event.value)
            case _:
                return None

    def _sequence(self, events: Iterator[yaml.Event], way: Location) -> Value:
        items: list[Value] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._value(event, events, (*way, len(items))))
        return items

    def _mapping(self, events: Iterator[yaml.Event], way: Location) -> Value:
        mapping: dict[str, Value] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            line = _line(event.start_mark)
            key = str(self._value(event, events, (*way, "?")))
            if key in mapping:
                self._fault(FaultKind.DUPLICATE_KEY, line, key=key)
            self._lines[*way, key] = line
            mapping[key] = self._value(next(events), events, (*way, key))
        return mapping

    def _fault(self, kind: FaultKind, line: int, **words: str) -> None:
        self._faults.append(Fault(self._path, line, kind, words))
