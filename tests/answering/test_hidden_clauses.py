"""No reply shows a clause that its reader may not see, or that there is one."""

from collections.abc import Iterator
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
    thread_within,
)
from bot.knowledge import Knowledge, read_knowledge
from bot.retrieval import Analyzer, Index
from bot.rulebook import Clause, Library, Restriction
from hypothesis import given
from hypothesis import strategies as st

from tests.answering.replies import over, with_thresholds
from tests.rulebook.restricted_books import MANAGERS, restricted, to
from tests.small_books import BOOK, book, library, write

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


def _eager(knowledge: Knowledge, analyzer: Analyzer) -> Responder:
    """It answers whatever it finds: no threshold hides a leak."""
    index = Index(knowledge.library, knowledge.synonyms, analyzer, learned=knowledge.learned)
    return with_thresholds(index, 0.0, 0.0)


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
    nobody = Responders(books, lambda seen: over(seen, analyzer)).for_groups(frozenset())
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
    code = restricted(
        book({"7": {"7.1": "迟到须说明原因。", "7.3": "裁员须批准。"}}), {"7.3": (to(MANAGERS),)}
    )
    shown = tuple(clause for clause in code.clauses if str(clause.number) in numbers)
    for thread in (Thread("裁员怎么批", shown), Thread("裁员怎么批", earlier=shown)):
        within = thread_within(thread, library(code).seen_by(frozenset()))
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
        return with_thresholds(Index(seen, (), analyzer), *thresholds)

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
