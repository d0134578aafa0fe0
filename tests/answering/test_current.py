"""The rules of the moment change over at midnight and by being published; until then what was answers."""

import gc
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from queue import Queue
from typing import NoReturn
from weakref import ref

import pytest
from bot.answering import Answer, CurrentRules, Refusal, Responder, Responders
from bot.desk import LearnedPair
from bot.knowledge import Knowledge
from bot.retrieval import Analyzer, Index
from bot.rulebook import Library

from tests.small_books import FIRST_DAY, TODAY, book, library

TOMORROW = TODAY + timedelta(days=1)
TEXTS = {"1": {"1.1": "迟到须说明原因。", "1.2": "奖金按季度发放。"}}
CHANGING = Knowledge(library(book(TEXTS, later={"1.2": TOMORROW})), ())
WAIT = 60.0  # seconds at most


@dataclass
class Day:
    """A calendar that a test turns over."""

    at: date = FIRST_DAY

    def __call__(self) -> date:
        return self.at


@dataclass
class Builds:
    """Responders, and over how many clauses each was built, as they are built."""

    analyzer: Analyzer
    built: Queue[int] = field(default_factory=Queue)

    def over(self, known: Knowledge) -> Responders:
        def build(seen: Library) -> Responder:
            responder = Responder(Index(seen, (), self.analyzer))
            self.built.put(len(seen.clauses))
            return responder

        return Responders(known.library, build)


@pytest.fixture
def builds(analyzer: Analyzer) -> Iterator[Builds]:
    builds = Builds(analyzer)
    yield builds
    assert builds.built.empty()  # nothing is built that no test expects


def _numbers(rules: CurrentRules) -> list[str]:
    responder = rules().responders.for_groups(frozenset())
    return [str(clause.number) for clause in responder.index.library.clauses]


def test_a_clause_is_there_from_its_midnight_on(builds: Builds) -> None:
    day = Day()
    rules = CurrentRules(CHANGING, builds.over, day)
    before = rules()
    assert _numbers(rules) == ["1.1"]
    assert builds.built.get(timeout=WAIT) == 1
    day.at = TOMORROW
    assert _numbers(rules) == ["1.1", "1.2"]
    assert builds.built.get(timeout=WAIT) == 2
    assert rules() is not before
    assert rules() is rules()


def test_the_day_before_a_change_what_comes_is_built_once_beside_what_is(builds: Builds) -> None:
    day = Day(TODAY)
    rules = CurrentRules(CHANGING, builds.over, day)
    assert [len(rules().library.clauses) for _ in range(3)] == [1, 1, 1]
    assert builds.built.get(timeout=WAIT) == 2
    day.at = TOMORROW
    assert _numbers(rules) == ["1.1", "1.2"]


def test_what_cannot_be_built_beforehand_leaves_today_alone(
    builds: Builds, caplog: pytest.LogCaptureFixture
) -> None:
    tried: Queue[int] = Queue()

    def broken(known: Knowledge) -> Responders:
        def build(_: Library) -> NoReturn:
            tried.put(len(known.library.clauses))
            raise OSError

        return builds.over(known) if len(known.library.clauses) == 1 else Responders(known.library, build)

    rules = CurrentRules(CHANGING, broken, Day(TODAY))
    assert _numbers(rules) == ["1.1"]
    assert tried.get(timeout=WAIT) == 2
    assert builds.built.get(timeout=WAIT) == 1
    assert all("OSError" in record.message for record in caplog.records)


def test_what_is_published_counts_at_once_and_is_built_before(builds: Builds) -> None:
    rules = CurrentRules(CHANGING, builds.over, Day())
    before = rules()
    rules.publish(Knowledge(library(book({"1": {"1.3": "新的一条。"}})), ()))
    assert builds.built.get(timeout=WAIT) == 1
    assert _numbers(rules) == ["1.3"]
    assert [str(clause.number) for clause in before.library.clauses] == ["1.1"]


def test_what_is_replaced_is_freed_without_the_garbage_collector(builds: Builds) -> None:
    """Which leaves alone what is in its index: there it would stay for ever."""
    rules = CurrentRules(Knowledge(library(book(TEXTS)), ()), builds.over, Day())
    responder = rules().responders.for_groups(frozenset())
    for question in ("迟到怎么办", "奖金什么时候发", "1.1", "吃饭"):
        responder(question)
    index = ref(responder.index)
    clauses = [ref(clause) for clause in responder.index.library.clauses]
    assert gc.get_freeze_count()
    del responder
    gc.disable()
    try:
        rules.publish(Knowledge(library(book({"1": {"1.3": "新的一条。"}})), ()))
        assert index() is None
        assert [clause() for clause in clauses] == [None, None]
    finally:
        gc.enable()
    assert [builds.built.get(timeout=WAIT) for _ in range(2)] == [2, 1]


def test_what_owners_settle_counts_and_nothing_is_built_anew(builds: Builds) -> None:
    rules = CurrentRules(CHANGING, builds.over, Day())
    before = rules().responders.for_groups(frozenset())
    assert builds.built.get(timeout=WAIT) == 1
    clause = before.index.library.clauses[0]
    rules.publish(CHANGING.taught([LearnedPair("", "班车没赶上", clause.name, clause.text_mark)]))
    after = rules().responders.for_groups(frozenset())
    assert after.index.library is before.index.library
    assert isinstance(before("班车没赶上"), Refusal)
    assert isinstance(after("班车没赶上"), Answer)


def test_what_cannot_be_built_is_not_published(analyzer: Analyzer) -> None:
    def only_today(known: Knowledge) -> Responders:
        def build(seen: Library) -> Responder:
            if "坏" in seen.clauses[0].text:
                raise OSError
            return Responder(Index(seen, (), analyzer))

        return Responders(known.library, build)

    rules = CurrentRules(CHANGING, only_today, Day())
    with pytest.raises(OSError):  # noqa: PT011  # the builder's own
        rules.publish(Knowledge(library(book({"1": {"1.1": "坏"}})), ()))
    assert _numbers(rules) == ["1.1"]
