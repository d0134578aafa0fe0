"""Tables keep their header and rows; what is merged stands in each of its cells."""

from pathlib import Path

import pytest
from bot.importing.source import Missing
from bot.rulebook import Table

from tests.importing.word.documents import abstract, level, numbered_as, paragraph, read, shown, style

DOWN, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def cell(*texts: str, properties: str = "") -> str:
    inside = "".join(each if each.startswith(("<w:tbl", "<w:p>")) else paragraph(each) for each in texts)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside or paragraph()}</w:tc>"


def wide(columns: int, *texts: str) -> str:
    return cell(*texts, properties=f'<w:gridSpan w:val="{columns}"/>')


def row(*cells: str, properties: str = "") -> str:
    inside = "".join(each if each.startswith("<") else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


HEADER = row("职级", "住宿")
TABLES = {
    "a header and rows": (
        table(HEADER, row("经理", "500元"), row("员工", "300元")),
        Table(("职级", "住宿"), (("经理", "500元"), ("员工", "300元"))),
    ),
    "merged to the right": (
        table(HEADER, row(wide(2, "另议"))),
        Table(("职级", "住宿"), (("另议", "另议"),)),
    ),
    "merged downwards": (
        table(
            row("城市", "职级", "住宿"),
            row(cell("北京", properties=DOWN), "经理", "500元"),
            row(cell(properties=GOES_ON), "员工", "300元"),
        ),
        Table(("城市", "职级", "住宿"), (("北京", "经理", "500元"), ("北京", "员工", "300元"))),
    ),
    "a first row in one cell is the caption": (
        table(row(wide(2, "表一 住宿标准")), HEADER, row("经理", "500元")),
        Table(("职级", "住宿"), (("经理", "500元"),), "表一 住宿标准"),
    ),
    "a caption before it": (
        paragraph("表一 住宿标准", style="caption") + table(HEADER, row("经理", "500元")),
        Table(("职级", "住宿"), (("经理", "500元"),), "表一 住宿标准"),
    ),
    "a header in two rows": (
        table(
            row(cell("职级", properties=DOWN), wide(2, "补贴")),
            row(cell(properties=GOES_ON), "交通", "餐费"),
            row("经理", "100", "50"),
        ),
        Table(("职级", "补贴／交通", "补贴／餐费"), (("经理", "100", "50"),)),
    ),
    "rows that begin further to the right": (
        table(HEADER, row("另计", properties='<w:gridBefore w:val="1"/>')),
        Table(("职级", "住宿"), (("", "另计"),)),
    ),
    "rows that end early, and rows without words": (
        table(HEADER, row("经理"), row("", "")),
        Table(("职级", "住宿"), (("经理", ""),)),
    ),
    "several paragraphs, and a table, in a cell": (
        table(HEADER, row("经理", cell("每晚", table(row("旺季", "600"), row("淡季", "400"))))),
        Table(("职级", "住宿"), (("经理", "每晚 旺季 600；淡季 400"),)),
    ),
    "rows and cells in content controls": (
        table(HEADER, f"<w:sdt><w:sdtContent>{row('经理', '500元')}</w:sdtContent></w:sdt>"),
        Table(("职级", "住宿"), (("经理", "500元"),)),
    ),
}


@pytest.mark.parametrize("what", TABLES)
def test_a_table_keeps_what_it_says(what: str, tmp_path: Path) -> None:
    body, expected = TABLES[what]
    (line,) = read(tmp_path, body, styles=style("caption", "")).lines
    assert line.table == expected


def test_a_caption_without_a_table_behind_it_is_a_line(tmp_path: Path) -> None:
    body = paragraph("图一 报修流程", style="caption") + table(row("甲"), row("乙"))
    assert shown(read(tmp_path, body, styles=style("caption", ""))) == ["图一 报修流程", "甲", "乙"]


def test_numbers_in_a_table_are_counted_with_those_around_it(tmp_path: Path) -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + numbered_as(1, 0)

    def numbered(text: str) -> str:
        return paragraph(text, numbering=(1, 0))

    body = (
        numbered("前")
        + table(HEADER, row(cell(numbered("经理")), "500元"), row(cell(numbered("员工")), "300元"))
        + numbered("后")
    )
    document = read(tmp_path, body, numbering=numbering)
    assert shown(document) == ["1.|前", "<table>", "4.|后"]
    assert document.lines[1].table == Table(("职级", "住宿"), (("2. 经理", "500元"), ("3. 员工", "300元")))


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (table(row(cell("第一条 甲", "第二条 乙"))), ["第一条 甲", "第二条 乙"]),
        (table(row("甲"), row("乙")), ["甲", "乙"]),
        (table(row("甲方：", "乙方：")), ["甲方：", "乙方："]),
        (
            table(row("章", "条"), row("总则", cell("第一条 甲", "第二条 乙"))),
            ["章", "条", "总则", "第一条 甲", "第二条 乙"],
        ),
        (
            table(
                row("条款", "内容"), row("第一条", cell("守时。", "实习生亦同。")), row("第二条", "守秘。")
            ),
            ["条款 内容", "第一条 守时。", "实习生亦同。", "第二条 守秘。"],
        ),
        (
            table(
                row("Section 1. Use", ""),
                row("(a)", "守时。"),
                row("", "(b)"),
                row("(c)", cell("守秘。", "不外传。")),
            ),
            ["Section 1. Use", "(a)守时。", "(b)", "(c)守秘。", "不外传。"],
        ),
        (table(), []),
        (table(row("", ""), row("", "")), []),
    ],
)
def test_a_table_that_only_frames_text_is_no_table(body: str, lines: list[str], tmp_path: Path) -> None:
    assert shown(read(tmp_path, body)) == lines


def test_footnotes_and_pictures_in_a_table_follow_it(tmp_path: Path) -> None:
    picture = '<w:r><w:drawing><a:blip r:embed="rId5"/></w:drawing></w:r>'
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = table(HEADER, row(cell(paragraph("经理", mark)), cell(paragraph("500元", picture))))
    note = f'<w:footnote w:id="1">{paragraph("含早餐")}</w:footnote>'
    first, second = read(tmp_path, body, footnotes=note).lines
    assert first.footnotes == ("[1] 含早餐",)
    assert second.missing is Missing.FIGURE


def test_a_width_that_is_told_wrong_fills_no_memory(tmp_path: Path) -> None:
    (line,) = read(tmp_path, table(row(wide(10**9, "宽"), "窄"), row("甲", "乙"))).lines
    assert line.table is not None
    assert len(line.table.header) == 63


def test_a_form_that_frames_a_whole_document_holds_its_lines(tmp_path: Path) -> None:
    body = cell(
        "1 目的",
        "规范入库。",
        "2 入库",
        "2.1 核对数量。",
        "2.2 登记入册。",
        properties='<w:gridSpan w:val="2"/>',
    )
    form = table(row("名称", "仓库制度"), row("编号", "CK-01"), row(body), row("编制", "张工"))

    found = read(tmp_path, form).lines

    assert [line.table.header if line.table else line.text for line in found] == [
        ("名称", "仓库制度"),
        *("1 目的", "规范入库。", "2 入库", "2.1 核对数量。", "2.2 登记入册。"),
        *("编制", "张工"),
    ]
