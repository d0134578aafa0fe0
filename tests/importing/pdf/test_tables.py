"""What stands between borders is a table, with its rows and columns."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from bot.rulebook import Table

from tests.importing.pdf.pdf_files import HEIGHT, WIDTH, Border, Mark, Text, read

ABOVE, BELOW = Text(72, 760, "第一条 住宿按下表报销："), Text(72, 400, "第二条 超出的自付。")
ROWS = [["职级", "一线城市", "其他"], ["经理", "500", "400"], ["员工", "350", "300"]]


def grid(rows: Sequence[Sequence[str]], top: float = 740, *, stroke: bool = False) -> list[Mark]:
    """Rows of 30 and columns of 100 points with a border round each cell; no border before a cell that is ←."""
    marks: list[Mark] = []
    for row, cells in enumerate(rows):
        up = top - 30 * row
        for column, text in enumerate(cells):
            left = 72 + 100 * column
            marks += [
                Border(left, up, left + 100, up, stroke),
                Border(left, up - 30, left + 100, up - 30, stroke),
            ]
            marks += (
                [Border(left + 100, up - 30, left + 100, up, stroke)]
                if cells[column + 1 : column + 2] != ["←"]
                else []
            )
            if text != "←":
                marks += [Border(left, up - 30, left, up, stroke), Text(left + 4, up - 20, text)]
    return marks


def tables(folder: Path, *pages: Sequence[Mark]) -> list[Table]:
    return [line.table for line in read(folder, *pages).lines if line.table]


@pytest.mark.parametrize("stroke", [False, True])
def test_a_table_stands_in_its_place(tmp_path: Path, *, stroke: bool) -> None:
    lines = read(tmp_path, [*grid(ROWS, stroke=stroke), BELOW, ABOVE]).lines

    assert [line.text for line in lines] == [ABOVE.text, "", BELOW.text]
    assert lines[1].table == Table(
        ("职级", "一线城市", "其他"), (("经理", "500", "400"), ("员工", "350", "300"))
    )


def test_what_is_merged_stands_in_each_cell(tmp_path: Path) -> None:
    [table] = tables(tmp_path, [ABOVE, *grid([*ROWS, ["实习生", "不报销", "←"]])])

    assert table.rows[-1] == ("实习生", "不报销", "不报销")


def test_a_first_row_that_is_one_cell_is_the_caption(tmp_path: Path) -> None:
    [table] = tables(tmp_path, [ABOVE, *grid([["住宿标准", "←", "←"], *ROWS])])

    assert (table.caption, table.header) == ("住宿标准", ("职级", "一线城市", "其他"))


def test_the_lines_of_a_cell_are_one_text(tmp_path: Path) -> None:
    rows = [["职级", "标准"], ["", "500"]]
    cell = [Text(76, 702, "试用期内的"), Text(76, 688, "员工")]

    [table] = tables(tmp_path, [ABOVE, *grid(rows), *cell])

    assert table.rows == (("试用期内的员工", "500"),)


def test_a_table_goes_on_on_the_next_page_with_its_header_once(tmp_path: Path) -> None:
    first = [ABOVE, *grid(ROWS, 160)]
    second = [*grid([ROWS[0], ["实习生", "0", "0"]], 780), BELOW]

    [table] = tables(tmp_path, first, second)

    assert table.rows == (("经理", "500", "400"), ("员工", "350", "300"), ("实习生", "0", "0"))


def test_a_frame_round_the_page_is_no_table(tmp_path: Path) -> None:
    corners = [(20, 20), (WIDTH - 20, 20), (WIDTH - 20, HEIGHT - 20), (20, HEIGHT - 20), (20, 20)]
    frame = [Border(*start, *end, stroke=True) for start, end in pairwise(corners)]

    document = read(tmp_path, [*frame, ABOVE, *grid(ROWS), BELOW])

    assert [bool(line.table) for line in document.lines] == [False, True, False]


def test_lines_under_and_round_words_are_no_table(tmp_path: Path) -> None:
    marks: list[Mark] = [
        ABOVE,
        Border(72, 755, 300, 755),
        Border(72, 300, 300, 300),
        Border(72, 350, 300, 350),
    ]

    assert tables(tmp_path, [*marks, BELOW]) == []


def test_a_table_at_the_head_of_each_page_is_there_once(tmp_path: Path) -> None:
    def page(number: int) -> list[Mark]:
        return [
            *(Border(72, y, 472, y) for y in (760, 780, 800)),
            *(Border(x, 760, x, 800) for x in (72, 272, 472)),
            *(Text(80, 785, "检验规范"), Text(280, 785, "编号 QC-12")),
            *(Text(80, 765, "版本 B"), Text(280, 765, f"第 {number} 页")),
            Text(72, 700, f"{number} 检验员应当如实记录。"),
        ]

    found = read(tmp_path, page(1), page(2), page(3)).lines

    assert [line.table is not None for line in found] == [True, False, False, False]
