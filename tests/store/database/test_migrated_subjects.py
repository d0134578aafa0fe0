"""Parcels of a database that was made before they said what they are about."""

import json
import uuid
from collections.abc import Iterator

import pytest
from bot.store import Store
from bot.store.database import opening
from sqlalchemy import Connection, MetaData, Table, insert, text

from tests.databases import opened
from tests.store.conftest import engine_of

QUESTION, ESCALATION, PATH, EARLIER = "a" * 32, "b" * 24, "c" * 32, "d" * 32
NOW = 1_763_900_000.0


def id_of(*what: object) -> str:
    """As ids of parcels about paths were, and are, made."""
    return uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(what)).hex


CARD, LETTER = ("card", PATH, "first", ""), ("tasks", PATH, "first", "U7")  # U7 was the buddy before U8
APOLOGY = uuid.uuid5(uuid.NAMESPACE_OID, f"{ESCALATION}-told").hex
PARCELS = {  # purpose and channel, by id
    QUESTION: ("answer", "C1"),
    ESCALATION: ("escalation", "C9"),
    f"{ESCALATION}-told": ("reply", "D1"),
    APOLOGY: ("apology", "D1"),
    id_of("welcome", "U1", NOW): ("onboarding", "U1"),
    id_of(*CARD, 1): ("onboarding", "U1"),
    id_of(*CARD, 2): ("onboarding", "U1"),
    id_of(*LETTER, 1): ("onboarding", "U7"),
    id_of("word", PATH, "first", "new_hire", "U9"): ("onboarding", "U9"),
    id_of("question", 1, "q"): ("onboarding", "D5"),  # of a quiz, in their conversation
    "e" * 32: ("onboarding", "U6"),  # about somebody who is on no path any more
}
ABOUT = {
    QUESTION: QUESTION,
    ESCALATION: ESCALATION,
    f"{ESCALATION}-told": ESCALATION,
    APOLOGY: ESCALATION,
    "e" * 32: "",
}


def add(db: Connection, table: str, **given: object) -> None:
    """A row as the schema of that revision has it; what is not given is empty."""
    there = Table(table, MetaData(), autoload_with=db)
    empty = {column.name: column.type.python_type() for column in there.columns}
    db.execute(insert(there).values({**empty, **given}))


@pytest.fixture
def migrated(bare_database: str) -> Iterator[Store]:
    """A store over a database of revision 0003 with such parcels, as it is opened today."""
    engine = engine_of(bare_database)
    with engine.begin() as db:
        opening.upgrade(db, "0003")
        add(db, "question", id=QUESTION, channel="C1", person="U1", surface="mention", state="settled")
        add(db, "escalation", id=ESCALATION, question=QUESTION, person="U1", state="closed")
        for number, (id_, (purpose, channel)) in enumerate(PARCELS.items()):
            sealed = {"sealed_messages": "o:[]", "sent": "[]", "created_at": NOW + number}
            add(db, "outbox", id=id_, purpose=purpose, channel=channel, state="sent", **sealed)
        for id_, ended_at in ((EARLIER, NOW), (PATH, 0.0)):
            who = {"person": "U1", "buddy": "U8", "manager": "U9", "channel": "D5"}
            when = {"enrolled_at": NOW - bool(ended_at), "ended_at": ended_at, "start_on": "2026-03-02"}
            add(db, "enrolment", id=id_, pauses="[]", **who, **when)
        for stage, kind, parcel in (
            ("", "once", id_of("welcome", "U1", NOW)),
            ("first", "once", id_of(*CARD, 1)),
            (f"tasks/{id_of(*LETTER)}", "once", id_of(*LETTER, 1)),
            ("first", "to-manager", id_of("word", PATH, "first", "new_hire", "U9")),
        ):
            add(db, "enrolment_word", enrolment=PATH, stage=stage, word=kind, parcels=parcel)
    engine.dispose()
    with opened(bare_database) as store:
        yield store


def test_each_says_what_it_is_about(migrated: Store) -> None:
    found = {id_: migrated.outbox.find(id_) for id_ in PARCELS}
    about = {id_: delivery.parcel.subject for id_, delivery in found.items() if delivery}
    assert about == {id_: ABOUT.get(id_, PATH) for id_ in PARCELS}


def test_cards_stand_where_they_stood(migrated: Store) -> None:
    assert [migrated.outbox.last_number(id_of(*what)) for what in (CARD, LETTER)] == [2, 1]
    last = migrated.outbox.find(id_of(*CARD, 2))
    assert last
    assert (last.parcel.series, last.parcel.number) == (id_of(*CARD), 2)


def test_they_go_with_the_person(migrated: Store) -> None:
    migrated.privacy.erase(NOW, "U1", "cli:root")
    with migrated.engine.begin() as db:
        assert db.scalars(text("SELECT channel FROM outbox")).all() == ["U6"]
