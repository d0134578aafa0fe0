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


def test_a_note_in_small_letters_ends_where_these_are_usual_again(tmp_path: Path) -> None:
    below: list[Mark] = [
        Border(72, 120, 216, 120),
        Text(72, 100, "1 工龄自入职之日起算。", 9),
        *column("员工签收", "本人已阅读。", top=80),
    ]

    read_so = footnotes(tmp_path, [*PAGE, *below])

    assert read_so[1] == ("第二条 年假按工龄[1]计算，", ("[1] 工龄自入职之日起算。",))
    assert [text for text, _ in read_so[3:]] == ["员工签收", "本人已阅读。"]


def test_notes_in_small_letters_stand_above_a_form_on_a_later_page(tmp_path: Path) -> None:
    end: list[Mark] = [
        *column("第三条 病假凭证明。", top=760),
        Text(72, 720, "1. 工龄自入职之日起算。", 9),
        Text(72, 708, "2. 不含法定节假日。", 9),
        *column("员工签收", "本人已阅读。", top=660),
    ]

    read_so = footnotes(tmp_path, PAGE, end)

    assert read_so[1] == ("第二条 年假按工龄[1]计算，", ("[1] 工龄自入职之日起算。",))
    assert [text for text, _ in read_so[3:]] == ["第三条 病假凭证明。", "员工签收", "本人已阅读。"]


def test_a_list_above_a_title_is_no_note_though_a_line_is_drawn_above_it(tmp_path: Path) -> None:
    page: list[Mark] = [
        *column("会员按月缴费[1]。", top=760),
        Text(72, 720, "使用", 18),
        Border(72, 715, 216, 715),
        *column("1. 用后打扫。", "2. 不借钥匙。", top=690),
        Text(72, 630, "工具", 18),
        *column("用后归还。", top=600),
    ]

    assert [text for text, _ in footnotes(tmp_path, page)] == [
        "会员按月缴费[1]。",
        "使用",
        "1. 用后打扫。",
        "2. 不借钥匙。",
        "工具",
        "用后归还。",
    ]


@pytest.mark.parametrize("mark", ["①", "*", "[1]"])
def test_a_sign_is_a_mark_where_small_letters_at_the_foot_begin_with_it(mark: str, tmp_path: Path) -> None:
    page: list[Mark] = [
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


def test_a_note_goes_on_at_the_foot_of_the_next_page(tmp_path: Path) -> None:
    first: list[Mark] = [
        *PAGE,
        Text(72, 88, "1 工龄自入职之日起算，", 9),
        Text(72, 76, "2 不含法定节假日，但是", 9),
    ]
    second: list[Mark] = [
        *column("第三条 病假凭证明。", "第四条 事假不计薪。"),
        Border(72, 100, 216, 100),
        Text(72, 88, "地方另有规定的除外。", 9),
    ]

    assert footnotes(tmp_path, first, second)[-3:] == [
        ("每年不超过十天[2]。", ("[2] 不含法定节假日，但是地方另有规定的除外。",)),
        ("第三条 病假凭证明。", ()),
        ("第四条 事假不计薪。", ()),
    ]


def test_notes_at_the_end_belong_to_the_marks_on_the_pages_before(tmp_path: Path) -> None:
    end: list[Mark] = [
        *column("第三条 病假凭证明。"),
        Border(72, 720, 216, 720),
        *column("1 工龄自入职之日起算。", "2 不含法定节假日。", top=700),
    ]

    assert footnotes(tmp_path, PAGE, end) == [
        ("第一条 员工凭证明请假。", ()),
        ("第二条 年假按工龄[1]计算，", ("[1] 工龄自入职之日起算。",)),
        ("每年不超过十天[2]。", ("[2] 不含法定节假日。",)),
        ("第三条 病假凭证明。", ()),
    ]


def test_a_mark_in_a_table_is_no_part_of_a_figure_and_its_note_is_with_the_table(tmp_path: Path) -> None:
    across = [Border(72, y, 272, y) for y in (700, 670, 640)]
    along = [Border(x, 640, x, 700) for x in (72, 172, 272)]
    cells = [Text(80, 680, "级别"), Text(180, 680, "天数"), Text(80, 650, "经理"), Text(180, 650, "30")]
    page: list[Mark] = [
        *column("第一条 年假按下表计算："),
        *across,
        *along,
        *cells,
        Text(192, 654, "1", 7),
        *column("第二条 病假凭证明。", top=600),
        Text(72, 80, "1 含法定节假日。", 9),
    ]

    lines = read(tmp_path, page).lines

    assert [(line.table.rows if line.table else line.text, line.footnotes) for line in lines] == [
        ("第一条 年假按下表计算：", ()),
        ((("经理", "30[1]"),), ("[1] 含法定节假日。",)),
        ("第二条 病假凭证明。", ()),
    ]
