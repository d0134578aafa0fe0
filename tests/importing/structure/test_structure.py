from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.importing.books import Block, Gap, ImportedBooks, ImportedClause
from bot.importing.readers.html import read_html
from bot.importing.source import ImportRefusedError, Line, NoteKind, Refusal, SourceDocument
from bot.importing.structure import books_of
from bot.rulebook import Table

from tests.counted_calls import calls
from tests.importing.written_lines import document

CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "structure.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)


def as_written(clause: ImportedClause) -> str:
    title = f"[{clause.title}]" if clause.title else ""
    text = " / ".join(map(block_as_written, clause.blocks))
    path = "".join(f"{heading} › " for heading in clause.path)
    label = f"{clause.label} " if clause.label or not title else ""
    return f"{clause.number} · {path}{label or ' ' * bool(path)}{title} {text}".replace("   ", "  ").strip()


def block_as_written(block: Block) -> str:
    match block:
        case Table():
            return f"<{';'.join(','.join(row) for row in (block.header, *block.rows))}>"
        case Gap():
            return f"<{block.missing} {block.page}>"
        case _:
            return block


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_document_is_divided_as_its_case_says(case: dict[str, Any]) -> None:
    (book,) = books_of(document(case["lines"])).books

    assert [" ".join(as_written(clause).split()) for clause in book.clauses] == [
        " ".join(each.split()) for each in case["clauses"]
    ]


def test_a_text_without_any_numbers_or_headings_is_refused() -> None:
    with pytest.raises(ImportRefusedError) as refused:
        books_of(document("请大家准时上班。\n下班前关灯。\n谢谢。"))

    assert refused.value.refusal is Refusal.NO_SCHEME


@pytest.mark.parametrize(
    "text",
    [
        "例会议程\n9:00 签到\n10:00 讨论预算\n11:00 散会",
        "比赛结果\n1:0 甲队胜\n2：0 乙队胜\n3:0 丙队胜",
        "Schedule\nMay 1: the office is closed.\nMay 2: the office is open.\nMay 3: training.",
    ],
)
def test_days_hours_and_scores_number_no_clauses(text: str) -> None:
    with pytest.raises(ImportRefusedError) as refused:
        books_of(document(text))

    assert refused.value.refusal is Refusal.NO_SCHEME


@pytest.mark.parametrize(
    "blank",
    [
        "This page intentionally left blank",
        "(This page has been intentionally left blank.)",
        "[Page intentionally left blank]",
        "The rest of this page is intentionally left blank",
        "本页空白",
        "（此页以下空白）",
        "（以下空白）",
        "— 本頁有意留白 —",
    ],
)
def test_what_an_empty_page_says_of_itself_is_text_of_no_clause(blank: str) -> None:
    (book,) = books_of(
        document(f"离职办法\n第一条 提前三十日告知。\n{blank}\n第二条 交还门禁卡。\n{blank}")
    ).books

    assert [clause.text for clause in book.clauses] == ["提前三十日告知。", "交还门禁卡。"]


def test_a_rule_on_blank_pages_stays() -> None:
    (book,) = books_of(
        document("记录办法\n第一条 逐页填写。\n第二条 空白页划线注销。\n本页空白处由主管签字。")
    ).books

    assert book.clauses[-1].text == "空白页划线注销。\n本页空白处由主管签字。"


@pytest.mark.parametrize(
    "wrapped",
    [
        "section 4 (Devices), then the page is left out.",
        "section 4 (Devices).",
        "Section 4 (“Files”), becoming section 4.8, placed after",
        "section 5.8 has been rewritten (Programs for the X System)",
        "Chapter 3 applies to guests",
        "Part 2 when the office is closed",
    ],
)
def test_a_line_of_a_sentence_that_begins_with_a_reference_is_no_heading(wrapped: str) -> None:
    (book,) = books_of(
        document(
            f"Manual\n1.1 Scope\nIf a folder has no pages in\n{wrapped}\n1.2 Use\nNo changes.\n1.3 Care\nDust it."
        )
    ).books

    assert [clause.path for clause in book.clauses] == [(), (), ()]


def test_an_article_that_comes_again_below_a_section_is_no_translation() -> None:
    with pytest.raises(ImportRefusedError) as refused:
        books_of(document("Section 2 考勤\n第二条\n第二条"))

    assert refused.value.refusal is Refusal.NO_SCHEME


def test_a_list_within_other_numbers_is_not_taken_for_the_clauses() -> None:
    with pytest.raises(ImportRefusedError) as refused:
        books_of(
            document(
                "请假办法\n请假的，办手续。\n（一）提前三天申请。\n（二）下列情形除外：\n1) 事假；\n2) 病假；"
                "\n3) 缺勤。\n（三）凭证明。\n此外另有规定。\n（一）由人事部解释。\n（二）自发布之日起施行。"
            )
        )

    assert refused.value.refusal is Refusal.NO_SCHEME


@pytest.mark.parametrize(
    ("written", "bold", "titles"),
    [
        (
            "# 问答\n## 假期\n年假几天？\n五天。\n能结转吗？\n不能。\n## 工资\n几号发？\n二十五号。",
            {"年假几天？", "能结转吗？", "几号发？"},
            [(("假期",), "年假几天？"), (("假期",), "能结转吗？"), (("工资",), "几号发？")],
        ),
        (
            "# 会议\n## 规则\n成员应当守时。\n## 守则\n成员应当保密。\n## 问答\n谁能参加？\n成员。\n谁主持？\n会长。",
            {"谁能参加？", "谁主持？"},
            [(("规则",), "规则"), (("守则",), "守则"), (("问答",), "谁能参加？"), (("问答",), "谁主持？")],
        ),
        (
            "# 会议\n## 规则\n成员应当守时。\n## 守则\n成员应当保密。\n## 主持\n谁主持？\n会长。\n## 记录\n由秘书做。",
            {"谁主持？"},
            [((), "规则"), ((), "守则"), ((), "主持"), ((), "记录")],
        ),
        (
            "年假几天？\n五天。\n能结转吗？\n不能。\n几号发工资？\n二十五号。",
            {"年假几天？", "能结转吗？", "几号发工资？"},
            [((), "年假几天？"), ((), "能结转吗？"), ((), "几号发工资？")],
        ),
        (
            "开门\n九点。\n收银\n两人清点。\n忘了怎么办？\n问店长。\n关门\n十点。",
            {"开门", "收银", "忘了怎么办？", "关门"},
            [((), "开门"), ((), "收银"), ((), "关门")],
        ),
        (
            "几号发工资？\n二十五号。\n能预支吗？\n能结转吗？\n不能。\n为什么要签到？好麻烦！\n须知道谁来过。",
            {"几号发工资？", "能预支吗？", "能结转吗？", "为什么要签到？好麻烦！"},
            [((), "几号发工资？"), ((), "能结转吗？"), ((), "为什么要签到？好麻烦！")],
        ),
    ],
    ids=[
        "below headings",
        "several below one of them",
        "one in a box",
        "alone",
        "among other titles",
        "one without an answer, and one that calls out",
    ],
)
def test_questions_in_bold_divide_a_text(
    written: str, bold: set[str], titles: list[tuple[tuple[str, ...], str]]
) -> None:
    source = document(written)
    lines = tuple(replace(line, bold=line.text in bold) for line in source.lines)
    (book,) = books_of(replace(source, lines=lines)).books

    assert [(clause.path, clause.title) for clause in book.clauses] == titles


def test_questions_that_a_page_sets_off_divide_a_text(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<title>Rules</title><h2>Rules</h2><p>Be quiet.</p><h2>FAQ</h2><div><strong>Who may come?</strong><p>All.</div>"
        "<div><b>Who <i>pays</i>?</b><p>Nobody, <b>really?</b></div>",
        "utf-8",
    )
    (book,) = books_of(read_html(tmp_path / "page.html")).books

    assert [clause.title for clause in book.clauses] == ["Rules", "Who may come?", "Who pays?"]


def test_questions_in_larger_letters_divide_a_text() -> None:
    source = document(
        "Questions\nHow many books may I take?\nThree, and two before the holidays.\n"
        "Can I renew them?\nFor two weeks, if nobody else waits for them.\n"
        "Why sign in? It takes so long!\nBecause we must know who came, and when."
    )
    asked = {"How many books may I take?", "Can I renew them?", "Why sign in? It takes so long!"}
    lines = tuple(replace(line, size=13.0 if line.text in asked else 11.0) for line in source.lines)
    (book,) = books_of(replace(source, lines=lines)).books

    assert {clause.title for clause in book.clauses} == asked


@pytest.mark.parametrize(
    "below",
    [
        "青禾科技有限公司 2025年12月20日",
        "青禾科技有限公司（盖章）\t2025年12月20日",
        "人力资源部，二〇二五年十二月二十日",
        "2025年12月20日 青禾科技有限公司",
        "青禾科技有限公司（公章）\n日期：2025年12月20日",
        "青禾科技有限公司\n2025年12月20日\n（此件公开发布）",
        "Greenleaf Ltd, 20 December 2025",
        "Greenleaf Ltd\n20 December 2025",
        "The People Team\nDate: December 20, 2025",
    ],
)
def test_who_made_a_document_and_when_is_no_text_of_its_last_clause_and_is_told(below: str) -> None:
    found = books_of(document(f"离职办法\n第一条 提前三十日告知。\n第二条 须交还门禁卡。\n{below}"))

    assert [clause.text for clause in found.books[0].clauses] == ["提前三十日告知。", "须交还门禁卡。"]
    [note] = [note for note in found.notes if note.kind is NoteKind.SIGNATURE_DROPPED]
    assert note.words["written"].split() == below.split()


@pytest.mark.parametrize(
    "last",
    [
        "施行日期 2025年12月20日",
        "本办法经总经理办公会通过，自发布之日起施行 2025年12月20日",
        "须交还公司",
        "The handbook ends on 20 December 2025",
    ],
)
def test_a_line_that_names_nobody_with_a_day_stays_in_the_last_clause(last: str) -> None:
    found = books_of(document(f"离职办法\n第一条 提前三十日告知。\n第二条 须交还门禁卡。\n{last}"))

    assert last in found.books[0].clauses[-1].text


def test_what_is_unsure_is_told() -> None:
    notes = books_of(
        document(
            "规定\n第一条 甲。\n第二条 乙。\n第五条 丙。\n第五条 丁。\n第二条 规。\n第六条 戊。\n第七条\n第七章 空"
        )
    ).notes

    assert [(str(note.kind), note.paragraph, note.words) for note in notes] == [
        ("numbers_missing", 4, {"before": "第二条", "number": "第五条"}),
        ("number_repeated", 5, {"number": "第五条"}),
        ("left_in_text", 6, {"written": "第二条 规。"}),
        ("empty_heading", 9, {"heading": "第七章 空"}),
        ("empty_clause", 8, {"written": "第七条"}),
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (
            "规定\n第一条 甲。\n第二条 乙。\n第三条 丙。\nArticle 7 Keys are returned.",
            "Article 7 Keys are returned.",
        ),
        ("规定\n第一条 甲。\n第二条 乙。\n第三条 丙。第四条 钥匙应当归还。", "第四条 钥匙应当归还。"),
        (
            "Hall\n1. Doors close.\n2. Keys are returned.\nSection 4, Guests. Guests sign in.\n3. Lights out.",
            "Section 4, Guests. Guests sign",
        ),
    ],
)
def test_what_begins_as_a_clause_in_the_text_of_another_is_told(text: str, written: str) -> None:
    (note,) = books_of(document(text)).notes

    assert (str(note.kind), note.words) == ("left_in_text", {"written": written})


@pytest.mark.parametrize(
    "text",
    [
        "规定\n第一条 甲。\n第二条 符合第一条，或者\n第三条的，照办。\n第三条 丙。",
        "規定\n第1条 会員は会費を納める。\n第2条 会費は次の通り。\n第1条で定める会員は除く。\n第3条 会計は役員が行う。",
        "Hall\n1. Doors close.\n2. As it is said in\nSection 4, Guests sign in.\n3. Lights go out.",
    ],
)
def test_a_reference_at_the_beginning_of_a_line_is_not_told(text: str) -> None:
    assert books_of(document(text)).notes == ()


def test_no_number_is_missing_where_each_chapter_of_two_begins_its_own() -> None:
    chapters = (
        "CHAPTER 1 DAYS\n1.1 Be punctual.\n1.2 Clock in.\nCHAPTER 2 CONDUCT\n2.1 Report gifts.\n2.2 Be kind"
    )

    assert books_of(document(f"STAFF HANDBOOK\n{chapters}")).notes == ()


def test_an_article_whose_number_was_never_filled_in_is_told() -> None:
    notes = books_of(document("规定\n第一条 甲。\n第×条 乙。\n第三条 丙。\n第四条 丁。")).notes

    assert [(str(note.kind), note.paragraph, note.words) for note in notes] == [
        ("unnumbered", 3, {"number": "第×条"}),
        ("numbers_missing", 4, {"before": "第一条", "number": "第三条"}),
    ]


def test_what_may_be_for_a_whole_list_and_is_text_of_its_last_item_is_told() -> None:
    lines = "Library\n1) Do not smoke.\n2) Do not run.\n3) Do not shout.\nPatrons who break a rule may be sent away."

    (note,) = books_of(document(lines)).notes

    assert (str(note.kind), note.paragraph) == ("behind_list", 5)
    assert note.words == {"written": "Patrons who break a rule may b", "number": "3)"}


@pytest.mark.parametrize(
    ("fourth", "fifth", "is_told"), [("2.1", "2.2", False), ("2.2", "2.3", True), ("3.1", "3.2", True)]
)
def test_numbers_that_begin_below_the_next_heading_are_not_missing(
    fourth: str,
    fifth: str,
    is_told: bool,  # noqa: FBT001  # the case
) -> None:
    first = "Bylaws\nARTICLE I\nOffices\nSection 1.1 One.\nSection 1.2 Two.\nSection 1.3 Three."
    second = f"ARTICLE II\nMembers\nSection {fourth} Four.\nSection {fifth} Five."

    notes = books_of(document(f"{first}\n{second}")).notes

    assert [str(note.kind) for note in notes] == ["numbers_missing"] * is_told


def test_two_headings_of_one_number_are_told() -> None:
    lines = (
        "考勤办法\n第一章 总则\n第一条 甲。\n第二章 迟到\n第二条 乙。\n第二章 请假\n第三条 丙。\n第四条 丁。"
    )

    [note] = books_of(document(lines)).notes

    assert (str(note.kind), note.paragraph) == ("heading_repeated", 6)
    assert note.words == {"heading": "第二章 请假", "first": "第二章 迟到"}


def test_a_heading_whose_text_is_left_out_is_told_as_empty() -> None:
    lines = "用车手册\n第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 车队\n（略）\n第三章 附则\n第三条 丙。"

    (note,) = books_of(document(lines)).notes

    assert (str(note.kind), note.words) == ("empty_heading", {"heading": "第二章 车队"})


def test_rules_that_would_be_a_preface_are_told() -> None:
    chapters = (
        "第一章 总则\n本章不得转载。\n第一条 甲。\n第二章 附则\n本章说明用处。\n第二条 乙。\n第三条 丙。"
    )

    notes = books_of(document(f"规定\n员工须佩戴工牌。\n{chapters}")).notes

    assert [(str(note.kind), note.words) for note in notes] == [
        ("rules_in_preface", {"heading": "规定"}),
        ("rules_in_preface", {"heading": "第一章 总则"}),
    ]


def test_numbers_in_a_preface_are_told_too() -> None:
    above = "规定\n1、本规定适用于全体员工；\n2、试用期员工参照执行。\n"

    notes = books_of(document(f"{above}第一条 甲。\n第二条 乙。\n第三条 丙。")).notes

    assert [(str(note.kind), note.words) for note in notes] == [("rules_in_preface", {"heading": "规定"})]


def test_whoever_imports_hears_that_a_book_is_called_as_its_file() -> None:
    untitled, titled = (
        books_of(document(f"{title}第一条 甲。\n第二条 乙。")) for title in ("", "印章规定\n")
    )

    assert [(note.kind, note.words) for note in untitled.notes] == [(NoteKind.UNTITLED, {"title": "规定"})]
    assert titled.notes == ()


@pytest.mark.parametrize(
    "back",
    [
        "Back to Top",
        "[⬆ back to the top]",
        "返回顶部",
        "▲回到目录",
        "ページの先頭へ戻る",
        "Return to top of page",
    ],
)
def test_what_leads_back_to_the_top_of_a_page_is_no_part_of_a_text(back: str) -> None:
    (book,) = books_of(
        document(f"规则\n第一条 甲。\n{back}\n第二条 乙。\n第三条 返回顶部办公室。\n{back}")
    ).books

    assert [clause.text for clause in book.clauses] == ["甲。", "乙。", "返回顶部办公室。"]


@pytest.mark.parametrize("number", ["第一条", "1."])
def test_a_number_that_comes_again_and_again_takes_no_more_work_each_time(number: str) -> None:
    def read(times: int) -> ImportedBooks:
        return books_of(document("\n".join(["规定", *[f"{number} 员工应当按时上班。"] * times])))

    few, many = (calls(partial(read, times)) for times in (150, 600))
    assert many < 5 * few


def test_numbers_count_on_beyond_a_thousand_and_a_year_at_the_start_of_a_line_is_none() -> None:
    rules = [f"{number}. Berth {number} is for members." for number in range(1, 1000)]
    others = [
        "1987. Others may be laid up there.",
        "1000. Dogs are kept on leads.",
        "1,001. Bins are emptied.",
    ]
    (book,) = books_of(document("\n".join(["Harbour Rules", *rules, *others]))).books

    assert [(clause.number, clause.label) for clause in book.clauses[-3:]] == [
        ("999", "999."),
        ("1000", "1000."),
        ("1001", "1,001."),
    ]
    assert book.clauses[-3].text.endswith("\n1987. Others may be laid up there.")


def test_a_table_within_tables_takes_no_more_work_for_each_that_is_around_it(tmp_path: Path) -> None:
    def read(depth: int) -> SourceDocument:
        page = tmp_path / "rules.html"
        page.write_text(f"<p>第一条 甲。</p>{'<table><tr><td>' * depth}乙{'</td></tr></table>' * depth}")
        return read_html(page)

    few, many = (calls(partial(read, depth)) for depth in (40, 120))
    assert many < 5 * few


def test_the_lines_between_the_title_of_an_outline_and_its_first_heading_are_the_preface_but_for_its_version() -> (
    None
):
    (book,) = books_of(
        document(
            "# 《志愿者手册》\n版本 2.0，自2026年1月1日起施行。\n欢迎您。\n## 报到\n签到。\n## 着装\n穿马甲。"
        )
    ).books

    assert book.title == "志愿者手册"
    assert (book.version, book.effective, book.prefaces) == ("2.0", date(2026, 1, 1), {(): "欢迎您。"})


def test_larger_letters_are_headings_where_nothing_else_divides_the_text() -> None:
    sizes = {"Handbook": 20.0, "Leave": 14.0, "Travel": 14.0}
    written = [
        "Handbook",
        "Leave",
        "Everybody has leave of twenty days.",
        "Travel",
        "Book early and keep the bills.",
    ]
    lines = tuple(Line(text, size=sizes.get(text, 10.5)) for text in written)

    (book,) = books_of(SourceDocument("handbook.pdf", "0" * 64, lines)).books

    assert [(clause.path, clause.title, clause.text) for clause in book.clauses] == [
        ((), "Leave", "Everybody has leave of twenty days."),
        ((), "Travel", "Book early and keep the bills."),
    ]


def test_titles_in_bold_are_headings_though_they_are_hardly_larger_than_the_text() -> None:
    sizes = {"Dues": 20.0, "Amount": 15.0, "Meetings": 20.0, "General": 15.0, "Annual": 12.5, "Monthly": 12.5}
    written = (
        "Dues\nAmount\nEach member pays ten pounds in March.\nMeetings\nGeneral\nAnnual"
        "\nIn March all members meet in the hall.\nMonthly\nThe board meets every month."
    )
    lines = tuple(Line(text, size=sizes.get(text, 11.0), bold=text in sizes) for text in written.splitlines())

    (book,) = books_of(SourceDocument("bylaws.pdf", "0" * 64, lines)).books

    assert [(clause.path, clause.title, clause.text) for clause in book.clauses] == [
        (("Dues",), "Amount", "Each member pays ten pounds in March."),
        (("Meetings", "General"), "Annual", "In March all members meet in the hall."),
        (("Meetings", "General"), "Monthly", "The board meets every month."),
    ]


def test_leaders_in_a_page_of_contents_may_be_dots_with_blanks_between() -> None:
    contents = "What's Inside\nOpening the till . . . . . . 3\nClosing the till . . . . . . 4\n"
    rules = "# Opening the till\nCount the float.\n# Closing the till\nTake the drawer away."

    (book,) = books_of(document(contents + rules)).books

    assert (book.prefaces, len(book.clauses)) == ({}, 2)


def test_a_title_page_in_letters_of_several_sizes_is_no_heading_and_titles_in_bold_stand_below_larger_ones() -> (
    None
):
    sizes = {
        "衡川律师事务所": 26.0,
        "员 工 手 册": 36.0,
        "二〇二六年三月": 14.0,
        **dict.fromkeys(("欢迎加入！", "考勤", "福利"), 16.0),
    }
    bold = {"上下班": 12.0, "打卡": 11.0, "年休假": 12.0, "体检": 11.0}
    written = (
        "衡川律师事务所\n员 工 手 册\n二〇二六年三月\n欢迎加入！\n这本手册写明我们怎样一起工作。"
        "\n考勤\n上下班\n周一至周五九点上班。\n打卡\n每日打卡两次。"
        "\n福利\n年休假\n入所满一年后享受年休假。\n体检\n每年体检一次。"
    )
    lines = tuple(
        Line(text, size=(sizes | bold).get(text, 11.0), bold=text in sizes | bold)
        for text in written.splitlines()
    )

    (book,) = books_of(SourceDocument("a.docx", "0" * 64, lines)).books

    assert (book.title, book.prefaces) == ("员工手册", {(): "衡川律师事务所\n二〇二六年三月"})
    assert [(clause.path, clause.title, clause.text) for clause in book.clauses] == [
        (("欢迎加入！",), "欢迎加入！", "这本手册写明我们怎样一起工作。"),
        (("考勤",), "上下班", "周一至周五九点上班。"),
        (("考勤",), "打卡", "每日打卡两次。"),
        (("福利",), "年休假", "入所满一年后享受年休假。"),
        (("福利",), "体检", "每年体检一次。"),
    ]


def test_numbers_begin_anew_only_right_below_a_heading() -> None:
    chapters = "第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 附则\n第三条 丙。\n"
    rules = f"{chapters}奖学金办法\n第一条 子。\n第二条 丑。\n第三条 寅。\n"

    with pytest.raises(ImportRefusedError) as refused:
        books_of(document(rules))

    assert (refused.value.refusal, refused.value.words["titles"]) == (Refusal.SEVERAL_BOOKS, ("奖学金办法",))


def test_whoever_imports_hears_of_an_article_out_of_its_order_and_not_that_it_is_missing() -> None:
    notes = books_of(document("规定\n第一条 甲。\n第三条 丙。\n第二条 乙。\n第四条 丁。")).notes

    assert [(note.kind, note.words) for note in notes] == [(NoteKind.OUT_OF_ORDER, {"number": "第二条"})]


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ("本制度自2026年1月1日起执行。", [{"written": "本制度自2026年1月1日起执行。", "number": "三、"}]),
        ("本制度自发布之日起施行", [{"written": "本制度自发布之日起施行", "number": "三、"}]),
        ("HUMAN RESOURCES", [{"written": "HUMAN RESOURCES", "number": "三、"}]),
        ("四、本制度自2026年1月1日起执行。", []),
        ("周五除外。", []),
    ],
)
def test_whoever_imports_hears_of_a_closing_line_without_a_number(
    last: str, told: list[dict[str, str]]
) -> None:
    notes = books_of(document(f"着装规定\n一、着正装。\n二、戴工牌。\n三、不得穿拖鞋。\n{last}")).notes

    assert [note.words for note in notes] == told


def test_an_article_put_in_behind_another_is_in_its_order() -> None:
    notes = books_of(document("規定\n第6条 甲。\n第7条 乙。\n第7条之2 丙。\n第8条 丁。")).notes

    assert [(str(note.kind), note.words) for note in notes] == [
        ("numbers_missing", {"before": "第7条", "number": "第7条之2"})
    ]


def test_titles_in_bold_stand_below_those_in_bold_capitals() -> None:
    written = (
        "Staff Manual\nUpdated in May.\nABOUT IT\nWe may change it.\nWORK\nHours\nThe office opens at eight."
        "\nX-rays\nWear your badge.\nLEAVE\nVacation\nAsk a month before.\nSickness\nCall by nine."
    )
    bold = {"Hours", "X-rays", "Vacation", "Sickness"}
    source = document(written)
    lines = tuple(replace(line, bold=line.text in bold or line.text.isupper()) for line in source.lines)

    (book,) = books_of(replace(source, lines=lines)).books

    assert [(clause.path, clause.title) for clause in book.clauses][1:] == [
        (("WORK",), "Hours"),
        (("WORK",), "X-rays"),
        (("LEAVE",), "Vacation"),
        (("LEAVE",), "Sickness"),
    ]


def test_sections_that_begin_with_the_second_are_told_as_a_gap() -> None:
    first = (
        "Article I\nSection 1. Dues are paid.\nSection 2. Members vote.\nSection 3. The chair is elected.\n"
    )
    second = "Article II\nSection 2. Notice is given.\nSection 3. Guests may come."

    notes = books_of(document(first + second)).notes

    told = [(note.kind, note.words["number"]) for note in notes if note.kind is NoteKind.NUMBERS_MISSING]
    assert told == [(NoteKind.NUMBERS_MISSING, "Section 2.")]


def test_titles_in_two_sizes_stand_above_each_other_also_before_the_first_number() -> None:
    sizes = {"校规": 18.0, "仪容": 14.0, "服装": 11.0, "头发": 11.0, "请假": 14.0, "安全": 14.0}
    written = [
        *("校规", "仪容", "整洁、大方，是对每个人的要求。", "服装", "一、穿校服。", "二、戴校徽。"),
        *("头发", "一、不染发。", "二、不烫发。", "请假", "一、写请假条。", "二、家长签名。"),
        *("安全", "一、不追逐。", "二、不爬墙。"),
    ]
    lines = tuple(Line(text, size=sizes.get(text, 10.5), bold=text in sizes) for text in written)

    (book,) = books_of(replace(document(""), lines=lines)).books

    assert [(clause.path, clause.text) for clause in book.clauses[1:4:2]] == [
        (("仪容", "服装"), "戴校徽。"),
        (("仪容", "头发"), "不烫发。"),
    ]
    assert [clause.path for clause in book.clauses[4::2]] == [("请假",), ("安全",)]
