"""What hides in a text, leads out of the folder or never ends is told with what to do, and not read or shown."""

import os
from pathlib import Path

import pytest
from bot.knowledge import IssueKind, read_knowledge

from tests.cli.conftest import Shouze
from tests.cli.conftest import shouze as shouze  # noqa: PLC0414  # a fixture
from tests.knowledge.reported_issues import issues_in
from tests.small_books import BOOK, write

IN = "code/01.yaml"
CHAPTER = 'chapter: "1"\ntitle: 总则\nclauses:\n  - number: "1.1"\n    text: 一\n'
HIDDEN = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xE0041]


def folder_of(tmp_path: Path, chapter: str = CHAPTER, **others: str | bytes) -> Path:
    return write(tmp_path / "rules", {"code/book.yaml": BOOK, IN: chapter, **others})


@pytest.mark.parametrize("code", HIDDEN)
def test_a_character_that_turns_the_text_round_or_that_nobody_sees_is_told(code: int, tmp_path: Path) -> None:
    chapter = CHAPTER.replace("总则", f"总{chr(code)}则")
    assert issues_in(folder_of(tmp_path, chapter)) == [(IN, 2, IssueKind.HIDDEN_CHARACTER)]


@pytest.mark.parametrize(
    "written",
    [r"\0", r"\x07", r"\x1b[31m", r"\u202e", r"\x9b"],
)
def test_one_that_is_written_as_an_escape_is_told_too(written: str, tmp_path: Path) -> None:
    chapter = CHAPTER.replace("text: 一", f'text: "早退{written}扣款"')
    assert issues_in(folder_of(tmp_path, chapter)) == [(IN, 5, IssueKind.HIDDEN_CHARACTER)]


def test_half_a_pair_of_surrogates_is_no_character(tmp_path: Path) -> None:
    chapter = CHAPTER.replace("text: 一", r'text: "\ud800"')
    assert issues_in(folder_of(tmp_path, chapter)) == [(IN, 5, IssueKind.NO_CHARACTER)]


@pytest.mark.parametrize("written", [r"\u0000", r"\ud800", "\u202e"])
def test_in_questions_to_measure_with_it_is_told(written: str, tmp_path: Path) -> None:
    lines = f'{{"question": "一", "clauses": []}}\n{{"question": "早退{written}？", "clauses": ["1.1"]}}\n'
    folder = folder_of(tmp_path, **{"questions.jsonl": lines})
    assert issues_in(folder) == [("questions.jsonl", 2, IssueKind.HIDDEN_CHARACTER)]


def test_in_a_block_it_is_told_on_its_own_line(tmp_path: Path) -> None:
    chapter = CHAPTER.replace("text: 一", "text: |\n      一\n      二\u2066三")
    assert issues_in(folder_of(tmp_path, chapter)) == [(IN, 7, IssueKind.HIDDEN_CHARACTER)]


def test_a_link_that_leads_out_of_the_folder_is_refused_and_what_it_leads_to_not_shown(
    tmp_path: Path, shouze: Shouze
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SHOUZE_SECRET: geheim\n", "utf-8")
    folder = folder_of(tmp_path)
    (folder / "code" / "02.yaml").symlink_to(secret)
    (folder / "synonyms.yaml").symlink_to("../secret")
    (folder / "other").symlink_to(tmp_path)
    assert issues_in(folder) == [
        ("code/02.yaml", 1, IssueKind.LEADS_OUTSIDE),
        ("other", 1, IssueKind.LEADS_OUTSIDE),
        ("synonyms.yaml", 1, IssueKind.LEADS_OUTSIDE),
    ]
    told = shouze("check", str(folder))
    assert told.status == 2
    assert "知识文件夹外面" in told.err
    assert "geheim" not in told.err + told.out


def test_links_inside_of_the_folder_lead_to_files_as_others_do(tmp_path: Path) -> None:
    """As Kubernetes puts a ConfigMap there."""
    folder = folder_of(tmp_path)
    (folder / ".2026").mkdir()
    (folder / "code").rename(folder / ".2026" / "code")
    (folder / ".data").symlink_to(".2026")
    (folder / "code").symlink_to(".data/code")
    assert issues_in(folder) == []
    linked = tmp_path / "linked"
    linked.symlink_to(folder)
    assert issues_in(linked) == []


def test_a_link_to_nothing_is_told(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    (folder / "code" / "02.yaml").symlink_to("03.yaml")
    assert issues_in(folder) == [("code/02.yaml", 1, IssueKind.NO_FILE)]


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    (folder / "code" / "02.yaml").symlink_to("02.yaml")
    assert issues_in(folder) == [("code/02.yaml", 1, IssueKind.UNREADABLE)]


@pytest.mark.parametrize("name", ["code/02.yaml", "synonyms.yaml", "learned.yaml", "onboarding.yaml"])
def test_a_pipe_is_not_waited_for(name: str, tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    os.mkfifo(folder / name)
    assert issues_in(folder) == [(name, 1, IssueKind.NOT_A_FILE)]


def test_a_folder_in_a_files_place_is_told(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    (folder / "code" / "02.yaml").mkdir()
    assert issues_in(folder) == [("code/02.yaml", 1, IssueKind.NOT_A_FILE)]


def test_a_device_is_not_read(tmp_path: Path, shouze: Shouze) -> None:
    done = shouze("eval", "/dev/zero", "--knowledge", str(folder_of(tmp_path)))
    assert done.status == 2
    assert "不是普通文件" in done.err


@pytest.mark.parametrize("name", ["a\x1b[2Jb.yaml", "a\nb.yaml", "a\u202eb.yaml", "a\udcffb.yaml"])
def test_a_file_name_is_shown_with_its_control_characters_written_out(
    name: str, tmp_path: Path, shouze: Shouze
) -> None:
    folder = folder_of(tmp_path)
    (folder / "code" / name).write_text("chapter: [", "utf-8")
    done = shouze("check", str(folder))
    assert done.status == 2
    assert all(each.isprintable() for line in done.err.splitlines() for each in line)
    assert "a\\" in done.err
    with pytest.raises(Exception, match="yaml"):
        read_knowledge(folder)
