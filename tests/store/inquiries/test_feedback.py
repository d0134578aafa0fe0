"""What people think of answers: one word a person and question."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from bot.inquiries import Complaint, Opinion
from bot.store import Store
from cryptography.fernet import Fernet
from sqlalchemy import text

from tests.databases import opened
from tests.store.stored_questions import NOW, answered


def test_the_later_word_of_a_person_replaces_the_earlier(any_store: Store) -> None:
    question = answered(any_store)
    assert any_store.feedback.give(NOW, Opinion(question, "U1"))
    worse = Opinion(question, "U1", Complaint.OUTDATED, "去年改过")
    assert any_store.feedback.give(NOW + 1, worse)
    assert any_store.feedback.on(question) == (worse,)
    assert any_store.feedback.give(NOW + 2, Opinion(question, "U1"))
    assert any_store.feedback.on(question) == (Opinion(question, "U1"),)


def test_each_person_has_a_word(any_store: Store) -> None:
    question = answered(any_store)
    words = (Opinion(question, "U1"), Opinion(question, "U2", Complaint.UNCLEAR))
    for later, word in enumerate(words):
        assert any_store.feedback.give(NOW + later, word)
    assert any_store.feedback.on(question) == words


def test_many_clicks_of_one_person_at_once_leave_one_word(any_store: Store) -> None:
    question = answered(any_store)
    with ThreadPoolExecutor(8) as threads:
        given = [threads.submit(any_store.feedback.give, NOW, Opinion(question, "U1")) for _ in range(16)]
    assert all(one.result() for one in given)
    assert any_store.feedback.on(question) == (Opinion(question, "U1"),)


@pytest.mark.parametrize("how", ["never asked", "forgotten"])
def test_there_is_no_word_on_a_question_that_is_gone(any_store: Store, how: str) -> None:
    question = answered(any_store) if how == "forgotten" else "0" * 32
    with any_store.engine.begin() as db:
        db.execute(text("UPDATE question SET person = ''"))
    assert not any_store.feedback.give(NOW, Opinion(question, "U1"))
    assert any_store.feedback.on(question) == ()


def test_comments_are_stored_sealed(any_database: str) -> None:
    with opened(any_database, Fernet.generate_key().decode()) as store:
        question = answered(store)
        opinion = Opinion(question, "U1", Complaint.OTHER, "我要的是 canary")
        assert store.feedback.give(NOW, opinion)
        with store.engine.begin() as db:
            assert "canary" not in str(db.execute(text("SELECT * FROM feedback")).all())
        assert store.feedback.on(question) == (opinion,)
