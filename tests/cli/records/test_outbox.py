"""`shouze outbox`: dead letters are listed, sent again and dropped, and never read."""

import json
import time
from collections.abc import Iterator

import pytest
from bot.store import PlaceKind, Purpose, Store, new_secret
from bot.wording import Language, catalogue_for

from tests.cli.conftest import Done, Shouze
from tests.databases import opened
from tests.store.deliveries.test_dead_letters import HERE, given_up
from tests.store.stored_questions import WORD

SECRET = new_secret()


@pytest.fixture
def filled(made: str) -> Iterator[Store]:
    """Two dead letters, and a message that waits."""
    with opened(made, SECRET) as store:
        given_up(store, id_="first")
        given_up(store, id_="second")
        store.outbox.enqueue(time.time(), HERE)
        yield store


def run(shouze: Shouze, url: str, *arguments: str, **others: str) -> Done:
    environment = {"SHOUZE_DATABASE_URL": url, "SHOUZE_SECRET": SECRET} | others
    return shouze("outbox", *arguments, **environment)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("options", [(), ("--json",)], ids=["text", "json"])
def test_they_are_listed_without_a_word_of_theirs(shouze: Shouze, url: str, options: tuple[str, ...]) -> None:
    done = run(shouze, url, "list", *options)
    assert done.status == 0
    for known in ("first", "second", "is_archived"):
        assert known in done.out
    assert WORD not in done.out


@pytest.mark.usefixtures("filled")
def test_a_program_is_told_what_a_person_is(shouze: Shouze, url: str) -> None:
    told = json.loads(run(shouze, url, "list", "--json").out)
    assert told["waiting"]["count"] == 1
    first, _ = told["dead_letters"]
    assert (first["id"], first["place"], first["purpose"]) == ("first", "channel", "answer")
    assert first["age_seconds"] > 0


def test_one_is_sent_again_and_the_other_dropped(shouze: Shouze, url: str, filled: Store) -> None:
    assert "1 条" in run(shouze, url, "retry", "first").out
    assert [letter.id for letter in filled.dead_letters.all()] == ["second"]
    assert "1 条" in run(shouze, url, "drop", "second").out
    assert filled.dead_letters.all() == ()
    assert filled.outbox.find("first")
    assert filled.outbox.find("second") is None


def test_all_of_them_can_be_sent_again_without_the_key(shouze: Shouze, url: str, filled: Store) -> None:
    done = run(shouze, url, "retry", "--all", SHOUZE_LANGUAGE="en", SHOUZE_SECRET="")
    assert "again: 2" in done.out
    assert filled.dead_letters.all() == ()


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("command", ["retry", "drop"])
def test_one_that_is_not_there_is_said(shouze: Shouze, url: str, command: str) -> None:
    done = run(shouze, url, command, "first", "third")
    assert done.status == 1
    assert "third" in done.out
    assert "first" not in done.out


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("command", ["retry", "drop"])
def test_where_none_is_there_nothing_is_said_to_be_done(shouze: Shouze, url: str, command: str) -> None:
    done = run(shouze, url, command, "99")
    assert done.status == 1
    assert "0 条" not in done.out


@pytest.mark.parametrize("command", ["retry", "drop"])
@pytest.mark.parametrize("meant", [(), ("first", "--all")], ids=["nothing", "one and all"])
def test_it_is_either_some_or_all(
    shouze: Shouze, url: str, filled: Store, command: str, meant: tuple[str, ...]
) -> None:
    done = run(shouze, url, command, *meant)
    assert done.status == 2
    assert "--all" in done.err
    assert len(filled.dead_letters.all()) == 2


@pytest.mark.parametrize("language", Language)
def test_every_purpose_and_kind_of_place_has_a_name(language: Language) -> None:
    say = catalogue_for(language)
    assert all(say(f"outbox.purpose.{purpose}") for purpose in Purpose)
    assert all(say(f"outbox.place.{place}") for place in PlaceKind)
