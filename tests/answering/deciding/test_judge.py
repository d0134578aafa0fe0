"""What is said as sure: a clause that is ahead, and that holds enough of the question."""

from collections.abc import Mapping

import pytest
from bot.answering import Answer, Choice, Refusal, Responder, SmallTalk, build_responder
from bot.retrieval import Analyzer, Evidence, Hit, Ranking

from tests.answering.replies import cited
from tests.small_books import book, library


@pytest.mark.parametrize(
    "question", ["What age can kids ride in the front seat?", "how do I delete my Facebook account"]
)
def test_a_clause_that_has_only_other_words_for_some_of_a_question_is_not_sure(
    question: str, by_book: Mapping[str, Responder]
) -> None:
    assert not isinstance(by_book["handbook"](question), Answer)


def test_a_clause_that_has_other_words_for_all_of_a_question_is(by_book: Mapping[str, Responder]) -> None:
    reply = by_book["handbook"]("my uncle passed away")
    assert isinstance(reply, Answer)
    assert str(reply.citations[0].clause.number) == "2.4"


@pytest.mark.parametrize(
    ("question", "number"),
    [("A customer yells at me, can I hang up?", "6.4"), ("can I post about work on linkedin", "4.7")],
)
def test_a_clause_that_has_other_words_for_most_of_a_question_is_sure(
    question: str, number: str, by_book: Mapping[str, Responder]
) -> None:
    reply = by_book["handbook"](question)
    assert isinstance(reply, Answer)
    assert str(reply.citations[0].clause.number) == number


def test_a_clause_one_sentence_of_which_holds_little_of_the_question_is_not_clear(
    responder: Responder,
) -> None:
    hits = tuple(map(Hit, responder.index.library.clauses[:2], (9.0, 3.0)))
    little, more = (
        responder.judge.is_clear(Ranking(hits, Evidence(0.9, coverage, 0.9, words=9)), "守则是干什么用的")
        for coverage in (0.1, 0.3)
    )
    assert not little
    assert more
    assert responder.judge.is_clear(Ranking(hits, Evidence(query_coverage=0.1, is_settled=True)), "")


@pytest.mark.parametrize("given", ["迟到一次罚款五百是哪一条规定的", "小组为什么能自行设立罚款五百"])
def test_what_a_question_takes_for_given_must_all_stand_in_the_clause(
    given: str, responder: Responder
) -> None:
    assert not isinstance(responder(given), Answer)
    assert isinstance(responder("换班要提前申请是第几条"), Answer)


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("凭什么旷工扣三百", "1.1"),
        ("which rule says smoking is not allowed", "1.2"),
        ("where does it say annual leave is 20 days", "1.3"),
    ],
)
def test_the_words_that_ask_for_a_clause_or_a_reason_need_not_stand_in_it(
    given: str, number: str, analyzer: Analyzer
) -> None:
    texts = {
        "1.1": "迟到一次扣五十元，旷工一天扣三百元。",
        "1.2": "Smoking is not allowed in the office.",
        "1.3": "Annual leave is 20 days a year.",
        "1.4": "Staff must wear badges in the building.",
        "1.5": "加班须提前申请，由主管审批。",
    }
    responder = build_responder(library(book({"1": texts})), (), resources=analyzer.resources)
    assert cited(responder(given)) == [number]


def test_one_word_is_no_proof_where_others_stand_nowhere_in_the_book(responder: Responder) -> None:
    judge, [clause] = (
        responder.judge,
        [each for each in responder.index.library.clauses if each.title == "试用期与转正考核"],
    )
    ranking = Ranking((Hit(clause, 9.0),), Evidence(0.9, 0.5, 0.9, words=5))
    assert not judge.is_clear(ranking, "把星期五放进冰箱多久能转正")
    assert judge.is_clear(ranking, "试用期多久能转正")


@pytest.mark.parametrize(("question", "number"), [("年假有几天", "4.3"), ("消防演练集合点在哪", "11.3")])
def test_a_clause_on_the_subject_that_does_not_state_what_is_asked_for_is_the_nearest(
    question: str, number: str, responder: Responder
) -> None:
    reply = responder(question)
    assert isinstance(reply, Choice)
    assert str(reply.options[0].clause.number) == number
    assert reply.lacks


def test_what_is_taken_off_for_lateness_is_stated(responder: Responder) -> None:
    reply = responder("迟到三次扣多少")
    assert isinstance(reply, Answer)
    assert str(reply.citations[0].clause.number) == "4.2"


def test_a_complaint_about_service_is_not_surely_about_training(responder: Responder) -> None:
    assert not isinstance(responder("客户投诉我服务不好"), Answer)


def test_whoever_asks_for_a_joke_asks_nothing_of_the_rules(by_book: Mapping[str, Responder]) -> None:
    assert isinstance(by_book["handbook"]("tell me a joke"), SmallTalk)


@pytest.mark.parametrize(
    "question",
    [
        "What's the weather like tomorrow?",
        "Which film won best picture last year?",
        "How do I fix a leaking tap?",
    ],
)
def test_of_an_english_book_no_clause_is_shown_for_one_word_of_a_question_about_something_else(
    question: str, by_book: Mapping[str, Responder]
) -> None:
    assert isinstance(by_book["handbook"](question), Refusal)
