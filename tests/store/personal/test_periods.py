"""The table of what is stored and how long is true of every table, as the clock goes through all of it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from bot.desk import Item, ItemState, LearnedPair, Learning
from bot.generation import Event, Generation
from bot.inquiries import EscalationState, Question
from bot.onboarding.acknowledgements import Acknowledgement
from bot.onboarding.deadlines import ReminderDue
from bot.onboarding.path import Assignee, Stage
from bot.onboarding.progress import ClauseRead, Ending, StageClosed
from bot.onboarding.quiz import AnswerGiven
from bot.pulse import PulseQuestion, Round
from bot.store import Account, Address, Closed, Closing, Installation, Parcel, Purpose, Retention, Store
from bot.store.tables import metadata

from tests.databases import everything, rows
from tests.store.enrolments import AT, clause, newcomer
from tests.store.stored_questions import DAY, NOW, WORD, answer, ask, judge, pass_on, told

KEEP = Retention()
FIRST = Stage("first", "第一天", 1, 1, "欢迎", ())
ANONYMOUS, GONE = KEEP.questions, KEEP.questions + KEEP.counts
CHANGES: dict[str, set[int]] = {
    "claim": {KEEP.events},
    "thread": {KEEP.threads},
    "outbox": {KEEP.parcels, KEEP.questions, KEEP.onboarding},  # posted, never posted, cards
    "question": {ANONYMOUS, GONE},
    "feedback": {KEEP.feedback, GONE},
    "escalation": {KEEP.feedback, GONE},
    "account": {KEEP.accounts},
    "enrolment": {KEEP.onboarding},
    "enrolment_step": {KEEP.onboarding},
    "enrolment_word": {KEEP.onboarding},
    "newcomer_voice": {KEEP.onboarding},
    "newcomer_tally": set(),
    "audit": {KEEP.audit},
    "signature": set(),
    "acknowledgement": set(),
    "acknowledged_clause": set(),
    "signer": {KEEP.onboarding},
    "chapter_review": {KEEP.audit},
    "signed_text": set(),
    "signed_clause": set(),
    "file_content": set(),
    "generation": set(),
    "generation_file": set(),
    "publication": set(),
    "desk_item": {KEEP.feedback},
    "desk_voice": {KEEP.feedback},
    "learned_pair": set(),
    "pulse_round": {KEEP.feedback, KEEP.counts},  # one that nobody closed; counts
    "pulse_invitation": {KEEP.feedback},
    "pulse_answer": {KEEP.feedback},
    "pulse_count": {KEEP.counts},
    "suggestion": {KEEP.feedback},
    "suggestion_remark": {KEEP.feedback},
    "follow": set(),
    "installation": set(),
    "tenant": set(),
    "process": {KEEP.events},
    "reader_change": {KEEP.events},
}
"""Each table, and the days after which something of it goes."""


def furnish(store: Store) -> None:
    """Something is in every table, all of one moment."""
    question = ask(store, "U1")
    answer(store, question)
    judge(store, question)
    ended = replace(pass_on(store, question), state=EscalationState.CLOSED, reply=WORD, closed_by="U9")
    store.escalations.end(NOW, ended, told())
    settle(store, question)
    rules = Generation({"code/book.yaml": "守则"})
    store.publications.keep(NOW, rules)
    store.publications.note(NOW, rules.id, Event.PUBLISHED, "U9")
    store.outbox.enqueue(NOW, Parcel(Address("T1", "C5"), [{"text": WORD}]), "never posted")
    card = Parcel(Address("T1", "D1"), [{"text": WORD}], Purpose.ONBOARDING)
    store.outbox.enqueue(NOW, card, "card")
    for delivery in store.outbox.lease(NOW, 9, 30):
        if delivery.id != "never posted":
            store.outbox.progress(delivery, [], is_whole=True)
    store.accounts.keep(NOW, [Account("U1", False, False, True, "zh", "Asia/Shanghai")])  # noqa: FBT003  # a row
    for number in range(1, 7):
        walk(store, f"U{number}")
    store.onboarding.finish(NOW, "U1")
    store.onboarding.end(NOW, "U2", "U7")
    store.following.follow("U1", "clause code/1.1")
    store.suggestions.write("0" * 32, "code", WORD, datetime.fromtimestamp(NOW, UTC).date())
    survey(store)
    day = AT.date()
    store.acknowledgements.begin(NOW, Acknowledgement("0" * 32, "code", 1, day, day, {"code/1.1": ""}))
    store.acknowledgements.ask(NOW, "0" * 32, "U1", {})
    store.acknowledgements.close(NOW, "0" * 32, {})
    store.chapter_reviews.review(NOW, "code/1", day, day, "U1", told={})
    store.team("T1")
    store.processes.present(NOW, "p", 0.0, 2)
    store.reader_changes.note(NOW, "C5")
    store.installations.keep(NOW, Installation("T1", "Acme", "T1", "B1", "U0", "chat:write", "xoxb-1"))


def survey(store: Store) -> None:
    """A round that was closed, and one that is still open."""
    today = datetime.fromtimestamp(NOW, UTC).date()
    for name in ("2026-07", "2026-10"):
        store.pulses.open(Round(name, today, today, (PulseQuestion("find", "找得到"),)))
        for number in range(5):
            parcel = Parcel(Address("T1", f"U{number}"), [{"text": "调查"}], Purpose.NOTICE, f"U{number}")
            assert store.pulses.invite(NOW, name, f"U{number}", parcel, f"{name}/{number}")
            assert store.pulses.answer(name, f"U{number}", "find", 4)
        if name == "2026-07":
            assert store.pulses.close_until(today) == 1


def settle(store: Store, question: Question) -> None:
    """An owner dealt with what it asked, and it was learned."""
    item = Item(question.id, "运营部", "U9", ("code/7.1",))
    store.desk.sort_in(NOW, [item], {question.id: item.id})
    found = store.desk.find(item.id)
    assert found
    pair = LearnedPair("", "迟到怎么算", "code/7.1", "0" * 12, question.id)
    done = Closing(found, ItemState.SETTLED, "U9", "code/7.1", "0" * 12, WORD, Learning((pair,)))
    assert store.desk.close(NOW, done) is Closed.DONE


def walk(store: Store, person: str) -> None:
    """Somebody reads, answers wrongly, asks, is reminded, signs, and a stage ends."""
    on = store.onboarding
    on.enrol(NOW, newcomer(person), "U7")
    for entry in (
        ClauseRead("code/1.1", AT),
        AnswerGiven("first", 1, "q", is_right=False, at=AT),
        StageClosed("first", Ending.DONE, AT),
    ):
        on.record(person, entry)
    on.post_once(NOW, person, "", {})
    on.post_notice(NOW, person, ReminderDue(person, Assignee.NEW_HIRE, FIRST, 1), {})
    on.count_question(person, ["code/2.2", f"code/{person}"])
    store.signatures.sign(NOW, person, "first", [clause()])


def test_each_table_loses_what_it_is_said_to_lose_on_that_day_and_nothing_else(any_store: Store) -> None:
    assert set(CHANGES) == set(metadata.tables)
    furnish(any_store)
    before = {table: rows(any_store, table) for table in CHANGES}
    assert all(before.values())
    changes: dict[str, set[int]] = {table: set() for table in CHANGES}
    for day in sorted(set().union(*CHANGES.values(), KEEP.periods.values())):
        for second in (-DAY, DAY):  # counts are of whole days
            any_store.purge(NOW + day * DAY + second, KEEP)
            after = {table: rows(any_store, table) for table in CHANGES}
            for table in CHANGES:
                if after[table] != before[table]:
                    changes[table].add(day if second > 0 else -day)
            before = after
    assert changes == CHANGES


def test_five_years_later_nobody_knows_what_somebody_answered_asked_or_read(any_store: Store) -> None:
    furnish(any_store)
    any_store.purge(NOW + 5 * 365 * DAY, KEEP)
    assert WORD not in everything(any_store)
    finished = any_store.onboarding.enrolment_of("U1")
    assert finished
    assert finished.is_finished
    progress = finished.progress
    assert (progress.read, progress.answers, finished.notices) == ((), (), ())
    assert [closed.stage for closed in progress.closed] == ["first"]
    assert finished.posted_once == {""}
    assert any_store.signatures.outdated({clause().name: clause(text="改了").digest}) >= {"U1"}
    assert {row["person"] for row in rows(any_store, "enrolment")} == {"U1", "U3", "U4", "U5", "U6"}


@pytest.mark.parametrize("days", [1, 30, 3_650])
def test_the_days_of_questions_are_counted_as_the_settings_say(store: Store, days: int) -> None:
    keep = Retention.of_questions(days)
    answer(store, ask(store, "U1"))
    store.purge(NOW + days * DAY - 1, keep)
    assert rows(store, "question")[0]["person"] == "U1"
    store.purge(NOW + days * DAY + 1, keep)
    assert rows(store, "question")[0]["person"] == ""
