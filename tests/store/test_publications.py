"""Publications of several processes: each generation counts once, in one order, on either database."""

from bot.generation import Event, Generation
from bot.store import Store

from tests.databases import at_once


def published(store: Store, text: str, now: float = 1.0) -> bool:
    generation = Generation({"code/book.yaml": text, "golden.yaml": "[]"})
    store.publications.keep(now, generation)
    return store.publications.note(now, generation.id, Event.PUBLISHED, "bot")


def test_what_several_processes_publish_at_once_is_published_once(any_database: str) -> None:
    done = at_once(any_database, lambda store: published(store, "守则"))
    assert sorted(done) == [False, False, False, True]


def test_different_generations_come_in_one_order(any_database: str, any_store: Store) -> None:
    at_once(any_database, lambda store: [published(store, f"第{count}版") for count in range(3)])
    log = any_store.publications.log()
    assert [each.place for each in log] == list(range(1, len(log) + 1))
    assert any_store.publications.newest() == log[-1].generation


def test_a_generation_is_named_by_its_beginning(any_store: Store) -> None:
    assert any_store.publications.newest() == ""
    published(any_store, "守则")
    whole = any_store.publications.newest()
    assert any_store.publications.named(whole[:6]) == [whole]
    assert any_store.publications.named("%") == []
