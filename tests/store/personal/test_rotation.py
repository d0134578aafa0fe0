"""After a change of the secret everything is sealed anew, while the bot works, and the old secret can be dropped."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from bot.audit import Action
from bot.store import Seal, Store, new_secret
from bot.store.personal import rotation
from bot.suggestions import suggestion_id
from sqlalchemy import event, text

from tests.databases import POSTGRESQL, everything, opened
from tests.store.personal.test_unreadable import furnish
from tests.store.stored_questions import NOW, WORD, answer, ask, judge, pass_on

OLD, NEW, LOST = new_secret(), new_secret(), new_secret()


def test_when_everything_is_sealed_anew_the_old_secret_can_be_dropped(any_database: str) -> None:
    with opened(any_database, OLD) as store:
        furnish(store)
        before = store.privacy.export("U1")
    with opened(any_database, NEW, OLD) as store:
        counts = store.seal_counts()
        assert counts == rotation.SealCounts((0, counts.older), 0, 0)
        rotated = store.rotate()
        assert rotated.unreadable == 0
        assert store.seal_counts() == rotation.SealCounts((counts.older, 0), 0, 0)
        assert store.rotate() == rotation.Rotation(0, 0)
    with opened(any_database, NEW) as store:
        assert store.privacy.export("U1") == before


def test_a_secret_that_still_vouches_for_a_record_is_not_taken_for_one_that_can_be_dropped(
    any_database: str,
) -> None:
    """A process that has not been restarted writes who did what, and who signed, with the older one."""
    with opened(any_database, NEW, OLD) as store:
        store.rotate()
    with opened(any_database, OLD) as meanwhile:
        meanwhile.audit.record(NOW, "cli:root", Action.EXPORTED, "U1")
    with opened(any_database, NEW, OLD) as store:
        assert store.seal_counts() == rotation.SealCounts((0, 1), 0, 0)
        store.rotate()
        assert store.seal_counts() == rotation.SealCounts((1, 0), 0, 0)
    with opened(any_database, NEW) as store:
        assert store.audit.verify().is_good


def test_what_was_stored_before_there_was_a_secret_is_sealed(any_database: str) -> None:
    with opened(any_database) as store:
        furnish(store)
    with opened(any_database, NEW) as store:
        assert store.seal_counts().unsealed
        store.rotate()
        assert store.seal_counts().unsealed == 0
        assert WORD not in everything(store).replace(f"state {WORD}", "")


def test_what_no_secret_opens_stays_as_it_is_and_is_counted(any_database: str) -> None:
    with opened(any_database, LOST) as store:
        ask(store, "U1")
    with opened(any_database, OLD) as store:
        ask(store, "U2")
    with opened(any_database, NEW, OLD) as store:
        assert store.rotate() == rotation.Rotation(resealed=1, unreadable=1)
        assert store.seal_counts().unreadable == 2  # the words, and where they are answered
    with opened(any_database, NEW, LOST) as store:
        assert len(store.questions.lease(NOW, 9, 30)) == 2


def test_a_rotation_that_was_cut_off_is_begun_again(
    any_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "_AT_ONCE", 2)

    class CutOffError(Exception):
        pass

    def cut_off(_: int) -> None:
        raise CutOffError

    with opened(any_database, OLD) as store:
        for _ in range(5):
            answer(store, ask(store, "U1"))
    with opened(any_database, NEW, OLD) as store:
        whole = store.seal_counts().older
        with pytest.raises(CutOffError):
            store.rotate(cut_off)
        assert 0 < store.seal_counts().older < whole
        store.rotate()
        assert store.seal_counts().older == 0


def test_beside_a_bot_at_work_nothing_is_lost_or_overwritten(
    any_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "_AT_ONCE", 3)
    with opened(any_database, OLD) as store:
        asked = [ask(store, f"U{number % 3}") for number in range(30)]
    failures: list[BaseException] = []

    def work(store: Store) -> None:
        try:
            for question in asked:
                answer(store, question)
                judge(store, question)
                pass_on(store, question)
            store.privacy.erase(NOW, "U0", "cli:root")
        except BaseException as error:  # noqa: BLE001  # shown below
            failures.append(error)

    with opened(any_database, NEW, OLD) as bot, opened(any_database, NEW, OLD) as store:
        worker = threading.Thread(target=work, args=(bot,))
        worker.start()
        while worker.is_alive():
            store.rotate()
        worker.join()
        store.rotate()
    assert not failures
    with opened(any_database, NEW) as store:
        assert store.seal_counts().unreadable == 0
        held = [store.privacy.export(f"U{number}") for number in range(3)]
        assert [len(each.questions) for each in held] == [0, 10, 10]
        assert all(WORD in each.text for one in held for each in one.questions)
        assert all(WORD in each.note for one in held for each in one.escalations)


def test_who_holds_a_row_is_waited_for(any_database: str) -> None:
    with opened(any_database, OLD) as store:
        question = ask(store, "U1")
    with opened(any_database, NEW, OLD) as store, opened(any_database, NEW, OLD) as other:
        with other.engine.begin() as db:
            changed = text("UPDATE question SET sealed_text = :text, said_at = 7 WHERE id = :id")
            values = {"text": Seal(OLD).seal("改了"), "id": question.id}
            rotating = threading.Thread(target=store.rotate)
            db.execute(changed, values)
            rotating.start()
        rotating.join()
        found = store.questions.find(question.id)
        assert found
        assert found.asked == replace(question.asked, text="改了")
        assert store.seal_counts().older == 0


@pytest.mark.parametrize("database", [POSTGRESQL], indirect=True)
def test_suggestions_that_are_laid_anew_meanwhile_are_sealed_with_today_s_secret(database: str) -> None:
    id_, day = suggestion_id("1"), date(2026, 11, 24)
    with opened(database, OLD) as store:
        store.suggestions.write(id_, "code", WORD, day)
    with opened(database, NEW, OLD) as bot, opened(database, NEW, OLD) as store:
        rotating = threading.Thread(target=store.rotate)

        def meanwhile(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("DELETE FROM suggestion") and not rotating.ident:
                rotating.start()
                while rotating.is_alive() and not waits(store):
                    rotating.join(0.01)

        event.listen(bot.engine, "before_cursor_execute", meanwhile)
        bot.suggestions.go_on(id_, WORD, day, "k" * 32)
        rotating.join()
        assert store.seal_counts().older == 0
    with opened(database, NEW) as store:
        found = store.suggestions.find(id_)
        assert found
        assert [remark.text for remark in found.remarks] == [WORD, WORD]


def waits(store: Store) -> bool:
    """Whether a transaction in the database waits for another."""
    waiting = "datname = current_database() AND wait_event_type = 'Lock'"
    with store.engine.begin() as db:
        return bool(db.scalar(text(f"SELECT count(*) FROM pg_stat_activity WHERE {waiting}")))  # noqa: S608  # our own words
