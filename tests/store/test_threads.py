"""Conversations are remembered for two weeks, and followed until somebody says stop."""

from bot.store import Store

DAY = 86_400.0
PLACE = "T/C/1.1"


def test_a_conversation_is_what_was_kept_last(any_store: Store) -> None:
    assert any_store.threads.at(PLACE, 0.0) == ""
    any_store.threads.keep(PLACE, "一", 1.0)
    any_store.threads.keep(PLACE, "二", 2.0)
    assert any_store.threads.at(PLACE, 3.0) == "二"
    assert any_store.threads.at("T/C/2.2", 3.0) == ""


def test_after_two_weeks_without_a_word_it_is_as_if_nothing_was_said(any_store: Store) -> None:
    any_store.threads.keep(PLACE, "一", 0.0)
    assert any_store.threads.at(PLACE, 14 * DAY - 1) == "一"
    assert any_store.threads.at(PLACE, 14 * DAY) == ""
    assert not any_store.threads.is_followed(PLACE, 14 * DAY)


def test_a_stopped_conversation_is_followed_again_once_it_goes_on(any_store: Store) -> None:
    any_store.threads.keep(PLACE, "一", 0.0)
    assert any_store.threads.is_followed(PLACE, 1.0)
    any_store.threads.stop(PLACE, 1.0)
    assert not any_store.threads.is_followed(PLACE, 2.0)
    assert any_store.threads.at(PLACE, 2.0) == "一"
    any_store.threads.keep(PLACE, "二", 3.0)
    assert any_store.threads.is_followed(PLACE, 4.0)
