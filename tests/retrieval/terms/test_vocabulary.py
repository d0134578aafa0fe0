"""The words that ship with the program: for what a book calls otherwise, and what it does not speak of."""

from collections import Counter
from importlib.resources import files

import pytest
from bot.retrieval import Analyzer, Index
from bot.retrieval.scores.lexical_index import LexicalIndex
from bot.retrieval.terms.vocabulary import Vocabulary
from bot.rulebook import Library

from tests.small_books import book, library

BOOK = library(
    book(
        {
            "1": {
                "1.1": "从事第二职业的，须申报兼职。",
                "1.2": "员工的薪酬每月发放。",
                "1.3": "配偶在竞争对手处任职的，须告知。",
                "1.4": "Harassment is reported to the office.",
            }
        }
    )
)


def _index(analyzer: Analyzer, synonyms: tuple[tuple[str, ...], ...] = (), books: Library = BOOK) -> Index:
    return Index(books, synonyms, analyzer)


def test_each_word_stands_in_one_group_of_synonyms_or_topics() -> None:
    text = files("bot.retrieval.terms").joinpath("vocabulary.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    groups = [line.partition(" > ")[0].split(", ") for line in lines]
    assert len(groups) >= 700
    assert [
        word for word, count in Counter(word for group in groups for word in group).items() if count > 1
    ] == []
    assert all(word == word.strip() and word for group in groups for word in group)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("做外快要说吗", "1.1"),
        ("工资啥时候给", "1.2"),
        ("老婆在对手公司", "1.3"),
        ("I was bullied, harassed", "1.4"),
    ],
)
def test_staff_say_otherwise_than_the_book(question: str, number: str, analyzer: Analyzer) -> None:
    assert str(_index(analyzer).search(question).hits[0].clause.number) == number


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("is coffee allowed in here", "1.2"),
        ("can i extend my loan", "1.3"),
        ("a man asleep in a chair", "1.4"),
        ("how do i join the union", None),
    ],
)
def test_staff_name_a_case_of_what_the_book_has(
    question: str, number: str | None, analyzer: Analyzer
) -> None:
    clauses = {
        "1.1": "A shift has a break.",
        "1.2": "Hot drinks are for the foyer.",
        "1.3": "It may be renewed twice.",
        "1.4": "Sleeping readers are woken gently, and somebody must accompany them.",
    }
    index = _index(analyzer, books=library(book({"1": clauses})))
    found = index.search(question).hits[:1]
    assert [str(hit.clause.number) for hit in found] == [number] * (number is not None)


def test_how_deep_something_is_asks_for_its_depth(analyzer: Analyzer) -> None:
    index = _index(analyzer, books=library(book({"1": {"1.1": "泳池水深 1.2 米。"}})))
    asked, depth = (index.search(each).evidence.query_coverage for each in ("泳池水多深", "很多深水区"))
    assert asked == 1.0
    assert depth < 1.0


def test_a_word_that_the_book_has_is_read_as_itself_first_and_may_mean_another_that_it_has() -> None:
    vocabulary = Vocabulary((), lambda word: word in {"兼职", "副业"})
    assert vocabulary.readings("外快") == ("兼职", "副业")
    assert not vocabulary.readings("兼职")
    assert vocabulary.related("兼职") == ("副业",)
    assert not Vocabulary((), {"员工", "staff"}.__contains__).related("员工")


def test_an_english_word_may_stand_in_several_groups_and_be_read_by_each() -> None:
    text = files("bot.retrieval.terms").joinpath("english.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(lines) >= 250
    halves = [half.split(", ") for line in lines for half in line.split(" > ")]
    assert all(len(words) == len(set(words)) for words in halves)
    assert all(", " in line or " > " in line for line in lines)
    assert text.isascii()
    has = {"referral", "introduce", "candidate", "acquaintance"}
    vocabulary = Vocabulary((), has.__contains__)
    assert vocabulary.readings("recommend") == ("referral", "introduce")
    assert vocabulary.readings("friend") == ("acquaintance", "candidate")


FIRE = library(
    book(
        {
            "1": {
                "1.1": "When the alarm is fired everyone leaves the house.",
                "1.2": "Employment is terminated in writing.",
                "1.3": "The late shift ends at ten. Work done at home is paid.",
            }
        }
    )
)


def test_a_word_that_the_book_has_may_mean_another_one_and_counts_more_as_itself(analyzer: Analyzer) -> None:
    index = _index(analyzer, books=FIRE)
    numbers = [str(hit.clause.number) for hit in index.search("can I be fired").hits]
    assert numbers == ["1.1", "1.2"]
    assert Vocabulary((), lambda word: word in {"fired", "termination"}).related("fired") == ("termination",)


def test_an_expression_is_in_the_book_only_where_its_words_stand_side_by_side(analyzer: Analyzer) -> None:
    knows = LexicalIndex(FIRE.clauses, (), analyzer).vocabulary.knows
    assert knows("late shift")
    assert not knows("work late")


def test_the_organisations_own_groups_win() -> None:
    own = (("fired", "alarm"), ("外快", "红包"))
    vocabulary = Vocabulary(own, lambda word: word in {"fired", "terminate", "兼职", "红包"})
    assert (vocabulary.related("fired"), vocabulary.readings("外快")) == ((), ())


def test_a_colloquial_expression_may_mean_what_the_book_says_and_counts_less_than_a_word_that_does(
    analyzer: Analyzer,
) -> None:
    text = files("bot.retrieval.terms").joinpath("colloquial.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    groups = [line.replace(" > ", ", ").split(", ") for line in lines]
    assert len(groups) >= 480
    assert all(len(group) == len(set(group)) > 1 for group in groups)
    heard = {"会议", "缺席"}
    vocabulary = Vocabulary((), heard.__contains__)
    assert vocabulary.related("开会去不了") == ("缺席", "会议")
    assert not vocabulary.related("缺席")
    books = library(book({"1": {"1.1": "会议缺席的须补看纪要。", "1.2": "班表每月公布。"}}))
    index = _index(analyzer, books=books)
    assert str(index.search("开会去不了咋弄").hits[0].clause.number) == "1.1"
    assert index.search("开会去不了").hits[0].score < index.search("会议缺席").hits[0].score


def test_a_case_is_read_as_its_kind_and_never_the_kind_as_one_of_its_cases() -> None:
    vocabulary = Vocabulary((), {"礼品", "茅台"}.__contains__)
    assert vocabulary.related("一条烟") == ("礼品",)
    assert not vocabulary.readings("礼品") + vocabulary.related("礼品")


def test_what_no_clause_speaks_of_is_named(analyzer: Analyzer) -> None:
    index = _index(analyzer)
    assert index.unmentioned_topic("婚假有几天") == "婚假"
    assert index.unmentioned_topic("兼职要申报吗") == ""
    assert index.unmentioned_topic("旷工会怎么样") == ""  # no 工会
    assert index.unmentioned_topic("工会会管吗") == "工会"


def test_a_book_that_speaks_of_lunch_says_nothing_of_a_canteen() -> None:
    knows_lunch = "午饭".__eq__
    vocabulary = Vocabulary((), knows_lunch)
    assert vocabulary.is_unmentioned("食堂")
    assert not vocabulary.readings("食堂")


def test_a_topic_is_spoken_of_by_any_of_its_names() -> None:
    assert Vocabulary((), lambda _: False).is_unmentioned("结婚假")
    assert not Vocabulary((), "婚假".__eq__).is_unmentioned("结婚假")


def test_a_rule_for_dogs_says_nothing_of_rabbits_and_one_for_pets_of_both() -> None:
    dogs, pets = Vocabulary((), "狗".__eq__), Vocabulary((), "宠物".__eq__)
    assert dogs.is_unmentioned("兔子")
    assert not dogs.readings("兔子")
    assert not pets.is_unmentioned("兔子")
    assert not pets.is_unmentioned("狗")
    assert pets.readings("兔子") == ("宠物",)
