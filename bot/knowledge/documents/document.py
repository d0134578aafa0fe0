"""One YAML file as plain data that keeps what was written and where; app.yaml alone is read as YAML means it.

YAML's own reading is too clever for rules: 3.10 becomes 3.1, 12:30 becomes 750, a repeated key wins
silently, and a few lines of aliases unfold to gigabytes. Here every scalar stays text, a repeated key, an
alias and a file over 5 MB are refused, and every value has its line.
"""

import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.documents.syntax import mistake
from bot.knowledge.issues import IssueKind, KnowledgeError, ValidationIssue, Word
from bot.obstacles import Obstacle

Value = str | None | list["Value"] | dict[str, "Value"]

Location = tuple[str | int, ...]
"""Where a value stands in a document: the keys and indices that lead to it, () for the whole."""

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # as YAML counts lines
_HASH = re.compile(r"[ \t]+#(?=[^\s#])[^\n]*")  # a comment has a blank behind its mark
_PARAGRAPH_ENDS = frozenset("。；：！？…")
_ITEM = re.compile(
    r"[（(][一-龥0-9a-z]{1,4}[)）]|[0-9]{1,2}[.、)）](?![0-9])|[一二三四五六七八九十]{1,3}、|[①-⑳]"
)
_ASKS = re.compile(r"怎么|怎样|如何|什么|多[少久长]|几[天次点个时号]|哪|谁|[吗呢么]$|[？?]")
_LARGEST = 5_000_000  # bytes: some 1.6 million characters, ten times the longest code of law
# Controls but tab and line ends; those by which text turns round (Unicode's Bidi_Control but for marks); surrogates;
# the letters of tags, which programs read and nobody sees.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
_DEEPEST = 64  # levels: each heading below another takes two, and Word alone has nine


@dataclass(frozen=True)
class Document:
    """A YAML file: `value` in plain data, `lines` from the location of a value to its line."""

    path: Path
    value: Value
    lines: Mapping[Location, int]
    content_lines: Mapping[Location, int] = field(default_factory=dict)

    def line_of_content(self, location: Location) -> int:
        """The line on which a text's first visible character stands: in a block (`text: |`) below its key."""
        return self.content_lines.get(location) or self.line(location)

    def line(self, location: Location) -> int:
        """The line of a value, or of the nearest thing around it that has one."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def issue(self, kind: IssueKind, location: Location = (), **words: Word) -> ValidationIssue:
        """What is wrong with the value at `location`."""
        return ValidationIssue(self.path, self.line(location), kind, words)

    def entries(self) -> list[Value]:
        """The entries of a file that is a list, none where it is empty; raises KnowledgeError for any other."""
        if not isinstance(self.value, list | None):
            raise KnowledgeError([self.no_list()])
        return self.value or []

    def no_list(self) -> ValidationIssue:
        """The issue of a file that should be a list."""
        words = {"key": self.path.name, "written": str(self.value)[:60], "expected": "list"}
        return ValidationIssue(self.path, 1, IssueKind.WRONG_TYPE, words)


def read_document(path: Path) -> Document:
    """Read one YAML file; raises KnowledgeError with every issue that YAML itself can have."""
    return _Reading(path).document(read_text(path))


def read_text(path: Path) -> str:
    """The text of a file; raises KnowledgeError where it cannot be read, is too large, or it or its name is not UTF-8.

    A pipe or a device, which may never end, is none.
    """
    if any("\ud800" <= each <= "\udfff" for each in f"{path.parent.name}{path.name}"):
        raise KnowledgeError.at(path, 1, IssueKind.NAME_NOT_UTF8)  # nor could it be kept in the store
    try:
        there = path.stat()
        if not stat.S_ISREG(there.st_mode):
            raise KnowledgeError.at(path, 1, IssueKind.NOT_A_FILE)
        if there.st_size > _LARGEST:
            sizes = {"size": f"{there.st_size / 1e6:.0f} MB", "limit": f"{_LARGEST / 1e6:.0f} MB"}
            raise KnowledgeError.at(path, 1, IssueKind.TOO_LARGE, **sizes)
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise KnowledgeError.at(path, 1, IssueKind.NO_FILE) from error
    except OSError as error:
        raise KnowledgeError.at(path, 1, IssueKind.UNREADABLE, why=Obstacle.of(error)) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise KnowledgeError.at(path, line, IssueKind.NOT_UTF8) from error


def hidden_character(text: str) -> tuple[int, str] | None:
    """The first character of a text that cannot be seen and changes what is: its offset and its name, `U+202E`."""
    found = _HIDDEN.search(text)
    return (found.start(), f"U+{ord(found[0]):04X}") if found else None


def read_manifest(path: Path) -> dict[str, Any]:
    """The Slack app manifest, in which `false` is false and no word; raises KnowledgeError where it is no mapping."""
    try:
        manifest = yaml.safe_load(read_text(path))
    except yaml.YAMLError as error:
        raise KnowledgeError.at(
            path, _line(getattr(error, "problem_mark", None)), IssueKind.NOT_YAML
        ) from error
    if not isinstance(manifest, dict):
        words = {"key": path.name, "written": type(manifest).__name__, "expected": "mapping"}
        raise KnowledgeError.at(path, 1, IssueKind.WRONG_TYPE, **words)
    return manifest


def _line(mark: object) -> int:
    return int(getattr(mark, "line", 0)) + 1


class _Reading:
    """Builds the value from the parser's events: one at a time, so nothing unfolds and no stack overflows."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines: dict[Location, int] = {}
        self._content_lines: dict[Location, int] = {}
        self._issues: list[ValidationIssue] = []
        self._written: list[str] = []

    def document(self, text: str) -> Document:
        self._written = _BREAK.split(text)
        documents: list[Value] = []
        try:
            events = yaml.parse(text, Loader=yaml.CSafeLoader)
            for event in events:
                if not isinstance(event, yaml.DocumentStartEvent):
                    continue
                if documents:
                    self._issue(IssueKind.SECOND_DOCUMENT, _line(event.start_mark))
                    break
                documents.append(self._value(next(events), events, ()))
        except yaml.reader.ReaderError as error:
            line = text.encode()[: error.position].count(b"\n") + 1
            self._issue(IssueKind.HIDDEN_CHARACTER, line, code=f"U+{error.character:04X}")
        except yaml.MarkedYAMLError as error:
            found = mistake(self._written, error)
            self._issue(found.kind, found.line, **found.words)
        if self._issues:
            raise KnowledgeError(self._issues)
        return Document(self._path, documents[0] if documents else None, self._lines, self._content_lines)

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], location: Location) -> Value:
        line = _line(event.start_mark)
        self._lines.setdefault(location, line)
        if len(location) > _DEEPEST:
            self._issue(IssueKind.TOO_DEEP, line)
            raise KnowledgeError(self._issues)
        match event:
            case yaml.AliasEvent():
                self._issue(IssueKind.ALIAS, line, name=str(event.anchor))
                raise KnowledgeError(self._issues)
            case yaml.SequenceStartEvent():
                return self._sequence(events, location, is_bracketed=bool(event.flow_style))
            case yaml.MappingStartEvent():
                return self._mapping(events, location)
            case yaml.ScalarEvent():
                return self._scalar(event, location)
            case _:
                return None

    def _scalar(self, event: yaml.ScalarEvent, location: Location) -> str | None:
        above = len(event.value) - len(event.value.lstrip("\n"))
        line = _line(event.start_mark) + (above + 1 if event.style in {"|", ">"} else 0)
        self._content_lines[location] = line
        if not event.style and (cut := self._cut_off(event)):
            kind = IssueKind.CUT_AT_HASH if event.value else IssueKind.ALL_BEHIND_HASH
            self._issue(kind, line, cut=cut[:60], **({"written": event.value[:60]} if event.value else {}))
        if location[-1:] in {("text",), ("preface",)} and (joined := self._joined(event)):
            self._issue(IssueKind.JOINED_LINES, joined[0], written=joined[1][:60])
        if hidden := hidden_character(event.value):
            offset, code = hidden
            self._issue(IssueKind.HIDDEN_CHARACTER, line + event.value.count("\n", above, offset), code=code)
        plain_null = not event.style and event.value in {"", "~", "null"}
        return None if plain_null else str(event.value)

    def _joined(self, event: yaml.ScalarEvent) -> tuple[int, str] | None:
        """The first line that begins a paragraph or item and that YAML joins to the one before: its place and words."""
        if event.style == "|" or event.start_mark is None or event.end_mark is None:
            return None
        first, last = event.start_mark.line, event.end_mark.line
        lines = [line.strip() for line in self._written[first : last + 1]]
        lines[0] = self._written[first][event.start_mark.column :].strip(" \"'")
        for number, (line, following) in enumerate(pairwise(lines), first + 2):
            begins = line[-1:] in _PARAGRAPH_ENDS or _ITEM.match(following)
            if begins and line and following and f"{line} {following}" in event.value:
                return number, following
        return None

    def _cut_off(self, event: yaml.ScalarEvent) -> str:
        """What stands behind a plain value as a comment and looks like its end: 报销请在 #finance 频道提交."""
        end = event.end_mark
        if end is None or end.line >= len(self._written):
            return ""
        match = _HASH.match(self._written[end.line], end.column)
        return match[0].strip() if match else ""

    def _sequence(self, events: Iterator[yaml.Event], location: Location, *, is_bracketed: bool) -> Value:
        items: list[Value] = []
        is_plain = False
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            is_plain = isinstance(event, yaml.ScalarEvent) and not event.style
            items.append(self._value(event, events, (*location, len(items))))
        if is_bracketed and is_plain and len(items) == 1 and _are_several(str(items[0])):
            words = {"written": str(items[0])[:60]}
            self._issue(IssueKind.FULLWIDTH_COMMA, self._lines[*location, 0], **words)
        return items

    def _mapping(self, events: Iterator[yaml.Event], location: Location) -> Value:
        mapping: dict[str, Value] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            line = _line(event.start_mark)
            key = str(self._value(event, events, (*location, "?")))
            if key.startswith("\u3000"):
                self._issue(IssueKind.NOT_SPACES, line)
            if key in mapping:
                self._issue(IssueKind.DUPLICATE_KEY, line, key=key)
            self._lines[*location, key] = line
            mapping[key] = self._value(next(events), events, (*location, key))
        return mapping

    def _issue(self, kind: IssueKind, line: int, **words: str) -> None:
        self._issues.append(ValidationIssue(self._path, line, kind, words))


def _are_several(item: str) -> bool:
    """Whether an item with a full-width comma looks like several: 甲，乙 does, and 迟到了，怎么办 is one question."""
    *before, last = item.split("，")
    return bool(before) and (any(map(_ASKS.search, before)) or not _ASKS.search(last))
