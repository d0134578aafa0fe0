"""Tracked changes: nothing is read before somebody says what becomes of them."""

from pathlib import Path

import pytest
from bot.importing.source import Changes, ImportRefusedError, NoteKind, Refusal

from tests.importing.word.documents import abstract, level, numbered_as, paragraph, read, run, shown, style

NEW = '<w:ins w:id="1" w:author="x"/>'
GONE = '<w:del w:id="2" w:author="x"/>'


def inserted(text: str) -> str:
    return f'<w:ins w:id="3" w:author="x">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="4" w:author="x"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def moved(tag: str, text: str) -> str:
    return f'<w:{tag} w:id="5" w:author="x">{run(text)}</w:{tag}>'


def row(cells: str, mark: str = "") -> str:
    return f"<w:tr><w:trPr>{mark}</w:trPr>{cells}</w:tr>"


def cell(text: str, mark: str = "") -> str:
    return f"<w:tc><w:tcPr>{mark}</w:tcPr>{paragraph(text)}</w:tc>"


NUMBERING = abstract(0, level(0, "chineseCountingThousand", "第%1条")) + numbered_as(1, 0)


def rule(*content: str, **more: str) -> str:
    return paragraph(*content, numbering=(1, 0), **more)


# what, body, as accepted, as rejected
CASES = {
    "words": (rule("迟到", deleted("三次"), inserted("两次")), ["第一条|迟到两次"], ["第一条|迟到三次"]),
    "a new rule": (
        rule("甲") + rule(inserted("乙"), mark=NEW) + rule("丙"),
        ["第一条|甲", "第二条|乙", "第三条|丙"],
        ["第一条|甲", "第二条|丙"],
    ),
    "a rule that is gone": (
        rule("甲") + rule(deleted("乙"), mark=GONE) + rule("丙"),
        ["第一条|甲", "第二条|丙"],
        ["第一条|甲", "第二条|乙", "第三条|丙"],
    ),
    "two rules made one": (rule("甲", mark=GONE) + rule("乙"), ["第一条|甲乙"], ["第一条|甲", "第二条|乙"]),
    "three rules made one": (
        rule("甲", mark=GONE) + rule("乙", mark=GONE) + rule("丙"),
        ["第一条|甲乙丙"],
        ["第一条|甲", "第二条|乙", "第三条|丙"],
    ),
    "one rule made two": (rule("甲", mark=NEW) + rule("乙"), ["第一条|甲", "第二条|乙"], ["第一条|甲乙"]),
    "words moved": (
        rule("甲", moved("moveFrom", "丙")) + rule("乙", moved("moveTo", "丙")),
        ["第一条|甲", "第二条|乙丙"],
        ["第一条|甲丙", "第二条|乙"],
    ),
    "a number given": (
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/><w:ins w:id='6'/></w:numPr></w:pPr>"
        f"{run('甲')}</w:p>",
        ["第一条|甲"],
        ["甲"],
    ),
    "a style changed": (
        paragraph("甲", style="rule", properties="<w:pPrChange w:id='7'><w:pPr/></w:pPrChange>"),
        ["第一条|甲"],
        ["甲"],
    ),
    "a paragraph at the end of a cell": (
        f"<w:tbl>{row('<w:tc>' + paragraph('甲', mark=GONE) + '</w:tc>')}</w:tbl>{paragraph('乙')}",
        ["甲", "乙"],
        ["甲", "乙"],
    ),
}
STYLES = style("rule", '<w:numPr><w:numId w:val="1"/></w:numPr>')


@pytest.mark.parametrize("what", CASES)
def test_changes_are_accepted_or_rejected_with_their_numbers(what: str, tmp_path: Path) -> None:
    body, accepted, rejected = CASES[what]
    for changes, expected, kind in (
        (Changes.ACCEPT, accepted, NoteKind.CHANGES_ACCEPTED),
        (Changes.REJECT, rejected, NoteKind.CHANGES_REJECTED),
    ):
        document = read(tmp_path, body, changes, numbering=NUMBERING, styles=STYLES)
        assert shown(document) == expected
        assert [note.kind for note in document.notes] == [kind]


@pytest.mark.parametrize("what", CASES)
def test_without_a_word_on_them_nothing_is_read(what: str, tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError) as refused:
        read(tmp_path, CASES[what][0], numbering=NUMBERING, styles=STYLES)
    assert refused.value.refusal is Refusal.PENDING_CHANGES


@pytest.mark.parametrize(
    ("changes", "rows", "columns"),
    [(Changes.ACCEPT, (("经理", "500"),), 2), (Changes.REJECT, (("员工", "300"),), 2)],
)
def test_rows_and_cells_of_tables_come_and_go(
    changes: Changes, rows: tuple[tuple[str, ...]], columns: int, tmp_path: Path
) -> None:
    table = (
        "<w:tbl>"
        + row(cell("职级") + cell("旧栏", '<w:cellDel w:id="8"/>') + cell("住宿", '<w:cellIns w:id="9"/>'))
        + row(cell("经理") + cell("500"), mark=NEW)
        + row(cell("员工") + cell("300"), mark=GONE)
        + "</w:tbl>"
    )
    (line,) = read(tmp_path, table, changes).lines
    assert line.table is not None
    assert (line.table.rows, len(line.table.header)) == (rows, columns)


def test_a_changed_look_is_no_change_of_a_rule(tmp_path: Path) -> None:
    look = "<w:pPrChange w:id='1'><w:pPr><w:jc w:val='left'/></w:pPr></w:pPrChange>"
    body = paragraph(run("甲", "<w:b/><w:rPrChange w:id='2'><w:rPr/></w:rPrChange>"), properties=look)
    assert shown(read(tmp_path, body)) == ["甲"]


def test_a_footnote_may_have_changes_too(tmp_path: Path) -> None:
    body = paragraph("甲", '<w:r><w:footnoteReference w:id="1"/></w:r>')
    note = f'<w:footnote w:id="1">{paragraph(deleted("一天"), inserted("两天"))}</w:footnote>'
    document = read(tmp_path, body, Changes.ACCEPT, footnotes=note)
    assert document.lines[0].footnotes == ("[1] 两天",)
