"""`shouze diff`: generations, folders and revisions of git against each other."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Shouze
from tests.cli.rules.test_publish import Terminal
from tests.publishing.folders import LATE, LATER, LEAVE, a_folder, chapter


@pytest.fixture
def terminal(shouze: Shouze, tmp_path: Path, url: str) -> Terminal:
    """A folder whose first clause was changed after it was published."""
    terminal = Terminal(shouze, tmp_path / "knowledge", url)
    terminal("publish")
    a_folder(terminal.folder, chapter(LATER))
    return terminal


def test_the_folder_stands_against_what_counts(terminal: Terminal) -> None:
    printed = terminal("diff").out
    assert f"− {LATE}" in printed
    assert f"+ {LATER}" in printed
    [change] = json.loads(terminal("diff", "--json").out)
    assert (change["change"], change["old"]["text"], change["new"]["text"]) == ("changed", LATE, LATER)


def test_what_a_new_clause_says_and_what_one_said_that_is_gone_is_read_before_it_counts(
    terminal: Terminal,
) -> None:
    terminal("publish")
    a_folder(terminal.folder, chapter(LATER) + '  - {number: "1.3", title: 加班, text: 加班须事先批准。}\n')
    assert "+ 加班须事先批准。" in terminal("diff").out
    terminal("publish")
    a_folder(terminal.folder, chapter(LATER))
    assert "− 加班须事先批准。" in terminal("diff").out


def test_two_generations_stand_against_each_other(terminal: Terminal) -> None:
    terminal("publish")
    newer, older = (each["generation"] for each in terminal.history())
    assert f"+ {LATE}" in terminal("diff", newer, older[:8]).out
    assert "没有不同" in terminal("diff").out


def test_a_folder_and_a_revision_of_git_are_states(terminal: Terminal, tmp_path: Path) -> None:
    other = a_folder(tmp_path / "other")
    assert f"+ {LATER}" in terminal("diff", str(other)).out
    committed(terminal.folder)
    assert f"+ {LATER}" in terminal("diff", str(other), "HEAD").out


def test_a_revision_of_git_needs_no_database(shouze: Shouze, tmp_path: Path) -> None:
    without = Terminal(shouze, a_folder(tmp_path / "knowledge"), f"sqlite:///{tmp_path}/none.db")
    committed(without.folder)
    a_folder(without.folder, chapter(LATER))
    assert f"+ {LATER}" in without("diff", "HEAD").out


def test_what_a_clause_will_say_and_its_end_are_a_difference(terminal: Terminal, tmp_path: Path) -> None:
    terminal("publish")
    coming = "revisions: [{effective: 2027-01-01, text: 扣一百元。}], repealed: {on: 2028-01-01}"
    a_folder(terminal.folder, chapter(LATER).replace(f"text: {LATER}", f"text: {LATER}, {coming}"))
    printed = terminal("diff", "--html", str(tmp_path / "page.html")).out
    assert "+ 自 2027-01-01 起改为：扣一百元。" in printed
    assert "+ 自 2028-01-01 起废止" in printed
    assert LATER not in printed
    [told] = json.loads(terminal("diff", "--json").out)
    assert (told["old"]["revisions"], told["old"]["repealed"]) == ([], None)
    assert [(each["effective"], each["text"]) for each in told["new"]["revisions"]] == [
        ("2027-01-01", "扣一百元。")
    ]
    assert told["new"]["repealed"] == {"on": "2028-01-01", "successor": ""}
    assert "自 2027-01-01 起改为：扣一百元。" in (tmp_path / "page.html").read_text("utf-8")


def test_a_link_out_of_the_folder_is_told_in_a_revision_too(terminal: Terminal) -> None:
    (terminal.folder / "link").symlink_to("/etc")
    committed(terminal.folder)
    done = terminal("diff", "HEAD")
    assert (done.status, "指到知识文件夹外面的链接（/etc）" in done.err) == (2, True)


def test_a_fault_in_a_revision_is_told_as_git_calls_its_files(terminal: Terminal) -> None:
    [book] = terminal.folder.glob("*/book.yaml")
    book.write_text("id: [\n", "utf-8")
    committed(terminal.folder)
    done = terminal("diff", "HEAD")
    assert (done.status, done.err.startswith(f"HEAD:{book.parent.name}/book.yaml:2: ")) == (2, True), done.err


def committed(folder: Path) -> None:
    git = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "修订"]):
        subprocess.run([*git, *command], check=True)  # noqa: S603  # a test's own


@pytest.mark.parametrize("written", ["nowhere", "--help-me", "zz", "HEAD", "x" * 5_000])
def test_what_is_no_state_is_said_to_be_none(terminal: Terminal, written: str) -> None:
    done = terminal("diff", "--", written)
    assert (done.status, written in done.err) == (2, True)


def test_the_page_marks_what_was_taken_out_and_put_in_and_nothing_acts_as_markup(
    terminal: Terminal, tmp_path: Path
) -> None:
    a_folder(terminal.folder, chapter("<script>口头</script>提醒。"))
    assert terminal("diff", "--html", str(tmp_path / "page.html")).status == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    assert f"<del>{LATE}</del><ins>&lt;script&gt;" in page
    assert "<script>" not in page


def test_the_impact_of_what_comes_is_shown_for_its_day_and_needs_no_database(
    shouze: Shouze, tmp_path: Path, url: str
) -> None:
    coming = "revisions: [{effective: 2099-01-01, title: 工作餐, text: 工作餐每天十五元。}]"
    before, after = (
        str(a_folder(tmp_path / name, written))
        for name, written in (
            ("before", chapter()),
            ("after", chapter().replace(f"text: {LEAVE}", f"text: {LEAVE}, {coming}")),
        )
    )
    given = {"SHOUZE_DATABASE_URL": url}
    today = shouze("diff", before, after, "--impact", **given).out
    assert "没有发现影响" in today
    assert "shouze diff --impact --as-of 2099-01-01" in today
    then = json.loads(
        shouze("diff", before, after, "--impact", "--as-of", "2099-01-01", "--json", **given).out
    )
    assert [each["question"] for each in then["impact"]["golden"]] == ["年假有几天"]
    assert [each["change"] for each in then["changes"]] == ["changed"]
    assert not (tmp_path / "shouze.db").exists()
