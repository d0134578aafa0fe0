"""What the store writes on disk is for its owner alone, whatever the umask is; what is there already stays as it is."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from bot.store import open_to_others, write_privately
from bot.store.database.private_files import private_file, private_folder

from tests.databases import opened
from tests.store.stored_questions import ask


@pytest.fixture(params=[0o000, 0o777], ids=["everything allowed", "nothing allowed"])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.usefixtures("umask")
def test_the_database_its_journal_and_its_folders_are_private(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "deep"
    with opened(f"sqlite:///{folder / 'a.db'}") as store:
        ask(store)
        files = {each.name: mode(each) for each in folder.iterdir()}
    assert files == {"a.db": 0o600, "a.db-wal": 0o600, "a.db-shm": 0o600}
    assert [mode(folder), mode(folder.parent)] == [0o700, 0o700]


@pytest.mark.usefixtures("umask")
def test_a_file_is_written_for_its_owner_alone_also_over_one_that_was_open(tmp_path: Path) -> None:
    new, old = tmp_path / "new.csv", tmp_path / "old.csv"
    old.touch()
    old.chmod(0o644)
    for path in (new, old):
        write_privately(path, b"a;b")
        assert (mode(path), path.read_bytes()) == (0o600, b"a;b")


def test_a_pipe_is_written_to_and_keeps_its_rights(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    pipe.chmod(0o640)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_privately(pipe, b"a;b")
    assert os.read(reading, 9) == b"a;b"
    assert mode(pipe) == 0o640
    os.close(reading)


def test_what_is_there_stays_as_it_is_and_is_told(tmp_path: Path) -> None:
    folder, file = tmp_path / "open", tmp_path / "open" / "a.db"
    folder.mkdir()
    folder.chmod(0o755)
    file.touch()
    file.chmod(0o640)
    private_folder(folder)
    private_file(file)
    assert open_to_others([folder, file, tmp_path / "none"]) == (folder, file)
    folder.chmod(0o700)
    file.chmod(0o600)
    assert open_to_others([folder, file]) == ()


def test_where_a_file_stands_there_can_be_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileExistsError):
        private_folder(tmp_path / "file")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_leaves_no_file(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with opened(url) as store:
        ask(store)
    assert not list(tmp_path.iterdir())
