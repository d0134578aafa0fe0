"""What was settled raises its clause for questions like it, and nothing else."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from bot.answering import Answer, Refusal, Responder
from bot.knowledge import Knowledge
from bot.retrieval import Analyzer, DenseIndex, Index
from bot.retrieval.scores.encoder import Vectors
from bot.rulebook import Clause, SettledQuestion
from hypothesis import given
from hypothesis import strategies as st

from tests.small_books import book, clause, library

SETTLED = "午休能不能在工位上睡觉"
REPEATS = [
    pytest.param(SETTLED, id="word for word"),
    pytest.param("午休能不能在工位上睡觉？？", id="with other signs"),
    pytest.param("午休能不能在工位上睡觉呀", id="with a particle"),
    pytest.param("午休能不能在工位睡觉", id="with a word less"),
    pytest.param("午休能不能在工位上睡覺", id="in traditional characters"),
]
OTHERS = [
    pytest.param("食堂几点开饭", id="something else"),
    pytest.param("能不能在工位上吃饭", id="another verb"),
    pytest.param("班车几点来", id="nothing in common"),
]


def _number(found: Clause) -> str:
    return str(found.number)


@pytest.fixture(scope="module")
def rest(knowledge: Knowledge) -> Clause:
    """The clause by which the question was settled."""
    return next(clause for clause in knowledge.library.clauses if _number(clause) == "11.6")


@pytest.fixture(scope="module")
def taught(knowledge: Knowledge, analyzer: Analyzer, rest: Clause) -> Responder:
    """The bot over the shipped knowledge, which has learned one pair."""
    index = Index(knowledge.library, knowledge.synonyms, analyzer, learned=[SettledQuestion(SETTLED, rest)])
    return Responder(index)


def test_the_question_is_refused_before_it_is_settled(responder: Responder) -> None:
    assert not isinstance(responder(SETTLED), Answer)


@pytest.mark.parametrize("question", REPEATS)
def test_a_settled_question_is_answered_with_its_clause(
    question: str, taught: Responder, rest: Clause
) -> None:
    reply = taught(question)
    assert isinstance(reply, Answer)
    assert reply.citations[0].clause == rest


@pytest.mark.parametrize("question", OTHERS)
def test_a_question_that_is_not_like_it_is_refused_as_before(question: str, taught: Responder) -> None:
    assert not isinstance(taught(question), Answer)


def test_each_golden_wording_that_is_settled_is_answered_with_its_clause(
    knowledge: Knowledge, analyzer: Analyzer
) -> None:
    pairs = [
        SettledQuestion(f"{question}，请问", other)
        for clause, other in zip(knowledge.library.clauses, knowledge.library.clauses[1:], strict=False)
        for question in clause.questions[:1]
    ]
    responder = Responder(Index(knowledge.library, knowledge.synonyms, analyzer, learned=pairs))
    for pair in pairs:
        reply = responder(pair.question)
        assert isinstance(reply, Answer), pair.question
        assert reply.citations[0].clause == pair.clause, pair.question


def test_one_pair_leaves_nearly_every_other_answer_as_it_was(
    knowledge: Knowledge, taught: Responder, responder: Responder
) -> None:
    questions = [question for clause in knowledge.library.clauses for question in clause.questions]
    changed = [question for question in questions if taught(question) != responder(question)]
    tops = [
        question
        for question in changed
        if taught.index.search(question, 1).hits[0].clause
        != responder.index.search(question, 1).hits[0].clause
    ]
    assert tops == []


def test_a_synonym_of_a_settled_question_is_as_good_as_its_own_word(analyzer: Analyzer) -> None:
    books = library(book({"1": {"1.1": "上班须打卡。", "1.2": "客户的投诉须当天登记。"}}))
    pair = SettledQuestion("晚到会怎样", books.clauses[1])
    index = Index(books, [("晚到", "迟到")], analyzer, learned=[pair])
    (candidate, *_) = index.explain("迟到会怎样").candidates
    assert candidate.past_question
    assert candidate.past_question.whole == pytest.approx(1.0)
    assert candidate.clause == books.clauses[1]


def test_of_two_clauses_that_a_question_was_settled_by_both_are_raised(analyzer: Analyzer) -> None:
    books = library(book({"1": {"1.1": "甲。", "1.2": "乙。", "1.3": "丙。"}}))
    pairs = [SettledQuestion("摸鱼会怎样", found) for found in books.clauses[1:]]
    ranking = Index(books, (), analyzer, learned=pairs).search("摸鱼会怎样")
    assert [_number(hit.clause) for hit in ranking.hits] == ["1.2", "1.3"]


def test_a_pair_of_a_clause_that_is_not_in_the_library_counts_nothing(analyzer: Analyzer) -> None:
    books = library(book({"2": {"2.1": "客户的投诉须当天登记。"}}))
    index = Index(books, (), analyzer, learned=[SettledQuestion("摸鱼会怎样", clause("上班须打卡。"))])
    assert index.search("摸鱼会怎样").hits == ()


@given(
    question=st.one_of(
        st.text(max_size=40), st.text("午休能不能在工位上睡觉迟到几点吗abc，😀 \n", max_size=40)
    )
)
def test_evidence_stays_between_0_and_1_and_no_clause_loses(
    question: str, taught: Responder, responder: Responder
) -> None:
    after = taught.index.search(question, 500)
    before = {hit.clause: hit.score for hit in responder.index.search(question, 500).hits}
    assert 0 <= after.evidence.score_ratio <= 1
    assert -1e-9 <= after.evidence.query_coverage <= 1 + 1e-9
    assert all(hit.score >= before.get(hit.clause, 0.0) - 1e-9 for hit in after.hits)


def test_without_pairs_nothing_changes(
    knowledge: Knowledge, analyzer: Analyzer, responder: Responder
) -> None:
    index = Index(knowledge.library, knowledge.synonyms, analyzer, learned=())
    assert index.search("迟到几分钟算旷工") == responder.index.search("迟到几分钟算旷工")
    assert isinstance(responder("食堂几点开饭"), Refusal)


class Topics:
    """An encoder for which texts are alike that hold the same topic, whatever their words."""

    name = "topics"

    def questions(self, texts: Sequence[str]) -> Vectors:
        topics = (("睡", "躺"), ("迟到", "晚到"), ("投诉",))
        rows = [[any(word in text for word in topic) for topic in topics] + [0.1] for text in texts]
        matrix = np.array(rows, np.float32)
        return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True), np.float32)

    passages = questions


def test_with_vectors_a_question_that_means_the_same_finds_the_clause_too(
    analyzer: Analyzer, tmp_path: Path
) -> None:
    books = library(book({"1": {"1.1": "上班须打卡。", "1.2": "工位须整洁。", "1.3": "客户的投诉须登记。"}}))
    pairs = [SettledQuestion("午间可否睡一会", books.clauses[1])]
    plain, taught = (
        Index(books, (), analyzer, DenseIndex(books, Topics(), tmp_path), learned) for learned in ((), pairs)
    )
    question = "中饭后我想躺着"
    assert taught.search(question).hits[0].clause == books.clauses[1]
    before = {hit.clause: hit.score for hit in plain.search(question).hits}
    gains = {hit.clause: hit.score - before[hit.clause] for hit in taught.search(question).hits}
    assert gains[books.clauses[1]] > 1
    assert gains[books.clauses[0]] == pytest.approx(0.0)
