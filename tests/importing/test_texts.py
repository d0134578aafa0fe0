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
CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "texts.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
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


@pytest.mark.parametrize(
    "old",
    ["<p hidden>旧", "<s>旧</s>", "<del>旧</del>", '<span style="text-decoration: line-through">旧</span>'],
)
def test_whoever_imports_hears_of_hidden_and_struck_text(old: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<p>新{old}", encoding="utf-8")

    read = read_html(path)

    assert [line.text for line in read.lines] == ["新"]
    assert [note.kind for note in read.notes] == [NoteKind.HIDDEN_TEXT]


LINKS = '<ul><li><a href="/1">请假规则</a></li><li><a href="/2">社团办法</a></li></ul>'


@pytest.mark.parametrize(
    ("below", "told"),
    [
        (f"<h3>相关法规</h3>{LINKS}", "相关法规 请假规则 社团办法"),
        (
            '<h3>附件</h3><p><a href="/x.odt">申请表.odt</a></p><p>上一則：规则 下一則：办法</p>',
            "附件 申请表.odt",
        ),
        ("<h3>本页对您有用吗？</h3><p>有 没有</p>", "本页对您有用吗？ 有 没有"),
        (
            f"<p>延伸阅读</p>{LINKS}<p>地址：文昌路8号</p><p>© 2025 青禾大学</p>",
            "延伸阅读 请假规则 社团办法 地址：文昌路8号 © 2025 青禾大学",
        ),
        (f"<h3>Related pages</h3>{LINKS}<p>&lt; Previous: Home</p>", "Related pages 请假规则 社团办法"),
        (
            '<p><a href="/a">Apply for a room</a></p><p>Was this page useful?</p>',
            "Apply for a room Was this page useful?",
        ),
    ],
)
def test_what_a_page_has_below_its_text_is_left_out_and_told(below: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<h1>宿舍规则</h1><p>第一条 不得吸烟。</p>{below}", encoding="utf-8")

    read = read_html(path)

    assert [line.text for line in read.lines] == ["宿舍规则", "第一条 不得吸烟。"]
    assert [(note.kind, note.words) for note in read.notes] == [
        (NoteKind.SIGNATURE_DROPPED, {"written": told})
    ]


@pytest.mark.parametrize(
    "below",
    [
        f"<h3>第二条 另见</h3>{LINKS}",
        f"<h3>哪里有申请表？</h3>{LINKS}",
        "<h3>附则</h3><p><a name=x>不得转租。</a></p>",
        '<h3>另见</h3><p>按<a href="/1">请假规则</a>办理。</p>',
    ],
)
def test_links_in_a_clause_or_in_a_sentence_stay(below: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<h1>宿舍规则</h1><p>第一条 不得吸烟。</p>{below}", encoding="utf-8")

    assert len(read_html(path).lines) == 2 + below.count("<h3>") + below.count("<p>") + below.count("<li>")


def test_a_page_of_three_thousand_tags_within_each_other_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<div>" * 3_000 + "甲", encoding="utf-8")

    assert [line.text for line in read_html(path).lines] == ["甲"]
