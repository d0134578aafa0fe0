"""What people typed is sealed where there is a secret."""

from pathlib import Path

import pytest
from bot.inquiries import Asked, Escalation, EscalationState, Place, Surface
from bot.store import Seal
from bot.store.personal.sealing import SealError
from bot.store.tables import escalation, metadata
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, select

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


def test_a_row_is_read_as_the_dataclass_that_it_was_written_from_with_its_words_sealed() -> None:
    seal, engine = Seal(NEW), create_engine("sqlite://")
    kept = Escalation("e", "q", "U1", "HR", "@hr", "迟到怎么处理？", note="急", state=EscalationState.CLOSED)
    columns = seal.columns(escalation, kept)
    assert "迟到" not in str(columns)
    metadata.create_all(engine)
    with engine.begin() as db:
        db.execute(insert(escalation).values(columns | {"tenant": ""}))
        found = seal.read(Escalation, db.execute(select(escalation)).one())
    assert found == kept
    assert found.state is EscalationState.CLOSED
    engine.dispose()
