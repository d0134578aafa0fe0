"""Somebody is on one path at most, what they do is kept as it was, and each word to them is said once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from bot.onboarding.deadlines import EscalateToManager, NoticeKind, NoticeSent, ReminderDue
from bot.onboarding.path import Assignee, Stage
from bot.onboarding.progress import ClauseRead, Pause, Progress
from bot.store import Onboardings, Retention, Store
from sqlalchemy import event

from tests.databases import at_once, opened, rows
from tests.store.enrolments import AT, DAY, HERE, NOW, clause, newcomer

FIRST = Stage("first", "第一天", 1, 1, "欢迎", ())
Act = Callable[[Onboardings], object]


def test_somebody_is_on_one_path_until_it_ends(any_store: Store) -> None:
    on = any_store.onboarding
    assert on.enrol(NOW, newcomer(), "U9")
    assert not on.enrol(NOW, newcomer(), "U9")
    assert on.enrol(NOW, newcomer("U2"), "U9")
    assert on.end(NOW, "U1", "U9")
    assert not on.end(NOW, "U1", "U9")
    assert on.enrolment_of("U1") is None
    assert on.enrol(NOW, newcomer(), "U9")


def test_of_replicas_that_hear_of_the_same_join_one_enrols(any_database: str) -> None:
    assert sorted(at_once(any_database, lambda one: one.onboarding.enrol(NOW, newcomer(), "U9"))) == [
        False,
        False,
        False,
        True,
    ]


def test_of_replicas_that_restart_at_once_the_path_is_there_once(any_database: str) -> None:
    with opened(any_database) as store:
        store.onboarding.enrol(NOW, newcomer(), "U9")
        assert any(at_once(any_database, lambda one: one.onboarding.restart(NOW, newcomer(), "U9")))
        assert len(store.onboarding.enrolments()) == 1


def test_a_restart_begins_with_nothing_and_keeps_what_was_done(any_store: Store) -> None:
    on = any_store.onboarding
    on.enrol(NOW, newcomer(), "U9")
    on.record("U1", ClauseRead("code/1.1", AT))
    on.post_once(NOW, "U1", "", {})
    any_store.signatures.sign(NOW, "U1", "first", [clause()])
    later = newcomer(start=date(2026, 4, 1))
    assert on.restart(NOW, later, "U9")
    record = on.enrolment_of("U1")
    assert record
    assert (record.enrolment, record.progress, record.posted_once) == (later, Progress(), frozenset())
    assert any_store.signatures.sign(NOW, "U1", "first", [clause()]), "it is signed anew"
    assert len(rows(any_store, "enrolment_step")) == 1
    assert len(list(any_store.signatures.chain())) == 2


@pytest.mark.parametrize(
    "act",
    [
        lambda on: on.end(NOW, "U1", "U9"),
        lambda on: on.change(NOW, "U1", "U9", buddy="U7"),
        lambda on: on.pause(NOW, "U1", "U9", date(2026, 3, 2)),
        lambda on: on.resume(NOW, "U1", "U9", date(2026, 3, 2)),
        lambda on: on.record("U1", ClauseRead("code/1.1", AT)),
        lambda on: on.post_once(NOW, "U1", "", {"p": HERE}),
        lambda on: on.post_notice(NOW, "U1", ReminderDue("U1", Assignee.NEW_HIRE, FIRST, 1), {"p": HERE}),
        lambda on: on.count_question("U1", ["code/1.1"]),
    ],
    ids=["end", "change", "pause", "resume", "record", "say", "remind", "ask"],
)
def test_of_somebody_on_no_path_nothing_is_written(any_store: Store, act: Act) -> None:
    assert not act(any_store.onboarding)
    assert any_store.signatures.sign(NOW, "U1", "first", [clause()]) is None
    assert not any(
        rows(any_store, name) for name in ("enrolment_step", "newcomer_voice", "outbox", "signature")
    )


def test_only_what_is_given_changes(any_store: Store) -> None:
    any_store.onboarding.enrol(NOW, newcomer(), "U9")
    assert any_store.onboarding.change(NOW, "U1", "U9", buddy="U7", channel="D1", start=date(2026, 3, 9))
    record = any_store.onboarding.enrolment_of("U1")
    assert record
    assert record.enrolment == replace(newcomer(), buddy="U7", start=date(2026, 3, 9))
    assert record.channel == "D1"


def test_a_pause_lasts_until_the_day_before_they_go_on(any_store: Store) -> None:
    on = any_store.onboarding
    on.enrol(NOW, newcomer(), "U9")
    steps = [
        on.resume(NOW, "U1", "U9", date(2026, 3, 3)),
        on.pause(NOW, "U1", "U9", date(2026, 3, 3)),
        on.pause(NOW, "U1", "U9", date(2026, 3, 4)),
        on.resume(NOW, "U1", "U9", date(2026, 3, 6)),
        on.pause(NOW, "U1", "U9", date(2026, 3, 9)),
        on.resume(NOW, "U1", "U9", date(2026, 3, 9)),  # the same day: it was none
        on.pause(NOW, "U1", "U9", date(2026, 3, 10)),
    ]
    assert steps == [False, True, False, True, True, True, True]
    record = on.enrolment_of("U1")
    assert record
    assert record.enrolment.pauses == (
        Pause(date(2026, 3, 3), date(2026, 3, 5)),
        Pause(date(2026, 3, 10)),
    )


@pytest.mark.parametrize(
    "due",
    [ReminderDue("U1", Assignee.NEW_HIRE, FIRST, 2), EscalateToManager("U9", Assignee.BUDDY, FIRST)],
    ids=["a reminder", "a word to the manager"],
)
def test_of_replicas_that_remind_at_once_one_does(
    any_database: str, due: ReminderDue | EscalateToManager
) -> None:
    with opened(any_database) as store:
        store.onboarding.enrol(NOW, newcomer(), "U9")
        done = at_once(any_database, lambda one: one.onboarding.post_notice(NOW, "U1", due, {"p": HERE}))
        record = store.onboarding.enrolment_of("U1")
        assert sum(done) == 1
        assert record
        word = NoticeKind.REMINDER if isinstance(due, ReminderDue) else NoticeKind.TO_MANAGER
        assert record.notices == (NoticeSent("first", due.assignee, word, AT),)
        assert [parcel["version"] for parcel in rows(store, "outbox")] == [0]


def test_of_replicas_that_welcome_at_once_one_does(any_database: str) -> None:
    with opened(any_database) as store:
        store.onboarding.enrol(NOW, newcomer(), "U9")
        parcels = {"p": HERE, "q": HERE}
        assert sum(at_once(any_database, lambda one: one.onboarding.post_once(NOW, "U1", "", parcels))) == 1
        assert store.onboarding.post_once(NOW, "U1", "first", {})
        record = store.onboarding.enrolment_of("U1")
        assert record
        assert record.posted_once == {"", "first"}
        assert not record.notices
        assert store.backlog().parcels == 2


def test_a_parcel_that_cannot_be_put_leaves_the_word_unsaid(any_store: Store) -> None:
    any_store.onboarding.enrol(NOW, newcomer(), "U9")
    unsendable = replace(HERE, messages=[{"text": object()}])
    with pytest.raises(TypeError):
        any_store.onboarding.post_once(NOW, "U1", "", {"p": unsendable})
    assert any_store.onboarding.post_once(NOW, "U1", "", {"p": HERE})


def test_the_records_of_many_take_as_many_queries_as_those_of_one(any_store: Store) -> None:
    asked: list[str] = []
    event.listen(any_store.engine, "before_cursor_execute", lambda *event: asked.append(event[2]))
    taken = []
    for number in range(1, 6):
        person = f"U{number}"
        any_store.onboarding.enrol(NOW, newcomer(person, date(2026, 3, 30 - number)), "U9")
        any_store.onboarding.record(person, ClauseRead(f"code/1.{number}", AT))
        any_store.signatures.sign(NOW, person, "first", [clause(), clause(f"1.{number}")])
        asked.clear()
        found = any_store.onboarding.enrolments()
        taken.append(len(asked))
        assert [len(each.progress.signatures) for each in found] == [1] * number
    assert len(set(taken)) == 1
    assert [each.enrolment.person for each in found] == ["U5", "U4", "U3", "U2", "U1"]
    assert [each.enrolment.person for each in any_store.onboarding.enrolments(["U4", "U404"])] == ["U4"]


def test_who_asked_is_known_only_until_five_have(any_store: Store) -> None:
    on = any_store.onboarding
    for number in range(1, 5):
        on.enrol(NOW, newcomer(f"U{number}"), "U9")
        on.count_question(f"U{number}", ["code/1.1", "code/1.1"])
        on.count_question(f"U{number}", ["code/1.1"])
    assert on.most_asked(3) == ()
    on.enrol(NOW, newcomer("U5"), "U9")
    on.count_question("U5", ["code/1.1", "code/2.1"])
    assert on.most_asked(3) == ("code/1.1",)
    on.count_question("U5", ["code/1.1"])
    assert [(row["clause"], row["count"]) for row in rows(any_store, "newcomer_tally")] == [("code/1.1", 6)]
    assert [row["clause"] for row in rows(any_store, "newcomer_voice")] == ["code/2.1"]


def test_somebody_who_begins_anew_is_still_one_person(any_store: Store) -> None:
    on = any_store.onboarding
    for number in range(6):
        on.restart(NOW + number, newcomer(), "U9")
        on.count_question("U1", ["code/1.1"])
    assert on.most_asked(3) == ()
    for number in range(2, 6):
        assert on.most_asked(3) == ()
        on.enrol(NOW, newcomer(f"U{number}"), "U9")
        on.count_question(f"U{number}", ["code/1.1"])
    assert on.most_asked(3) == ("code/1.1",)


def test_nobody_is_counted_twice_or_lost_when_many_ask_at_once(any_database: str) -> None:
    with opened(any_database) as store:
        people = [f"U{number}" for number in range(40)]
        for person in people:
            store.onboarding.enrol(NOW, newcomer(person), "U9")
        waiting = iter(people)

        def ask(one: Store) -> None:
            for person in waiting:
                one.onboarding.count_question(person, ["code/1.1", "code/2.2"])

        at_once(any_database, ask)
        assert sorted(row["count"] for row in rows(store, "newcomer_tally")) == [40, 40]
        assert not rows(store, "newcomer_voice")


def test_a_path_goes_a_year_after_its_end_and_the_signatures_stay(any_store: Store) -> None:
    any_store.onboarding.enrol(NOW, newcomer(), "U9")
    any_store.onboarding.record("U1", ClauseRead("code/1.1", AT))
    any_store.signatures.sign(NOW, "U1", "first", [clause()])
    any_store.onboarding.end(NOW, "U1", "U9")
    any_store.onboarding.enrol(NOW, newcomer("U2"), "U9")
    keep = Retention()
    assert any_store.purge(NOW + 364 * DAY, keep).onboarding == 0
    assert any_store.purge(NOW + 366 * DAY, keep).onboarding == 1
    assert [row["person"] for row in rows(any_store, "enrolment")] == ["U2"]
    assert not rows(any_store, "enrolment_step")
    assert len(list(any_store.signatures.chain())) == 1
