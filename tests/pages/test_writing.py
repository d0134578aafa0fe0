"""A site takes the place of the one before as a whole, and never that of anything else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bot.pages import NotASiteError, write_site

OLD = [("index.html", "旧"), ("code/1.html", "旧")]
NEW = [("index.html", "新"), ("law/1.html", "新")]


def files_in(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def test_a_newer_site_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "site"
    assert write_site(OLD, out) == 2
    assert files_in(out) == dict(OLD)
    write_site(NEW, out)
    assert files_in(out) == dict(NEW)
    assert not (out / "code").exists()
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    write_site(NEW, tmp_path / "site")
    assert files_in(tmp_path / "site") == dict(NEW)


@pytest.mark.parametrize("is_site", [True, False], ids=["a site", "no site"])
def test_a_folder_that_holds_anything_else_is_left_as_it_is(tmp_path: Path, *, is_site: bool) -> None:
    out = tmp_path / "site"
    if is_site:
        write_site(OLD, out)
    (out / "photos").mkdir(parents=True)
    (out / "photos" / "1.png").write_text("照片", encoding="utf-8")
    before = files_in(out)
    with pytest.raises(NotASiteError) as refused:
        write_site(NEW, out)
    assert refused.value.found == "photos/1.png"
    assert files_in(out) == before


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("一份文件", encoding="utf-8")
    with pytest.raises(NotASiteError):
        write_site(NEW, tmp_path / "site")
    assert (tmp_path / "site").read_text("utf-8") == "一份文件"


def test_what_fails_half_way_leaves_the_older_site_and_nothing_beside_it(tmp_path: Path) -> None:
    def failing() -> Iterator[tuple[str, str]]:
        yield NEW[0]
        raise OSError

    write_site(OLD, tmp_path / "site")
    with pytest.raises(OSError):  # noqa: PT011  # the very one
        write_site(failing(), tmp_path / "site")
    assert files_in(tmp_path / "site") == dict(OLD)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_list_that_was_tampered_with_takes_nothing_away_elsewhere(tmp_path: Path) -> None:
    write_site(OLD, tmp_path / "site")
    (tmp_path / "mine.txt").write_text("我的", encoding="utf-8")
    listed = tmp_path / "site" / ".shouze-site"
    listed.write_text(f"{listed.read_text('utf-8')}\n../mine.txt", encoding="utf-8")
    write_site(NEW, tmp_path / "site")
    assert (tmp_path / "mine.txt").read_text("utf-8") == "我的"
