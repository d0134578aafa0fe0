"""No regular expression takes more than twice as long for twice the text, whatever somebody types.

From the parts of each pattern texts are made that lead to its loops, go round in them, and then do not fit.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import bot
import pytest

from tests.pace import LENGTHS, is_steep, of_one_piece, steepness

PARSER: Any = importlib.import_module(
    "re._parser"
)  # the parts of a pattern; the standard library has no public way
BOT = Path(bot.__file__).parent
LONG = 16  # a loop that may go round so often is one
STARTS = "a1 \n第一，<:xA"  # characters that most sets have one of
TAILS = ("", "\0")
# Compiled where the words are known only when it runs, from words that were escaped; or of what nobody types.
RUN_TIME: Mapping[str, str] = {
    "answering/conversation/book_questions.py": "each as the module is read, and looked at",
    "answering/conversation/days/said_days.py": "each as the module is read: in its tables, and looked at",
    "pages/text.py": "the escaped lines of a table",
    "retrieval/sentence.py": "an escaped label",
    "rulebook/designation/parsing/grammar.py": "as the module is read: the parts of clauses, which are looked at",
    "slack/blocks/elements.py": "an action's name and a number",
    "slack/serving/bolt.py": "on what a library logs at the start",
    "workspace/people/inputs.py": "the local Slack: an escaped name, without a loop",
    "workspace/web_api/files.py": "the local Slack: `CHANNEL_ID`, which is looked at here by itself",
}


@dataclass(frozen=True)
class Found:
    """A compiled pattern of a module."""

    name: str
    pattern: re.Pattern[str]


ONE_BY_ONE = {
    "bot.rulebook.printed._PATTERNS",  # held against the beginning, by the name of each
    "bot.settings.values._A_CHOOSER",  # held against the whole of a setting, by what reads each of them
}


def compiled(room: str) -> Iterator[Found]:
    """All patterns that modules of a room hold, by themselves or inside of something; what several hold, once."""
    seen: set[tuple[int, str]] = set()
    inside_it = pkgutil.walk_packages([str(BOT / room)], f"bot.{room}.") if (BOT / room).is_dir() else ()
    for name in (f"bot.{room}", *(module.name for module in inside_it if "migrations" not in module.name)):
        there = importlib.import_module(name)
        for held, value in vars(there).items():
            if (key := (id(value), held)) not in seen:
                seen.add(key)
                for pattern in inside(value):
                    yield Found(f"{name}.{held}", pattern)


def inside(value: object) -> Iterator[re.Pattern[str]]:
    match value:
        case re.Pattern() if isinstance(value.pattern, str):
            yield value
        case Mapping():
            for each in value.values():
                yield from inside(each)
        case tuple() | list() | frozenset():
            for each in value:
                yield from inside(each)
        case _ if is_dataclass(value) and not isinstance(value, type) and type(value).__module__ < "bot.z":
            for field in fields(value):
                yield from inside(getattr(value, field.name))
        case _:
            pass


@cache
def _methods() -> dict[tuple[str, str], set[str]]:
    """Of each module and name in it, the methods that are called on it."""
    found: dict[tuple[str, str], set[str]] = {}
    for path in BOT.rglob("*.py"):
        module = ".".join(("bot", *path.relative_to(BOT).with_suffix("").parts)).removesuffix(".__init__")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Attribute(ast.Name(name), method) | ast.Attribute(ast.Attribute(_, name), method):
                    found.setdefault((module, name), set()).add(method)
                case _:
                    pass
    return found


def used_anchored(name: str) -> bool:
    """Whether it is only ever held against the beginning of a text, or the whole of it."""
    home, _, own = name.rpartition(".")
    places = [place for place in _methods() if place[1] == own and (own[0] != "_" or place[0] == home)]
    used = {method for place in places for method in _methods()[place]} - {"pattern", "groupindex"}
    return name in ONE_BY_ONE or (bool(used) and used <= {"match", "fullmatch"})


def examples(parts: Any) -> list[str]:  # noqa: ANN401  # the parser's own classes
    """A few texts that fit such parts."""
    texts = [""]
    for operation, argument in parts:
        texts = [before + after for before in texts[:4] for after in _fitting(str(operation), argument)[:4]]
    return texts[:6]


def _fitting(operation: str, argument: Any) -> list[str]:  # noqa: ANN401, C901, PLR0911  # a case for each part
    match operation:
        case "LITERAL":
            return [chr(argument)]
        case "NOT_LITERAL":
            return [each for each in STARTS if ord(each) != argument][:2]
        case "ANY":
            return ["a"]
        case "IN":
            literals = [chr(value) for kind, value in argument if str(kind) == "LITERAL"]
            ranges = [chr(value[0]) for kind, value in argument if str(kind) == "RANGE"]
            inside_it = re.compile(_as_set(argument))
            return [each for each in (*STARTS, *literals[:3], *ranges) if inside_it.match(each)][:4]
        case "BRANCH":
            return [text for branch in argument[1][:12] for text in examples(branch)[:2]]
        case "SUBPATTERN":
            return examples(argument[3])
        case "ATOMIC_GROUP":
            return examples(argument)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, _, body = argument
            return [each * max(least, 1) for each in examples(body)[:2]] + ([""] if not least else [])
        case _:
            return [""]


def _as_set(argument: Any) -> str:  # noqa: ANN401  # the same
    """A set of characters, written again."""
    written = ""
    for kind, value in argument:
        match str(kind):
            case "NEGATE":
                written = "^" + written
            case "LITERAL":
                written += re.escape(chr(value))
            case "RANGE":
                written += f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
            case _:
                category = str(value).removeprefix("CATEGORY_")
                letter = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}[category.removeprefix("NOT_")]
                written += "\\" + (letter.upper() if category.startswith("NOT_") else letter)
    return f"[{written}]"


def loops(parts: Any, before: tuple[str, ...] = ("",)) -> Iterator[tuple[str, str]]:  # noqa: ANN401, C901  # the same
    """Each loop: what leads to it, and what it goes round on."""
    for operation, argument in parts:
        match str(operation):
            case "MAX_REPEAT" | "MIN_REPEAT":
                _, most, body = argument
                if most == PARSER.MAXREPEAT or most >= LONG:
                    yield from ((lead, round_) for lead in before[:3] for round_ in examples(body) if round_)
                yield from loops(body, before)
            case "BRANCH":
                for branch in argument[1]:
                    yield from loops(branch, before)
            case "SUBPATTERN":
                yield from loops(argument[3], before)
            case "ATOMIC_GROUP":
                yield from loops(argument, before)
            case "ASSERT" | "ASSERT_NOT":
                yield from loops(argument[1], before)
            case _:
                pass
        one = _fitting(str(operation), argument)[:3] or [""]
        before = tuple(lead + after for lead in before[:3] for after in one)[:6]


def adversarial(pattern: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """What stands first, what is repeated, and what stands at the end."""
    units: dict[tuple[str, str], None] = {}
    for lead, round_ in loops(PARSER.parse(pattern.pattern, pattern.flags & ~re.DEBUG)):
        for unit in ((lead, round_), ("", round_), ("", lead + round_), ("", lead)):
            if unit[1]:
                units[unit] = None
    for lead, repeated in islice(units, 30):
        for tail in TAILS:
            yield lead, repeated, tail


def slow_on(pattern: re.Pattern[str], *, is_anchored: bool) -> tuple[str, str, str] | None:
    """A text by which the pattern is led into a loop in a loop."""

    def run(text: str) -> None:
        if is_anchored:
            pattern.fullmatch(text)
            pattern.match(text)
        else:
            for _ in pattern.finditer(text):
                pass

    for lead, unit, tail in adversarial(pattern):
        if is_steep(run, of_one_piece(unit, lead, tail)):
            return lead, unit, tail
    return None


ROOMS = sorted(path.stem for path in BOT.iterdir() if path.suffix in {"", ".py"} and path.stem[0] != "_")


@pytest.mark.parametrize("room", ROOMS)
def test_twice_the_text_takes_a_pattern_about_twice_as_long(room: str) -> None:
    found = compiled(room)
    slow = {each.name: slow_on(each.pattern, is_anchored=used_anchored(each.name)) for each in found}
    assert {name: text for name, text in slow.items() if text} == {}


@pytest.mark.parametrize(
    "pattern",
    [
        r"<[#!@]?([^|>]+)(?:\|([^>]*))?>",  # as links in messages were once found
        r"<@[^>]+>",
        r"a*a*b",
        r"(?:a|aa)+$",
        r"\s+$",
        r"“[^”]*”",
        r"(\w+\s?)+:",
    ],
)
def test_a_pattern_that_takes_longer_is_found(pattern: str) -> None:
    assert slow_on(re.compile(pattern), is_anchored=False)


def test_what_is_over_before_the_clock_ticks_is_not_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.pace.thread_time", lambda: 0.0)
    assert steepness(str.strip, "a".__mul__, 1) == 0


def test_a_machine_that_stands_still_now_and_then_makes_nothing_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    ran, clock = [""], [0.0]
    monkeypatch.setattr("tests.pace.thread_time", lambda: clock[0])
    stands_still = iter([0.04] * 3)  # seconds: at each of the first looks, when it comes to the longest text

    def run(text: str) -> None:
        is_longest = len(text) > LENGTHS[-1]
        is_reached = is_longest and len(ran[-1]) < len(text)
        clock[0] += len(text) * 3e-7 + (next(stands_still, 0.0) if is_reached else 0.0)
        ran.append(text)

    assert not is_steep(run, of_one_piece("a"))
    assert next(stands_still, None) is None, "it stood still at each"


def test_every_pattern_is_looked_at() -> None:
    """Those of modules are found by themselves; each that is made at run time is named with the reason."""
    inner = set()
    for path in BOT.rglob("*.py"):
        for top in ast.parse(path.read_text("utf-8")).body:
            if isinstance(top, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                calls = (node.func for node in ast.walk(top) if isinstance(node, ast.Call))
                if any(isinstance(call, ast.Attribute) and ast.unparse(call.value) == "re" for call in calls):
                    inner.add(path.relative_to(BOT).as_posix())
    assert inner == RUN_TIME.keys()
