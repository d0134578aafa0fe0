"""What is stored about one person can be shown to them, and removed, while the bot works."""

import threading
import time
from dataclasses import fields, replace

import pytest
from bot.inquiries import Escalation, EscalationState
from bot.store import Address, Parcel, Purpose, Store, new_secret
from bot.store.onboarding.tables import enrolment, posted
from bot.store.tables import metadata, outbox
from sqlalchemy import select

from tests.databases import everything, opened, rows
from tests.store.enrolments import newcomer
from tests.store.stored_questions import NOW, WORD, answer, ask, judge, pass_on, told


def furnish(store: Store) -> None:
    """U1 and U2 both asked, judged and passed on."""
    for person, channel in (("U1", "D1"), ("U1", "C1"), ("U2", "C1")):
        question = ask(store, person, channel=channel, thread="" if channel == "D1" else f"17.{person}")
        answer(store, question)
        judge(store, question, person)
        pass_on(store, question, person)
        store.following.follow(person, "clause code/7.1")


def parcel_of_before(id_: str) -> dict[str, object]:
    """A row of the outbox as it was written before parcels said what they are about."""
    words = ("team", "thread", "person", "sealed_response_url", "sealed_messages")
    numbers = ("version", "attempts", "not_before", "lease_until")
    row = dict.fromkeys(words, "") | dict.fromkeys(numbers, 0) | {"sealed_messages": "o:[]", "sent": "[]"}
    return row | {"id": id_, "purpose": "answer", "channel": "C9", "state": "due", "created_at": NOW}


def test_the_export_holds_everything_about_a_person_and_nothing_about_another(any_store: Store) -> None:
    furnish(any_store)
    any_store.outbox.enqueue(NOW + 60, Parcel(Address("T1", "C1", person="U1"), [{"text": "只给您看"}]))
    held = any_store.privacy.export("U1")
    assert [len(kind) for kind in (held.questions, held.feedback, held.escalations, held.threads)] == [2] * 4
    assert len(held.parcels) == 5
    assert {question.channel for question in held.questions} == {"D1", "C1"}
    texts = [
        *(question.text for question in held.questions),
        *(opinion.comment for opinion in held.feedback),
        *(escalation.note for escalation in held.escalations),
        *(thread.state for thread in held.threads),
    ]
    assert all(WORD in text for text in texts)
    assert "只给您看" in held.parcels[-1].texts
    assert "17.U2" not in str(held)


def test_what_is_about_an_escalation_goes_with_it_whatever_it_is_for(any_store: Store) -> None:
    passed_on = pass_on(any_store, ask(any_store))
    apology = Parcel(Address("T1", "C9"), [{"text": "抱歉"}], Purpose.APOLOGY, subject=passed_on.id)
    any_store.outbox.enqueue(NOW, apology)
    assert ("抱歉",) in [parcel.texts for parcel in any_store.privacy.export("U1").parcels]
    any_store.privacy.erase(NOW, "U1", "cli:root")
    assert not rows(any_store, "outbox")


def test_what_somebody_shared_names_them_and_goes_with_them(any_store: Store) -> None:
    shared = Parcel(Address("T1", "C9"), [{"text": "U1 分享了"}], Purpose.SHARE, subject="U1")
    any_store.outbox.enqueue(NOW, shared)
    assert [parcel.texts for parcel in any_store.privacy.export("U1").parcels] == [("U1 分享了",)]
    assert not replace(any_store.privacy.export("U2"), audit=())
    any_store.privacy.erase(NOW, "U1", "cli:root")
    assert not rows(any_store, "outbox")


def test_what_a_process_of_the_version_before_writes_beside_this_one_is_found_and_goes(
    any_store: Store,
) -> None:
    question = ask(any_store, "U1")
    passed_on = pass_on(any_store, question, "U1")
    any_store.onboarding.enrol(NOW, newcomer("U1"), "U9")
    with any_store.engine.begin() as db:
        db.execute(outbox.delete())
        for id_ in (question.id, passed_on.id, f"{passed_on.id}-told", "of-path"):
            db.execute(outbox.insert().values(parcel_of_before(id_)))
        path = db.scalar(select(enrolment.c.id))
        word = {"enrolment": path, "stage": "", "doer": "new_hire", "word": "once", "number": 0}
        db.execute(posted.insert().values(**word, sent_at=NOW, parcels="other of-path"))
        db.execute(outbox.insert().values(parcel_of_before("of-others")))
    assert len(any_store.privacy.export("U1").parcels) == 4
    any_store.privacy.erase(NOW, "U1", "cli:root")
    assert [row["id"] for row in rows(any_store, "outbox")] == ["of-others"]


def test_of_somebody_unknown_nothing_is_held_or_removed(any_store: Store) -> None:
    furnish(any_store)
    before = everything(any_store)
    assert not replace(any_store.privacy.export("U3"), audit=())
    assert not any_store.privacy.erase(NOW, "U3", "cli:root")
    assert everything(any_store) == before


def test_after_the_erasure_there_is_nothing_of_the_person_but_counts(any_store: Store) -> None:
    furnish(any_store)
    others = any_store.privacy.export("U2")
    erased = any_store.privacy.erase(NOW, "U1", "cli:root")
    assert (erased.questions, erased.feedback, erased.escalations, erased.threads) == (2, 2, 2, 2)
    assert erased.parcels + erased.cancelled == 4
    assert not replace(any_store.privacy.export("U1"), audit=())
    assert any_store.privacy.export("U2") == others
    assert "U1" not in everything(any_store)
    assert [row["outcome"] for row in rows(any_store, "question")] == ["answer"] * 3
    assert len(rows(any_store, "feedback")) == 3
    assert sorted(row["state"] for row in rows(any_store, "escalation")) == ["closed", "closed", "open"]


def test_a_question_that_waits_is_cancelled_even_while_it_is_worked_on(any_store: Store) -> None:
    question = ask(any_store)
    [leased] = any_store.questions.lease(NOW, 1, 30)
    assert leased.id == question.id
    assert any_store.privacy.erase(NOW, "U1", "cli:root").cancelled == 1
    with pytest.raises(AssertionError):
        answer(any_store, leased)  # settling finds the question gone
    assert not rows(any_store, "outbox")
    assert not rows(any_store, "question")


def test_an_answer_that_is_not_posted_yet_is_cancelled(any_store: Store) -> None:
    question = ask(any_store)
    answer(any_store, question)
    any_store.questions.revise(NOW, question.asked.key, "改了", "EvEdit", 9e9)
    [again] = any_store.questions.lease(NOW, 1, 30)
    answer(any_store, again)
    [delivery] = any_store.outbox.lease(NOW, 1, 30) or [None]
    assert delivery is None  # it is posted
    any_store.outbox.enqueue(NOW, Parcel(Address("T1", "C1", person="U1"), [{"text": WORD}]), "later")
    [leased] = any_store.outbox.lease(NOW, 1, 30)
    assert any_store.privacy.erase(NOW, "U1", "cli:root").cancelled == 1
    any_store.outbox.progress(leased, [], is_whole=True)  # whoever was at it notes it down nowhere
    assert not rows(any_store, "outbox")


def test_the_one_who_answered_as_owner_is_removed_too(any_store: Store) -> None:
    question = ask(any_store, "U1")
    answer(any_store, question)
    opened = pass_on(any_store, question, "U1")
    ended = replace(opened, state=EscalationState.CLOSED, reply="不用", closed_by="U9", contact="#hr")
    any_store.escalations.end(NOW, ended, told())
    with any_store.engine.begin() as db:
        db.exec_driver_sql("UPDATE escalation SET contact = '#hr'")
    [shown] = any_store.privacy.export("U9").escalations
    assert shown.reply == "不用"
    any_store.privacy.erase(NOW, "U9", "cli:root")
    assert not replace(any_store.privacy.export("U9"), audit=())
    [kept] = any_store.privacy.export("U1").escalations
    assert (kept.text, kept.note, kept.reply, kept.state) == (question.asked.text, WORD, "", "closed")
    assert "#hr" in everything(any_store)


def test_the_contact_of_a_chapter_is_a_person_with_what_went_to_them(any_store: Store) -> None:
    """Their direct conversation holds what they were asked, and what else is posted there."""
    question = ask(any_store, "U1")
    new = Escalation("x1", question.id, "U1", "运营部", "U9", question.asked.text, WORD, "https://l")
    card = Parcel(Address("T1", "D9"), [{"text": "有人问"}], Purpose.ESCALATION)
    assert any_store.escalations.open(NOW, new, card) is new
    any_store.outbox.enqueue(NOW, Parcel(Address("T1", "D9"), [{"text": "也在这里"}]))
    held = any_store.privacy.export("U9")
    assert [each.text for each in held.escalations] == [question.asked.text]
    assert {each.texts for each in held.parcels} == {("有人问",), ("也在这里",)}
    erased = any_store.privacy.erase(NOW, "U9", "cli:root")
    assert (erased.escalations, erased.cancelled) == (1, 2)
    assert not replace(any_store.privacy.export("U9"), audit=())
    assert "D9" not in everything(any_store)
    assert "U9" not in everything(any_store)
    [left] = any_store.privacy.export("U1").escalations
    assert (left.text, left.note, left.state) == (question.asked.text, WORD, "undelivered")
    again = any_store.escalations.question(question.id)
    assert again
    assert again.escalation is None  # another owner may be asked


def test_who_deletes_their_own_leaves_what_others_wait_for(any_store: Store) -> None:
    theirs = pass_on(any_store, ask(any_store, "U1"))  # to U9
    ask(any_store, "U9")
    own = pass_on(any_store, ask(any_store, "U9", thread="18.1"), "U9")
    erased = any_store.privacy.erase(NOW, "U9", "U9", only_own=True)
    assert erased.escalations == 1
    held = any_store.privacy.export("U9")
    assert [each.state for each in held.escalations] == ["open"]
    assert not held.questions
    assert any_store.escalations.find(theirs.id) == replace(theirs, opened_at=NOW)
    assert any_store.outbox.find(theirs.id)
    assert any_store.outbox.find(own.id) is None


def test_where_a_reply_came_to_somebody_is_their_conversation(any_store: Store) -> None:
    """Who only ever passed questions of others on has asked nothing there."""
    question = ask(any_store, "U2")
    ended = replace(pass_on(any_store, question, "U1"), state=EscalationState.CLOSED, closed_by="U7")
    any_store.escalations.end(NOW, ended, told())
    any_store.outbox.enqueue(NOW, Parcel(Address("T1", "D9"), [{"text": "也在这里"}]))
    assert ("也在这里",) in [each.texts for each in any_store.privacy.export("U1").parcels]
    any_store.privacy.erase(NOW, "U1", "cli:root")
    assert "D9" not in everything(any_store)


def test_while_others_ask_and_get_answers_the_erasure_is_whole(any_store: Store) -> None:
    furnish(any_store)
    stop = threading.Event()
    failures: list[Exception] = []

    def work() -> None:
        while not stop.is_set():
            try:
                answer(any_store, ask(any_store, "U2"))
            except Exception as error:  # noqa: BLE001  # shown below
                failures.append(error)
            time.sleep(
                0.001
            )  # as between any two events: a thread that never pauses would keep the connection

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for _ in range(5):
            ask(any_store, "U1")
            any_store.privacy.erase(NOW, "U1", "cli:root")
    finally:
        stop.set()
        worker.join()
    assert not failures
    assert not replace(any_store.privacy.export("U1"), audit=())
    assert any_store.privacy.export("U2")


def test_what_was_sealed_is_shown_open_and_not_without_its_key(any_database: str) -> None:
    key = new_secret()
    with opened(any_database, key) as sealed:
        furnish(sealed)
        assert WORD not in everything(sealed).replace(f"state {WORD}", "")
        held = sealed.privacy.export("U1")
        assert WORD in held.questions[0].text
        assert not held.unreadable
    with opened(any_database, new_secret()) as other:
        shut = other.privacy.export("U1")
        unsealed = {"unreadable", "following"}
        assert not any(len(getattr(shut, kind.name)) for kind in fields(shut) if kind.name not in unsealed)
        assert shut.unreadable == 12
        assert other.privacy.erase(NOW, "U1", "cli:root")  # what cannot be read can be removed
        assert not replace(other.privacy.export("U1"), audit=())


def test_no_table_holds_persons_or_words_that_export_erasure_and_purge_do_not_know() -> None:
    personal = {
        table.name
        for table in metadata.tables.values()
        if any(column.name == "person" or column.name.startswith("sealed_") for column in table.columns)
    }
    assert personal == {
        "question",
        "outbox",
        "thread",
        "feedback",
        "escalation",
        "desk_item",
        "suggestion_remark",  # nobody's: neither exported nor erased, as nobody can be found in it
        "pulse_invitation",
        "pulse_answer",
        "learned_pair",
        "follow",
        "enrolment",
        "signer",
        "signature",
        "tenant",  # a workspace's: `shouze tenants` exports and removes it
    }  # bot/store/{privacy,retention}.py


def test_nobody_is_no_person(any_store: Store) -> None:
    furnish(any_store)
    any_store.privacy.erase(NOW, "U2", "cli:root")  # leaves rows of nobody
    before = everything(any_store)
    assert not any_store.privacy.export("")
    assert not any_store.privacy.erase(NOW, "", "cli:root")
    assert everything(any_store) == before
