"""A reader for the doubtful part: when it is asked, what it is shown, and what becomes of what it says."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from bot.answering import Abstention, Answer, Choice, Reason, Refusal, Responder, Thread, Verdict
from bot.answering.deciding.confidence import calibrations
from bot.retrieval import Analyzer, Index
from bot.rulebook import Clause, Library, Timeline

from tests.rulebook.restricted_books import MANAGERS, restricted, to
from tests.small_books import TODAY, book, library

TEXTS = {
    **{f"1.{n}": f"请{kind}假须提前申请，由组长批准。" for n, kind in enumerate("病事婚产丧年公探育护", 1)},
    **{f"2.{n}": f"{thing}每周检查一次。" for n, thing in enumerate("灯门窗桌椅车锁钟网水电气梯墙", 1)},
}
LATER = {"1.10": TODAY + timedelta(days=1)}
BOOKS = library(book({"1": TEXTS}, later=LATER))
DOUBTFUL = "请假要提前申请吗"


class _Reader:
    """Says the same to everything, and remembers what it was shown."""

    def __init__(self, says: Verdict) -> None:
        self.shown: list[tuple[str, Sequence[Clause]]] = []
        self._says = says

    def choose(self, question: str, clauses: Sequence[Clause]) -> Verdict:
        self.shown.append((question, clauses))
        return self._says


@pytest.fixture
def responder(analyzer: Analyzer) -> Callable[..., Responder]:
    """A responder that is sure from 2 (never), and shows what is nearest from 0 (always)."""

    def build(
        reader: _Reader | None, seen: Library = BOOKS, answer: float = 2.0, choice: float = 0.0
    ) -> Responder:
        models = {name: replace(one, answer=answer, choice=choice) for name, one in calibrations().items()}
        return Responder(Index(seen, (), analyzer), models, chooser=reader)

    return build


def _numbers(clauses: Sequence[Clause]) -> list[str]:
    return [str(clause.number) for clause in clauses]


def test_the_clause_that_it_points_at_is_the_answer_word_for_word(
    responder: Callable[..., Responder],
) -> None:
    reader = _Reader(2)
    reply = responder(reader)(DOUBTFUL)
    [(question, shown)] = reader.shown
    assert question == DOUBTFUL
    assert isinstance(reply, Answer)
    assert [(each.clause, each.quote) for each in reply.citations] == [(shown[2], shown[2].text)]


def test_where_it_points_at_none_the_book_is_silent_and_the_nearest_are_named(
    responder: Callable[..., Responder],
) -> None:
    reader = _Reader(Abstention.NONE)
    reply = responder(reader)(DOUBTFUL)
    assert isinstance(reply, Refusal)
    assert reply.reason is Reason.SILENT
    assert _numbers([each.clause for each in reply.nearest]) == _numbers(reader.shown[0][1][:3])


def test_where_it_is_undecided_the_ranking_stands(responder: Callable[..., Responder]) -> None:
    assert responder(_Reader(Abstention.UNDECIDED))(DOUBTFUL) == responder(None)(DOUBTFUL)


@pytest.mark.parametrize(
    ("question", "answer", "choice"),
    [("请病假要提前申请吗", 0.0, 0.0), (DOUBTFUL, 2.0, 2.0)],
    ids=["where the ranking is sure", "where nothing is near"],
)
def test_it_is_asked_only_between_the_thresholds(
    responder: Callable[..., Responder], question: str, answer: float, choice: float
) -> None:
    reader = _Reader(0)
    reply = responder(reader, answer=answer, choice=choice)(question)
    assert reader.shown == []
    assert not isinstance(reply, Choice)


@pytest.mark.parametrize("question", ["1.1", "第一章", "谢谢", "？？"])
def test_it_is_not_asked_where_nothing_is_searched(
    responder: Callable[..., Responder], question: str
) -> None:
    reader = _Reader(0)
    responder(reader)(question)
    assert reader.shown == []


def test_it_is_asked_once_however_many_parts_a_question_has(responder: Callable[..., Responder]) -> None:
    reader = _Reader(Abstention.UNDECIDED)
    responder(reader)("请假要提前申请吗，由组长来批准吗")
    assert len(reader.shown) == 1


def test_a_follow_up_is_shown_with_what_it_leans_on_once(responder: Callable[..., Responder]) -> None:
    reader = _Reader(Abstention.UNDECIDED)
    own = responder(reader)
    thread = Thread("婚假要申请吗", BOOKS.clauses[2:3])
    own.turn("那要提前多久呢", thread)
    [(question, _)] = reader.shown
    assert "婚假" in question
    assert "多久" in question


def test_a_turn_of_a_talk_asks_it_once_at_most(responder: Callable[..., Responder]) -> None:
    reader = _Reader(Abstention.UNDECIDED)
    own, thread = responder(reader), Thread("婚假要申请吗", BOOKS.clauses[2:3])
    for said in ("婚假批准", "提前说行吗", "组长批准吗", "每周检查", "灯每周检查吗"):
        before = len(reader.shown)
        own.turn(said, thread)
        assert len(reader.shown) <= before + 1


def test_it_is_shown_eight_clauses_at_most_in_force_and_visible_to_the_reader_alone(
    responder: Callable[..., Responder],
) -> None:
    code = restricted(book({"1": TEXTS}, later=LATER), {"1.2": (to(MANAGERS),)})
    reader = _Reader(Abstention.UNDECIDED)
    responder(reader, Timeline(library(code).seen_by(frozenset())).in_force(TODAY))(DOUBTFUL)
    [(_, shown)] = reader.shown
    assert len(shown) == 8
    assert not {"1.2", "1.10"} & {*_numbers(shown)}


def test_a_clause_that_lacks_the_fact_asked_for_stays_in_doubt(responder: Callable[..., Responder]) -> None:
    reader = _Reader(3)
    reply = responder(reader)("请假找组长批准，电话是多少")
    assert isinstance(reply, Choice)
    assert reply.lacks
    assert reply.options[0].clause == reader.shown[0][1][3]
    assert len({option.clause for option in reply.options}) == len(reply.options)
