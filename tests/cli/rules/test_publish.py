"""`shouze publish`, `history` and `rollback`: what counts is decided at the terminal, and told there."""

import json
from pathlib import Path

import pytest
from bot.generation import Event, Generation

from tests.cli.conftest import Done, Shouze
from tests.databases import opened
from tests.publishing.folders import LATE, LATER, LEAVE, a_folder, chapter
from tests.small_books import BOOK, write


class Terminal:
    """`shouze` over one folder and one database."""

    def __init__(self, shouze: Shouze, folder: Path, url: str) -> None:
        self.folder, self.database, self._shouze = folder, url, shouze
        self._environment = {"SHOUZE_KNOWLEDGE": str(a_folder(folder)), "SHOUZE_DATABASE_URL": url}

    def __call__(self, *arguments: str, **settings: str) -> Done:
        return self._shouze(*arguments, **self._environment | settings)

    def history(self, *arguments: str) -> list[dict[str, str]]:
        told: list[dict[str, str]] = json.loads(self("history", *arguments, "--json").out)
        return told


@pytest.fixture
def terminal(shouze: Shouze, tmp_path: Path, url: str) -> Terminal:
    return Terminal(shouze, tmp_path / "knowledge", url)


def test_what_is_published_stands_in_the_history_with_who_did_it(terminal: Terminal) -> None:
    done = terminal("publish")
    assert (done.status, "已发布" in done.out) == (0, True)
    [entry] = terminal.history()
    assert entry["generation"][:12] in done.out
    assert entry["by"].startswith("cli:")
    assert entry["generation"][:12] in terminal("history").out
    assert "没有变化" in terminal("publish").out


def test_a_dry_run_writes_nothing(terminal: Terminal) -> None:
    assert "可以发布" in terminal("publish", "--dry-run").out
    assert not (terminal.folder.parent / "shouze.db").exists()


def test_before_anything_is_published_no_clause_is_said_not_to_be_there(
    terminal: Terminal, made: str
) -> None:
    assert terminal.database == made
    assert "还没有发布过" in terminal("history").out
    assert "还没有发布过" in terminal("history", "1.1").out


@pytest.mark.parametrize("arguments", [("publish", "--dry-run"), ("publish",)])
def test_where_changes_wait_for_a_decision_it_is_said_that_this_one_does_not(
    terminal: Terminal, arguments: tuple[str, ...]
) -> None:
    passed_over = "shouze publish 不经过规则频道，直接发布"
    assert passed_over in terminal(*arguments, SHOUZE_PUBLISH="reviewed").out
    terminal("publish")
    assert passed_over not in terminal(*arguments, SHOUZE_PUBLISH="reviewed").out  # nothing is published


def test_a_dry_run_tells_what_the_change_touches(terminal: Terminal) -> None:
    terminal("publish")
    a_folder(terminal.folder, chapter().replace(LEAVE, "放假依公告。").replace("年假", "放假"), golden="[]")
    printed = terminal("publish", "--dry-run").out
    assert "标准问题：1 个的答复会变" in printed
    assert "年假有几天：1.2 → " in printed
    touched = json.loads(terminal("publish", "--dry-run", "--json").out)["impact"]
    [changed] = touched["golden"]
    assert changed["before"] == {"outcome": "answer", "clauses": ["code/1.2"]}
    assert (touched["asked"], touched["signers"]) == ({"all": 0, "changed": 0, "questions": []}, 0)


def test_what_a_gate_holds_back_ends_with_status_1_and_says_how_to_go_on(terminal: Terminal) -> None:
    terminal("publish")
    a_folder(terminal.folder, chapter(second="1.3"), golden="[]")
    held = terminal("publish")
    assert held.status == 1
    assert "code/01.yaml:5" in held.out
    assert "--overrule" in held.out
    told = json.loads(terminal("publish", "--dry-run", "--json").out)
    assert [each["gate"] for each in told["objections"]] == ["check"]
    assert terminal("publish", "--overrule", " ").status == 2
    assert terminal("publish", "--overrule", "1.2 已废止").status == 0
    assert "1.2 已废止" in terminal("history").out


def test_check_faults_a_clause_in_force_that_is_given_a_later_day_in_its_place(terminal: Terminal) -> None:
    later = chapter(f"{LATER}, effective: 2099-01-01")
    a_folder(terminal.folder, later)
    assert terminal("check").status == 0  # without a database nobody knows that it was in force
    a_folder(terminal.folder)
    terminal("publish")
    a_folder(terminal.folder, later)
    done = terminal("check")
    assert done.status == 1
    assert "code/01.yaml:4: 错误：条款 1.1 现在有效，却改成从 2099-01-01 起才施行" in done.out
    assert "新文本写进 revisions" in done.out
    assert terminal("check", str(a_folder(terminal.folder.with_name("other"), later))).status == 0


def test_without_its_database_check_says_what_it_could_not_compare_and_checks_the_rest(
    terminal: Terminal,
) -> None:
    a_folder(terminal.folder, chapter(f"{LATER}, effective: 2099-01-01"))
    done = terminal("check", SHOUZE_DATABASE_URL="sqlite:////proc/version")
    assert done.status == 0
    assert "没有与已发布的规则对照" in done.out
    assert "sqlite:////proc/version" in done.out
    assert "没有错误；有 1 处值得再看一眼" in done.out


def test_a_fault_in_the_files_is_told_as_check_tells_it(terminal: Terminal) -> None:
    a_folder(terminal.folder, "chapter: x\n")
    done = terminal("publish")
    assert done.status == 2
    assert "code/01.yaml:1" in done.err


def test_an_older_generation_is_published_anew(terminal: Terminal) -> None:
    terminal("publish")
    [first] = terminal.history()
    a_folder(terminal.folder, chapter(LATER))
    terminal("publish")
    assert terminal("rollback", first["generation"][:8]).status == 0
    assert [each["event"] for each in terminal.history()] == ["restored", "published", "published"]
    assert terminal.history()[0]["generation"] == first["generation"]
    assert "没有变化" in terminal("rollback", first["generation"]).out


def test_where_changes_wait_for_a_decision_what_is_restored_is_said_not_to(terminal: Terminal) -> None:
    terminal("publish")
    [first] = terminal.history()
    a_folder(terminal.folder, chapter(LATER))
    terminal("publish")
    passed_over = "shouze rollback 不经过规则频道，直接发布"
    assert passed_over in terminal("rollback", first["generation"], SHOUZE_PUBLISH="reviewed").out
    assert passed_over not in terminal("rollback", first["generation"], SHOUZE_PUBLISH="reviewed").out


@pytest.mark.parametrize("written", ["", "zz", "%"], ids=["nothing", "unknown", "a pattern"])
def test_a_generation_that_was_never_published_cannot_be_restored(terminal: Terminal, written: str) -> None:
    terminal("publish")
    a_folder(terminal.folder, chapter(LATER))
    terminal("publish")
    done = terminal("rollback", written)
    assert (done.status, "shouze history" in done.err) == (2, True)


def test_a_history_passes_over_what_this_version_does_not_read_any_more(terminal: Terminal) -> None:
    terminal("publish")
    unreadable = Generation({"code/book.yaml": "id: [code"})
    with opened(terminal.database) as store:
        store.publications.keep(1.0, unreadable)
        store.publications.note(1.0, unreadable.id, Event.PUBLISHED, "cli:root")
    a_folder(terminal.folder, chapter(LATER))
    terminal("publish")
    assert [each["text"] for each in terminal.history("第一章第一条")] == [LATER, None, LATE]


def test_a_clause_has_its_own_history(terminal: Terminal) -> None:
    terminal("publish")
    a_folder(terminal.folder, chapter(LATER))
    terminal("publish")
    assert [each["text"] for each in terminal.history("第一章第一条")] == [LATER, LATE]
    assert len(terminal.history("1.2")) == 1
    assert LATE in terminal("history", "1.1").out
    assert terminal("history", "9.9").status == 2


def test_a_clause_under_another_heading_has_a_version_with_it(terminal: Terminal) -> None:
    terminal("publish")
    a_folder(terminal.folder, chapter().replace("title: 考勤", "title: 纪律"))
    terminal("publish")
    assert [each["heading"] for each in terminal.history("1.1")] == ["第一章 纪律", "第一章 考勤"]
    assert "第一章 纪律\n上班迟到" in terminal("history", "1.1").out


def test_a_folder_may_be_named_whose_clause_is_meant_or_whose_changes(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal("publish")
    renumbered = chapter(second="1.3").replace('"1.3"', '"1.3", formerly: ["1.2"]')
    other = str(a_folder(tmp_path / "other", renumbered))
    assert terminal("history", "1.3").status == 2
    assert [each["text"] for each in terminal.history("1.3", "--knowledge", other)] == [LEAVE]
    assert "第一章第三条" in terminal("diff", "--knowledge", other).out
    assert "第一章第三条" not in terminal("diff").out


def test_a_revision_that_is_to_come_stands_in_the_history_of_its_clause(terminal: Terminal) -> None:
    planned = f'{LATE}, revisions: [{{effective: 2099-01-01, text: "{LATER}"}}]'
    terminal("publish")
    a_folder(terminal.folder, chapter(planned))
    terminal("publish")
    newest, first = terminal("history", "1.1").out.strip().split("\n\n")
    assert ("2099-01-01" in newest, LATER in newest) == (True, True)
    assert LATER not in first


def test_a_number_that_several_books_have_is_said_to_be_in_all_of_them(terminal: Terminal) -> None:
    write(terminal.folder, {"other/book.yaml": BOOK.replace("code", "other"), "other/01.yaml": chapter()})
    terminal("publish")
    done = terminal("history", "1.1")
    assert (done.status, "不止一条" in done.err) == (2, True)
    assert all(each in done.err for each in ("code/1.1", "other/1.1"))


def test_a_dry_run_and_a_diff_say_what_is_to_be_signed(terminal: Terminal) -> None:
    terminal("publish")
    a_folder(terminal.folder, chapter(LATER), more="acknowledge: [{on: 2099-01-01, who: all, days: 10}]\n")
    for printed in (terminal("publish", "--dry-run").out, terminal("diff").out):
        assert "2099-01-01" in printed
        assert "10 个工作日内签署" in printed
        assert "签署都不变" not in printed
