"""Rounds of questions in the store: who is asked once, an answer that may be changed, and counts without anybody."""

import os
import signal
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.pulse import PulseQuestion, Round
from bot.store import Address, Parcel, Purpose, Store, new_secret, sqlite_files
from bot.store.database.opening import truncate_journal
from bot.store.desk import pulses as stored_pulses
from sqlalchemy import Engine, make_url

from tests.databases import on_sqlite, opened, rows
from tests.processes import forked
from tests.store.stored_questions import NOW

VICTIMS = [f"UVICTIM{number}" for number in range(3)]
LOST, TODAY = new_secret(), new_secret()
OPENS, CLOSES = date(2026, 10, 15), date(2026, 10, 22)
QUESTIONS = (PulseQuestion("find", "找得到"), PulseQuestion("clear", "看得懂"))
ROUND = Round("2026-10", OPENS, CLOSES, QUESTIONS)


def invite(store: Store, *people: str) -> None:
    store.pulses.open(ROUND)
    for person in people:
        parcel = Parcel(Address("T1", person), [{"text": "调查"}], Purpose.NOTICE, person)
        assert store.pulses.invite(NOW, ROUND.id, person, parcel, f"pulse {person}")
        assert not store.pulses.invite(NOW, ROUND.id, person, parcel, f"pulse {person}")


def test_who_was_asked_answers_once_and_may_change_it_until_it_closes(any_store: Store) -> None:
    pulses = any_store.pulses
    invite(any_store, "U1")
    assert pulses.answer(ROUND.id, "U1", "find", 2)
    assert pulses.answer(ROUND.id, "U1", "find", 4)
    assert pulses.answers(ROUND.id, "U1") == {"find": 4}
    assert not pulses.answer(ROUND.id, "U2", "find", 4)
    assert not pulses.answer("2026-07", "U1", "find", 4)
    assert pulses.close_until(date(2026, 10, 21)) == 0
    assert pulses.close_until(CLOSES) == 1
    assert pulses.find(ROUND.id) is None
    assert not pulses.answer(ROUND.id, "U1", "find", 5)


def test_an_answer_is_sealed_and_one_whose_key_is_gone_is_not_counted(any_database: str) -> None:
    people = [f"U{number}" for number in range(6)]
    with opened(any_database, LOST) as store:
        invite(store, *people)
        assert store.pulses.answer(ROUND.id, "U5", "find", 1)
        [kept] = rows(store, "pulse_answer")
        assert str(kept["sealed_score"]).startswith("s:")
        assert store.pulses.answers(ROUND.id, "U5") == {"find": 1}
    with opened(any_database, TODAY) as store:
        assert store.pulses.answers(ROUND.id, "U5") == {}
        for person in people[:5]:
            assert store.pulses.answer(ROUND.id, person, "find", 4)
        store.pulses.close_until(CLOSES)
        [result] = store.pulses.results()
        assert dict(result.results[0].counts) == {1: 0, 2: 0, 3: 0, 4: 5, 5: 0}


def test_once_it_is_closed_there_are_counts_of_five_or_more_and_nobody(any_store: Store) -> None:
    people = [f"U{number}" for number in range(6)]
    invite(any_store, *people)
    for number, person in enumerate(people):
        assert any_store.pulses.answer(ROUND.id, person, "find", 1 + number % 5)
    for person in people[:4]:
        assert any_store.pulses.answer(ROUND.id, person, "clear", 3)
    any_store.pulses.close_until(CLOSES)
    [result] = any_store.pulses.results()
    assert result.asked == 6
    assert [dict(each.counts) for each in result.results] == [{1: 2, 2: 1, 3: 1, 4: 1, 5: 1}, {}]
    kept = str(
        [
            rows(any_store, table)
            for table in ("pulse_round", "pulse_count", "pulse_answer", "pulse_invitation")
        ]
    )
    assert not [person for person in people if person in kept]


def test_once_it_is_closed_no_file_tells_who_gave_which_score(store: Store) -> None:
    invite(store, *VICTIMS)
    for person in VICTIMS:
        assert store.pulses.answer(ROUND.id, person, "find", 3)
    files = sqlite_files(store.engine.url)
    assert _answered(files) == len(VICTIMS)
    store.pulses.close_until(CLOSES)
    assert _answered(files) == 0


@on_sqlite
def test_nor_where_the_process_died_before_the_journal_was_emptied(database: str) -> None:
    files = sqlite_files(make_url(database))
    with forked(_dies_after_closing, database) as victim:
        victim.join(60)
        assert victim.exitcode == -signal.SIGKILL
    assert _answered(files) == len(VICTIMS)
    with opened(database) as store:
        assert store.pulses.results()
        assert _answered(files) == 0


def _dies_after_closing(database: str) -> None:
    def dies(_: Engine) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with opened(database) as store:
        invite(store, *VICTIMS)
        for person in VICTIMS:
            store.pulses.answer(ROUND.id, person, "find", 3)
        setattr(stored_pulses, truncate_journal.__name__, dies)
        store.pulses.close_until(CLOSES)


def _answered(files: Sequence[Path]) -> int:
    """How many of their answers stand in any of these files."""
    written = b"".join(path.read_bytes() for path in files if path.exists())
    return sum(f"{person}find".encode() in written for person in VICTIMS)


def test_answers_to_an_open_round_are_exported_and_erased_with_their_person(any_store: Store) -> None:
    invite(any_store, "U1", "U2")
    [asked] = any_store.privacy.export("U1").pulse
    assert (asked.round, asked.question, asked.score) == (ROUND.id, "", 0)
    for person in ("U1", "U2"):
        assert any_store.pulses.answer(ROUND.id, person, "find", 4)
    [kept] = any_store.privacy.export("U1").pulse
    assert (kept.round, kept.question, kept.score) == (ROUND.id, "find", 4)
    any_store.privacy.erase(NOW, "U1", "U1")
    assert not any_store.privacy.export("U1").pulse
    assert [row["person"] for row in rows(any_store, "pulse_answer")] == ["U2"]
