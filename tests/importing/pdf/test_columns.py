"""Pages in two columns are read one column after the other."""

from pathlib import Path

from tests.importing.pdf.pdf_files import Border, Mark, Text, column, read, texts

_LEFT = [
    "第一条 员工应当按照规定的时间",
    "上下班，并打卡。",
    "第二条 因公外出的，应当事先填",
    "写外出登记表。",
    "第三条 忘记打卡的，应当在次日",
    "十点以前在出勤系统里申请补登",
]
_RIGHT = [
    "并写明经过。",
    "第四条 迟到三次的，由主管提醒",
    "并登记在案。",
    "第五条 本办法由人力资源部解释",
    "并负责监督。",
]


def test_a_line_that_fills_its_column_goes_on_below_and_in_the_second_column(tmp_path: Path) -> None:
    page = [
        Text(260, 800, "员工考勤管理办法"),
        *column(*_LEFT, x=72, top=760),
        *column(*_RIGHT, x=310, top=760),
    ]

    found = read(tmp_path, page).lines

    assert [line.text for line in found] == [
        "员工考勤管理办法",
        "第一条 员工应当按照规定的时间上下班，并打卡。",
        "第二条 因公外出的，应当事先填写外出登记表。",
        "第三条 忘记打卡的，应当在次日十点以前在出勤系统里申请补登并写明经过。",
        "第四条 迟到三次的，由主管提醒并登记在案。",
        "第五条 本办法由人力资源部解释并负责监督。",
    ]
    assert {line.indent for line in found[1:]} == {0.0}


def test_a_table_in_the_second_column_stands_behind_the_text_of_the_first(tmp_path: Path) -> None:
    borders: list[Mark] = [
        *(Border(310, y, 510, y) for y in (700, 720, 740)),
        *(Border(x, 700, x, 740) for x in (310, 410, 510)),
    ]
    cells = [Text(320, 725, "职级"), Text(420, 725, "天数"), Text(320, 705, "经理"), Text(420, 705, "十天")]
    page = [
        *column(*_LEFT, x=72, top=760),
        Text(310, 760, _RIGHT[0]),
        *borders,
        *cells,
        *column(*_RIGHT[1:], x=310, top=680),
    ]

    found = read(tmp_path, page).lines

    assert [line.table.header if line.table else line.text[:3] for line in found] == [
        *("第一条", "第二条", "第三条"),
        ("职级", "天数"),
        *("第四条", "第五条"),
    ]


def test_a_number_that_hangs_before_its_text_belongs_to_it_wherever_the_file_has_it(tmp_path: Path) -> None:
    page = [
        Text(110, 700, "员工应当准时上班。"),
        Text(110, 660, "请假应当事先申请，"),
        Text(110, 640, "由主管批准。"),
        Text(72, 700, "1.1"),
        Text(72, 660, "1.2"),
    ]

    assert texts(tmp_path, page) == ["1.1 员工应当准时上班。", "1.2 请假应当事先申请，由主管批准。"]
