"""`shouze import --id`: the name of a book's folder, and never a way to another one."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Shouze
from tests.cli.importing.documents import NEWER, files, handbook

UNFIT = ["..", "../x", "../../x", "a/b", "a\\b", ".", ".git", "", " ", "v1.2", "-x", "a\nb", "a\0b", "x" * 61]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, with one in it that somebody else needs."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    (folder / "book.yaml").write_text("somebody else's", "utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize("way", ["--yes", "--json", "asked"])
def test_what_is_no_name_is_refused_and_nothing_written(
    way: str, shouze: Shouze, imported: Path, tmp_path: Path
) -> None:
    document = str(handbook(tmp_path, NEWER))
    before = contents(tmp_path)

    for written in (*UNFIT, str(tmp_path / "book"), str(imported / "handbook")):
        options = () if way == "asked" else (way,)
        done = shouze("import", document, "--into", str(imported), "--id", written, *options)

        told = json.loads(done.out)["refused"] if way == "--json" else done.err
        assert (done.status, contents(tmp_path)) == (2, before), written
        assert "不能用作规章的编号" in told


@pytest.mark.parametrize("id_", ["员工手册", "handbook_2", "a", "字" * 60])
def test_a_name_in_any_script_is_that_of_the_folder(id_: str, shouze: Shouze, tmp_path: Path) -> None:
    knowledge = tmp_path / "rules"

    done = shouze("import", str(handbook(tmp_path)), "--into", str(knowledge), "--id", id_, "--yes")

    assert (done.status, files(knowledge)[0]) == (0, id_)
    assert shouze("check", str(knowledge)).status == 0


def test_a_book_that_is_there_may_be_called_in_another_way(
    shouze: Shouze, imported: Path, tmp_path: Path
) -> None:
    book = imported / "handbook" / "book.yaml"
    book.write_text(book.read_text("utf-8").replace("id: handbook", "id: v1.2"), "utf-8")
    (imported / "handbook").rename(imported / "v1.2")

    document = handbook(tmp_path, NEWER)
    done = shouze("import", str(document), "--into", str(imported), "--id", "v1.2", "--yes")

    assert done.status == 0, done.err
    assert "2027" in (imported / "v1.2" / "book.yaml").read_text("utf-8")


@pytest.mark.parametrize("made", ["folder", "file"])
def test_nothing_that_is_no_book_is_replaced_by_one(made: str, shouze: Shouze, tmp_path: Path) -> None:
    knowledge = tmp_path / "rules"
    kept = knowledge / "qi-ming-gong-si-yuan-gong-shou-ce"
    kept = kept / "photo.jpg" if made == "folder" else kept
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"precious")
    document = str(handbook(tmp_path))

    named = shouze("import", document, "--into", str(knowledge), "--yes", "--id", files(knowledge)[0])
    assert (named.status, contents(knowledge).popitem()[1]) == (2, b"precious")
    assert "但不是规章" in named.err

    shouze("import", document, "--into", str(knowledge), "--yes")
    assert kept.read_bytes() == b"precious"
    assert (knowledge / "qi-ming-gong-si-yuan-gong-shou-ce-2" / "book.yaml").exists()
