"""A row whose key is gone is as good as gone, for everybody who reads rows; what else is there is read as ever."""

import inspect
import re
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from bot.desk import Item, ItemState, LearnedPair, Learning
from bot.inquiries import EscalationState, Place
from bot.pulse import PulseQuestion, Round
from bot.store import Address, Closing, Installation, Parcel, Seal, Store, new_secret
from bot.store.personal.rotation import sealed_columns
from sqlalchemy import update

from tests.databases import opened, rows
from tests.store.stored_questions import NOW, WORD, answer, ask, judge, pass_on, told

TODAY, LOST = new_secret(), new_secret()
LOST_WORD = Seal(LOST).seal('["x"]')
COLUMNS = [(table.name, column.name) for table, columns in sealed_columns().items() for column in columns]
HERE = Place("T1", "C1", "17.1")
LATER = NOW + 60
DAY = date(2026, 3, 2)
ROUND = Round("2026-02", DAY, DAY + timedelta(days=7), (PulseQuestion("find", "找得到"),))
PARCEL = Parcel(Address("T1", "C8"), [{"text": WORD}])


def furnish(store: Store) -> None:
    """Somebody asked by a command and waits; another question was answered, judged, passed on and dealt with.

    It stood on the owner's desk, too, and was learned. And somebody suggested something, and waits. And they answered
    what staff are asked now and then.
    """
    store.installations.keep(NOW, Installation("", "甲", "T1", "B1", "U0", "chat:write", WORD, WORD))
    ask(store, "U1", thread="1.2")
    question = ask(store, "U1")
    answer(store, question)
    judge(store, question)
    passed_on = pass_on(store, question)
    ended = replace(passed_on, state=EscalationState.CLOSED, reply=WORD, closed_by="U9")
    store.escalations.end(NOW, ended, told())
    pass_on(store, ask(store, "U1", thread="1.3"))
    store.desk.sort_in(NOW, [Item("item", "运营部", "U9", ("code/7.1",))], {question.id: "item"})
    [item] = store.desk.items(ItemState.OPEN)
    pair = LearnedPair("", WORD, "code/7.1", "0" * 12, question.id)
    learning = Learning((pair,), store.learned.version())
    store.desk.close(NOW, Closing(item, ItemState.ANSWERED, "U9", reply=WORD, learning=learning))
    store.suggestions.write("suggestion", "code", WORD, DAY)
    store.suggestions.show(NOW, store.suggestions.waiting(), {})
    store.pulses.open(ROUND)
    store.pulses.invite(NOW, ROUND.id, "U1", PARCEL, "pulse")
    store.pulses.answer(ROUND.id, "U1", "find", 4)
    store.outbox.enqueue(NOW, Parcel(Address("T1", "C7", response_url="https://r"), [{"text": WORD}]), "due")


def shut(store: Store, table: str, column: str) -> None:
    """All that is in this column was sealed with a key that is gone."""
    [where] = [each for each in sealed_columns() if each.name == table]
    is_filled = where.c[column].not_in(["", "o:"])
    with store.engine.begin() as db:
        changed = db.execute(update(where).where(is_filled).values({column: LOST_WORD}))
    assert changed.rowcount, f"nothing is in {table}.{column}: furnish it"


def id_of(store: Store) -> str:
    """The id of the question that was answered."""
    return next(str(row["id"]) for row in rows(store, "question") if row["outcome"])


def escalation_of(store: Store) -> str:
    return str(rows(store, "escalation")[0]["id"])


READERS: dict[str, Callable[[Store], object]] = {
    "questions.lease": lambda store: store.questions.lease(LATER, 9, 30),
    "questions.begin": lambda store: store.questions.begin(LATER, ask(store, "U2").asked),
    "questions.find": lambda store: store.questions.find(id_of(store)),
    "outbox.lease": lambda store: store.outbox.lease(LATER, 9, 30),
    "outbox.find": lambda store: [store.outbox.find(str(row["id"])) for row in rows(store, "outbox")],
    "outbox.together": lambda store: [store.outbox.together(str(row["id"])) for row in rows(store, "outbox")],
    "threads.at": lambda store: store.threads.at(LATER, HERE),
    "feedback.on": lambda store: store.feedback.on(id_of(store)),
    "escalations.question": lambda store: store.escalations.question(id_of(store)),
    "escalations.open": lambda store: pass_on(store, ask(store, "U2"), "U2"),
    "escalations.find": lambda store: store.escalations.find(escalation_of(store)),
    "escalations.open_for": lambda store: store.escalations.open_for(LATER, "U1"),
    "desk.items": lambda store: store.desk.items(*ItemState),
    "desk.told_by": lambda store: store.desk.told_by(""),
    "desk.find": lambda store: store.desk.find("item"),
    "learned.all": lambda store: store.learned.all(),
    "suggestions.find": lambda store: store.suggestions.find("suggestion"),
    "suggestions.before_owners": lambda store: store.suggestions.before_owners(),
    "pulses.answers": lambda store: store.pulses.answers(ROUND.id, "U1"),
    "pulses.close_until": lambda store: store.pulses.close_until(ROUND.closes),
    "installations.find": lambda store: store.installations.find(),
    "installations.all": lambda store: store.installations.all(),
    "installations.all_with_tokens": lambda store: store.installations.all_with_tokens(),
    "installations.export": lambda store: list(store.installations.export()),
    "privacy.export": lambda store: store.privacy.export("U1"),
}
"""What opens a seal, each with one way to call it."""


def opens(kind: type, name: str) -> bool:
    """Whether a method opens a seal, itself or by others of its class."""
    source = inspect.getsource(getattr(kind, name))
    if re.search(r"\b(all_)?opened\(|seal\.(open|read)\b", source):
        return True
    return any(opens(kind, inner) for inner in re.findall(r"self\.(_\w+)\(", source))


def test_every_method_that_opens_a_seal_is_tried_here(store: Store) -> None:
    repositories = {field.name: type(getattr(store, field.name)) for field in fields(store)[2:]}
    found = {
        f"{place}.{name}"
        for place, kind in repositories.items()
        for name, method in vars(kind).items()
        if inspect.isfunction(method) and not name.startswith("_") and opens(kind, name)
    }
    assert found == set(READERS)


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[f"{table}.{column}" for table, column in COLUMNS])
def test_what_cannot_be_opened_keeps_nobody_from_the_rest(database: str, table: str, column: str) -> None:
    with opened(database, TODAY) as store:
        furnish(store)
        shut(store, table, column)
        assert store.seal_counts().unreadable
        for read in READERS.values():
            read(store)


def test_the_others_are_leased_and_what_is_shut_waits_for_its_key(any_database: str) -> None:
    with opened(any_database, LOST) as store:
        ask(store, "U1")
        store.outbox.enqueue(NOW, PARCEL, "first")
    with opened(any_database, TODAY) as store:
        later = ask(store, "U2", at=LATER)
        store.outbox.enqueue(LATER, PARCEL, "second")
        assert store.questions.lease(LATER, 1, 30) == ()
        assert [each.id for each in store.questions.lease(LATER, 1, 30)] == [later.id]
        assert store.outbox.lease(LATER, 1, 30) == ()  # one a channel: the next look finds the other
        assert [each.id for each in store.outbox.lease(LATER, 1, 30)] == ["second"]
    with opened(any_database, TODAY, LOST) as store:
        [found] = store.questions.lease(LATER + 7_200, 1, 30)
        assert found.asked.person == "U1"


def test_a_question_whose_escalation_cannot_be_opened_may_be_passed_on_again(any_database: str) -> None:
    with opened(any_database, TODAY) as store:
        question = ask(store, "U1")
        passed_on = pass_on(store, question)
        shut(store, "escalation", "sealed_note")
        new = replace(passed_on, id="again", note="")
        assert store.escalations.open(LATER, new, PARCEL) is new
        assert [each.id for each in store.escalations.open_for(LATER, "U1")] == ["again"]
        found = store.escalations.question(question.id)
        assert found
        assert found.escalation
        assert found.escalation.id == "again"


def test_the_export_says_how_much_it_cannot_show(any_database: str) -> None:
    with opened(any_database, TODAY) as store:
        furnish(store)
        before = store.privacy.export("U1")
        shut(store, "escalation", "sealed_reply")
        after = store.privacy.export("U1")
        still_open = tuple(each for each in before.escalations if each.state == "open")
        assert after == replace(before, escalations=still_open, unreadable=1)
