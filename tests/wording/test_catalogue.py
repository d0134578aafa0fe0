"""The catalogues against each other and against the code that uses them."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from bot.answering import Reason
from bot.cli import command_line
from bot.knowledge import IssueKind
from bot.wording import Catalogue, Language, catalogue_for, language_of

BOT = Path(__file__).parent.parent.parent / "bot"
CHINESE, ENGLISH = catalogue_for(Language.CHINESE), catalogue_for(Language.ENGLISH)

_NAME = re.compile(rf"(?:{'|'.join(sorted({name.split('.')[0] for name in CHINESE.names}))})(?:\.[a-z-]+)+")


_COUNTS_SEVERAL = re.compile(
    r"\{(?:count|people|rows|days|clauses|chapters|questions|attempts|asked|parcels|sockets)\} (?:people|[a-z]+s)\b"
)


@cache
def _nodes() -> list[ast.AST]:
    """The whole code."""
    return [
        node for path in sorted(BOT.rglob("*.py")) for node in ast.walk(ast.parse(path.read_text("utf-8")))
    ]


def test_no_sentence_is_named_twice() -> None:
    for language in Language:
        written = (BOT / "wording" / f"{language}.po").read_text("utf-8")
        counts = Counter(re.findall(r"^msgid (.+)$", written, re.MULTILINE))
        assert [name for name, count in counts.items() if count > 1] == []


def test_several_words_are_listed_as_the_language_does() -> None:
    words = {"written": "x", "known": ("a", "b")}
    assert "a、b" in CHINESE("fault.unknown-stage", **words)
    assert "a, b" in ENGLISH("fault.unknown-stage", **words)
    assert "–" in ENGLISH("fault.unknown-stage", written="x", known=())


@pytest.mark.parametrize(("count", "said"), [(0, "0 clauses"), (1, "1 clause"), (10, "10 clauses")])
def test_english_counts_one_clause_and_several_clauses(count: int, said: str) -> None:
    assert ENGLISH("import.count", count=count) == said
    assert CHINESE("import.count", count=count) == f"{count} 条"


def test_where_english_names_what_it_counts_it_has_a_word_for_one_too() -> None:
    never_one = {"doctor.cards", "importing.parts", "import.refused.several-books"}
    found = {
        name: match[0]
        for name in ENGLISH.names - never_one
        for match in _COUNTS_SEVERAL.finditer(ENGLISH._sentences[name])
    }
    assert found == {}


def _placeholders(say: Catalogue, name: str) -> set[str]:
    """The names in a sentence's braces, found by asking for what it lacks."""
    values: dict[str, object] = {}
    while True:
        try:
            say(name, **values)
        except KeyError as missing:
            values[missing.args[0]] = ""
        else:
            return set(values)


def _literals() -> set[str]:
    """Every text in the code that looks like the name of a sentence, and is no file's."""
    texts = (
        node.value for node in _nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {text for text in texts if _NAME.fullmatch(text) and not text.endswith(".yaml")}


def _families() -> set[str]:
    """What stands before the braces of f"fault.{kind}" and the like."""
    firsts = (node.values[0] for node in _nodes() if isinstance(node, ast.JoinedStr) and node.values)
    texts = (
        first.value for first in firsts if isinstance(first, ast.Constant) and isinstance(first.value, str)
    )
    return {text for text in texts if text.endswith(".") and _NAME.fullmatch(text + "x")}


def _calls() -> Iterator[tuple[str, set[str]]]:
    """Every sentence that is called by a literal name, with the values that it is given."""
    for node in _nodes():
        match node:
            case ast.Call(args=[ast.Constant(value=str(name))], keywords=keywords) if name in CHINESE.names:
                yield name, {keyword.arg for keyword in keywords if keyword.arg}
            case ast.Call(ast.Name("notice"), [_, ast.Constant(str(name)), _], keywords):
                yield name, {keyword.arg for keyword in keywords if keyword.arg}
            case _:
                pass


def test_both_languages_have_the_same_sentences() -> None:
    assert CHINESE.names == ENGLISH.names


def test_a_sentence_has_the_same_placeholders_in_both_languages_and_says_something() -> None:
    wrong = []
    for name in sorted(CHINESE.names):
        placeholders = _placeholders(CHINESE, name)
        said = [say(name, **dict.fromkeys(placeholders, "")) for say in (CHINESE, ENGLISH)]
        if placeholders != _placeholders(ENGLISH, name) or not all(map(str.strip, said)):
            wrong.append(name)
    assert wrong == []


def test_every_kind_of_fault_has_its_sentence_and_no_other_has() -> None:
    assert {name for name in CHINESE.names if name.startswith("fault.")} == {
        f"fault.{kind}" for kind in IssueKind
    }


def test_every_reason_has_its_sentence() -> None:
    assert {f"refusal.{reason}" for reason in Reason} <= CHINESE.names


def test_every_name_in_the_code_is_a_sentence() -> None:
    assert _literals() - CHINESE.names == set()


def test_no_sentence_is_unused() -> None:
    families = tuple(_families())
    assert {name for name in CHINESE.names - _literals() if not name.startswith(families)} == set()


@pytest.mark.parametrize("language", Language)
def test_the_help_of_every_option_is_a_sentence(language: Language) -> None:
    assert command_line({"SHOUZE_LANGUAGE": language})


def test_a_sentence_is_given_the_values_that_it_names() -> None:
    calls = list(_calls())
    assert calls
    for name, values in calls:
        assert values == _placeholders(CHINESE, name), name


@pytest.mark.parametrize("say", [CHINESE, ENGLISH], ids=list(Language))
def test_a_name_or_value_that_is_not_there_is_an_error(say: Catalogue) -> None:
    with pytest.raises(KeyError, match="no-such"):
        say("no-such")
    with pytest.raises(KeyError, match="owner"):
        say("refusal.owner")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("迟到怎么处理", Language.CHINESE),
        ("What happens if I am late?", Language.ENGLISH),
        ("OT 怎么算", Language.CHINESE),
        ("KPI", Language.ENGLISH),
        ("chapter 7", Language.ENGLISH),
        ("7.1", Language.CHINESE),
        ("a", Language.CHINESE),
        ("😀", Language.CHINESE),
        ("", Language.CHINESE),
    ],
)
def test_the_language_of_a_text(text: str, language: Language) -> None:
    assert language_of(text) is language


def test_a_catalogue_is_read_once() -> None:
    assert catalogue_for(Language.ENGLISH) is ENGLISH
    assert ENGLISH.language is Language.ENGLISH


def test_what_is_listed_has_the_sign_of_its_language() -> None:
    assert (CHINESE.listed(["甲", "乙"]), ENGLISH.listed(["a", "b"])) == ("甲、乙", "a, b")


def test_no_sentence_lists_by_the_chinese_sign_where_a_catalogue_is_at_hand() -> None:
    for room in ("cli", "programs", "wording", "slack"):
        for path in (BOT / room).rglob("*.py"):
            assert '"、".join' not in path.read_text("utf-8"), path
