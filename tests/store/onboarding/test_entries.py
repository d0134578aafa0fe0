"""What is recorded of a path comes to the same progress, whichever process told it."""

from collections.abc import Iterator, Sequence
from itertools import count

import pytest
from bot.onboarding.progress import ClauseRead, Ending, Progress, StageClosed, TaskDone
from bot.onboarding.quiz import AnswerGiven, Attempt, ExtraAttempts
from bot.store import Entry, Store
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.databases import at_once, opened, rows
from tests.store.enrolments import AT, NOW, newcomer

_number = count(1)
MOMENTS = st.floats(1.7e9, 2.5e9).map(lambda seconds: AT.fromtimestamp(seconds, AT.tzinfo))


NAMES = st.sampled_from(["first", "second", "第三"])


ENTRIES: st.SearchStrategy[Entry] = st.one_of(
    st.builds(ClauseRead, NAMES, MOMENTS),
    st.builds(TaskDone, NAMES, NAMES, MOMENTS),
    st.builds(AnswerGiven, NAMES, st.integers(1, 2), NAMES, st.booleans(), MOMENTS),
    st.builds(Attempt, NAMES, st.integers(1, 2), st.integers(0, 9), st.just(9), st.booleans(), MOMENTS),
    st.builds(StageClosed, NAMES, st.sampled_from(Ending), MOMENTS),
    st.builds(ExtraAttempts, NAMES, st.integers(2, 3), MOMENTS),
)


def once(entries: Sequence[Entry]) -> Progress:
    """What a person has done, from what was told of them."""
    read: dict[object, ClauseRead] = {}
    done: dict[object, TaskDone] = {}
    attempts: dict[object, Attempt] = {}
    closed: dict[object, StageClosed] = {}
    extra: dict[object, ExtraAttempts] = {}
    answers: list[AnswerGiven] = []
    for entry in entries:
        match entry:
            case ClauseRead():
                read.setdefault(entry.clause, entry)
            case TaskDone():
                done.setdefault((entry.stage, entry.task), entry)
            case Attempt():
                attempts.setdefault((entry.stage, entry.number), entry)
            case StageClosed():
                closed.setdefault(entry.stage, entry)
            case ExtraAttempts():
                extra.setdefault((entry.stage, entry.attempt), entry)
            case AnswerGiven():
                answers.append(entry)
    return Progress(
        tuple(read.values()),
        tuple(done.values()),
        tuple(answers),
        tuple(attempts.values()),
        (),
        tuple(closed.values()),
        tuple(extra.values()),
    )


@pytest.fixture
def replicas(any_database: str) -> Iterator[tuple[Store, Store]]:
    """The stores of two processes."""
    with opened(any_database) as one, opened(any_database) as two:
        yield one, two


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1), ENTRIES), max_size=12))
def test_whatever_is_told_by_whichever_process_makes_the_same_progress(
    any_database: str, replicas: tuple[Store, Store], told: list[tuple[int, int, Entry]]
) -> None:
    people = [f"U{next(_number)}", f"U{next(_number)}"]
    for person in people:
        replicas[0].onboarding.enrol(NOW, newcomer(person), "U9")
    for who, replica, entry in told:
        replicas[replica].onboarding.record(people[who], entry)
    with opened(any_database) as restarted:
        for who, person in enumerate(people):
            record = restarted.onboarding.enrolment_of(person)
            assert record
            assert record.progress == once([entry for whose, _, entry in told if whose == who])


@pytest.mark.parametrize(
    ("entry", "stored"),
    [
        pytest.param(
            ClauseRead("code/1.1", AT), ("read", "read code/1.1", '{"clause": "code/1.1"}'), id="clause read"
        ),
        pytest.param(
            TaskDone("第一", "badge", AT),
            ("done", "done 第一 badge", '{"stage": "第一", "task": "badge"}'),
            id="task done",
        ),
        pytest.param(
            AnswerGiven("first", 2, "q", is_right=True, at=AT),
            ("given", None, '{"stage": "first", "attempt": 2, "question": "q", "is_right": true}'),
            id="answer given",
        ),
        pytest.param(
            Attempt("first", 2, 3, 4, is_passed=False, at=AT),
            (
                "sat",
                "sat first 2",
                '{"stage": "first", "attempt": 2, "right": 3, "asked": 4, "is_passed": false}',
            ),
            id="attempt",
        ),
        pytest.param(
            StageClosed("first", Ending.SKIPPED, AT),
            ("closed", "closed first", '{"stage": "first", "ending": "skipped"}'),
            id="stage closed",
        ),
        pytest.param(
            ExtraAttempts("first", 3, AT),
            ("granted", "granted first 3", '{"stage": "first", "attempt": 3}'),
            id="extra attempts",
        ),
    ],
)
def test_what_is_stored_of_an_entry_is_what_earlier_versions_stored(
    store: Store, entry: Entry, stored: tuple[str, str | None, str]
) -> None:
    store.onboarding.enrol(NOW, newcomer(), "U9")
    store.onboarding.record("U1", entry)
    (row,) = rows(store, "enrolment_step")
    assert (row["kind"], row["key"], row["entry"]) == stored


@pytest.mark.parametrize(
    "entry",
    [
        ClauseRead("code/1.1", AT),
        TaskDone("first", "badge", AT),
        Attempt("first", 1, 3, 3, is_passed=True, at=AT),
        StageClosed("first", Ending.SKIPPED, AT),
        ExtraAttempts("first", 3, AT),
    ],
    ids=["read", "done", "sat", "closed", "granted"],
)
def test_of_replicas_that_record_the_same_at_once_one_does(any_database: str, entry: Entry) -> None:
    with opened(any_database) as store:
        store.onboarding.enrol(NOW, newcomer(), "U9")
        assert sum(at_once(any_database, lambda one: one.onboarding.record("U1", entry))) == 1
