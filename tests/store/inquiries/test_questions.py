"""A question is taken once, worked on by one at a time, and settled with what is to be posted, in one piece."""

from dataclasses import replace
from itertools import count as numbers

import pytest
from bot.inquiries import Asked, Outcome, Place, QuestionResult, Surface
from bot.store import Address, Completion, Delivery, Hold, Parcel, Sent, Store

from tests.databases import at_once, opened

ASKED = Asked("T/C/1", Place("T", "C", "1"), "1", "U1", Surface.MENTION, "迟到怎么算")
PARCEL = Parcel(Address("T", "C", "1"), [{"text": "第四章第二条", "blocks": []}])
ANSWERED = QuestionResult(Outcome.ANSWER, ("code/4.2",), 0.9, thread="[]")
NOW = 1_000.0


def test_a_question_is_taken_once_by_whichever_event_it_comes(any_store: Store) -> None:
    assert any_store.questions.take(NOW, ASKED, "Ev1")
    assert not any_store.questions.take(NOW, ASKED, "Ev2")
    assert not any_store.questions.take(NOW, replace(ASKED, key="T/C/2"), "Ev1")
    assert any_store.backlog().questions == 1


def test_a_leased_question_is_nobody_elses_until_the_lease_runs_out(any_store: Store) -> None:
    any_store.questions.take(NOW, ASKED, "Ev1")
    [leased] = any_store.questions.lease(NOW, 5, 30.0)
    assert (leased.asked, leased.attempts) == (ASKED, 1)
    assert any_store.questions.lease(NOW + 29.0, 5, 30.0) == ()
    [again] = any_store.questions.lease(NOW + 30.0, 5, 30.0)
    assert (again.id, again.attempts) == (leased.id, 2)


def test_who_takes_a_question_to_answer_it_at_once_holds_it_until_the_lease_runs_out(
    any_store: Store,
) -> None:
    taken = any_store.questions.take(NOW, ASKED, "Ev1", 30.0)
    assert any_store.questions.lease(NOW + 29.0, 5, 30.0) == ()
    [again] = any_store.questions.lease(NOW + 30.0, 5, 30.0)
    assert taken == replace(again, attempts=1)
    assert again.attempts == 2


def test_the_oldest_questions_come_first_and_no_more_than_asked_for(any_store: Store) -> None:
    for number in (3, 1, 2):
        any_store.questions.take(NOW + number, replace(ASKED, key=str(number)), f"Ev{number}")
    assert [one.asked.key for one in any_store.questions.lease(NOW + 9, 2, 30.0)] == ["1", "2"]


def test_settling_puts_the_answer_into_the_outbox_and_keeps_the_thread(any_store: Store) -> None:
    any_store.questions.take(NOW, ASKED, "Ev1")
    [leased] = any_store.questions.lease(NOW, 1, 30.0)
    assert any_store.questions.complete(NOW, leased, ANSWERED, PARCEL)
    assert any_store.backlog().questions == 0
    [delivery] = any_store.outbox.lease(NOW, 5, 30.0)
    assert (delivery.id, delivery.parcel) == (leased.id, replace(PARCEL, subject=leased.id))
    assert any_store.threads.at(NOW, ASKED.place) == "[]"
    assert any_store.threads.is_followed(NOW, ASKED.place)


def test_who_completes_a_question_may_post_the_answer_at_once(any_store: Store) -> None:
    delivery = completed(any_store, "1")
    assert delivery is not None
    assert any_store.outbox.lease(NOW + 29.0, 5, 30.0) == ()
    [again] = any_store.outbox.lease(NOW + 30.0, 5, 30.0)
    assert delivery == replace(again, attempts=1, is_uncertain=False), "who died may have posted it"
    assert (again.attempts, again.is_uncertain) == (2, True)


def test_an_answer_that_may_be_said_already_is_looked_up_by_who_posts_it_at_once(any_store: Store) -> None:
    delivery = completed(any_store, "1", may_be_said=True)
    assert delivery is not None
    assert delivery.is_uncertain


def test_an_answer_is_not_posted_before_what_waits_or_is_posted_there_nor_beyond_the_pace(
    any_store: Store,
) -> None:
    waiting = any_store.outbox.enqueue(NOW, PARCEL)
    assert completed(any_store, "1") is None, "another one is due there"
    [first] = any_store.outbox.lease(NOW, 5, 30.0)
    assert first.id == waiting
    assert completed(any_store, "2") is None, "another one is being posted there"
    elsewhere = replace(PARCEL, address=Address("T", "C2"))
    assert completed(any_store, "3", elsewhere) is not None
    any_store.outbox.progress(first, [Sent("1", "")], is_whole=True, now=NOW, counts=4.0)
    for _ in range(2):
        [next_one] = any_store.outbox.lease(NOW, 5, 30.0)
        any_store.outbox.progress(next_one, [Sent("1", "")], is_whole=True, now=NOW)
    assert completed(any_store, "4") is None, "it has had its share"


def test_an_answer_that_changes_one_that_stands_is_not_taken_from_who_may_be_at_it(any_store: Store) -> None:
    delivery = completed(any_store, "1")
    assert delivery is not None
    any_store.outbox.progress(delivery, [Sent("1", "")], is_whole=True)
    any_store.questions.revise(NOW, ASKED.key + "1", "早退怎么算", "Ev2", 9.0)
    [again] = any_store.questions.lease(NOW, 1, 30.0)
    done = any_store.questions.complete(NOW, again, ANSWERED, PARCEL, hold=Hold(30.0, 3.0))
    assert done == Completion(None)
    [change] = any_store.outbox.lease(NOW, 5, 30.0)
    assert (change.id, change.version, change.attempts) == (delivery.id, 1, 1)


def completed(
    store: Store, key: str, parcel: Parcel = PARCEL, *, may_be_said: bool = False
) -> Delivery | None:
    """What a process is to post that has taken a question, and answered it."""
    taken = store.questions.take(NOW, replace(ASKED, key=ASKED.key + key), f"Ev of {key}", 30.0)
    assert taken is not None
    hold = Hold(30.0, 3.0)
    done = store.questions.complete(NOW, taken, ANSWERED, parcel, may_be_said=may_be_said, hold=hold)
    assert done is not None
    return done.delivery


def test_an_edit_while_it_is_answered_makes_that_answer_void(any_store: Store) -> None:
    any_store.questions.take(NOW, ASKED, "Ev1")
    [leased] = any_store.questions.lease(NOW, 1, 30.0)
    assert any_store.questions.revise(NOW, ASKED.key, "早退怎么算", "Ev2", 9.0)
    assert not any_store.questions.complete(NOW, leased, ANSWERED, PARCEL)
    assert any_store.backlog().parcels == 0
    [again] = any_store.questions.lease(NOW, 1, 30.0)
    assert (again.id, again.asked.text, again.revision) == (leased.id, "早退怎么算", 1)


def test_an_edit_is_taken_once_and_only_for_a_question_of_ours(any_store: Store) -> None:
    assert not any_store.questions.revise(NOW, ASKED.key, "早退怎么算", "Ev2", 9.0)
    any_store.questions.take(NOW, ASKED, "Ev1")
    assert any_store.questions.revise(NOW, ASKED.key, "早退怎么算", "Ev2", 9.0)
    assert not any_store.questions.revise(NOW, ASKED.key, "早退怎么算", "Ev2", 9.0)


def test_of_two_edits_the_later_counts_whichever_comes_first(any_store: Store) -> None:
    any_store.questions.take(NOW, ASKED, "Ev1")
    assert any_store.questions.revise(NOW, ASKED.key, "第二次", "Ev3", 9.0)
    assert not any_store.questions.revise(NOW, ASKED.key, "第一次", "Ev2", 8.0)
    [asked] = any_store.questions.lease(NOW, 1, 30.0)
    assert asked.asked.text == "第二次"


def test_a_withdrawn_question_comes_back_to_have_its_answer_removed(any_store: Store) -> None:
    any_store.questions.take(NOW, ASKED, "Ev1")
    [leased] = any_store.questions.lease(NOW, 1, 30.0)
    any_store.questions.complete(NOW, leased, ANSWERED, PARCEL)
    assert any_store.questions.withdraw(NOW, ASKED.key, "Ev2")
    [gone] = any_store.questions.lease(NOW, 1, 30.0)
    assert gone.is_withdrawn


def test_what_was_not_meant_for_the_bot_is_not_kept(any_store: Store) -> None:
    any_store.questions.take(NOW, ASKED, "Ev1")
    [leased] = any_store.questions.lease(NOW, 1, 30.0)
    assert any_store.questions.complete(NOW, leased, QuestionResult(Outcome.NOT_ADDRESSED), None)
    assert any_store.questions.find(leased.id) is None
    assert not any_store.questions.take(NOW, ASKED, "Ev2"), "it is not asked again either"


@pytest.mark.parametrize(("seconds", "recent"), [(59.0, 3), (61.0, 2)], ids=["within a minute", "later"])
def test_how_many_a_person_asked_in_the_minute_before_is_counted(
    any_store: Store, seconds: float, recent: int
) -> None:
    for number, moment in enumerate((0.0, 5.0, 10.0)):
        any_store.questions.take(NOW + moment, replace(ASKED, key=str(number)), f"Ev{number}")
    any_store.questions.take(NOW + 12.0, replace(ASKED, key="x", person="U2"), "Ev7")
    any_store.questions.take(NOW + seconds, replace(ASKED, key="y"), "Ev8")
    assert {one.asked.key: one.recent for one in any_store.questions.lease(NOW + 99, 9, 30.0)}["y"] == recent


def test_an_edit_is_no_new_question_and_one_that_came_too_soon_counts_anew_when_it_is_edited(
    any_store: Store,
) -> None:
    def recent() -> dict[str, int]:
        return {one.asked.key: one.recent for one in any_store.questions.lease(NOW + 99, 9, 0.0)}

    for number in range(4):
        any_store.questions.take(NOW + number, replace(ASKED, key=str(number)), f"Ev{number}")
    for number in (0, 3):
        any_store.questions.revise(NOW + 9, str(number), "改了", f"Ed{number}", 9.0)
    assert recent() == {"0": 0, "1": 1, "2": 2, "3": 3}
    any_store.questions.revise(NOW + 61.5, "3", "又改了", "Ed4", 10.0)
    assert recent()["3"] == 1
    any_store.questions.revise(NOW + 99, "3", "再改", "Ed5", 11.0)
    assert recent()["3"] == 0


def test_questions_that_a_person_asks_at_the_same_moment_are_counted_one_by_one(any_database: str) -> None:
    keys = numbers()

    def ask(store: Store) -> int:
        asked = [replace(ASKED, key=f"k{next(keys)}") for _ in range(5)]
        return sum(bool(store.questions.take(NOW, each, f"event {each.key}")) for each in asked)

    assert sum(at_once(any_database, ask)) == 20
    with opened(any_database) as store:
        assert sorted(one.recent for one in store.questions.lease(NOW, 20, 30.0)) == list(range(20))


def test_a_question_that_is_answered_where_it_is_asked_counts_before_it_is_answered(any_store: Store) -> None:
    first = any_store.questions.begin(NOW, replace(ASKED, key="a"))
    second = any_store.questions.begin(NOW, replace(ASKED, key="b"))
    assert (first.recent, second.recent) == (0, 1)
    assert second.exceeds(1)
    assert not first.exceeds(1)
    assert any_store.questions.lease(NOW + 99, 9, 30.0) == (), "it is nobody else's to answer"
    assert any_store.questions.complete(NOW, first, ANSWERED, None)


def test_what_was_asked_by_a_clock_that_was_ahead_is_neither_counted_nor_kept_from_anybody(
    any_store: Store,
) -> None:
    any_store.questions.take(NOW + 300.0, replace(ASKED, key="ahead"), "Ev1")
    assert any_store.questions.lease(NOW + 300.0, 9, 30.0)
    any_store.questions.take(NOW, replace(ASKED, key="now"), "Ev2")
    found = {one.asked.key: one.recent for one in any_store.questions.lease(NOW, 9, 30.0)}
    assert found == {"ahead": 0, "now": 0}


def test_the_clauses_that_answered_most_people_are_told_by_name(any_store: Store) -> None:
    people = {"code/4.2": 5, "code/7.1": 6, "code/8.1": 4}
    for clause, count in people.items():
        for number in range(count):
            _answered(any_store, NOW + number, f"U{number}", clause, "code/1.1")
    for number in range(9):
        _answered(any_store, NOW + number, "U1", "code/3.1")
        asked = replace(ASKED, key=f"r{number}", person=f"U{number}")
        refused = any_store.questions.begin(NOW, asked)
        any_store.questions.complete(NOW, refused, QuestionResult(Outcome.REFUSAL, ("code/9.9",)), None)
    assert any_store.questions.most_cited(NOW - 1, 5) == ("code/7.1", "code/4.2")
    assert any_store.questions.most_cited(NOW + 0.5, 5) == ("code/7.1",)
    assert any_store.questions.most_cited(NOW + 1.5, 5) == ()  # four: it could be told who they are
    assert any_store.backlog().questions == 0


def test_people_who_are_no_longer_known_count_for_nobody(any_store: Store) -> None:
    for number in range(4):
        _answered(any_store, NOW, f"U{number}", "code/7.1")
    _answered(any_store, NOW, "", "code/7.1")
    assert any_store.questions.most_cited(NOW - 1, 5) == ()


def _answered(store: Store, at: float, person: str, *clauses: str) -> None:
    asked = replace(ASKED, key=f"{person} {at} {clauses}", person=person)
    answered = store.questions.begin(at, asked)
    store.questions.complete(at, answered, QuestionResult(Outcome.ANSWER, clauses), None)


def test_a_word_to_stop_counts_with_its_answer_or_not_at_all(any_store: Store) -> None:
    stopped = QuestionResult(Outcome.STOPPED, thread="[]")
    any_store.threads.save(NOW, ASKED.place, "[]")
    any_store.questions.take(NOW, ASKED, "Ev1")
    [leased] = any_store.questions.lease(NOW, 1, 30.0)
    assert any_store.questions.revise(NOW, ASKED.key, "早退怎么算", "Ev2", 9.0)
    assert not any_store.questions.complete(NOW, leased, stopped, None)
    assert any_store.threads.is_followed(NOW, ASKED.place)
    [again] = any_store.questions.lease(NOW, 1, 30.0)
    assert any_store.questions.complete(NOW, again, stopped, None)
    assert not any_store.threads.is_followed(NOW, ASKED.place)
