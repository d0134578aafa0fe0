"""Questions that owners settled: what is kept of them, and how all processes know that there are others."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.audit import Action
from bot.desk import LearnedPair, Learning
from bot.store import Store

from tests.databases import at_once, everything, on_each_database, rows
from tests.store.stored_questions import NOW, WORD, ask

PAIR = LearnedPair("", WORD, "code/1.1", "0" * 12)


def learn(store: Store, *pairs: LearnedPair) -> bool:
    return store.learned.learn(NOW, Learning(pairs, store.learned.version()), "U9")


def test_what_is_learned_is_there_with_the_moment_and_whoever_settled_it_is_recorded(
    any_store: Store,
) -> None:
    assert learn(any_store, PAIR)
    [kept] = any_store.learned.all()
    assert (kept.question, kept.clause, kept.text_mark) == (WORD, "code/1.1", "0" * 12)
    assert kept.settled_on == datetime.fromtimestamp(NOW, UTC).date()
    [record] = [link.record for link in any_store.audit.chain()]
    assert (record.actor, record.action, record.target) == ("U9", Action.LEARNED, kept.id)


def test_each_change_is_another_version(store: Store) -> None:
    versions = [store.learned.version()]
    learn(store, PAIR)
    versions.append(store.learned.version())
    store.learned.drop(NOW, [store.learned.all()[0].id], "cli:root")
    versions.append(store.learned.version())
    learn(store, PAIR)
    versions.append(store.learned.version())
    assert versions == sorted(set(versions))


def test_what_is_dropped_leaves_no_word(store: Store) -> None:
    learn(store, PAIR)
    [kept] = store.learned.all()
    assert store.learned.drop(NOW, [kept.id], "cli:root") == 1
    assert store.learned.drop(NOW, [kept.id, "nosuch"], "cli:root") == 0
    assert not store.learned.all()
    assert WORD not in everything(store)


@on_each_database
def test_of_several_owners_at_once_all_but_the_first_try_again(database: str) -> None:
    learned = at_once(database, lambda store: store.learned.learn(NOW, Learning((PAIR,), 0), "U9"))
    assert sorted(learned) == [False, False, False, True]


def test_who_erases_their_data_takes_the_pairs_in_their_words_along(any_store: Store) -> None:
    hers, his = ask(any_store, "U1"), ask(any_store, "U2")
    for question in (hers, his):
        learn(any_store, LearnedPair("", question.asked.text, "code/1.1", "0" * 12, question.id))
    before = any_store.learned.version()
    assert any_store.privacy.erase(NOW, "U1", "U1", only_own=True).pairs == 1
    assert [pair.question for pair in any_store.learned.all()] == [his.asked.text]
    assert any_store.learned.version() > before
    assert hers.asked.text not in [row["sealed_question"] for row in rows(any_store, "learned_pair")]


def test_a_pair_is_settled_on_a_day_of_the_tenants(any_store: Store) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    store, settled = any_store.of("T0A", zone), datetime(2026, 11, 1, 1, tzinfo=zone)
    assert store.learned.learn(settled.timestamp(), Learning((PAIR,), 0), "U9")
    assert [pair.settled_on for pair in store.learned.all()] == [settled.date()]
