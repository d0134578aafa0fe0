"""Conversations are remembered for two weeks, and followed until somebody says stop."""

from bot.inquiries import Place
from bot.store import Store

DAY = 86_400.0
PLACE = Place("T", "C", "1.1")


def test_a_conversation_is_what_was_kept_last(any_store: Store) -> None:
    assert any_store.threads.at(0.0, PLACE) == ""
    any_store.threads.save(1.0, PLACE, "一")
    any_store.threads.save(2.0, PLACE, "二")
    assert any_store.threads.at(3.0, PLACE) == "二"
    assert any_store.threads.at(3.0, Place("T", "C", "2.2")) == ""


def test_after_two_weeks_without_a_word_it_is_as_if_nothing_was_said(any_store: Store) -> None:
    any_store.threads.save(0.0, PLACE, "一")
    assert any_store.threads.at(14 * DAY - 1, PLACE) == "一"
    assert any_store.threads.at(14 * DAY, PLACE) == ""
    assert not any_store.threads.is_followed(14 * DAY, PLACE)


def test_a_stopped_conversation_is_followed_again_once_it_goes_on(any_store: Store) -> None:
    any_store.threads.save(0.0, PLACE, "一")
    assert any_store.threads.is_followed(1.0, PLACE)
    any_store.threads.stop(1.0, PLACE)
    assert not any_store.threads.is_followed(2.0, PLACE)
    assert any_store.threads.at(2.0, PLACE) == "一"
    any_store.threads.save(3.0, PLACE, "二")
    assert any_store.threads.is_followed(4.0, PLACE)
