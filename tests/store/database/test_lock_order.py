"""All transactions lock in one order (bot/store/database/locks.py): two that meet never wait for each other."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from bot.desk import Item, ItemState, LearnedPair, Learning
from bot.inquiries import Complaint, Escalation, Opinion, Outcome, QuestionResult
from bot.store import Address, Closing, Parcel, Purpose, Retention, Store
from sqlalchemy import text

from tests.databases import on_postgresql, opened
from tests.store.database.meetings import Work, meet
from tests.store.enrolments import newcomer
from tests.store.onboarding.test_acknowledgements import CHANGED, CLAUSE
from tests.store.stored_questions import DAY, NOW, WORD, answer, ask

ERASED = "U1"
THERE = "p" * 32
PARCEL = Parcel(Address("T1", ERASED), [{"text": WORD}])
TO_OWNER = Parcel(Address("T1", "D9"), [{"text": WORD}], Purpose.ESCALATION)
Meeting = tuple[Callable[[Store], None], Work, str, Work]


def erase(store: Store) -> None:
    store.privacy.erase(NOW, ERASED, "cli:root")


def with_parcel(store: Store) -> None:
    store.outbox.enqueue(NOW, PARCEL, THERE)


def begin_path(store: Store) -> None:
    assert store.onboarding.enrol(NOW, newcomer(ERASED), "U7")
    assert store.onboarding.post_once(NOW, ERASED, "", {THERE: PARCEL})


def with_answer(store: Store) -> None:
    answer(store, ask(store, ERASED))


def with_signer(store: Store) -> None:
    assert store.acknowledgements.begin(NOW, CHANGED)
    assert store.acknowledgements.ask(NOW, CHANGED.id, ERASED, {THERE: PARCEL})


def sign(store: Store) -> None:
    store.acknowledgements.sign(NOW, CHANGED.id, ERASED, [CLAUSE], {THERE: PARCEL})


def with_follower(store: Store) -> None:
    with_parcel(store)
    store.following.follow(ERASED, "clause code/7.1")


def tell_follower(store: Store) -> None:
    store.following.tell(NOW, ERASED, 1, THERE, PARCEL)


def with_buddy(store: Store) -> None:
    """Who leaves is on a path of their own, which comes last, and somebody's buddy."""
    store.onboarding.enrol(NOW, newcomer(ERASED), "U7")
    store.onboarding.enrol(NOW, replace(newcomer("U2"), buddy=ERASED), "U7")
    with store.engine.begin() as db:
        db.execute(text("UPDATE enrolment SET id = CASE person WHEN 'U1' THEN 'z' ELSE 'a' END"))


def leave(store: Store) -> None:
    assert store.onboarding.leave(NOW, ERASED)


def passed_on(store: Store) -> Escalation:
    """A question of somebody else's that was passed on to who is erased."""
    asked = ask(store, "U2")
    store.questions.complete(NOW, asked, QuestionResult(Outcome.REFUSAL, ("code/7.1",)), None)
    new = Escalation("x1", asked.id, "U2", "运营部", ERASED, WORD, "", "https://l")
    assert store.escalations.open(NOW, new, TO_OWNER)
    return new


def with_dead_letter(store: Store) -> None:
    """What did not reach its owner, after what its asker was told of that."""
    reply = replace(TO_OWNER, purpose=Purpose.REPLY, subject="x1")
    store.outbox.enqueue(NOW, reply, "before")
    letter = store.outbox.find(passed_on(store).id)
    assert letter
    store.outbox.give_up(letter, "is_archived")


def retry(store: Store) -> None:
    assert store.dead_letters.retry(NOW, "x1", "cli:root")


def with_item(store: Store) -> None:
    question = passed_on(store).question
    store.desk.sort_in(NOW, [Item(question, "运营部", ERASED, ("code/7.1",))], {question: question})


def close(store: Store) -> None:
    [item] = store.desk.items(ItemState.OPEN)
    learning = Learning((LearnedPair("", WORD, "code/7.1", "0" * 12),))
    store.desk.close(NOW, Closing(item, ItemState.SETTLED, "U8", "code/7.1", "0" * 12, learning=learning))


def with_old_items(store: Store) -> None:
    """Of two, one was dealt with, and its asker did not like that."""
    for _ in range(2):
        with_refused(store)
    done, _ = store.desk.items(ItemState.OPEN)
    store.desk.close(NOW, Closing(done, ItemState.SETTLED, "U8", "code/7.1", "0" * 12))
    assert store.feedback.give(NOW + 1, Opinion(done.id, "U2", Complaint.UNCLEAR))


def with_refused(store: Store) -> None:
    asked = ask(store, "U2")
    store.questions.complete(NOW, asked, QuestionResult(Outcome.REFUSAL, ("code/7.1",)), None)
    store.desk.sort_in(NOW, [Item(asked.id, "运营部", "U9", ("code/7.1",))], {asked.id: asked.id})


def sort_again(store: Store) -> None:
    [done], [waiting] = store.desk.items(ItemState.SETTLED), store.desk.items(ItemState.OPEN)
    store.desk.sort_in(NOW + 2, [], {done.id: waiting.id})


def purge(store: Store) -> None:
    store.purge(NOW + 200 * DAY, Retention())


def with_askers(store: Store) -> None:
    """Four who asked for two clauses, among them who is erased; the next makes it enough."""
    for number in range(1, 6):
        store.onboarding.enrol(NOW, newcomer(f"U{number}"), "U7")
    for number in range(1, 5):
        for clause in ("code/2.2", "code/1.1"):
            store.onboarding.count_question(f"U{number}", [clause])


def ask_for_both(store: Store) -> None:
    store.onboarding.count_question("U5", ["code/1.1", "code/2.2"])


MEETINGS: dict[str, Meeting] = {
    "a path begun meanwhile": (with_parcel, erase, "DELETE FROM outbox", begin_path),
    "a question asked meanwhile": (with_answer, erase, "DELETE FROM thread", with_answer),
    "a signature given meanwhile": (with_signer, erase, "DELETE FROM outbox", sign),
    "a follower told meanwhile": (with_follower, erase, "DELETE FROM outbox", tell_follower),
    "who leaves is erased": (with_buddy, leave, "UPDATE enrolment", erase),
    "a dead letter to who is erased is sent again": (with_dead_letter, retry, "UPDATE escalation", erase),
    "what is decided was put to who is erased": (with_item, close, "INSERT INTO audit", erase),
    "an item goes whose question is sorted anew": (with_old_items, sort_again, "DELETE FROM desk_v", purge),
    "enough ask beside who is erased": (with_askers, ask_for_both, "DELETE FROM newcomer_voice", erase),
}


@on_postgresql
@pytest.mark.parametrize("meeting", MEETINGS.values(), ids=MEETINGS)
def test_of_two_that_meet_one_waits_and_both_end_well(database: str, meeting: Meeting) -> None:
    furnish, first, after, second = meeting
    with opened(database) as store:
        furnish(store)
    meet(database, first, after, second)
