"""A chooser that is slow, broken or away costs a question seconds at most, and no later one."""

import logging
import threading
from collections.abc import Iterator, Sequence

import pytest
from bot.answering import Abstention, Verdict
from bot.choosing.patience import Patient
from bot.rulebook import Clause

from tests.small_books import clause

CLAUSES = (clause("迟到须告知组长。"), clause("请假须提前申请。"))
UNDECIDED = Abstention.UNDECIDED


class _Model:
    """A model that says the second of two; `fault` is raised instead, once."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.asked = 0
        self._fault = fault

    def choose(self, _: str, __: Sequence[Clause]) -> Verdict:
        self.asked += 1
        if self._fault and self.asked == 1:
            raise self._fault
        return 1


class _Clock:
    """Seconds as a test sets them."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def never() -> Iterator[threading.Event]:
    """What a model waits for that never answers; it comes in the end, so that threads end too."""
    event = threading.Event()
    yield event
    event.set()


def test_what_the_model_says_is_passed_on() -> None:
    assert Patient(_Model().choose).choose("请假", CLAUSES) == 1


def test_who_does_not_say_it_in_time_is_undecided(never: threading.Event) -> None:
    def slow(_: str, __: Sequence[Clause]) -> Verdict:
        never.wait(60)
        return 0

    assert Patient(slow, patience=0).choose("请假", CLAUSES) is UNDECIDED


def test_after_a_failure_it_rests_for_a_while() -> None:
    model, clock = _Model(ConnectionError("away")), _Clock()
    chooser = Patient(model.choose, monotonic=clock)
    assert [chooser.choose("请假", CLAUSES) for _ in range(3)] == [UNDECIDED] * 3
    assert model.asked == 1
    clock.now += 31
    assert chooser.choose("请假", CLAUSES) == 1


def test_a_failure_is_logged_without_a_word_of_the_question(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        Patient(_Model(ValueError("请假 sk-secret")).choose).choose("请假", CLAUSES)
    [record] = caplog.records
    assert "ValueError" in record.getMessage()
    assert "请假" not in caplog.text
    assert "sk-secret" not in caplog.text


def test_where_there_is_nothing_to_choose_from_nobody_is_asked() -> None:
    model = _Model()
    assert Patient(model.choose).choose("请假", ()) is UNDECIDED
    assert model.asked == 0
