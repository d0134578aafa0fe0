"""What onboarding holds about somebody is shown to them and removed; what they signed is shown and stays."""

from dataclasses import replace

from bot.onboarding.deadlines import EscalateToManager, ReminderDue
from bot.onboarding.path import Assignee, Stage
from bot.onboarding.progress import ClauseRead
from bot.onboarding.quiz import AnswerGiven
from bot.store import Address, Parcel, Purpose, Store

from tests.databases import at_once, opened, rows
from tests.store.enrolments import AT, HERE, NOW, clause, newcomer

FIRST = Stage("first", "第一天", 1, 1, "欢迎", ())
TO_MANAGER = Parcel(Address("T1", "U9"), [{"text": "<@U1> 逾期", "blocks": []}], Purpose.ONBOARDING)


def furnish(store: Store, person: str = "U1") -> None:
    """Somebody has read, answered, asked, signed, and was reminded."""
    on = store.onboarding
    on.enrol(NOW, newcomer(person), "U7")
    on.record(person, ClauseRead("code/1.1", AT))
    on.record(person, AnswerGiven("first", 1, "q", is_right=True, at=AT))
    on.post_once(NOW, person, "", {f"hello {person}": HERE})
    on.post_notice(NOW, person, ReminderDue(person, Assignee.NEW_HIRE, FIRST, 1), {})
    on.post_notice(
        NOW, person, EscalateToManager("U9", Assignee.NEW_HIRE, FIRST), {f"late {person}": TO_MANAGER}
    )
    on.count_question(person, ["code/2.2"])
    store.signatures.sign(NOW, person, "first", [clause()])


def test_the_export_shows_the_path_and_what_was_signed(any_store: Store) -> None:
    furnish(any_store)
    furnish(any_store, "U2")
    held = any_store.privacy.export("U1")
    [path] = held.onboarding
    assert (path.part, path.path, path.start, path.asked) == (
        "person",
        "general",
        "2026-03-02",
        ("code/2.2",),
    )
    assert [each.split()[1] for each in path.done] == ["read", "given"]
    assert sorted(each.split()[1] for each in path.told) == ["once", "reminder", "to-manager"]
    [signature] = held.signatures
    assert signature.clauses == ("code/1.1 (3)",)
    assert {parcel.texts for parcel in held.parcels} == {("欢迎",), ("<@U1> 逾期",)}
    assert "U2" not in str(held)


def test_a_part_in_somebody_elses_path_is_shown_without_what_they_did(any_store: Store) -> None:
    furnish(any_store)
    [path] = any_store.privacy.export("U8").onboarding
    assert (path.part, path.path, path.done) == ("buddy", "general", ())
    assert "U1" not in str(path)


def test_after_the_erasure_only_the_signatures_are_there_and_the_chain_holds(any_store: Store) -> None:
    furnish(any_store)
    furnish(any_store, "U2")
    others = any_store.privacy.export("U2").onboarding
    erased = any_store.privacy.erase(NOW, "U1", "cli:root")
    assert (erased.onboarding, erased.signatures, erased.cancelled) == (1, 1, 2)
    held = any_store.privacy.export("U1")
    assert (held.onboarding, held.parcels, len(held.signatures)) == ((), (), 1)
    assert any_store.privacy.export("U2").onboarding == others
    assert any_store.signatures.verify().fault is None
    tables = ("enrolment", "enrolment_step", "enrolment_word", "newcomer_voice", "newcomer_tally", "outbox")
    assert not [row for name in tables for row in rows(any_store, name) if "'U1'" in str(row)]
    assert len(rows(any_store, "enrolment_step")) == 2


def test_the_direct_conversation_is_cleared_even_if_they_never_asked(any_store: Store) -> None:
    any_store.onboarding.enrol(NOW, newcomer(), "U9")
    any_store.onboarding.change(NOW, "U1", "U9", channel="D1")
    any_store.outbox.enqueue(NOW, HERE, "a quiz")
    any_store.privacy.erase(NOW, "U1", "cli:root")
    assert not rows(any_store, "outbox")


def test_a_manager_who_is_erased_is_named_on_no_path(any_store: Store) -> None:
    furnish(any_store)
    assert any_store.privacy.erase(NOW, "U9", "cli:root").onboarding == 1
    record = any_store.onboarding.enrolment_of("U1")
    assert record
    assert (record.enrolment.manager, record.enrolment.buddy) == ("", "U8")
    assert not replace(any_store.privacy.export("U9"), audit=())


def test_while_others_go_on_the_erasure_is_whole(any_database: str) -> None:
    def work(replica: Store) -> None:
        for number in range(8):
            furnish(replica, "U2")
            furnish(replica, "U1")
            replica.onboarding.change(NOW, "U2", "U9", channel="D1")
            replica.privacy.erase(
                NOW, f"U{number % 2 * 8 + 1}", "cli:root"
            )  # the new colleague, or the manager of both

    at_once(any_database, work, replicas=3)
    with opened(any_database) as store:
        store.privacy.erase(NOW, "U1", "cli:root")
        assert not store.privacy.export("U1").onboarding
        assert store.signatures.verify().fault is None
