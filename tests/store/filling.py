"""A store with something in it, and how to look at its rows."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from bot.inquiries import (
    Asked,
    Complaint,
    Escalation,
    Opinion,
    Outcome,
    Place,
    Question,
    QuestionResult,
    Surface,
)
from bot.store import Address, Parcel, Store
from bot.store.tables import metadata
from sqlalchemy import text

NOW = 1_763_900_000.5  # an afternoon
DAY = 86_400.0
WORD = "金丝雀"  # stands in everything that somebody typed
_number = count(1)


def ask(
    store: Store, person: str = "U1", *, at: float = NOW, channel: str = "C1", thread: str = "17.1"
) -> Question:
    """Somebody asked, and it waits."""
    number = next(_number)
    key = f"T1/{channel}/{number}"
    asked = Asked(
        key,
        Place("T1", channel, thread),
        f"{number}.0",
        person,
        Surface.MENTION,
        f"{WORD}{number}",
        "https://r",
    )
    assert store.questions.take(at, asked, f"Ev{number}")
    with store.engine.begin() as db:
        id_ = db.scalar(text("SELECT id FROM question WHERE key = :key"), {"key": key})
    found = store.questions.find(str(id_))
    assert found
    return found


def answer(store: Store, question: Question, *, at: float | None = None) -> None:
    """It was answered and posted."""
    then = question.asked_at if at is None else at
    asked = question.asked
    address = Address.at(asked.place)
    parcel = Parcel(address, [{"text": f"关于{asked.text}", "blocks": []}])
    settled = QuestionResult(Outcome.ANSWER, ("code/7.1",), 0.9, "inc", thread=f"state {asked.text}")
    assert store.questions.complete(then, question, settled, parcel)
    delivery = store.outbox.find(question.id)
    assert delivery
    store.outbox.progress(delivery, [], is_whole=True)


def judge(store: Store, question: Question, person: str = "U1", *, at: float = NOW) -> None:
    """Somebody found the answer of no use."""
    assert store.feedback.give(at, Opinion(question.id, person, Complaint.UNCLEAR, f"{WORD}看不懂"))


def pass_on(store: Store, question: Question, person: str = "U1", *, at: float = NOW) -> Escalation:
    """The question was passed on to an owner."""
    new = Escalation(
        f"x{question.id[1:24]}", question.id, person, "运营部", "U9", question.asked.text, WORD, "https://l"
    )
    parcel = Parcel(Address("T1", "C9"), [{"text": f"<@{person}> {WORD}"}], "escalation")
    assert store.escalations.open(at, new, parcel) is new
    return new


def rows(store: Store, table: str) -> Sequence[Mapping[str, Any]]:
    """The rows of a table."""
    with store.engine.begin() as db:
        return [dict(row._mapping) for row in db.execute(text(f"SELECT * FROM {table}"))]  # noqa: S608  # a table's name


def everything(store: Store) -> str:
    """All that is in the database, as one text."""
    return "\n".join(str(row) for table in metadata.tables for row in rows(store, table))
