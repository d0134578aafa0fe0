"""`shouze ask` and `section` on an earlier day, of files that were edited in place: what was published then."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bot.generation import Event
from bot.publishing import read_draft

from tests.cli.conftest import Shouze
from tests.databases import opened
from tests.publishing.folders import LATE, LATER, LEAVE, a_folder, chapter

BEFORE, AFTER = "2026-04-01", "2026-07-01"
CLOSED = chapter(LATER).replace(f"text: {LEAVE}", f"audience: [管理层], text: {LEAVE}")
AUDIENCES = "audiences: {管理层: [S0123ABCD]}\n"


def publish(url: str, folder: Path, month: int, written: str) -> None:
    """What the folder says from now on is published on the first day of a month of 2026."""
    draft = read_draft(a_folder(folder, written, "[]", AUDIENCES))
    at = datetime(2026, month, 1, tzinfo=UTC).timestamp()
    with opened(url) as store:
        store.publications.keep(at, draft.generation)
        store.publications.note(at, draft.generation.id, Event.PUBLISHED, "cli:root")


@pytest.fixture
def edited(made: str, tmp_path: Path) -> dict[str, str]:
    """The settings of an organisation that changed a clause in June, and closed another to most, without dates."""
    for month, written in ((3, chapter()), (6, CLOSED)):
        publish(made, tmp_path / "knowledge", month, written)
    return {"SHOUZE_DATABASE_URL": made, "SHOUZE_KNOWLEDGE": str(tmp_path / "knowledge")}


@pytest.mark.parametrize(
    "typed",
    [
        ("ask", "1.1", "--as-of", BEFORE),
        ("ask", f"1.1 @{BEFORE}"),
        ("section", "1.1", "--as-of", BEFORE),
    ],
)
def test_what_was_published_then_is_shown_and_since_when(
    typed: tuple[str, ...], shouze: Shouze, edited: dict[str, str]
) -> None:
    done = shouze(*typed, **edited)
    assert (LATE in done.out, LATER in done.out) == (True, False)
    assert "2026-03-01" in done.out
    assert "按规则文件里写的日期" not in done.out


def test_what_counts_still_is_shown_by_the_files(shouze: Shouze, edited: dict[str, str]) -> None:
    done = shouze("ask", "1.1", "--as-of", AFTER, **edited)
    assert LATER in done.out
    assert "按规则文件里写的日期" in done.out


def test_a_program_gets_it_with_its_day(shouze: Shouze, edited: dict[str, str]) -> None:
    said = json.loads(shouze("ask", "1.1", "--as-of", BEFORE, "--json", **edited).out)
    assert (said["as_of"], [each["text"] for each in said["citations"]]) == (BEFORE, [LATE])
    assert said["question"] == "1.1"


def test_at_the_terminal_all_is_seen_also_of_what_is_closed_today(
    shouze: Shouze, edited: dict[str, str]
) -> None:
    assert LEAVE in shouze("section", "1.2", "--as-of", BEFORE, **edited).out


def test_a_folder_that_is_named_says_itself_what_was(shouze: Shouze, edited: dict[str, str]) -> None:
    done = shouze("ask", "1.1", "--as-of", BEFORE, "--knowledge", edited["SHOUZE_KNOWLEDGE"], **edited)
    assert LATER in done.out


def test_without_a_database_the_files_say_it_and_none_is_made(
    shouze: Shouze, edited: dict[str, str], tmp_path: Path
) -> None:
    nowhere = tmp_path / "none.db"
    done = shouze("ask", "1.1", "--as-of", BEFORE, **edited | {"SHOUZE_DATABASE_URL": f"sqlite:///{nowhere}"})
    assert (done.status, LATER in done.out) == (0, True)
    assert not nowhere.exists()


def test_in_a_conversation_too(shouze: Shouze, edited: dict[str, str]) -> None:
    done = shouze("ask", typed=f"1.1 @{BEFORE}\n", **edited)
    assert LATE in done.out
