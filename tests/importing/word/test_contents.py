"""The contents that the program made are no rules: left out, and noted."""

from pathlib import Path

import pytest
from bot.importing.source import NoteKind

from tests.importing.word.documents import abstract, level, numbered_as, paragraph, read, run, shown, style

BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "separate", "end")
)
CODE = r"<w:r><w:instrText> TOC \o &quot;1-3&quot; </w:instrText></w:r>"
ENTRIES = ("第一章 总则\t1", "第二章 考勤\t3")
TITLE = paragraph("目　录")
BODY = paragraph("第一章 总则") + paragraph("第二章 考勤")
STYLES = style("toc 1", "") + style("WPSOffice手动目录 1", "")
CONTENTS = {
    "a field over several paragraphs": (
        paragraph(BEGIN, CODE, SEPARATE, ENTRIES[0]) + paragraph(ENTRIES[1]) + paragraph(END)
    ),
    "a field that ends before the first words of the body": (
        paragraph(BEGIN, CODE, SEPARATE, ENTRIES[0]) + paragraph(ENTRIES[1]) + paragraph(END, "第一条 目的")
    ),
    "a content control": (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{''.join(map(paragraph, ENTRIES))}</w:sdtContent></w:sdt>"
    ),
    "styles": "".join(paragraph(entry, style="toc 1") for entry in ENTRIES),
    "styles of WPS": "".join(paragraph(entry, style="WPSOffice手动目录 1") for entry in ENTRIES),
}


@pytest.mark.parametrize("what", CONTENTS)
def test_contents_are_left_out_with_their_title_and_noted(what: str, tmp_path: Path) -> None:
    document = read(tmp_path, TITLE + CONTENTS[what] + BODY, styles=STYLES)
    kept = ["第一条 目的"] if "before" in what else []
    assert shown(document) == [*kept, "第一章 总则", "第二章 考勤"]
    assert [(note.kind, note.paragraph) for note in document.notes] == [(NoteKind.CONTENTS_DROPPED, 2)]


def test_contents_that_are_numbered_are_left_out_and_counted(tmp_path: Path) -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + numbered_as(1, 0)
    contents = "".join(paragraph(entry, style="toc 1", numbering=(1, 0)) for entry in ENTRIES)
    body = contents + paragraph("甲", numbering=(1, 0))
    assert shown(read(tmp_path, body, numbering=numbering, styles=style("toc 1", ""))) == ["3.|甲"]


def test_contents_that_never_end_swallow_nothing(tmp_path: Path) -> None:
    assert shown(read(tmp_path, paragraph(BEGIN, CODE, SEPARATE, "甲") + BODY)) == [
        "甲",
        "第一章 总则",
        "第二章 考勤",
    ]


def test_a_word_before_a_page_number_is_no_contents(tmp_path: Path) -> None:
    page = f"{BEGIN}<w:r><w:instrText> PAGEREF _Toc1 </w:instrText></w:r>{SEPARATE}{run('7')}{END}"
    assert shown(read(tmp_path, paragraph("见第", page, "页"))) == ["见第7页"]
