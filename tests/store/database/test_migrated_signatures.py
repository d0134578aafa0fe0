"""Signatures of a database that was made before they said which path they count for."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from bot.chain import ChainFault, Flaw
from bot.rulebook import fingerprint
from bot.store import Seal, Store, new_secret, open_database
from bot.store.database import opening
from sqlalchemy import Connection, text

from tests.store.conftest import engine_of
from tests.store.database.test_migrated_subjects import add
from tests.store.enrolments import NOW, clause

SECRET = new_secret()
SIGNED = clause()


def signed_then(db: Connection, place: int, person: str, previous: str) -> str:
    """A signature as it was recorded then; its hash."""
    at = datetime.fromtimestamp(NOW, UTC).isoformat(timespec="microseconds")
    digest = fingerprint("1.1", SIGNED.title, SIGNED.text)
    content = [previous, person, "first", at, [[SIGNED.name, SIGNED.version, digest]]]
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    hash_ = hashlib.sha256(written.encode()).hexdigest()
    if place == 1:
        add(db, "signed_text", digest=digest, title=SIGNED.title, text=SIGNED.text)
    given = {"person": person, "stage": "first", "signed_at": NOW, "previous": previous, "hash": hash_}
    add(db, "signature", place=place, **given)
    add(db, "signed_clause", signature=place, name=SIGNED.name, version=SIGNED.version, digest=digest)
    return hash_


@pytest.fixture
def migrated(bare_database: str) -> Iterator[Store]:
    """U1 signed twice, the second time on the path that they are on now, and U2 in between."""
    engine = engine_of(bare_database)
    with engine.begin() as db:
        opening.upgrade(db, "0007")
        for person, since in (("U1", 2), ("U2", 1)):
            path = {"path": "general", "start_on": "2026-03-02", "zone": "Asia/Shanghai", "pauses": "[]"}
            add(db, "enrolment", id=f"path of {person}", person=person, signs_from=since, **path)
        last = ""
        for place, person in enumerate(("U1", "U2", "U1"), 1):
            last = signed_then(db, place, person, last)
    engine.dispose()
    store = Store.over(open_database(bare_database), Seal(SECRET))
    yield store
    store.close()


def test_they_still_hold_and_what_is_signed_now_stands_behind_them(migrated: Store) -> None:
    assert migrated.signatures.verify().count == 3
    assert migrated.signatures.sign(NOW, "U2", "second", [SIGNED])
    check = migrated.signatures.verify()
    assert (check.count, check.fault, check.unvouched) == (4, None, 3)
    assert migrated.signatures.verify(list(migrated.signatures.chain())[2].hash).unvouched == 0


def test_they_count_for_the_path_on_which_they_were_given(migrated: Store) -> None:
    for person in ("U1", "U2"):
        record = migrated.onboarding.enrolment_of(person)
        assert record
        assert len(record.progress.signatures) == 1
        assert migrated.signatures.sign(NOW, person, "first", [SIGNED]) is None


def test_a_change_of_one_is_found(migrated: Store) -> None:
    migrated.signatures.sign(NOW, "U2", "second", [SIGNED])
    with migrated.engine.begin() as db:
        db.execute(text("UPDATE signature SET enrolment = 'another' WHERE place = 2"))
    assert migrated.signatures.verify().fault == ChainFault(1, Flaw.ALTERED)
