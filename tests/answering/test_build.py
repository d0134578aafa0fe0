"""One responder for all who see the same, and no reply in which a hidden clause shows."""

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from bot.answering import (
    AboutBook,
    Answer,
    Choice,
    Contents,
    Refusal,
    Reply,
    Responder,
    Responders,
    SmallTalk,
    Thread,
    build_responder,
    taught,
    thread_within,
)
from bot.answering.deciding.confidence import calibrations
from bot.knowledge import Knowledge, read_knowledge
from bot.retrieval import Analyzer, Index
from bot.rulebook import Clause, Library, Restriction, SettledQuestion
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rulebook.restricted_books import AUDITORS, MANAGERS, restricted, to
from tests.small_books import BOOK, book, library, write

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
        assert not slow.done()
        may_go_on.set()
        assert len(slow.result().index.library.clauses) == 3


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


OPEN = """\
chapter: "1"
title: 考勤
clauses:
  - number: "1.1"
    title: 迟到
    text: 迟到十分钟以上须向组长说明原因，按本章前条办理。
  - number: "1.5"
    title: 奖金
    text: 所称奖金，是指季度绩效奖金。奖金于季末次月发放。
"""
HIDDEN = """\
  - number: "1.3"
    title: 裁员补偿方案
    text: 所称补偿，是指裁员时支付的款项。裁员补偿按工龄计算，每满一年支付一个月工资。
    questions: [被裁能拿多少钱]
"""
SETTLED = '- {question: 迟到扣多少钱, clause: "1.1"}\n'
AUDIENCES = "audiences: {管理层: [S0123ABCD]}\n"
SECRET_BOOK = {
    "secret/book.yaml": BOOK.replace("id: code", "id: secret").replace("运营中心守则", "并购预案")
    + AUDIENCES,
    "secret/01.yaml": 'chapter: "1"\ntitle: 并购\nclauses:\n  - {number: "1.9", text: 并购谈判由董事长主持。}\n',
}
QUESTIONS = [
    "裁员补偿怎么算",
    "被裁能拿多少钱",
    "裁员给几个月工资",
    "1.3",
    "第一章第三条",
    "第一章",
    "1.9",
    "第九条",
    "并购预案第一条",
    "《并购预案》",
    "并购谈判谁主持",
    "迟到扣多少钱",
    "奖金什么时候发，被裁能拿补偿吗",
    "食堂几点开饭",
    "secret/1.9",
    "你好",
    "?",
]


def _with_thresholds(index: Index, answer: float, choice: float) -> Responder:
    shipped = calibrations()
    return Responder(
        index, {name: replace(one, answer=answer, choice=choice) for name, one in shipped.items()}
    )


def _eager(knowledge: Knowledge, analyzer: Analyzer) -> Responder:
    """It answers whatever it finds: no threshold hides a leak."""
    index = Index(knowledge.library, knowledge.synonyms, analyzer, learned=knowledge.learned)
    return _with_thresholds(index, 0.0, 0.0)


def _replies(responder: Responder) -> list[Reply]:
    return [responder.section(""), *(responder(question) for question in QUESTIONS)]


@pytest.fixture
def with_and_without(tmp_path: Path) -> tuple[Knowledge, Knowledge]:
    """A folder with restricted clauses, and one that never had them."""
    restricted_clause = HIDDEN + "    audience: [管理层]\n"
    restricted_book = SECRET_BOOK | {
        "secret/book.yaml": SECRET_BOOK["secret/book.yaml"] + "audience: [管理层]\n"
    }
    learned = '- {question: 走人赔多少, clause: "1.3"}\n- {question: 谁去谈收购, clause: secret/1.9}\n'
    head, synonyms = {"code/book.yaml": BOOK + AUDIENCES}, {"synonyms.yaml": "- [裁员, 被裁]\n"}
    without = {"code/01.yaml": OPEN, "learned.yaml": SETTLED}
    with_them = {"code/01.yaml": OPEN + restricted_clause, "learned.yaml": SETTLED + learned}
    return (
        read_knowledge(write(tmp_path / "with", head | synonyms | with_them | restricted_book)),
        read_knowledge(write(tmp_path / "without", head | synonyms | without)),
    )


def test_who_sees_no_restricted_clause_is_answered_as_if_it_had_never_been_written(
    with_and_without: tuple[Knowledge, Knowledge], analyzer: Analyzer
) -> None:
    whole, without = with_and_without
    responders = Responders(whole.library, lambda seen: _eager(whole.within(seen), analyzer))
    assert _replies(responders.for_groups(frozenset())) == _replies(_eager(without, analyzer))


def test_who_belongs_is_answered_from_the_whole_library(
    with_and_without: tuple[Knowledge, Knowledge], analyzer: Analyzer
) -> None:
    whole, _ = with_and_without
    responders = Responders(whole.library, lambda seen: _eager(whole.within(seen), analyzer))
    everything = responders.for_groups(frozenset({"code/管理层", "secret/管理层"}))
    assert _replies(everything) == _replies(_eager(whole, analyzer))
    reply = everything("被裁能拿多少钱")
    assert isinstance(reply, Answer)
    assert str(reply.citations[0].clause.number) == "1.3"
    assert reply != responders.for_groups(frozenset())("被裁能拿多少钱")


def test_who_sees_nothing_at_all_is_refused(analyzer: Analyzer) -> None:
    books = library(restricted(book({"1": {"1.1": "迟到扣分"}}), {"1.1": (to(MANAGERS),)}))
    nobody = Responders(books, _Builder(analyzer)).for_groups(frozenset())
    for question in ("迟到", "1.1", "第一章", "运营中心守则第一条"):
        reply = nobody(question)
        assert isinstance(reply, Refusal)
        assert (reply.nearest, reply.owner) == ((), None)
    assert nobody.section("") == Contents(())


@pytest.mark.parametrize(
    ("numbers", "goes_on"),
    [
        pytest.param([], True, id="nothing-shown"),
        pytest.param(["7.1"], True, id="all-seen"),
        pytest.param(["7.1", "7.3"], False, id="one-hidden"),
    ],
)
def test_a_talk_does_not_go_on_from_what_a_reader_does_not_see(numbers: list[str], *, goes_on: bool) -> None:
    shown = tuple(clause for clause in CODE.clauses if str(clause.number) in numbers)
    for thread in (Thread("裁员怎么批", shown), Thread("裁员怎么批", earlier=shown)):
        within = thread_within(thread, library(CODE).seen_by(frozenset()))
        assert within == (thread if goes_on else Thread())


def _shown(reply: Reply) -> Iterator[Clause]:
    """Every clause of a reply, wherever it stands there."""
    match reply:
        case Answer(citations) | Choice(citations) | Refusal(nearest=citations):
            for citation in citations:
                yield from (citation.clause, *citation.related)
        case Contents(divisions):
            for chapter in divisions:
                yield from chapter.clauses
        case SmallTalk() | AboutBook():
            pass


WORDS = ["迟到", "投诉", "所称投诉，是指不满。", "见 1.1", "第二章第一条", "按本章前条办。", "奖金", "第三条"]
FOLLOW_UPS = ["第一款呢", "下一条", "上一条", "第二个", "那投诉呢", "最后一项", "谁批？"]
RESTRICTIONS = st.lists(st.frozensets(st.sampled_from("ab"), min_size=1), max_size=2).map(tuple)


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    """Two books of two chapters, whose clauses refer to each other, some of them restricted."""
    books = []
    for name, title in (("code", "运营中心守则"), ("law", "劳动条例")):
        texts = {
            chapter: {
                f"{chapter}.{number}": draw(st.lists(st.sampled_from(WORDS), min_size=1).map("".join))
                for number in range(1, 4)
            }
            for chapter in "12"
        }
        numbers = [number for chapter in texts.values() for number in chapter]
        restrictions: dict[str, Restriction] = {number: draw(RESTRICTIONS) for number in numbers}
        books.append(restricted(book(texts, id=name, title=title), restrictions))
    return library(*books)


@st.composite
def talks(draw: st.DrawFn) -> tuple[Library, Thread]:
    """A library, and a talk that has come to any of its clauses."""
    books = draw(libraries())
    clauses, earlier = (tuple(draw(st.lists(st.sampled_from(books.clauses), max_size=3))) for _ in range(2))
    return books, Thread("迟到", clauses, earlier)


@settings(max_examples=60, deadline=None)
@given(
    talks(),
    st.frozensets(st.sampled_from("ab")),
    st.lists(
        st.sampled_from([*WORDS, *FOLLOW_UPS, "1.1", "第二章", "劳动条例第三条", "守则 2.3"]),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]),
)
def test_no_reply_contains_a_hidden_clause(
    analyzer: Analyzer,
    talk: tuple[Library, Thread],
    groups: frozenset[str],
    questions: list[str],
    thresholds: tuple[float, float],
) -> None:
    books, before = talk

    def build(seen: Library) -> Responder:
        return _with_thresholds(Index(seen, (), analyzer), *thresholds)

    responder = Responders(books, build).for_groups(groups)
    visible = set(books.seen_by(groups).clauses)
    thread = thread_within(before, responder.index.library)
    for question in questions:
        turn = responder.turn(question, thread)
        assert set(_shown(turn.reply)) <= visible
        assert set(turn.thread.clauses) <= visible
        if isinstance(turn.reply, Refusal):
            owners = {clause.heading.owner for clause in visible}
            owners |= {rules.owner for rules in books.seen_by(groups).books}
            assert turn.reply.owner in {None, *owners}
        thread = turn.thread
