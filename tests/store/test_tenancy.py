"""Tenants of one database: whatever is asked of the store, it is answered as if there were no others.

That no method forgets it, all other tests of the store say, which run beside a twin (tests/store/twin.py).
"""

from typing import Any

import pytest
from bot.audit import Action
from bot.desk import LearnedPair, Learning
from bot.generation import Event, Generation
from bot.inquiries import Asked, Complaint, Opinion, Outcome, Place, Question, QuestionResult, Surface
from bot.store import Address, Parcel, Retention, Store, new_secret, open_database
from bot.store.audit import audit
from bot.store.database.locks import alone
from bot.store.database.tenancy import unbound
from bot.store.onboarding.tables import signature, step
from bot.store.publishing.publications import generation, publication
from bot.store.tables import claim, feedback, metadata, outbox, question
from bot.tallies import ENOUGH_PEOPLE
from sqlalchemy import (
    Executable,
    Table,
    delete,
    exists,
    func,
    insert,
    select,
    text,
    union,
    update,
)
from sqlalchemy.exc import CompileError, IntegrityError, StatementError

from tests.databases import on_postgresql, opened
from tests.store.enrolments import clause, newcomer
from tests.store.stored_questions import DAY, NOW

HERE = Place("T1", "C1", "17.1")
OLD, NEW = new_secret(), new_secret()


@pytest.fixture
def tenants(any_store: Store) -> tuple[Store, Store]:
    """The stores of a workspace and of an organisation, in one database."""
    return any_store.of("T0A"), any_store.of("E0B")


def asked(words: str, number: int, person: str) -> Asked:
    """Something with the same ids, whatever the words are."""
    return Asked(f"T1/C1/{number}", HERE, f"{number}.0", person, Surface.MENTION, words)


def settle(
    store: Store,
    words: str = "迟到怎么处理？",
    name: str = "code/7.1",
    *,
    number: int = 1,
    person: str = "U1",
) -> Question:
    """Somebody asked, and was answered."""
    assert store.questions.take(NOW, asked(words, number, person), f"Ev{number}")
    [leased] = store.questions.lease(NOW, 9, 30.0)
    result = QuestionResult(Outcome.ANSWER, (name,), 0.9, thread=words)
    assert store.questions.complete(NOW, leased, result, None)
    return leased


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=str)
def test_the_tenant_begins_each_key_and_index(table: Table) -> None:
    heads = [next(iter(index.columns)) for index in table.indexes]
    heads += [next(iter(key.columns)) for key in table.foreign_key_constraints]
    if table is not step:  # whose key is a number that the database gives, and that nobody else knows
        heads += list(table.primary_key)[:1]
    assert all(head is table.c.tenant for head in heads)
    assert not table.c.tenant.nullable


def test_one_id_is_one_question_a_tenant(tenants: tuple[Store, Store], any_store: Store) -> None:
    one, other = tenants
    first, second = settle(one), settle(other, "年假几天？")
    assert first.id == second.id
    assert (first.asked.text, second.asked.text) == ("迟到怎么处理？", "年假几天？")
    assert (one.threads.at(NOW, HERE), other.threads.at(NOW, HERE)) == ("迟到怎么处理？", "年假几天？")
    assert one.feedback.give(NOW, Opinion(first.id, "U1", Complaint.UNCLEAR))
    assert not other.feedback.on(first.id)
    assert any_store.questions.find(first.id) is None


def test_what_is_erased_or_over_goes_for_one_tenant(tenants: tuple[Store, Store]) -> None:
    one, other = tenants
    for store in tenants:
        settle(store)
    before = other.privacy.export("U1")
    assert one.privacy.erase(NOW, "U1", "cli:root").questions == 1
    assert other.privacy.export("U1") == before
    one.purge(NOW + 400 * DAY, Retention())
    assert other.privacy.export("U1") == before
    assert before.questions
    assert [link.record.action for link in one.audit.chain()] == [Action.ERASED]
    assert not list(other.audit.chain())


def test_each_tenant_has_a_chain_of_its_own(tenants: tuple[Store, Store]) -> None:
    one, other = tenants
    for words, store in enumerate((one, other, one)):
        store.onboarding.enrol(NOW, newcomer(), "U7")
        assert store.signatures.sign(NOW, "U1", "first", [clause(text=f"{words}")])
    assert [store.signatures.verify().count for store in tenants] == [2, 1]
    with one.engine.begin() as db:
        db.execute(update(signature).values(stage="another"))
    assert one.signatures.verify().fault
    assert not other.signatures.verify().fault


def test_people_of_two_tenants_are_not_enough_together(tenants: tuple[Store, Store]) -> None:
    one, other = tenants
    for number in range(ENOUGH_PEOPLE):
        settle(other if number else one, number=number, person=f"U{number}")
    assert not other.questions.most_cited(0.0, 3)
    settle(other, number=ENOUGH_PEOPLE, person=f"U{ENOUGH_PEOPLE}")
    assert other.questions.most_cited(0.0, 3) == ("code/7.1",)
    assert not one.questions.most_cited(0.0, 3)


_later = question.alias()
READING: dict[str, Executable] = {
    "a table": select(question.c.id),
    "a count": select(func.count()).where(question.c.state == "settled"),
    "an alias": select(_later.c.id),
    "a join": select(question.c.id).join(claim, claim.c.key == question.c.key),
    "a join of what is joined by its key": select(feedback.c.person).join(question),
    "two side by side": select(question.c.id).where(claim.c.key == question.c.key),
    "what is in a subquery": select(func.count()).select_from(select(question.c.id).subquery()),
    "what is in an expression before it": select(select(question.c.id).cte("first")),
    "a union": union(select(question.c.key), select(claim.c.key)),
    "what is there beside": select(question.c.id).where(exists().where(claim.c.key == question.c.key)),
    "what is not there beside": select(question.c.id).where(~exists().where(feedback.c.question == question.c.id)),
    "rows that are held": select(question.c.id).with_for_update(skip_locked=True),
}  # fmt: skip


@pytest.mark.parametrize("statement", READING.values(), ids=READING)
def test_no_shape_of_statement_reads_what_is_anothers(
    tenants: tuple[Store, Store], statement: Executable
) -> None:
    one, other = tenants

    def seen() -> list[Any]:
        with one.engine.begin() as db:
            return list(db.execute(statement).all())

    settle(one)
    alone = seen()
    for number in (1, 2, 3):
        at = settle(other, number=number)
        other.feedback.give(NOW, Opinion(at.id, "U1", None))
    assert seen() == alone


def test_what_is_beside_in_an_outer_join_is_of_the_same_tenant(tenants: tuple[Store, Store]) -> None:
    one, other = tenants
    with one.engine.begin() as db:
        db.execute(insert(generation).values(id="g", made_at=NOW))
        entry = {"place": 1, "generation": "g", "event": "published", "done_at": NOW, "record": 1}
        db.execute(insert(publication).values(entry))
    other.audit.record(NOW, "U9", Action.ERASED)
    beside = select(publication.c.place, audit.c.actor).outerjoin(
        audit, audit.c.place == publication.c.record
    )
    with one.engine.begin() as db:
        assert db.execute(beside).all() == [(1, None)]


def test_what_is_changed_or_deleted_is_of_one_tenant(tenants: tuple[Store, Store]) -> None:
    one, other = tenants
    ids = {settle(store).id for store in tenants}
    with one.engine.begin() as db:
        assert db.execute(update(question).where(question.c.id.in_(ids)).values(outcome="")).rowcount == 1
        assert db.execute(delete(question)).rowcount == 1
        assert db.execute(delete(claim)).rowcount == 2
    [id_] = ids
    kept = other.questions.find(id_)
    assert kept
    assert not other.questions.take(NOW, asked("?", 1, "U1"), "Ev1")


def test_a_statement_over_several_tables_at_once_is_none(any_store: Store) -> None:
    changes: list[Executable] = [
        update(question).where(question.c.key == claim.c.key).values(outcome=""),
        delete(question).where(question.c.key == claim.c.key),
        select(question.c.id).join(claim, claim.c.key == question.c.key, full=True),
    ]
    for each in changes:
        with any_store.engine.begin() as db, pytest.raises(CompileError):
            db.execute(each)


@pytest.mark.filterwarnings("ignore:Column 'claim.tenant'")
def test_by_an_engine_of_no_tenant_no_row_is_read_or_written(any_database: str) -> None:
    engine = open_database(any_database).execution_options(tenant=None)
    for each, error in (
        (select(question.c.id), StatementError),
        (delete(outbox), StatementError),
        (insert(claim).values(key="k", taken_at=NOW), IntegrityError),
    ):
        with pytest.raises(error), engine.begin() as db:
            db.execute(each)
    engine.dispose()


@on_postgresql
def test_a_tenant_at_work_alone_keeps_no_other_from_it(database: str) -> None:
    with opened(database) as store:
        held = "SELECT count(DISTINCT (classid, objid)) FROM pg_locks WHERE locktype = 'advisory'"
        with store.of("T0A").engine.begin() as one, store.of("E0B").engine.begin() as other:
            for db in (one, other):
                alone(db, 7)
            assert one.scalar(text(held)) == 2


def test_what_waits_is_known_of_all_tenants(tenants: tuple[Store, Store], any_store: Store) -> None:
    one, other = tenants
    assert one.questions.take(NOW, asked("年假几天？", 1, "U1"), "Ev1")
    other.outbox.enqueue(NOW + 9, Parcel(Address("T1", "C1"), [{"text": "7.1"}]), "p" * 32)
    waiting = any_store.backlog(of_all=True)
    assert (waiting.questions, waiting.parcels) == (1, 1)
    assert (one.backlog().total, other.backlog().total, any_store.backlog().total) == (1, 1, 0)
    assert any_store.tenants_at_hand(NOW) == {"T0A"}
    assert any_store.tenants_at_hand(NOW + 9) == {"T0A", "E0B"}
    assert [store.at_hand(NOW + 9) for store in (*tenants, any_store)] == [1, 1, 0]


def test_where_readers_changed_lately_is_known_of_all_tenants(
    tenants: tuple[Store, Store], any_store: Store
) -> None:
    one, other = tenants
    one.reader_changes.note(NOW, "C1")
    other.reader_changes.note(NOW + 9, "C1")
    assert any_store.tenants_of_changed_readers(NOW - 1) == {"T0A", "E0B"}
    assert any_store.tenants_of_changed_readers(NOW) == {"E0B"}


def test_where_rules_may_be_others_is_known_of_all_tenants(
    tenants: tuple[Store, Store], any_store: Store
) -> None:
    one, other = tenants
    for number, store in enumerate((one, one, other)):
        new = Generation({"code/book.yaml": f"title: {number}"})
        store.publications.keep(NOW, new)
        store.publications.note(NOW, new.id, Event.PUBLISHED, "cli:root")
    assert any_store.rules_versions() == {"T0A": (2, 0), "E0B": (1, 0)}
    assert other.learned.learn(NOW, Learning((LearnedPair("", "迟到", "code/7.1", "0" * 12),)), "U1")
    assert any_store.rules_versions() == {"T0A": (2, 0), "E0B": (1, other.learned.version())}


@pytest.mark.alone
def test_a_secret_is_changed_for_all_tenants(any_database: str) -> None:
    with opened(any_database, OLD) as store:
        for tenant in ("T0A", "E0B"):
            settle(store.of(tenant))
            store.of(tenant).audit.record(NOW, "U9", Action.ERASED)
    with opened(any_database, NEW, OLD) as store:
        older = store.seal_counts().older
        assert store.rotate().unreadable == 0
        assert store.seal_counts().by_secret == (older, 0)
    with opened(any_database, NEW) as store:
        for tenant in ("T0A", "E0B"):
            assert store.of(tenant).threads.at(NOW, HERE) == "迟到怎么处理？"
            [link] = store.of(tenant).audit.chain()
            assert link.key == store.seal.mac_keys(tenant)[0].fingerprint


@pytest.mark.filterwarnings("ignore:Column 'claim.tenant'")
def test_what_belongs_to_all_adds_no_row_of_nobody(any_store: Store) -> None:
    everybody = unbound(any_store.engine)
    with pytest.raises(IntegrityError), everybody.begin() as db:
        db.execute(insert(claim).values(key="k", taken_at=NOW))
