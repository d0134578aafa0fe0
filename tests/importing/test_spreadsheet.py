"""A table with a clause a row: its columns are known by their names."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from bot.importing.books import ImportedClause
from bot.importing.reading import read_books
from bot.importing.source import ImportRefusedError, NoteKind, Refusal
from bot.importing.writing import Unsaid, write
from bot.knowledge.books.book import read_book
from xlsxwriter import Workbook

from tests.importing.test_writing import WORDS

Cells = Sequence[Sequence[object]]


def clauses(path: Path) -> tuple[ImportedClause, ...]:
    [book] = read_books(path).books
    return book.clauses


def excel(
    path: Path,
    *sheets: Cells,
    called: str | None = None,
    merged: Sequence[tuple[int, int, int, int, str]] = (),
) -> Path:
    with Workbook(str(path)) as workbook:
        for rows in sheets:
            sheet = workbook.add_worksheet(called)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            for top, left, bottom, right, text in merged:
                sheet.merge_range(top, left, bottom, right, text)
    return path


def test_columns_of_other_names_belong_to_the_text(tmp_path: Path) -> None:
    rows: Cells = [
        ["序号", "区域", "制度名称", "主要内容", "处罚", "责任科室"],
        [1, "病区", "会诊", "10分钟内到场。", "警告", "医务科"],
        [2, "", "查房", "每日两次。", "—", ""],
    ]

    found = clauses(excel(tmp_path / "a.xlsx", rows))

    assert [(each.path, each.title, each.text) for each in found] == [
        (("病区",), "会诊", "10分钟内到场。\n处罚：警告\n责任科室：医务科"),
        (("病区",), "查房", "每日两次。"),
    ]


def test_each_row_is_a_clause_under_its_chapter(tmp_path: Path) -> None:
    rows = [
        ["启明公司考勤制度"],
        ["编号", "章节", "标题", "内容", "备注"],
        ["第一条", "第一章 总则", "目的", "为规范考勤，制定本制度。", "略"],
        ["第二条", "", "迟到", "迟到的，扣发当日奖金。\n（一）十分钟以内的除外。", ""],
        ["", "", "", "", ""],
        ["第三条", "第二章 附则", "", "自公布之日起施行。", ""],
    ]
    merged = [(2, 1, 3, 1, "第一章 总则")]

    found = clauses(excel(tmp_path / "考勤.xlsx", rows, merged=merged))

    assert [(each.label, each.number, each.path, each.title) for each in found] == [
        ("第一条", "1", ("第一章 总则",), "目的"),
        ("第二条", "2", ("第一章 总则",), "迟到"),
        ("第三条", "3", ("第二章 附则",), ""),
    ]
    assert found[1].text == "迟到的，扣发当日奖金。\n（一）十分钟以内的除外。"
    assert [(each.row, each.paragraph) for each in found] == [(3, None), (4, None), (6, None)]


@pytest.mark.parametrize(
    ("written", "label", "number"),
    [
        (3.0, "3", "3"),
        (7.1, "7.1", "7.1"),
        ("A-001", "A-001", "A.1"),
        ("4.1.2", "4.1.2", "4.1.2"),
        ("", "", "T2"),
    ],
)
def test_a_number_is_kept_as_it_is_shown(written: object, label: str, number: str, tmp_path: Path) -> None:
    [clause] = clauses(excel(tmp_path / "a.xlsx", [["No.", "Text"], [written, "Be on time."]]))

    assert (clause.label, clause.number) == (label, number)


def test_a_number_has_as_many_decimals_as_are_shown(tmp_path: Path) -> None:
    with Workbook(str(path := tmp_path / "a.xlsx")) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["No.", "Text"])
        for at, (number, shown) in enumerate([(7.1, "0.0"), (7.1, "0.00"), (7.11, "0.00_ "), (7.2, "0%")], 1):
            sheet.write(at, 0, number, workbook.add_format({"num_format": shown}))
            sheet.write(at, 1, "Be on time.")

    assert [each.label for each in clauses(path)] == ["7.1", "7.10", "7.11", "7.2"]


def test_of_two_columns_that_may_be_the_text_the_rule_is_the_title(tmp_path: Path) -> None:
    path = tmp_path / "rules.csv"
    path.write_text("No.,Rule,Details\n1,Lateness,Tell your lead.\n", "utf-8")
    (clause,) = read_books(path, None, ()).books[0].clauses

    assert (clause.label, clause.title, clause.text) == ("1", "Lateness", "Tell your lead.")


def test_who_signs_below_the_rows_is_no_clause(tmp_path: Path) -> None:
    rows: Cells = [
        ["序号", "区域", "制度名称", "主要内容", "备注"],
        [1, "前厅", "审批：排班", "每周五公布。", ""],
        [2, "后厨", "审核", "审核：由厨师长每日进行。", ""],
        [],
        ["编制：王芳", "", "", "审核：", "批准："],
        ["日期：2025-12-20"],
    ]

    found = read_books(excel(tmp_path / "排班.xlsx", rows))

    assert [each.text for each in found.books[0].clauses] == ["每周五公布。", "审核：由厨师长每日进行。"]
    assert [(str(note.kind), note.row, note.words) for note in found.notes] == [
        ("signature_dropped", 5, {"written": "编制：王芳 审核： 批准： 日期：2025-12-20"})
    ]


def test_a_number_that_comes_twice_keeps_its_label(tmp_path: Path) -> None:
    rows = [["编号", "内容"], ["第一条", "甲。"], ["第一条", "乙。"]]

    assert [(each.label, each.number) for each in clauses(excel(tmp_path / "a.xlsx", rows))] == [
        ("第一条", "1"),
        ("第一条", "1b"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_is_a_table_too(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "考勤.csv"
    path.write_text('编号,内容\n1.1,"迟到的，扣发当日奖金，\n并记入考勤记录。"\n', encoding)

    [clause] = clauses(path)

    assert (clause.number, clause.text) == ("1.1", "迟到的，扣发当日奖金，\n并记入考勤记录。")


@pytest.mark.parametrize(
    ("above", "sheet", "told"),
    [
        ([["启明公司考勤制度"], ["2026年1月1日起施行"]], "Sheet1", ("启明公司考勤制度", date(2026, 1, 1))),
        ([["填表说明"]], "考勤管理办法", ("考勤管理办法", None)),
        ([["青禾公司"], ["员工违纪处罚一览表"]], "处罚标准", ("员工违纪处罚一览表", None)),
        ([["更新：2026年1月"]], "Sheet1", ("a", None)),
        ([["Pool Rules – Scarlett Road"], []], "Rules", ("Pool Rules – Scarlett Road", None)),
        ([["员工违纪处罚一览表"]], "处罚标准", ("员工违纪处罚一览表", None)),
        ([["填表说明"]], "Sheet1", ("a", None)),
    ],
    ids=["above-the-columns", "sheet", "whose-it-is", "no-title", "above-the-sheet", "list", "file"],
)
def test_a_table_is_called_as_it_says_above_its_columns_or_as_its_sheet(
    above: Cells, sheet: str, told: tuple[str, date | None], tmp_path: Path
) -> None:
    path = excel(tmp_path / "a.xlsx", [*above, ["条款", "正文"], ["第一条", "甲。"]], called=sheet)

    [book] = read_books(path).books

    assert (book.title, book.effective) == told


@pytest.mark.parametrize(
    "columns",
    [["条文编号", "条文名称", "条文内容"], ["Clause No.", "Clause Title", "Clause Text"]],
    ids=["zh", "en"],
)
def test_columns_may_say_that_they_are_of_clauses(columns: list[str], tmp_path: Path) -> None:
    [clause] = clauses(excel(tmp_path / "a.xlsx", [columns, ["1.1", "收货", "核对送货单。"]]))

    assert (clause.label, clause.title, clause.text) == ("1.1", "收货", "核对送货单。")


def test_sheets_without_such_columns_are_passed_over(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", [["封面"]], [["条款", "正文"], ["第一条", "甲。"]])

    assert [each.text for each in clauses(path)] == ["甲。"]


def test_a_table_without_such_columns_is_refused_with_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError) as refused:
        clauses(excel(tmp_path / "a.xlsx", [["姓名", "工号"], ["王小明", "7"]]))

    assert refused.value.refusal is Refusal.NO_COLUMNS
    assert refused.value.words["columns"] == ("姓名", "工号")


def test_a_blank_cell_goes_on_under_the_heading_above(tmp_path: Path) -> None:
    rows = [
        ["章", "节", "编号", "内容"],
        ["第一章", "第一节", "第一条", "甲。"],
        ["", "", "第二条", "乙。"],
        ["", "第二节", "第三条", "丙。"],
        ["第二章", "", "第四条", "丁。"],
        ["", "", "第五条", "戊。"],
    ]

    assert [each.path for each in clauses(excel(tmp_path / "a.xlsx", rows))] == [
        ("第一章", "第一节"),
        ("第一章", "第一节"),
        ("第一章", "第二节"),
        ("第二章",),
        ("第二章",),
    ]


@pytest.mark.parametrize(
    ("number", "kind"), [(2.1, NoteKind.NOUGHT_LOST), ("第一条", NoteKind.NUMBER_REPEATED)]
)
def test_whoever_imports_hears_of_a_number_that_comes_again(
    number: object, kind: NoteKind, tmp_path: Path
) -> None:
    rows: Cells = [["编号", "内容"], [number, "甲。"], ["", "乙。"], ["", "丙。"], [number, "丁。"]]

    notes = read_books(excel(tmp_path / "a.xlsx", rows)).notes

    assert [(note.kind, note.row, note.words) for note in notes] == [(kind, 5, {"number": str(number)})]


def test_an_empty_sheet_is_refused_as_empty(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError) as refused:
        clauses(excel(tmp_path / "a.xlsx", []))

    assert refused.value.refusal is Refusal.EMPTY


def test_sheets_without_headings_are_headings_and_a_record_of_changes_is_no_rule(tmp_path: Path) -> None:
    columns = ["条款号", "内容"]
    path = tmp_path / "安全规程.xlsx"
    with Workbook(str(path)) as workbook:
        for name, rows in {
            "用电": [columns, ["第一条", "离开时断电。"]],
            "消防": [columns, ["第二条", "通道不得堆物。"]],
            "修订记录": [["日期", "说明"], ["2026-01-01", "首次发布"]],
        }.items():
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)

    assert [(each.label, each.path, each.text) for each in clauses(path)] == [
        ("第一条", ("用电",), "离开时断电。"),
        ("第二条", ("消防",), "通道不得堆物。"),
    ]


def test_of_two_columns_that_may_be_the_title_the_first_one_is_the_chapter(tmp_path: Path) -> None:
    columns = ["Ref", "Topic", "Subject", "Policy statement"]
    rows = [
        columns,
        ["HR-1", "Hiring", "Adverts", "Posts are advertised."],
        ["HR-2", "", "Notes", "Keep them."],
    ]

    found = clauses(excel(tmp_path / "register.xlsx", rows))

    assert [(each.label, each.path, each.title) for each in found] == [
        ("HR-1", ("Hiring",), "Adverts"),
        ("HR-2", ("Hiring",), "Notes"),
    ]


def test_who_answers_is_the_owner_of_a_heading_where_its_rules_agree_and_else_stands_with_the_rule(
    tmp_path: Path,
) -> None:
    rows = [
        ["编号", "章", "内容", "责任部门"],
        ["1", "考勤", "按时上班。", "人事部"],
        ["2", "", "打卡。", "人事部"],
        ["3", "报销", "凭票。", "财务部"],
        ["4", "", "限额。", "行政部"],
    ]

    found = read_books(excel(tmp_path / "a.xlsx", rows))
    (book,) = found.books
    (written,) = write(found, tmp_path, Unsaid("行政部", date(2026, 1, 1)), WORDS)

    assert [clause.heading.owner.name for clause in read_book(written).clauses] == ["人事部"] * 2 + [
        "行政部"
    ] * 2
    assert book.owners == {("考勤",): "人事部"}
    assert [clause.text for clause in book.clauses] == [
        "按时上班。",
        "打卡。",
        "凭票。\n责任部门：财务部",
        "限额。\n责任部门：行政部",
    ]


def test_who_answers_for_all_rules_is_the_owner_of_the_book(tmp_path: Path) -> None:
    rows = [["No.", "Rule", "Owner"], ["1", "Be on time.", "HR"], ["2", "Sign in.", "HR"]]

    (book,) = read_books(excel(tmp_path / "a.xlsx", rows)).books

    assert (book.owner, [clause.text for clause in book.clauses]) == ("HR", ["Be on time.", "Sign in."])


def test_the_names_of_columns_may_stand_below_a_title_and_be_called_nearly_as_usual(tmp_path: Path) -> None:
    rows = [["说明"], [], ["序号", "类别", "制度条款", "备注"], ["1", "考勤", "按时上班。", "每月"]]

    [clause] = clauses(excel(tmp_path / "a.xlsx", rows))

    assert (clause.label, clause.path, clause.text) == ("1", ("考勤",), "按时上班。\n备注：每月")


def test_a_row_without_a_text_that_is_numbered_otherwise_is_a_heading_below_which_numbers_begin_anew(
    tmp_path: Path,
) -> None:
    rows = [
        ["序号", "项目", "要求"],
        ["一", "用火", ""],
        ["1", "明火", "禁止明火。"],
        ["2", "违者罚款。", ""],
        ["二", "用电", ""],
        ["1", "断电", "下班断电。"],
        ["附则", "附则", "附则"],
        ["1", "解释", "由办公室解释。"],
    ]

    found = read_books(excel(tmp_path / "a.xlsx", rows))

    assert [(each.number, each.label, each.path, each.text) for each in found.books[0].clauses] == [
        ("1.1", "1", ("一 用火",), "禁止明火。"),
        ("1.2", "2", ("一 用火",), "违者罚款。"),
        ("2.1", "1", ("二 用电",), "下班断电。"),
        ("3.1", "1", ("附则",), "由办公室解释。"),
    ]
    assert found.notes == ()


def test_sheets_that_are_called_like_documents_are_books_and_what_is_hidden_is_left_out_and_told(
    tmp_path: Path,
) -> None:
    path = tmp_path / "制度.xlsx"
    with Workbook(str(path)) as workbook:
        for name in ("考勤管理制度", "请假管理制度", "奖惩制度"):
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate([["编号", "内容"], ["1", "甲。"], ["2", "乙。"]]):
                sheet.write_row(at, 0, row)
        sheet.hide()
        workbook.worksheets()[1].set_row(2, None, None, {"hidden": True})
        terms = workbook.add_worksheet("名词解释")
        terms.write_row(0, 0, ["名词", "释义"])
        terms.write_row(1, 0, ["中心", "营运中心。"])

    found = read_books(path)

    assert [(book.title, [clause.text for clause in book.clauses]) for book in found.books] == [
        ("考勤管理制度", ["甲。", "乙。"]),
        ("请假管理制度", ["甲。"]),
        ("名词解释", ["营运中心。"]),
    ]
    assert [(note.kind, note.row) for note in found.notes] == [
        (NoteKind.HIDDEN_TEXT, 3),
        (NoteKind.HIDDEN_TEXT, None),
    ]


def test_a_matrix_of_penalties_and_a_table_of_definitions_are_clauses_and_what_is_left_out_is_told(
    tmp_path: Path,
) -> None:
    sheets: dict[str, Cells] = {
        "封面": [["文件编号", "A-1"], ["版本", "V1"], ["部门", "营运"], ["日期", "2026"]],
        "规定": [["章节", "编号", "内容"], ["开店", "1.1", "检查门锁。"], ["开店", "1.2", "检查燃气。"]],
        "处罚": [
            ["序号", "违规行为", "首次", "再次"],
            [1, "迟到", "提醒", "扣20元"],
            [2, "私自外采", "撤职", ""],
        ],
        "定义": [["术语", "定义"], ["督导", "营运部派到门店的人员。"]],
        "通讯录": [["序号", "姓名", "电话"], [1, "张三", "138"], [2, "李四", "139"], [3, "王五", "137"]],
    }
    path = tmp_path / "a.xlsx"
    with Workbook(str(path)) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)

    found = read_books(path)

    [book] = found.books
    assert [(each.path, each.label, each.title, each.text) for each in book.clauses] == [
        (("开店",), "1.1", "", "检查门锁。"),
        (("开店",), "1.2", "", "检查燃气。"),
        (("处罚",), "1", "", "迟到\n首次：提醒\n再次：扣20元"),
        (("处罚",), "2", "", "私自外采\n首次：撤职"),
        (("定义",), "", "督导", "营运部派到门店的人员。"),
    ]
    assert [(note.kind, note.words) for note in found.notes] == [
        (NoteKind.SHEET_LEFT_OUT, {"sheet": "通讯录"})
    ]


@pytest.mark.parametrize(
    ("columns", "follows"),
    [(["Offense", "Penalty", "Repeated"], "Penalty: "), (["违规行为", "处罚标准", "再犯"], "处罚标准：")],
)
def test_what_is_done_and_what_follows_from_it_are_a_rule_without_a_number_or_a_title(
    columns: Sequence[str], follows: str, tmp_path: Path
) -> None:
    rows: Cells = [["Yard rules"], columns, ["Smoking in the store", "50", ""], ["Blocking a door", "20", ""]]

    found = clauses(excel(tmp_path / "a.xlsx", rows))

    assert [each.text for each in found] == [
        f"Smoking in the store\n{follows}50",
        f"Blocking a door\n{follows}20",
    ]


def test_a_column_of_codes_has_the_numbers_and_one_that_counts_the_rows_has_none(tmp_path: Path) -> None:
    rows: Cells = [
        ["翠湖小区规章制度登记表"],
        ["序号", "类别", "编号", "条款名称", "条款内容"],
        [1, "门岗", "MG-01", "访客", "访客须登记。"],
        [2, "门岗", "MG-02", "快递", "快递车限时进入。"],
    ]
    [book] = read_books(excel(tmp_path / "a.xlsx", rows)).books

    assert book.title == "翠湖小区规章制度登记表"
    assert [(each.label, each.number, each.text) for each in book.clauses] == [
        ("MG-01", "MG.1", "访客须登记。"),
        ("MG-02", "MG.2", "快递车限时进入。"),
    ]


def test_sheets_that_are_alike_head_their_clauses_and_what_stands_beside_these_is_a_preface(
    tmp_path: Path,
) -> None:
    columns = ["序号", "编号", "类别", "考核标准", "扣分"]
    note: Cells = [["注：由值班经理考核。"] * 5]
    sheets: dict[str, Cells] = {
        "说明": [["云顶酒店考核细则"], ["生效日期：2026年3月1日"], ["一、本细则适用于全体员工。"]],
        "前台": [["前台考核细则"] * 5, columns, [1, "QT-01", "仪容", "佩戴工牌。", 2], *note],
        "客房": [["客房考核细则"] * 5, columns, [1, "KF-01", "清扫", "敲门三次。", 3]],
        "填表": [["每月五日前上报。"]],
    }
    path = tmp_path / "a.xlsx"
    with Workbook(str(path)) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)

    found = read_books(path)

    [book] = found.books
    assert (book.title, book.effective) == ("云顶酒店考核细则", date(2026, 3, 1))
    assert [(each.path, each.label, each.text) for each in book.clauses] == [
        (("前台", "仪容"), "QT-01", "佩戴工牌。\n扣分：2"),
        (("客房", "清扫"), "KF-01", "敲门三次。\n扣分：3"),
    ]
    assert book.prefaces == {(): "一、本细则适用于全体员工。", ("前台",): "注：由值班经理考核。"}
    assert [note.words for note in found.notes] == [{"sheet": "填表"}]


def test_what_stands_above_the_columns_of_each_of_several_sheets_is_not_the_title_of_all(
    tmp_path: Path,
) -> None:
    columns = ["编号", "类别", "考核标准"]
    with Workbook(str(path := tmp_path / "门店考核.xlsx")) as workbook:
        for name, rows in {
            "前台": ["1.1", "仪容", "佩戴工牌。"],
            "客房": ["2.1", "清扫", "敲门三次。"],
        }.items():
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate([[f"{name}考核标准"] * 3, columns, rows]):
                sheet.write_row(at, 0, row)

    [book] = read_books(path).books

    assert (book.title, [clause.path for clause in book.clauses]) == (
        "门店考核",
        [("前台", "仪容"), ("客房", "清扫")],
    )


@pytest.mark.parametrize(
    ("cells", "labels"),
    [
        (["第一条", "第二条"], ["第一条", "第二条"]),
        (["迟到", "早退"], ["1", "2"]),
    ],
)
def test_a_column_of_clauses_has_the_numbers_if_it_holds_any(
    cells: list[str], labels: list[str], tmp_path: Path
) -> None:
    rows: Cells = [["序号", "条款", "内容"], *([at, cell, "须说明。"] for at, cell in enumerate(cells, 1))]

    found = clauses(excel(tmp_path / "a.xlsx", rows))

    assert [each.label for each in found] == labels


def test_a_code_that_counts_from_nought_is_no_roman_figure(tmp_path: Path) -> None:
    rows: Cells = [["编号", "内容"], *([f"CL-0{at}", f"须做第{at}件。"] for at in range(3))]

    assert [each.number for each in clauses(excel(tmp_path / "a.xlsx", rows))] == ["CL.0", "CL.1", "CL.2"]


@pytest.mark.parametrize(
    ("groups", "path", "text"),
    [
        (["前厅部", "前厅部", "客房部"], ("前厅部",), "须登记。"),
        (["前厅部", "客房部", "前厅部"], (), "须登记。\n部门：前厅部"),
    ],
)
def test_cells_over_several_rows_before_all_columns_that_are_known_head_their_clauses(
    groups: list[str], path: tuple[str, ...], text: str, tmp_path: Path
) -> None:
    rows: Cells = [
        ["部门", "编号", "标题", "内容"],
        *([each, f"1.{at}", "入住", "须登记。"] for at, each in enumerate(groups, 1)),
    ]

    first, *_ = clauses(excel(tmp_path / "a.xlsx", rows))

    assert (first.path, first.text) == (path, text)
