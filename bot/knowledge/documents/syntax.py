"""What people write wrongly in YAML -> the kind of mistake, its line and its words.

The parser says in English, and often a line too late, what it had hoped for; here the lines themselves are looked at.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import yaml

from bot.knowledge.issues import IssueKind

_ENTRY = re.compile(
    r"(?P<dash>[-－—–•·]?)(?P<gap> ?) *(?P<key>[A-Za-z_]{1,30})(?P<colon>[:：])(?P<blank>\s?)(?P<value>.*)"
)
_NO_SPACE = re.compile(r" *[\t\u3000\xa0]")
_BLOCK = re.compile(r"[|>][-+0-9]{0,2}\s*(?!#|\s)\S")
_NOT_FIRST = frozenset("@`%*&!,]}?")  # these mean something else in YAML, or nothing, where a value begins
_CLOSED_BY = {"[": "]", "{": "}", '"': '"', "'": "'"}
_SHOWN = 60  # characters of what is quoted
_MISALIGNED = ("expected key", "expected ':'", "block end", "'-' indicator", "mapping values")


class Mistake(NamedTuple):
    """What is wrong, on which line (from 1), with the words of its sentence."""

    kind: IssueKind
    line: int
    words: dict[str, str]


def mistake(lines: Sequence[str], error: yaml.MarkedYAMLError) -> Mistake:
    """What is most likely wrong in a file that the parser does not take."""
    at, problem = _index(error.problem_mark), str(error.problem)
    context = at if error.context_mark is None else _index(error.context_mark)
    if error.problem_mark and "character escape" in problem:
        return Mistake(
            IssueKind.NO_CHARACTER, at + 1, {"code": _code_at(lines[at], error.problem_mark.column)}
        )
    if "escape character" in problem or "hexdecimal" in problem:
        return Mistake(IssueKind.BACKSLASH, at + 1, {})
    near = [number for number in (context, _before(lines, at), at) if number < len(lines)]
    for number in dict.fromkeys(near):
        if found := in_line(lines[number]):
            return Mistake(found[0], number + 1, found[1])
    for number in range(context, min(at + 1, len(lines))):
        if mark := _never_closed(_value(lines[number])):
            return Mistake(IssueKind.NOT_CLOSED, number + 1, {"mark": mark})
    if any(each in problem for each in _MISALIGNED):
        return Mistake(IssueKind.INDENTATION, (context if "':'" in problem else at) + 1, {})
    return Mistake(IssueKind.NOT_YAML, at + 1, {})


def in_line(line: str) -> tuple[IssueKind, dict[str, str]] | None:
    """What is wrong in a line by itself: what it begins with, its dash and colon, or its value."""
    if _NO_SPACE.match(line):
        return IssueKind.NOT_SPACES, {}
    if mended := misprinted(line):
        return IssueKind.MISPRINTED, {"written": mended[0], "mended": mended[1]}
    value = _value(line)
    if _BLOCK.match(value):
        return IssueKind.TEXT_BEHIND_BAR, {"mark": value[0]}
    if mark := next(_unquoted(value), ""):
        return IssueKind.NEEDS_QUOTES, {"written": value[:_SHOWN], "mark": mark}
    return None


def misprinted(line: str) -> tuple[str, str] | None:
    """A dash or colon that is full-width or lacks its blank: as it is written, and as it should be."""
    found = _ENTRY.match(line.strip())
    if not found:
        return None
    dash, key, colon = found["dash"], found["key"], found["colon"]
    good_dash = dash in {"", "-"} and bool(found["gap"]) == bool(dash)
    good_colon = colon == ":" and bool(found["blank"] or not found["value"])
    is_address = found["value"].startswith("//")
    if is_address or (good_dash and good_colon):
        return None
    return f"{dash}{found['gap']}{key}{colon}", f"{'- ' if dash else ''}{key}: "


def _unquoted(value: str) -> Iterator[str]:
    """The marks for which a value must stand in quotes."""
    if value[:1] in _NOT_FIRST:
        yield value[:1]
    closing = _CLOSED_BY.get(value[:1])
    if closing is None:
        yield from (": " for _ in range(": " in value))
    elif closing in value[1:] and (behind := value[1:].rpartition(closing)[2].strip()):
        yield from (value[0] for _ in range(not behind.startswith(("#", ","))))


def _never_closed(value: str) -> str:
    """The quote or bracket that a value opens and does not close; "" where there is none."""
    closing = _CLOSED_BY.get(value[:1])
    return value[0] if closing and closing not in value[1:] else ""


def _value(line: str) -> str:
    """What stands behind the key, or the dash, of a line."""
    stripped = line.strip()
    found = _ENTRY.match(stripped)
    return (found["value"] if found else stripped.removeprefix("- ")).strip()


def _before(lines: Sequence[str], at: int) -> int:
    """The line before that is not empty; the same where there is none."""
    return next((number for number in range(min(at, len(lines)) - 1, -1, -1) if lines[number].strip()), at)


def _code_at(line: str, column: int) -> str:
    r"""What is written by its code: `\ud800` -> U+D800."""
    digits = 8 if line[column - 1] == "U" else 4
    return f"U+{line[column : column + digits].upper()}"


def _index(mark: object) -> int:
    return int(getattr(mark, "line", 0))
