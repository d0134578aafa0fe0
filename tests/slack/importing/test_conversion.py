"""Documents are read apart: in time or not at all, under a name that is one, in folders that go."""

import os
import tempfile
from pathlib import Path

import pytest
from bot.slack.importing.conversion import Job, NotReadError, convert, room
from bot.slack.importing.documents import _file_name
from hypothesis import given
from hypothesis import strategies as st

from tests.slack.importing.conftest import DOCUMENT


def job(folder: Path, *, seconds: int) -> Job:
    document = folder / "考勤办法.txt"
    document.write_text(DOCUMENT, "utf-8")
    return Job(
        str(document), str(folder / "rules"), str(folder / "draft.zip"), "zh", "2026-11-23", (), seconds
    )


async def test_a_document_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(NotReadError) as raised:
        await convert(job(tmp_path, seconds=0))
    assert raised.value.is_late


async def test_a_process_that_ends_without_a_word_is_told_apart(tmp_path: Path) -> None:
    lost = job(tmp_path, seconds=60)
    Path(lost.file).unlink()
    with pytest.raises(NotReadError) as raised:
        await convert(lost)
    assert not raised.value.is_late


async def test_the_process_is_given_no_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    spy = tmp_path / "sitecustomize.py"
    spy.write_text(
        f"import os, pathlib; pathlib.Path({str(tmp_path / 'seen')!r}).write_text(str(dict(os.environ)))"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    await convert(job(tmp_path, seconds=60))
    assert "xoxb" not in (tmp_path / "seen").read_text()


@given(st.text(max_size=300))
def test_a_file_has_a_name_and_no_path_whatever_it_is_called(name: str) -> None:
    plain = _file_name(name)
    assert Path(plain).name == plain
    assert plain not in {"", ".", ".."}
    assert len(plain.encode()) <= 255
    assert plain.isprintable()


def test_folders_that_a_killed_process_left_go_and_those_in_use_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, used = tmp_path / "shouze-import-a", tmp_path / "shouze-import-b"
    for folder in (left, used):
        folder.mkdir()
        (folder / "document").write_text("甲")
    os.utime(left, (0, 0))
    with room() as made:
        assert made.stat().st_mode & 0o077 == 0
        assert not left.exists()
    assert sorted(tmp_path.iterdir()) == [used]
