"""What is right, how options are shuffled, and how a quiz stands after its answers."""

import pytest
from bot.onboarding.quiz import (
    FALSE,
    TRUE,
    AnswerGiven,
    Attempt,
    Chosen,
    ExtraAttempts,
    OneOf,
    Quiz,
    QuizOutcome,
    QuizQuestion,
    finished_attempt,
    is_right,
    quiz_status,
    shuffled,
)
from hypothesis import given
from hypothesis import strategies as st

from .journeys import CLAUSES, NOON, QUIZ, one_of, several_of, true_false


@pytest.mark.parametrize(
    ("question", "chosen", "right"),
    [
        pytest.param(one_of(), {0}, True, id="the-one"),
        pytest.param(one_of(), {1}, False, id="another-one"),
        pytest.param(several_of(), {0, 1}, True, id="all-of-them"),
        pytest.param(several_of(), {0}, False, id="one-is-missing"),
        pytest.param(several_of(), {0, 1, 2}, False, id="one-too-many"),
        pytest.param(several_of(), set(), False, id="none"),
        pytest.param(true_false(TRUE), {TRUE}, True, id="true-is-true"),
        pytest.param(true_false(FALSE), {TRUE}, False, id="false-is-not-true"),
    ],
)
def test_an_answer_is_right_when_all_and_only_the_right_options_are_chosen(
    question: QuizQuestion, chosen: set[int], *, right: bool
) -> None:
    assert is_right(question, frozenset(chosen)) is right


@given(person=st.text(), options=st.lists(st.text(), min_size=1, max_size=8))
def test_a_shuffle_shows_each_option_once_and_the_same_order_each_time(
    person: str, options: list[str]
) -> None:
    question = OneOf("q", "q", CLAUSES["1.1"], "", tuple(options), 0)
    assert sorted(shuffled(question, person)) == list(range(len(options)))
    assert shuffled(question, person) == shuffled(question, person)


def test_people_see_different_orders_and_the_right_option_in_every_place() -> None:
    orders = [shuffled(one_of(), f"U{number}") for number in range(200)]
    assert len(set(orders)) == 24
    assert {order.index(0) for order in orders} == {0, 1, 2, 3}


def test_true_stands_before_false_for_everybody() -> None:
    assert {shuffled(true_false(FALSE), f"U{number}") for number in range(50)} == {(TRUE, FALSE)}


@pytest.mark.parametrize(
    ("share", "count", "needed"),
    [(0.8, 5, 4), (0.8, 7, 6), (0.7, 10, 7), (1.0, 3, 3), (0.01, 3, 1), (0.6, 5, 3), (0.9, 10, 9)],
)
def test_the_share_says_how_many_right_answers_pass(share: float, count: int, needed: int) -> None:
    assert Quiz(tuple(one_of(str(place)) for place in range(count)), share, 1).needed == needed


def _answers(marks: str, attempt: int = 1) -> list[AnswerGiven]:
    """An answer to each question in turn: R is right, W is wrong."""
    return [
        AnswerGiven("first", attempt, question.id, mark == "R", NOON)
        for question, mark in zip(QUIZ.questions, marks, strict=False)
    ]


def _attempts(marks: str) -> list[Attempt]:
    """Finished attempts: P was passed, F was failed."""
    return [
        Attempt("first", n, 3 if mark == "P" else 0, 3, mark == "P", NOON) for n, mark in enumerate(marks, 1)
    ]


@pytest.mark.parametrize(
    ("answers", "attempts", "stands"),
    [
        pytest.param([], [], (QuizOutcome.OPEN, 1, 3, 0, 2), id="not-begun"),
        pytest.param(_answers("RW"), [], (QuizOutcome.OPEN, 1, 1, 1, 2), id="in-the-middle"),
        pytest.param(_answers("WWR"), _attempts("F"), (QuizOutcome.FAILED, 2, 3, 0, 1), id="failed-once"),
        pytest.param(
            [*_answers("WWR"), *_answers("R", attempt=2)],
            _attempts("F"),
            (QuizOutcome.FAILED, 2, 2, 1, 1),
            id="second-attempt",
        ),
        pytest.param(_answers("RRR"), _attempts("P"), (QuizOutcome.PASSED, 2, 0, 0, 1), id="passed"),
        pytest.param([], _attempts("FP"), (QuizOutcome.PASSED, 3, 0, 0, 0), id="passed-at-last"),
        pytest.param([], _attempts("FF"), (QuizOutcome.OUT_OF_TRIES, 3, 0, 0, 0), id="out-of-tries"),
    ],
)
def test_how_a_quiz_stands(
    answers: list[AnswerGiven], attempts: list[Attempt], stands: tuple[QuizOutcome, int, int, int, int]
) -> None:
    seen = quiz_status(QUIZ, "first", answers, attempts)
    assert (seen.outcome, seen.attempt, len(seen.unanswered), seen.right, seen.tries_left) == stands


@pytest.mark.parametrize(
    ("attempts", "granted", "stands"),
    [
        pytest.param("FF", [], (QuizOutcome.OUT_OF_TRIES, 0), id="all tries used"),
        pytest.param("FF", [ExtraAttempts("first", 3, NOON)], (QuizOutcome.FAILED, 2), id="as many again"),
        pytest.param(
            "FFF", [ExtraAttempts("first", 3, NOON)], (QuizOutcome.FAILED, 1), id="one of them used"
        ),
        pytest.param(
            "FFFP", [ExtraAttempts("first", 3, NOON)], (QuizOutcome.PASSED, 0), id="passed with the last"
        ),
        pytest.param(
            "FF", [ExtraAttempts("second", 3, NOON)], (QuizOutcome.OUT_OF_TRIES, 0), id="of another stage"
        ),
    ],
)
def test_what_is_granted_lets_one_try_as_often_again(
    attempts: str, granted: list[ExtraAttempts], stands: tuple[QuizOutcome, int]
) -> None:
    seen = quiz_status(QUIZ, "first", [], _attempts(attempts), granted)
    assert (seen.outcome, seen.tries_left) == stands


def test_the_first_answer_counts_and_trying_again_is_free() -> None:
    again = [*_answers("W"), *_answers("R")]
    assert quiz_status(QUIZ, "first", again, []).right == 0


def test_another_stage_has_a_quiz_of_its_own() -> None:
    assert quiz_status(QUIZ, "second", _answers("RR"), _attempts("P")).outcome is QuizOutcome.OPEN


@pytest.mark.parametrize(
    ("marks", "passed"), [("RRW", True), ("RWW", False), ("RRR", True), ("WRR", True), ("WWW", False)]
)
def test_an_attempt_ends_with_its_last_question(marks: str, *, passed: bool) -> None:
    before = quiz_status(QUIZ, "first", _answers(marks[:2]), [])
    assert finished_attempt(QUIZ, "first", before, NOON) is None
    after = quiz_status(QUIZ, "first", _answers(marks), [])
    assert finished_attempt(QUIZ, "first", after, NOON) == Attempt(
        "first", 1, marks.count("R"), 3, passed, NOON
    )


@pytest.mark.parametrize("attempts", ["FP", "FF"], ids=["passed", "out-of-tries"])
def test_where_no_attempt_goes_on_none_ends(attempts: str) -> None:
    stands = quiz_status(QUIZ, "first", [], _attempts(attempts))
    assert stands.unanswered == ()
    assert finished_attempt(QUIZ, "first", stands, NOON) is None


def test_what_was_passed_stays_passed_when_questions_are_added() -> None:
    longer = Quiz((*QUIZ.questions, one_of("新的一题")), 1.0, 1)
    assert quiz_status(longer, "first", _answers("RRR"), _attempts("P")).outcome is QuizOutcome.PASSED


def test_chosen_options_are_places_that_do_not_depend_on_the_order_shown() -> None:
    question = one_of()
    for number in range(20):
        shown = [question.options[place] for place in shuffled(question, f"U{number}")]
        chosen: Chosen = frozenset({shuffled(question, f"U{number}")[shown.index("8:30")]})
        assert is_right(question, chosen)
