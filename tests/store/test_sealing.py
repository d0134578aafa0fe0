"""What people typed is sealed where there is a secret."""

from pathlib import Path

import pytest
from bot.inquiries import Asked, Place, Surface
from bot.store import Seal, SealError
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from tests.databases import opened

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@given(st.text(), st.sampled_from([(), (OLD,), (NEW, OLD)]))
def test_what_was_sealed_opens_as_it_was(text: str, secrets: tuple[str, ...]) -> None:
    assert Seal(*secrets).open(Seal(*secrets).seal(text)) == text


@given(st.text())
def test_a_secret_can_be_changed_and_one_can_be_had_later(text: str) -> None:
    assert Seal(NEW, OLD).open(Seal(OLD).seal(text)) == text
    assert Seal(NEW).open(Seal().seal(text)) == text


@pytest.mark.parametrize("secrets", [(), (NEW,)], ids=["none", "another"])
def test_without_its_secret_a_text_stays_closed(secrets: tuple[str, ...]) -> None:
    with pytest.raises(SealError):
        Seal(*secrets).open(Seal(OLD).seal("迟到"))


def test_a_secret_is_not_in_its_picture() -> None:
    assert OLD not in repr(Seal(OLD))


def test_no_file_of_the_database_holds_what_was_asked(database: str, tmp_path: Path) -> None:
    with opened(database, OLD) as store:
        asked = Asked(
            "T/C/1", Place("T", "C"), "1", "U", Surface.COMMAND, "canary-迟到", "https://canary-url"
        )
        store.questions.take(1.0, asked, "Ev1")
        store.threads.save(1.0, Place("T", "C"), "canary-state")
        [question] = store.questions.lease(1.0, 1, 1.0)
        assert question.asked == asked
        assert all(b"canary" not in file.read_bytes() for file in tmp_path.iterdir())
    assert all(b"canary" not in file.read_bytes() for file in tmp_path.iterdir())
