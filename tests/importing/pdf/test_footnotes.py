"""Notes at the foot of a page belong to the text in which their mark stands."""

from pathlib import Path

import pytest

from tests.importing.pdf.pdf_files import Border, Drawn, Mark, Text, column, read


def marked(before: str, mark: str, after: str, *, y: float, size: float = 12) -> list[Text]:
    """A line with a small mark that stands higher than its words."""
    at = 72 + size * len(before)
    return [Text(72, y, before, size), Text(at, y + 4, mark, 7), Text(at + 4 * len(mark), y, after, size)]


def footnotes(folder: Path, *pages: Drawn) -> list[tuple[str, tuple[str, ...]]]:
    return [(line.text, line.footnotes) for line in read(folder, *pages).lines]


PAGE: list[Mark] = [
    *column("第一条 员工凭证明请假。", top=760),
    *marked("第二条 年假按工龄", "1", "计算，", y=740),
    *marked("每年不超过十天", "2", "。", y=700),
]


@pytest.mark.parametrize("between", ["", ".", "、"])
def test_a_small_raised_figure_belongs_to_the_note_below(between: str, tmp_path: Path) -> None:
    notes = [
        Text(72, 100, f"1{between} 工龄自入职之日起算，", 9),
        Text(72, 88, "含实习期。", 9),
        Text(72, 76, f"2{between} 不含法定节假日。", 9),
    ]

    assert footnotes(tmp_path, [*PAGE, *notes]) == [
        ("第一条 员工凭证明请假。", ()),
        ("第二条 年假按工龄[1]计算，", ("[1] 工龄自入职之日起算，含实习期。",)),
        ("每年不超过十天[2]。", ("[2] 不含法定节假日。",)),
    ]


def test_notes_in_letters_as_large_as_the_text_stand_below_a_line(tmp_path: Path) -> None:
    notes: list[Mark] = [
        Border(72, 120, 216, 120),
        *column("1 工龄自入职之日起算。", "2 不含法定节假日。", top=100),
    ]

    assert [note for _, notes in footnotes(tmp_path, [*PAGE, *notes]) for note in notes] == [
        "[1] 工龄自入职之日起算。",
        "[2] 不含法定节假日。",
    ]


@pytest.mark.parametrize("mark", ["①", "*", "[1]"])
def test_a_sign_is_a_mark_where_small_letters_at_the_foot_begin_with_it(mark: str, tmp_path: Path) -> None:
    page = [
        *column(f"第一条 年假按工龄{mark}计算。", "第二条 病假凭证明。"),
        Text(72, 80, f"{mark} 自入职起算。", 9),
    ]

    assert footnotes(tmp_path, page) == [
        (f"第一条 年假按工龄{mark}计算。", (f"{mark} 自入职起算。",)),
        ("第二条 病假凭证明。", ()),
    ]


def test_small_letters_without_a_mark_above_and_raised_figures_without_a_note_stay(tmp_path: Path) -> None:
    page = [*marked("第一条 宿舍面积为每人六m", "2", "。", y=760), Text(72, 80, "2 以下为附表。", 9)]

    assert footnotes(tmp_path, page) == [("第一条 宿舍面积为每人六m 2。", ()), ("2 以下为附表。", ())]


def test_a_page_in_small_letters_has_items_and_no_notes(tmp_path: Path) -> None:
    rules = column(*["第一条 员工应当按照规定的时间上下班，并打卡。"] * 9)
    written = ["附件：材料包括①和②。", "① 申请表。", "② 诊断证明。"]
    annex = [Text(72, 760 - 14 * at, text, 9) for at, text in enumerate(written)]

    assert [text for text, _ in footnotes(tmp_path, rules, annex)][-3:] == written
