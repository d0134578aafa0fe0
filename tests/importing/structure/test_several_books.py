"""Several regulations in one file are several books, or are refused until somebody says where they part."""

from dataclasses import replace
from typing import Any

import pytest
from bot.importing.source import ImportRefusedError, NoteKind, Refusal
from bot.importing.structure import books_of

from tests.importing.written_lines import document

SEVERAL = """\
考勤管理办法
第一条 甲。
第二条 乙。
第三条 丙。
报销管理办法
第一条 子。
第二条 丑。
第三条 寅。
"""


def test_several_regulations_in_one_file_are_refused_until_somebody_says_where_they_part() -> None:
    with pytest.raises(ImportRefusedError) as refused:
        books_of(document(SEVERAL))
    books = books_of(document(SEVERAL), parts=["考勤管理办法", "报销管理办法"]).books

    assert refused.value.refusal is Refusal.SEVERAL_BOOKS
    assert refused.value.words == {"count": "2", "titles": ("考勤管理办法", "报销管理办法")}
    assert [(book.id, book.title, len(book.clauses)) for book in books] == [
        ("kao-qin-guan-li-ban-fa", "考勤管理办法", 3),
        ("bao-xiao-guan-li-ban-fa", "报销管理办法", 3),
    ]


def test_several_regulations_with_chapters_are_refused_too() -> None:
    chapters = "第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 附则\n第三条 丙。\n"

    with pytest.raises(ImportRefusedError) as refused:
        books_of(document(f"考勤办法\n{chapters}附件1 表格\n样式。\n报销办法\n{chapters}"))

    assert refused.value.refusal is Refusal.SEVERAL_BOOKS


def test_a_part_that_is_not_there_is_told() -> None:
    with pytest.raises(ImportRefusedError) as refused:
        books_of(document(SEVERAL), parts=["采购办法"])

    assert (refused.value.refusal, refused.value.words) == (Refusal.UNKNOWN_PART, {"part": "采购办法"})


def test_regulations_that_the_file_itself_marks_as_such_are_several_books() -> None:
    marked = SEVERAL.replace("考勤管理办法", "# 考勤管理办法").replace("报销管理办法", "# 报销管理办法")

    assert [book.title for book in books_of(document(marked)).books] == ["考勤管理办法", "报销管理办法"]


def test_a_regulation_that_is_numbered_otherwise_is_seen_too() -> None:
    articles = "学籍管理规定\n第一条 甲。\n第二条 乙。\n第三条 丙。\n"

    with pytest.raises(ImportRefusedError) as refused:
        books_of(document(f"{articles}违纪处分办法\n一、警告。\n二、记过。\n"))

    assert (refused.value.refusal, refused.value.words["titles"]) == (
        Refusal.SEVERAL_BOOKS,
        ("学籍管理规定", "违纪处分办法"),
    )


def test_each_of_several_regulations_is_named_be_it_ever_so_short() -> None:
    seal, cars = (
        "印章管理制度\n第一条 甲。\n第二条 乙。\n第三条 丙。\n",
        "车辆管理制度\n第一条 甲。\n第二条 乙。\n",
    )

    with pytest.raises(ImportRefusedError) as refused:
        books_of(document(f"{seal}{cars}会议管理制度\n第一条 甲。\n第二条 乙。\n第三条 丙。"))

    assert refused.value.words["count"] == "3"
    assert refused.value.words["titles"] == ("印章管理制度", "车辆管理制度", "会议管理制度")


def test_regulations_in_the_style_of_lists_before_one_of_articles_are_seen_too() -> None:
    lists = "备 课 制 度\n一、甲。\n二、乙。\n作业制度\n（2026年修订）\n1、丙。\n2、丁。\n"
    articles = "事故处理办法\n第一条 戊。\n第二条 己。\n第三条 庚。\n"
    pupils = "宿舍规定\n（校发〔2026〕18号）\n（2026年修订）\n一、辛。\n二、壬。\n"

    with pytest.raises(ImportRefusedError) as refused:
        books_of(document(f"教学管理汇编\n{lists}{articles}{pupils}"))
    parts = refused.value.words["titles"]
    books = books_of(document(f"教学管理汇编\n{lists}{articles}{pupils}"), parts=tuple(parts)).books

    assert refused.value.words["count"] == "4"
    assert parts == ("备课制度", "作业制度", "事故处理办法", "宿舍规定")
    assert [(book.title, len(book.clauses)) for book in books] == [
        ("备课制度", 2),
        ("作业制度", 2),
        ("事故处理办法", 3),
        ("宿舍规定", 2),
    ]


@pytest.mark.parametrize(
    "above",
    [
        pytest.param("事故处理办法\n一、总则\n", id="a heading above the first article"),
        pytest.param(
            "关于事故处理\n一、请各班学习。\n二、请月底前报名。\n事故处理办法\n", id="what comes with it"
        ),
        pytest.param("事故处理办法\n修订说明\n1、补充第二条。\n2、删去附件。\n", id="what was changed"),
    ],
)
def test_a_list_above_the_first_article_is_no_regulation_without_a_title_of_one(above: str) -> None:
    [book] = books_of(document(f"{above}第一条 戊。\n第二条 己。\n第三条 庚。")).books

    assert (book.title, [clause.label for clause in book.clauses]) == (
        "事故处理办法",
        ["第一条", "第二条", "第三条"],
    )


@pytest.mark.parametrize(
    ("above", "books"),
    [
        ("", ["考勤制度", "奖惩制度"]),
        ("公司制度汇编\n", ["考勤制度", "奖惩制度"]),
        ("员工手册\n", ["员工手册"]),
    ],
)
def test_titles_of_documents_in_bold_alone_part_several_books_and_are_chapters_of_a_handbook(
    above: str, books: list[str]
) -> None:
    rules = (
        "考勤制度\n第一条 按时上班。\n第二条 打卡。\n第三条 请假。\n奖惩制度\n第一条 奖励。\n第二条 处罚。"
    )
    source = document(f"{above}{rules}")
    lines = tuple(replace(line, bold=line.text.endswith("制度")) for line in source.lines)

    found = books_of(replace(source, lines=lines)).books

    assert [book.title for book in found] == books
    assert [clause.label for book in found for clause in book.clauses] == [
        *("第一条", "第二条", "第三条", "第一条", "第二条"),
    ]
    assert [clause.path for clause in found[0].clauses[:1]] == [("考勤制度",) if len(books) == 1 else ()]


def test_in_a_collection_titles_that_look_like_those_of_documents_are_some() -> None:
    source = document(
        "园所制度汇编\n向阳花幼儿园\n门卫制度\n一、甲。\n二、乙。\n保教人员职责\n一、丙。\n二、丁。\n消毒制度\n一、戊。\n二、己。"
    )
    lines = tuple(
        replace(line, size=18.0 if line.text.endswith(("制度", "职责")) else 12.0) for line in source.lines
    )

    found = books_of(replace(source, lines=lines)).books

    assert [(book.title, len(book.clauses)) for book in found] == [
        ("门卫制度", 2),
        ("保教人员职责", 2),
        ("消毒制度", 2),
    ]


def test_a_notice_and_the_standard_below_its_signature_are_two_books_where_their_titles_are_set_alike() -> (
    None
):
    source = document(
        "关于印发员工工时标准的通知\n各部门：\n现将标准印发给你们，并提出下列要求：\n一、组织学习。\n二、报送名单。\n三、按月上报。\n"
        "联系人：人事部 李明\n电话：010-1234\n人事部\n2026年4月8日\n员工工时标准\n（试行）\n"
        "一、每日八小时。\n二、每周五日。\n三、加班另计。"
    )
    titles = {"关于印发员工工时标准的通知", "员工工时标准", "（试行）"}
    lines = tuple(
        replace(line, bold=line.text in titles, size=18.0 if line.text in titles else 12.0)
        for line in source.lines
    )

    found = books_of(replace(source, lines=lines)).books

    assert [(book.title, [clause.text for clause in book.clauses]) for book in found] == [
        ("关于印发员工工时标准的通知", ["组织学习。", "报送名单。", "按月上报。"]),
        ("员工工时标准（试行）", ["每日八小时。", "每周五日。", "加班另计。"]),
    ]


def test_documents_of_which_one_alone_cannot_be_divided_are_refused_as_several() -> None:
    source = document(
        "考勤制度\n第一条 按时上班。\n第二条 打卡。\n第三条 请假。\n奖惩制度\n1. 奖励。\n未列的另议。"
    )
    lines = tuple(replace(line, bold=line.text.endswith("制度")) for line in source.lines)

    with pytest.raises(ImportRefusedError) as refused:
        books_of(replace(source, lines=lines))

    assert refused.value.refusal is Refusal.SEVERAL_BOOKS


NOTICE = """\
关于印发《考勤办法》的通知
各部门：
现将《考勤办法》印发给你们，并提出下列要求：
一、请各部门组织学习。
二、请于月底前报送名单。
三、执行中的问题请告知人事部。
附件：1.考勤办法
2.名单
人事部
2026年4月8日
附件1
考勤办法
第一条 按时上班。
第二条 打卡。
第三条 请假。
"""


def test_a_notice_and_the_regulation_that_it_encloses_are_two_books() -> None:
    books = books_of(document(f"{NOTICE}附件2\n名单\n姓名和工号。")).books

    assert [
        (book.title, [(*clause.path, clause.label or clause.text) for clause in book.clauses])
        for book in books
    ] == [
        ("关于印发《考勤办法》的通知", [("一、",), ("二、",), ("三、",), ("附件2 名单", "姓名和工号。")]),
        ("考勤办法", [("第一条",), ("第二条",), ("第三条",)]),
    ]


@pytest.mark.parametrize("sign", ["一、二、", "1. 2. "])
def test_the_points_of_a_notice_and_the_regulations_right_below_it_are_books_each(sign: str) -> None:
    first, second = sign[: len(sign) // 2], sign[len(sign) // 2 :]
    points = f"{first}四月起执行。\n{second}原办法废止。"
    notice = f"关于印发《考勤办法》《奖惩办法》的通知\n各部门：\n现予印发，并通知如下：\n{points}"
    chapters = "考勤办法\n（2026年4月通过）\n第一章 总则\n第一条 按时上班。\n第二条 打卡。\n第二章 附则\n第三条 请假。"
    others = "奖惩办法\n一、迟到扣款。\n二、旷工除名。\n三、全勤有奖。"

    books = books_of(document(f"{notice}\n{chapters}\n{others}")).books

    assert [(book.title, [clause.text for clause in book.clauses]) for book in books] == [
        ("关于印发《考勤办法》《奖惩办法》的通知", ["四月起执行。", "原办法废止。"]),
        ("考勤办法", ["按时上班。", "打卡。", "请假。"]),
        ("奖惩办法", ["迟到扣款。", "旷工除名。", "全勤有奖。"]),
    ]


def test_a_notice_without_points_stands_before_the_regulation_right_below_it() -> None:
    notice = "关于印发《考勤办法》的通知\n各部门：\n现将《考勤办法》印发给你们。"

    (book,) = books_of(document(f"{notice}\n考勤办法\n第一条 按时上班。\n第二条 打卡。\n第三条 请假。")).books

    assert book.title == "考勤办法"
    assert book.prefaces[()] == notice


def test_an_annex_that_the_notice_does_not_send_stays_an_annex() -> None:
    [book] = books_of(document(NOTICE.replace("《考勤办法》", "《工时规定》"))).books

    assert book.clauses[-1].path == ("附件1 考勤办法",)


@pytest.mark.parametrize(
    ("listed", "above"),
    [
        ("附件：考勤办法（试行）\n", "附件\n"),
        ("附件：考勤办法（试行）\n", ""),
        ("", "附件\n"),
    ],
)
def test_the_edition_of_what_a_notice_sends_may_stand_on_a_line_of_its_own(listed: str, above: str) -> None:
    notice = ONE_SENT.replace("附件：考勤办法\n", listed).replace("《考勤办法》", "《考勤办法（试行）》")

    [book] = books_of(document(f"{notice}{above}考勤办法\n（试行）\n{RULES}")).books

    assert book.title == "考勤办法（试行）"
    assert [(*clause.path, clause.label) for clause in book.clauses] == [
        ("第一章 总则", "第一条"),
        ("第一章 总则", "第二条"),
        ("第二章 附则", "第三条"),
    ]


def test_a_notice_may_enclose_several_regulations() -> None:
    second = "附件2\n请假规定\n第一条 事先申请。\n第二条 注明事由。\n第三条 按时销假。\n"
    notice = NOTICE.replace("《考勤办法》印发", "《考勤办法》《请假规定》印发")

    assert [(book.title, len(book.clauses)) for book in books_of(document(notice + second)).books] == [
        ("关于印发《考勤办法》的通知", 3),
        ("考勤办法", 3),
        ("请假规定", 3),
    ]


def test_regulations_that_a_notice_without_numbers_encloses_are_books_and_it_stands_before_the_first() -> (
    None
):
    notice = (
        "关于印发《考勤办法》和《请假规定》的通知\n各部门：\n现将《考勤办法》和《请假规定》印发给你们，请遵照执行。\n"
        "附件：1.考勤办法\n2.请假规定\n3.请假单\n人事部\n2026年4月8日\n"
    )
    first = "附件1\n考勤办法\n第一章 总则\n第一条 按时上班。\n第二条 打卡。\n第二章 附则\n第三条 请假。\n"
    second = "附件2\n请假规定\n第一条 事先申请。\n第二条 注明事由。\n第三条 按时销假。\n"

    books = books_of(document(f"{notice}{first}{second}附件3\n请假单\n姓名和事由。")).books

    assert [
        (book.title, [(*clause.path, clause.label or clause.text) for clause in book.clauses])
        for book in books
    ] == [
        ("考勤办法", [("第一章 总则", "第一条"), ("第一章 总则", "第二条"), ("第二章 附则", "第三条")]),
        ("请假规定", [("第一条",), ("第二条",), ("第三条",), ("附件3 请假单", "姓名和事由。")]),
    ]
    assert "请遵照执行" in books[0].prefaces[()]


ONE_SENT = """\
青禾公司文件
青禾〔2026〕7号
关于印发《考勤办法》的通知
各部门：
现将《考勤办法》印发给你们，请遵照执行。
附件：考勤办法
青禾公司
2026年4月8日
"""
RULES = "第一章 总则\n第一条 按时上班。\n第二条 打卡。\n第二章 附则\n第三条 请假。\n"


@pytest.mark.parametrize(
    "notice",
    [
        pytest.param(f"{ONE_SENT}考勤办法\n", id="its title stands again"),
        pytest.param(f"{ONE_SENT}附件\n考勤办法\n", id="below the word annex"),
        pytest.param(ONE_SENT.replace("附件：考勤办法\n", "") + "附件：考勤办法\n", id="on one line with it"),
        pytest.param(
            ONE_SENT.replace("《考勤办法》", "考勤规则") + "考勤办法\n", id="the notice calls it otherwise"
        ),
    ],
)
def test_of_a_notice_that_sends_one_regulation_that_is_the_book_and_no_heading(notice: str) -> None:
    [book] = books_of(document(f"{notice}{RULES}附件1 请假单\n姓名和事由。")).books

    assert [(*clause.path, clause.label or clause.text) for clause in book.clauses] == [
        ("第一章 总则", "第一条"),
        ("第一章 总则", "第二条"),
        ("第二章 附则", "第三条"),
        ("附件1 请假单", "姓名和事由。"),
    ]
    assert (book.title, book.document_number) == ("考勤办法", "青禾〔2026〕7号")
    assert "请遵照执行" in book.prefaces[()]


@pytest.mark.parametrize("annex", ["", "附件\n"])
@pytest.mark.parametrize("title", ["考勤办法（试行）\n", "考勤办法\n（试行）\n", "考勤\n办法（试行）\n"])
def test_so_is_one_on_trial_whose_title_the_notice_tells_on_one_line(annex: str, title: str) -> None:
    notice = ONE_SENT.replace("考勤办法", "考勤办法（试行）")

    [book] = books_of(document(f"{notice}{annex}{title}{RULES}")).books

    assert [clause.path for clause in book.clauses] == [("第一章 总则",), ("第一章 总则",), ("第二章 附则",)]
    assert book.title == "考勤办法（试行）"


def test_another_annex_of_a_notice_stands_behind_the_one_regulation() -> None:
    notice = ONE_SENT.replace("附件：考勤办法\n", "附件：1.考勤人员名单\n2.考勤办法\n")

    [book] = books_of(
        document(f"{notice}附件1\n考勤人员名单\n各部门的文员。\n附件2\n考勤办法\n{RULES}")
    ).books

    assert book.title == "考勤办法"
    assert [(*clause.path, clause.label or clause.text) for clause in book.clauses[2:]] == [
        ("第二章 附则", "第三条"),
        ("附件1 考勤人员名单", "各部门的文员。"),
    ]


def test_an_annex_at_the_end_with_its_title_once_more_stays_one() -> None:
    [book] = books_of(document(f"考勤办法\n{RULES}附件：请假规定\n请假规定\n事先申请。")).books

    assert book.clauses[-1].path == ("附件：请假规定",)


STUDENTS = """\
学生手册
学籍管理办法
第一章 总则
第一条 甲。
第二条 乙。
第二章 附则
第三条 丙。
奖学金评定办法
第一条 子。
第二条 丑。
第三条 寅。
宿舍公约
一、按时作息。
二、保持整洁。
三、节约用电。
"""


@pytest.mark.parametrize("in_bold", [("办法", "公约"), ("手册", "办法", "公约")])
def test_regulations_of_a_handbook_that_are_numbered_each_in_its_own_way_are_books(
    in_bold: tuple[str, ...],
) -> None:
    source = document(STUDENTS)
    lines = tuple(replace(line, bold=line.text.endswith(in_bold)) for line in source.lines)

    books = books_of(replace(source, lines=lines)).books

    assert [(book.title, [(*each.path, each.label) for each in book.clauses]) for book in books] == [
        ("学籍管理办法", [("第一章 总则", "第一条"), ("第一章 总则", "第二条"), ("第二章 附则", "第三条")]),
        ("奖学金评定办法", [("第一条",), ("第二条",), ("第三条",)]),
        ("宿舍公约", [("一、",), ("二、",), ("三、",)]),
    ]


def test_chapters_of_a_handbook_that_are_no_documents_are_divided_each_in_its_own_way() -> None:
    articles = "".join(f"第{number}条 应当遵守规定{number}。\n" for number in "一二三四五")
    rules = "".join(f"{number}、大家{number}起整理寝室，按时作息。\n" for number in "一二三四五六七八")
    source = document(
        f"学生手册\n学籍办法\n第一章 总则\n{articles}评定办法\n{articles}寝室里大家约好\n{rules}"
    )
    lines = tuple(replace(line, bold=line.text.endswith(("约好", "办法"))) for line in source.lines)

    [book] = books_of(replace(source, lines=lines)).books

    assert book.title == "学生手册"
    assert [(each.number, *each.path, each.label) for each in book.clauses if each.number.endswith(".5")] == [
        ("1.5", "学籍办法", "第一章 总则", "第五条"),
        ("2.5", "评定办法", "第五条"),
        ("3.5", "寝室里大家约好", "五、"),
    ]


@pytest.mark.parametrize(
    "made", ["109.02.12 第1765次會議通過", "99.1.5第3次會議通過", "（109.2.12 會議通過）"]
)
def test_the_day_below_a_title_is_no_number_however_it_is_written(made: str) -> None:
    titles = ["倫理架構設置要點", "諮議委員會設置要點", "教育課程實施要點"]
    points = "一、為維護倫理，訂定本要點。\n二、委員由校長遴聘。\n三、本要點經會議通過後施行。"
    source = document("\n".join(f"{title}\n{made}\n{points}" for title in titles))
    lines = tuple(replace(line, bold=line.text in titles) for line in source.lines)

    books = books_of(replace(source, lines=lines)).books

    assert [(book.title, [each.label for each in book.clauses]) for book in books] == [
        (title, ["一、", "二、", "三、"]) for title in titles
    ]


HANDBOOK = """\
Club Handbook
Revised January 2024
# Member Policies
## Access Cards
Cards are personal.
See also wiki.club.example/fs/Policies
1. Table of Contents
## Workshop
It is shared.
# Code of Conduct
Section 1. Be kind.
Section 2. Be on time.
Section 3. Be quiet.
# Pool Rules
The pool is open in summer.
"""


@pytest.mark.parametrize("are_marked", [True, False], ids=["headings", "large letters"])
def test_no_plain_line_parts_a_handbook_whose_chapters_are_marked_alike(*, are_marked: bool) -> None:
    source = document(HANDBOOK)
    sizes = {None: 11.0, 1: 15.0, 2: 12.0}
    lines = tuple(
        replace(
            line,
            heading=line.heading if are_marked else None,
            bold=bool(line.heading),
            size=sizes[line.heading],
        )
        for line in source.lines
    )

    found = books_of(replace(source, lines=(replace(lines[0], size=24.0, bold=True), *lines[1:])))

    [book] = found.books
    assert book.title == "Club Handbook"
    assert [tuple(filter(None, (*each.path, each.label or each.title))) for each in book.clauses] == [
        ("Member Policies", "Access Cards"),
        ("Member Policies", "Workshop"),
        ("Code of Conduct", "Section 1."),
        ("Code of Conduct", "Section 2."),
        ("Code of Conduct", "Section 3."),
        ("Pool Rules",),
    ]


def test_what_the_cover_of_a_handbook_says_is_its_preface_and_a_rule_in_it_is_told() -> None:
    rule = "Staff must read this handbook before their first day."
    found = books_of(
        document(
            f"Staff Handbook\n{rule}\n# Conduct\n"
            "## Gifts\n1. Take none.\n2. Give none.\n## Press\n1. Ask us.\n2. Be brief.\n"
            "# Employment\n## 1. Hiring\n### 1.1 Offers\nWe write.\n### 1.2 Papers\nBring them.\n"
            "## 2. Changes\n### 2.1 Leaving\nTell us."
        )
    )

    [book] = found.books
    assert [clause.label for clause in book.clauses] == ["1.", "2.", "1.", "2.", "1.1", "1.2", "2.1"]
    assert book.prefaces[()] == rule
    assert NoteKind.RULES_IN_PREFACE in {note.kind for note in found.notes}


COLLECTION = """\
青禾公司
规章制度汇编
目录
考勤制度\t2
值班制度\t3
请假办法\t4
考勤制度
第一条 甲。
第二条 乙。
请假须知
1. 事先申请。
2. 注明事由。
第三条 丙。
值班制度
按时到岗，不得擅离。
请假办法
一、丁。
二、戊。
三、己。
"""


@pytest.mark.parametrize("marked", ["heading", "size", "contents"])
def test_titles_that_are_marked_alike_alone_part_a_collection_and_one_that_nothing_divides_is_one_clause(
    marked: str,
) -> None:
    titles = {"考勤制度", "值班制度", "请假办法"}
    source = document(COLLECTION)
    looks: dict[str, dict[str, Any]] = {"heading": {"heading": 1}, "size": {"size": 18.0, "bold": True}}
    lines = tuple(
        replace(line, **looks.get(marked, {})) if line.text in titles else line for line in source.lines
    )

    found = books_of(replace(source, lines=lines))

    assert [(book.title, [each.label for each in book.clauses]) for book in found.books] == [
        ("考勤制度", ["第一条", "第二条", "第三条"]),
        ("值班制度", [""]),
        ("请假办法", ["一、", "二、", "三、"]),
    ]
    assert found.books[1].clauses[0].text == "按时到岗，不得擅离。"
    assert [note.words for note in found.notes if note.kind is NoteKind.UNDIVIDED] == [{"title": "值班制度"}]


def test_headings_below_that_of_a_collection_part_it() -> None:
    marked = f"# 制度汇编\n{SEVERAL}".replace("考勤管理办法", "## 考勤管理办法").replace(
        "报销管理办法", "## 报销管理办法"
    )

    assert [book.title for book in books_of(document(marked)).books] == ["考勤管理办法", "报销管理办法"]


def test_numbered_chapters_in_bold_part_no_handbook() -> None:
    source = document(
        "员工手册\n一、行为准则\n1.1 甲。\n1.2 乙。\n1.3 丙。\n二、考勤制度\n1.1 丁。\n1.2 戊。\n1.3 己。"
    )
    lines = tuple(replace(line, bold=line.text.endswith(("准则", "制度"))) for line in source.lines)

    [book] = books_of(replace(source, lines=lines)).books

    assert (book.title, [*dict.fromkeys(clause.path for clause in book.clauses)]) == (
        "员工手册",
        [("一、行为准则",), ("二、考勤制度",)],
    )


@pytest.mark.parametrize(
    ("before", "title"),
    [
        (
            "1、染发的，限期改正。\n2、不准吸烟。\n3、不准赌博。\n篇二：学院处分条例\n学院处分条例",
            "学院处分条例",
        ),
        (
            "第1条 本会。\n第2条 会員。\n第3条 役員。\n附 則\nこの会則は施行する。\n役員選出規定",
            "役員選出規定",
        ),
    ],
)
@pytest.mark.parametrize("chapter", ["", "第一章 总则\n"])
def test_articles_that_begin_below_the_title_of_another_document_are_seen_behind_any_others(
    before: str, title: str, chapter: str
) -> None:
    with pytest.raises(ImportRefusedError) as refused:
        books_of(document(f"学生守则\n{before}\n{chapter}第1条 甲。\n第2条 乙。"))

    assert refused.value.words == {"count": "2", "titles": ("学生守则", title)}


def test_articles_below_the_title_of_an_annex_or_of_a_chapter_are_no_other_document() -> None:
    chapters = (
        "第一章 人事\n第一条 甲。\n第二条 乙。\n第二章\n考勤办法\n第一条 丙。\n第三章 请假\n请假办法\n第一条 戊。"
        "\n附件1\n宿舍规定\n第一条 丁。"
    )

    assert len(books_of(document(f"员工手册\n{chapters}")).books) == 1


def test_an_article_among_other_numbers_is_told_as_left_in_the_text() -> None:
    found = books_of(document("学生守则\n1、甲。\n2、乙。\n3、丙。\n第一条 丁。"))

    assert [note.words for note in found.notes] == [{"written": "第一条 丁。"}]


@pytest.mark.parametrize("contents", ["目录\n考勤办法（旧）\n考勤办法（新）\n", ""])
def test_no_edition_of_a_regulation_is_the_contents_of_the_other(contents: str) -> None:
    rules = "第一章 总则\n第一条 按时上班。\n第二章 请假\n第二条 事先申请。\n第三条 按时销假。\n"
    editions = f"# 考勤办法（旧）\n{rules}# 考勤办法（新）\n{rules}第四条 另行通知。"

    books = books_of(document(f"{contents}{editions}")).books

    assert [(book.title, len(book.clauses)) for book in books] == [
        ("考勤办法（旧）", 3),
        ("考勤办法（新）", 4),
    ]


def test_chapters_that_stand_below_their_numbers_are_whole_though_their_titles_stand_out() -> None:
    source = document(
        "Companies Act\nPART 1\nTHE UNION\n1 Name\nA name.\n2 Place\nA place.\n"
        "PART 2\nCITIZENS\n3 Who\nAll.\n4 When\nAt once."
    )
    lines = tuple(
        replace(line, size=14.0 if line.text in {"THE UNION", "CITIZENS"} else 11.0) for line in source.lines
    )

    [book] = books_of(replace(source, lines=lines)).books

    assert [clause.label for clause in book.clauses] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("mark", ["# ", ""])
def test_parts_that_are_counted_are_of_one_handbook_though_one_is_called_a_policy(mark: str) -> None:
    title = "员\n工\n手\n册\n二零一三年一月版\n"
    first = f"{mark}一、行为准则\n1. 职业道德\n1.1 严禁索取礼品。\n1.2 严禁在外兼职。\n"
    first += "2. 着装\n2.1 上班佩戴工牌。\n2.2 不穿拖鞋。\n"
    second = f"{mark}二、考勤制度\n1. 工作时间\n1.1 每周五天。\n1.2 午休一小时。\n"

    [book] = books_of(document(f"{title}{first}{second}")).books

    assert book.title == "员工手册"
    assert [(clause.label, clause.path[0].replace(" ", "")) for clause in book.clauses] == [
        *((number, "一、行为准则") for number in ("1.1", "1.2", "2.1", "2.2")),
        *((number, "二、考勤制度") for number in ("1.1", "1.2")),
    ]


def test_the_contents_of_a_collection_end_before_its_first_title_though_no_blank_stands_before_some_pages() -> (
    None
):
    titles = ["考勤管理制度", "费用报销制度", "车辆管理办法", "机床操作规程"]
    entries = [f"{title}{'' if at < 2 else ' '}{2 + 3 * at}" for at, title in enumerate(titles)]
    texts = [
        "考勤管理制度\n人员管理\n第1节 总则\n第1条 甲。\n第2条 乙。",
        "费用报销制度\n一、丙。\n二、丁。\n三、戊。",
        "车辆管理办法\n1. 己。\n2. 庚。\n3. 辛。",
        "机床操作规程\n一、壬。\n二、癸。\n三、子。",
    ]
    source = document("\n".join(["管理制度汇编", "目 录", *entries, *texts]))
    lines = tuple(
        replace(line, bold=line.text in titles, size=18.0 if line.text in titles else 11.0)
        for line in source.lines
    )

    assert [book.title for book in books_of(replace(source, lines=lines)).books] == titles
