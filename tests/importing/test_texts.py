from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.importing.readers.html import read_html
from bot.importing.readers.markdown import read_markdown
from bot.importing.readers.text.plain_text import read_text
from bot.importing.source import ImportRefusedError, NoteKind, Refusal

from tests.importing.written_lines import as_written

READERS = {".html": read_html, ".md": read_markdown, ".txt": read_text}
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "texts.yaml").read_text(encoding="utf-8")
)
ARTICLES = "第一条 員工應當準時上班。\n第二條 遲到的，由主管提醒。\n"


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_file_is_read_as_its_case_says(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / case["file"]
    path.write_text(case["content"], encoding="utf-8")

    read = READERS[path.suffix](path)

    assert "\n".join(map(as_written, read.lines)).splitlines() == case["lines"].splitlines()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5"]
)
def test_a_text_is_read_whatever_its_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "rules.txt"
    written = ARTICLES.replace("条", "條") if encoding == "big5" else ARTICLES
    path.write_bytes(written.encode(encoding))

    assert [line.text for line in read_text(path).lines] == written.splitlines()


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("gb18030", "§ 1 The “hall” opens at nine – always."),
        ("cp1252", "Müller’s café opens at nine."),
        ("cp1252", "The “hall” opens at nine – always."),
    ],
)
def test_signs_in_an_english_text_are_what_its_machine_wrote(
    encoding: str, written: str, tmp_path: Path
) -> None:
    path = tmp_path / "rules.txt"
    path.write_bytes(f"Rules of the hall\n{written}\nEverybody must wear shoes.\n".encode(encoding))

    assert read_text(path).lines[1].text == written


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "rules.txt"
    path.write_bytes(bytes(range(256)) * 4)

    with pytest.raises(ImportRefusedError) as refused:
        read_text(path)

    assert refused.value.refusal is Refusal.DAMAGED


def test_whoever_imports_hears_of_hidden_text(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<p>新<p hidden>旧", encoding="utf-8")

    assert [note.kind for note in read_html(path).notes] == [NoteKind.HIDDEN_TEXT]


def test_a_page_of_three_thousand_tags_within_each_other_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<div>" * 3_000 + "甲", encoding="utf-8")

    assert [line.text for line in read_html(path).lines] == ["甲"]
