"""One word for one thing: the words at the head of each catalogue, the left of which no sentence uses."""

import re
from pathlib import Path

import pytest
from bot.rulebook import within_title_marks
from bot.wording import Language, catalogue_for, with_examples

from tests.small_books import book, library

FOLDER = Path(__file__).parent.parent.parent / "bot" / "wording"
_TYPED = re.compile(r"(?:/rule|\{command\}) +([a-z]+)")
_SUPERIOR = re.compile(r"(?<!直属)(?<!同一)上级")  # whom a new colleague reports to


def words(language: Language) -> dict[str, str]:
    """The words to be avoided, and those to be used."""
    lines = (FOLDER / f"{language}.po").read_text("utf-8").splitlines()
    return dict(line[2:].split(" > ") for line in lines if line.startswith("# ") and " > " in line)


@pytest.mark.parametrize("language", Language)
def test_no_sentence_uses_another_word(language: Language) -> None:
    say, avoided = catalogue_for(language), words(language)
    assert avoided
    used = {name: word for name in say.names for word in avoided if word in say._sentences[name]}
    assert used == {}


def test_what_follows_a_command_is_a_word_of_the_language() -> None:
    say = catalogue_for(Language.CHINESE)
    typed = {name: _TYPED.findall(say._sentences[name]) for name in say.names}
    assert {name: words for name, words in typed.items() if words} == {}


def test_whom_a_new_colleague_reports_to_has_one_name() -> None:
    say = catalogue_for(Language.CHINESE)
    assert [name for name in say.names if _SUPERIOR.search(say._sentences[name])] == []


@pytest.mark.parametrize(
    ("title", "within"),
    [
        ("员工手册", "员工手册"),
        ("《员工手册》", "员工手册"),
        ("《劳动法》实施细则", "〈劳动法〉实施细则"),
        ("关于印发《考勤办法》的通知", "关于印发〈考勤办法〉的通知"),
        ("《甲》和《乙》", "〈甲〉和〈乙〉"),
    ],
)
def test_title_marks_are_never_doubled(title: str, within: str) -> None:
    assert within_title_marks(title) == within
    assert f"《{within}》" in catalogue_for(Language.CHINESE)("preface.title", title=title)
    books = library(book({"1": {"1.1": "甲。"}}, title=title))
    assert books.clauses[0].label.startswith(f"《{within}》第一章")


def test_examples_come_out_of_the_book_in_use() -> None:
    say = catalogue_for(Language.CHINESE)
    asked = with_examples(say, library(book({"3": {"3.4": "甲。"}})))
    assert asked("help.number") == "3.4"
    assert with_examples(say, library())("help.example") == say("help.example")


def test_no_word_of_the_glossary_has_two_entries() -> None:
    entries = re.findall(r"^\| ([^|]+?) \|", Path("GLOSSARY.md").read_text("utf-8"), re.MULTILINE)
    words = [word for word in entries if word not in {"word", "---"}]
    assert [word for word in words if words.count(word) > 1] == []


def test_whom_a_new_colleague_reports_to_has_that_name_in_the_shipped_path_too() -> None:
    assert _SUPERIOR.search(Path("knowledge/onboarding.yaml").read_text("utf-8")) is None
