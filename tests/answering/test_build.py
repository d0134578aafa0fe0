"""One responder for all who see the same, built once, kept while there is room, and followed by a better one."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from bot.answering import (
    Answer,
    Refusal,
    Responder,
    Responders,
    build_responder,
    taught,
)
from bot.knowledge import Knowledge
from bot.retrieval import Analyzer, Index
from bot.rulebook import Library, SettledQuestion

from tests.rulebook.restricted_books import AUDITORS, MANAGERS, restricted, to
from tests.small_books import book, library

CODE = restricted(
    book({"7": {"7.1": "迟到须说明原因。", "7.2": "绩效奖金按季度发放。", "7.3": "裁员方案由董事会批准。"}}),
    {"7.2": (to(MANAGERS, AUDITORS),), "7.3": (to(MANAGERS),)},
)


class _Builder:
    """Builds responders, and remembers over which clauses."""

    def __init__(self, analyzer: Analyzer, delay: threading.Event | None = None) -> None:
        self.built: list[list[str]] = []
        self._analyzer = analyzer
        self._may_go_on = delay

    def __call__(self, seen: Library) -> Responder:
        self.built.append([str(clause.number) for clause in seen.clauses])
        if self._may_go_on:
            self._may_go_on.wait(60)
        return Responder(Index(seen, (), self._analyzer))


def test_readers_who_see_the_same_share_a_responder(analyzer: Analyzer) -> None:
    build = _Builder(analyzer)
    responders = Responders(library(CODE), build)
    nobody, managers = responders.for_groups(frozenset()), responders.for_groups(frozenset({MANAGERS}))
    assert responders.for_groups(frozenset({"law/管理层", "x"})) is nobody
    assert responders.for_groups(frozenset({MANAGERS, AUDITORS, "x"})) is managers
    assert managers is not nobody
    assert build.built == [["7.1"], ["7.1", "7.2", "7.3"]]


def test_who_is_taught_answers_as_who_is_built_with_the_same_pairs(
    knowledge: Knowledge, analyzer: Analyzer
) -> None:
    pairs = [SettledQuestion("午休能不能在工位上睡觉", knowledge.library.by_name["operations-code/11.6"])]
    resources = analyzer.resources
    plain, built = (
        build_responder(knowledge.library, knowledge.synonyms, learned, resources=resources)
        for learned in ((), pairs)
    )
    of_old = plain(pairs[0].question)
    after = taught(plain, pairs)
    questions = [pairs[0].question, "午休能在工位上睡觉吗", "食堂几点开饭", "迟到怎么处理"]
    assert [after(question) for question in questions] == [built(question) for question in questions]
    assert isinstance(after(questions[0]), Answer)
    assert after.calibrations == built.calibrations
    assert plain(questions[0]) == of_old


def test_without_audiences_there_is_one_responder_over_the_whole_library(analyzer: Analyzer) -> None:
    books = library(book({"7": {"7.1": "甲"}}))
    responders = Responders(books, _Builder(analyzer))
    assert responders.for_groups(frozenset()) is responders.for_groups(frozenset({MANAGERS}))
    assert responders.for_groups(frozenset()).index.library is books


def test_a_responder_is_built_once_however_many_ask_at_once(analyzer: Analyzer) -> None:
    may_go_on = threading.Event()
    build = _Builder(analyzer, may_go_on)
    responders = Responders(library(CODE), build)
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(responders.for_groups, frozenset({MANAGERS})) for _ in range(8)]
        may_go_on.set()
        assert len({id(each.result()) for each in asked}) == 1
    assert len(build.built) == 1


def test_others_do_not_wait_for_a_responder_that_is_being_built(analyzer: Analyzer) -> None:
    begun, may_go_on = threading.Event(), threading.Event()

    def build(seen: Library) -> Responder:
        if len(seen.clauses) == 3:
            begun.set()
            may_go_on.wait(60)
        return Responder(Index(seen, (), analyzer))

    responders = Responders(library(CODE), build)
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(responders.for_groups, frozenset({MANAGERS}))
        begun.wait(10)
        assert len(responders.for_groups(frozenset()).index.library.clauses) == 1
        assert responders.at_hand(frozenset()) is responders.for_groups(frozenset())
        assert responders.at_hand(frozenset({MANAGERS})) is None
        assert not slow.done()
        may_go_on.set()
        assert len(slow.result().index.library.clauses) == 3
    assert responders.at_hand(frozenset({MANAGERS, "x"})) is slow.result()


def test_those_asked_for_last_are_kept_as_many_as_have_room_and_the_one_for_everybody_stays(
    analyzer: Analyzer,
) -> None:
    numbers = [f"1.{place}" for place in range(1, 7)]
    texts = {"1": {"1.99": "人人可见"} | dict.fromkeys(numbers, "甲")}
    books = library(restricted(book(texts), {number: (to(number),) for number in numbers}))
    build = _Builder(analyzer)
    one = Responders(books, _Builder(analyzer)).for_groups(frozenset({"1.1"})).index.nbytes
    responders = Responders(books, build, most=4 * one)
    for number in ["", *numbers[:3], numbers[0]]:
        responders.for_groups(frozenset({number}))
    assert len(build.built) == 4
    responders.for_groups(frozenset({numbers[3]}))  # there is no more room: that of 1.2 goes
    for number in ["", numbers[0], *numbers[2:4]]:
        responders.for_groups(frozenset({number}))
    assert len(build.built) == 5
    assert responders.nbytes <= 4 * one
    responders.for_groups(frozenset({numbers[1]}))
    assert build.built[5:] == [["1.99", "1.2"]]


def test_one_larger_than_the_room_for_all_answers_and_without_a_limit_all_stay(analyzer: Analyzer) -> None:
    for most, built in ((1, 4), (0, 3)):
        build = _Builder(analyzer)
        responders = Responders(library(CODE), build, most=most)
        for groups in ((), (MANAGERS,), (AUDITORS,), (MANAGERS,)):
            assert responders.for_groups(frozenset(groups)).index.library.clauses
        assert len(build.built) == built


def test_what_nobody_asks_for_any_more_is_not_kept_for_a_better_one(analyzer: Analyzer) -> None:
    may_go_on: queue.Queue[None] = queue.Queue()
    done: queue.Queue[threading.Thread] = queue.Queue()

    def improve(seen: Library) -> Responder:
        may_go_on.get(timeout=10)
        done.put(threading.current_thread())
        return Responder(Index(seen, (), analyzer))

    responders = Responders(library(CODE), _Builder(analyzer), improve, most=1)
    for groups in ((), (MANAGERS,), (AUDITORS,)):
        responders.for_groups(frozenset(groups))
    for _ in range(3):
        may_go_on.put(None)
    for _ in range(3):
        done.get(timeout=10).join(10)
    assert responders.asked == (frozenset(), frozenset({AUDITORS}))


def test_a_better_responder_takes_the_place_of_the_first_once_it_is_built(analyzer: Analyzer) -> None:
    may_go_on, better = threading.Event(), _Builder(analyzer)
    improved: queue.Queue[Responder] = queue.Queue()

    def improve(seen: Library) -> Responder:
        may_go_on.wait(60)
        responder = better(seen)
        improved.put(responder)
        return responder

    responders = Responders(library(CODE), _Builder(analyzer), improve)
    first = responders.for_groups(frozenset({MANAGERS}))
    assert responders.for_groups(frozenset({MANAGERS})) is first
    may_go_on.set()
    second = improved.get(timeout=60)
    _until(lambda: responders.for_groups(frozenset({MANAGERS})) is second)
    assert better.built == [["7.1", "7.2", "7.3"]]


def test_who_learns_before_a_better_responder_is_there_has_it_built_with_what_was_learned(
    analyzer: Analyzer,
) -> None:
    improved: queue.Queue[int] = queue.Queue()

    def improve(seen: Library) -> None:
        improved.put(len(seen.clauses))

    before = Responders(library(CODE), _Builder(analyzer))
    nobody = before.for_groups(frozenset())
    build = _Builder(analyzer)
    after = Responders(library(CODE), build, improve)
    settled = SettledQuestion("班车没赶上", nobody.index.library.clauses[0])
    assert isinstance(nobody(settled.question), Refusal)
    after.learn_from(before, lambda _: [settled])
    assert isinstance(after.for_groups(frozenset())(settled.question), Answer)
    assert improved.get(timeout=60) == 1
    assert build.built == []


@pytest.mark.parametrize("better", [None, RuntimeError("no vectors")], ids=["none", "a failure"])
def test_where_there_is_no_better_responder_the_first_goes_on(
    analyzer: Analyzer, better: Exception | None, caplog: pytest.LogCaptureFixture
) -> None:
    ended: queue.Queue[threading.Thread] = queue.Queue()

    def improve(_: Library) -> None:
        ended.put(threading.current_thread())
        if better:
            raise better

    responders = Responders(library(CODE), _Builder(analyzer), improve)
    first = responders.for_groups(frozenset())
    ended.get(timeout=60).join(60)
    assert responders.for_groups(frozenset()) is first
    assert len(caplog.records) == bool(better)


def _until(happened: Callable[[], bool]) -> None:
    while not happened():
        threading.Event().wait(0.001)


def test_what_could_not_be_built_is_tried_again(analyzer: Analyzer) -> None:
    faults = iter([OSError("disk full")])

    def build(seen: Library) -> Responder:
        if fault := next(faults, None):
            raise fault
        return Responder(Index(seen, (), analyzer))

    responders = Responders(library(CODE), build)
    with pytest.raises(OSError, match="disk full"):
        responders.for_groups(frozenset())
    assert responders.for_groups(frozenset()).index.library.clauses == CODE.clauses[:1]
