"""Lines of a page become the paragraphs that were typed."""

import re
from pathlib import Path

import pytest
from bot.importing.readers.pdf import read_pdf
from bot.importing.readers.pdf.radicals import folded
from bot.importing.source import Missing, NoteKind
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importing.pdf.pdf_files import WIDTH, Link, Mark, Picture, Text, column, pdf, read, texts

_SENTENCES = st.text("员工应当遵守劳动纪律按时到岗并如实填写考勤记录", min_size=1, max_size=120)
_A_LINE = 30  # characters of 12 points


def set_in_lines(paragraph: str, *, first: int) -> list[str]:
    """A paragraph in lines of thirty characters, the first one by `first` characters further in."""
    start = "\u3000" * first + paragraph
    return re.findall(rf".{{1,{_A_LINE}}}", start)


def test_a_full_line_goes_on_in_the_next_one(tmp_path: Path) -> None:
    lines = [
        "\u3000\u3000第一条 员工应当按照规定的时间上下班，并在考勤机上打卡；因公外出",
        "的，事先填写外出登记表。",
        "\u3000\u3000第二条 本办法自公布之日起施行。",
    ]

    assert texts(tmp_path, column(*lines)) == [
        "第一条 员工应当按照规定的时间上下班，并在考勤机上打卡；因公外出的，事先填写外出登记表。",
        "第二条 本办法自公布之日起施行。",
    ]


def test_a_heading_in_large_letters_that_is_broken_goes_on_close_below_and_not_further_down(
    tmp_path: Path,
) -> None:
    full = "Members of the society pay what they owe before the end of March."
    body = column(full, "If they pay later, they pay twice.", top=600)
    broken = [Text(72, 780, "Chapter 101: Codified Rules", size=30), Text(72, 745, "Of The Society", size=30)]
    apart = [Text(72, 780, "Chapter 101: Codified Rules", size=30), Text(72, 700, "Of The Society", size=30)]

    assert len(texts(tmp_path, [*broken, *body])) == len(texts(tmp_path, [*apart, *body])) - 1


@settings(max_examples=25)
@given(st.lists(_SENTENCES, min_size=1, max_size=6))
def test_paragraphs_that_begin_further_in_are_what_was_typed(
    tmp_path_factory: pytest.TempPathFactory, sentences: list[str]
) -> None:
    typed = ["规定" * 15 + "。", *(f"{sentence}。" for sentence in sentences)]
    lines = [line for paragraph in typed for line in set_in_lines(paragraph, first=2)]

    assert texts(tmp_path_factory.getbasetemp(), column(*lines)) == typed


def test_who_signs_at_the_right_and_the_day_below_are_two_lines(tmp_path: Path) -> None:
    rule = "\u3000\u3000第一条 员工应当按照规定的时间上下班，并在考勤机上打卡；因公外出"
    signed = [Text(336, 700, "业主大会（盖章）"), Text(384, 680, "年 月 日")]

    assert texts(tmp_path, [*column(rule, "的，事先填写外出登记表。"), *signed])[1:] == [
        "业主大会（盖章）",
        "年 月 日",
    ]


def test_a_paragraph_goes_on_on_the_next_page(tmp_path: Path) -> None:
    first = column("\u3000\u3000第一条 员工应当按照规定的时间上下班，并在考勤机上打卡；因公外出")
    second = column("的，事先填写外出登记表。", "\u3000\u3000第二条 本办法自公布之日起施行。")

    found = read(tmp_path, first, second).lines

    assert [line.page for line in found] == [1, 2]
    assert found[0].text.endswith("因公外出的，事先填写外出登记表。")


def test_a_full_line_that_ends_a_sentence_goes_on_flush_where_paragraphs_begin_further_in(
    tmp_path: Path,
) -> None:
    full = "2.0.1 车辆由车队统一调度，驾驶员凭派车单出车，用后停回原处。"
    clauses = [(f"2.0.{at} 备件由库房保管。", "\u3000\u3000用完的报库房。") for at in range(2, 9)]
    set_further_in = [line for clause in clauses for line in clause]

    indented = texts(tmp_path, column(full, "违反的，扣发奖金。", *set_further_in))
    flush = texts(tmp_path, column(full, "违反的，扣发奖金。", *set_further_in, "以上备件每年盘点。"))

    assert indented[:2] == [f"{full}违反的，扣发奖金。", "2.0.2 备件由库房保管。"]
    assert flush[:2] == [full, "违反的，扣发奖金。"]


def test_a_reference_at_the_start_of_a_line_is_no_new_paragraph(tmp_path: Path) -> None:
    lines = [
        "\u3000\u3000第三条 员工对本人的考勤记录有异议的，可以在三个工作日内，依照本办法",
        "第十二条的规定申请复核。",
    ]

    assert texts(tmp_path, column(*lines)) == ["".join(lines).strip("\u3000")]


def test_items_and_contents_stay_lines_of_their_own(tmp_path: Path) -> None:
    lines = [
        "第一章 总则 ........................................ 1",
        "第二章 考勤 ........................................ 3",
    ]
    items = ["（一）迟到；", "（二）早退。"]

    assert texts(tmp_path, column(*lines, *items)) == [*lines, *items]


def test_a_line_of_another_size_or_weight_is_a_heading(tmp_path: Path) -> None:
    page = [
        Text(72, 780, "员工考勤管理办法员工考勤管理办法员工考勤", size=18),
        Text(72, 750, "第一章 总则", bold=True),
        *column("员工应当按照规定的时间上下班并在考勤机上打卡因公外出的事先填写登记表", top=730),
    ]

    found = read(tmp_path, page).lines

    assert [(line.size, line.bold) for line in found] == [(18, False), (12, True), (12, False)]


def test_an_english_word_that_was_parted_is_whole_again(tmp_path: Path) -> None:
    lines = [
        "Managers approve the reimburse-",
        "ment of travel within a full-",
        "time week. A full-time",
        "employee has full-time pay.",
    ]

    [text] = texts(tmp_path, column(*lines))

    assert text == (
        "Managers approve the reimbursement of travel within a full-time week. A full-time employee has full-time pay."
    )


@pytest.mark.parametrize(
    ("second", "text"),
    [
        pytest.param(12 * 3, "第一条施行", id="they touch"),
        pytest.param(12 * 3.3, "第一条施行", id="a line that is spread"),
        pytest.param(12 * 4, "第一条 施行", id="a gap as wide as a character"),
    ],
)
def test_a_blank_is_where_people_see_one(second: float, text: str, tmp_path: Path) -> None:
    page = [Text(72, 700, "第一条"), Text(72 + second, 700, "施行"), Text(72, 660, "有 空 格 的 文 件")]

    assert texts(tmp_path, page)[0] == text


def test_heads_feet_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    body = ["员工应当遵守劳动纪律。", "请假应当事先申请。", "加班应当事先审批。", "出差应当事先审批。"]
    pages = [
        [Text(200, 800, "启明公司员工手册"), Text(72, 700, text), Text(290, 40, f"- {number} -")]
        for number, text in enumerate(body, 1)
    ]

    document = read(tmp_path, *pages)

    assert [line.text for line in document.lines] == body
    [note] = document.notes
    assert (note.kind, note.words) == (NoteKind.RUNNING_HEADS_DROPPED, {"count": "8"})


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("11/28/26, 11:00 AM", "file:///home/rules/travel.html 1/1"),
        ("2026/11/28 上午11:00 差旅费管理办法", "https://example.org/rules?id=3 1/2"),
        ("28.11.2026, 11:00 Travel", "C:/rules/travel.html 1/1"),
        ("Travel policy https://example.org/rules?id=3", "1 of 2 28/11/2026, 11:00"),
        ("差旅费管理办法 页码，1/1", "https://example.org/rules?id=3 2026/11/28"),
        ("2026/11/28 11:00", "https://example.org/rules?id=3 第 1 页（共 2 页）"),
    ],
)
def test_what_a_browser_prints_round_a_single_page_is_no_text(head: str, foot: str, tmp_path: Path) -> None:
    body = [Text(72, 700, "第一条 出差须事先申请。"), Text(72, 660, "第二条 超标部分自理。")]

    document = read(tmp_path, [Text(24, 800, head, size=8), *body, Text(24, 20, foot, size=8)])

    assert [line.text for line in document.lines] == ["第一条 出差须事先申请。", "第二条 超标部分自理。"]
    assert [note.words for note in document.notes] == [{"count": "2"}]


def test_two_letters_that_are_drawn_as_one_are_both_read(tmp_path: Path) -> None:
    assert texts(tmp_path, column("The oﬃce is unaﬀected.")) == ["The office is unaffected."]


def test_what_a_symbol_font_shows_is_read_as_it_is_seen(tmp_path: Path) -> None:
    lines = [
        "第一条 下列物品不得带入：",
        "\uf0b7 明火；",
        "\uf0fe 宠物。",
        "\ue00c 酒精。",
        "第二条 超过\uf0b330日的报批。",
    ]

    assert texts(tmp_path, column(*lines)) == [
        *("第一条 下列物品不得带入：", "• 明火；", "• 宠物。", "• 酒精。", "第二条 超过≥30日的报批。"),
    ]


def test_the_number_of_an_article_that_stands_alone_begins_a_paragraph(tmp_path: Path) -> None:
    full = "　員工應當準時上班並依規定於出勤系統登錄起訖時間逾期不受理。"
    lines = column(full, "第七條", full, "第八條", full)

    assert texts(tmp_path, lines) == [full[1:], "第七條", full[1:], "第八條", full[1:]]


def test_numbers_in_a_column_of_their_own_stand_before_their_texts(tmp_path: Path) -> None:
    numbers = [Text(72, 760, "第七條"), Text(72, 700, "第七條之一"), Text(72, 660, "第八條")]
    first = "（鑰匙）", "鑰匙由警衛保管，借用時應於登記簿簽名，歸", "還時亦同。"
    others = column(*first, "（遺失）", "遺失應即報告。", "（罰則）", "違者扣薪。", x=160)

    assert texts(tmp_path, [*numbers, *others]) == [
        "第七條 （鑰匙）",
        "鑰匙由警衛保管，借用時應於登記簿簽名，歸還時亦同。",
        "第七條之一 （遺失）",
        "遺失應即報告。",
        "第八條 （罰則）",
        "違者扣薪。",
    ]


@pytest.mark.parametrize("annex", ["附件2", "附表：", "附件2 用车申请单"])
def test_an_annex_begins_a_paragraph_below_a_line_that_is_all_but_full(annex: str, tmp_path: Path) -> None:
    full = "　　第九条 车辆由行政部统一调度，驾驶员凭派车单出车，用后停回。"
    assert texts(
        tmp_path, column(full, "　　第十条 油卡由行政部保管，每月核对，有出入的当日说明缘由。", annex)
    ) == [
        "第九条 车辆由行政部统一调度，驾驶员凭派车单出车，用后停回。",
        "第十条 油卡由行政部保管，每月核对，有出入的当日说明缘由。",
        annex,
    ]


def test_the_day_that_is_signed_and_an_address_in_a_rule_stay(tmp_path: Path) -> None:
    page = [
        Text(72, 800, "2026/11/28"),
        Text(72, 700, "第一条 申请表见："),
        Text(72, 640, "https://example.org/forms"),
    ]

    assert texts(tmp_path, page) == ["2026/11/28", "第一条 申请表见：https://example.org/forms"]


def test_links_to_other_pages_below_the_text_are_left_out_and_told(tmp_path: Path) -> None:
    body = column(
        "第一条 不得吸烟。", "第二条 熄灯后不得喧哗。", "相关法规", "请假规则", "社团办法", "地址：文昌路8号"
    )
    links = [Link(72, 698, 130, 712), Link(72, 678, 130, 692)]

    document = read(tmp_path, [*body, *links])

    assert [line.text for line in document.lines] == ["第一条 不得吸烟。", "第二条 熄灯后不得喧哗。"]
    assert [note.words for note in document.notes] == [
        {"written": "相关法规 请假规则 社团办法 地址：文昌路8号"}
    ]


def test_a_sentence_with_a_link_in_it_and_a_numbered_one_stay_at_the_end(tmp_path: Path) -> None:
    page = column("第一条 不得吸烟。", "第二条 见请假规则。", "第三条 见社团办法。")

    assert len(read(tmp_path, [*page, Link(130, 738, 230, 752), Link(72, 718, 230, 732)]).lines) == 3


def test_an_address_in_letters_as_large_as_the_text_stays_on_top_of_a_page(tmp_path: Path) -> None:
    page = column("第一条 申请表见 https://example.org/forms", "第二条 超标部分自理。")

    assert "https://example.org/forms" in texts(tmp_path, page)[0]


def test_a_sentence_that_comes_again_at_the_head_of_pages_stays(tmp_path: Path) -> None:
    pages = [[Text(72, 780, "违反本条的，给予警告。"), Text(72, 700, f"规则{each}")] for each in "甲乙丙丁"]

    assert texts(tmp_path, *pages).count("违反本条的，给予警告。") == 4


def test_a_watermark_is_no_text(tmp_path: Path) -> None:
    page = [Text(100, 300, "内部资料", size=60, turned=True), Text(72, 700, "员工应当遵守劳动纪律。")]

    assert texts(tmp_path, page) == ["员工应当遵守劳动纪律。"]


def test_a_picture_is_marked_where_it_stands(tmp_path: Path) -> None:
    page: list[Mark] = [
        Text(72, 700, "第一条 请假按下图办理："),
        Picture(72, 400, 300, 200),
        Text(72, 380, "第二条 本办法自公布之日起施行。"),
    ]

    document = read(tmp_path, page)

    assert [line.missing or line.text for line in document.lines] == [
        "第一条 请假按下图办理：",
        Missing.FIGURE,
        "第二条 本办法自公布之日起施行。",
    ]
    assert [(note.kind, note.page) for note in document.notes] == [(NoteKind.FIGURE_MISSING, 1)]


def test_a_logo_and_what_is_on_every_page_are_no_pictures(tmp_path: Path) -> None:
    texts_of = [
        "员工应当遵守劳动纪律，按时到岗，如实填写考勤记录。",
        "请假应当事先申请，经批准后方可离岗，事后补交证明。",
    ]
    pages: list[list[Mark]] = [
        [Text(72, 700, text), Picture(0, 300, WIDTH, 100), Picture(20, 800, 30, 30)] for text in texts_of
    ]

    assert [line.missing for line in read(tmp_path, *pages).lines] == [None, None]


@pytest.mark.parametrize(
    ("held", "shown"),
    [
        ("⼯作⽇", "工作日"),
        ("⻓⻅⻋⻔", "长见车门"),
        ("豈", "豈"),
        ("\uf0b7 迟到", "• 迟到"),
        ("（１）％", "（１）％"),
        ("ﬁle", "file"),
    ],
)
def test_a_radical_is_read_as_the_character_that_it_shows(held: str, shown: str) -> None:
    assert folded(held) == shown


@given(st.text())
def test_what_is_folded_once_is_folded(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("Attendance rules", "Attendance rules"),
        ("rules.docx", ""),
        ("Microsoft Word - rules", ""),
        ("y.html", ""),
    ],
)
def test_the_title_of_a_file_is_not_its_name(told: str, title: str, tmp_path: Path) -> None:
    path = tmp_path / "规定.pdf"
    path.write_bytes(pdf([Text(72, 700, "员工应当遵守劳动纪律，按时到岗，如实填写考勤记录。")], title=told))

    assert read_pdf(path).title == title


def test_where_hardly_a_line_ends_with_a_hyphen_it_was_typed(tmp_path: Path) -> None:
    lines = ["Journeys are paid for in second-", "class carriages only, for staff."]
    others = [f"Rule {number} is kept." for number in range(40)]

    assert texts(tmp_path, column(*lines), column(*others))[0] == "".join(lines)


def test_where_one_word_is_written_whole_elsewhere_hyphens_at_line_ends_part_words(tmp_path: Path) -> None:
    lines = [
        "The garage is open on Sat-",
        "urdays for self-",
        "employed members who sup-",
        "plied their plates.",
    ]
    words = [
        "Plates are supplied.",
        *(f"{sign}{other} pays." for sign in "ABCDEFGHI" for other in "aeiouy" * 3),
    ]
    pages = [column(*words[at : at + 30]) for at in range(0, len(words), 30)]

    assert texts(tmp_path, column(*lines), *pages)[0] == (
        "The garage is open on Saturdays for self-employed members who supplied their plates."
    )


def test_a_head_in_large_letters_that_comes_again_is_no_text(tmp_path: Path) -> None:
    body = ["员工应当遵守劳动纪律。", "请假应当事先申请。", "加班应当事先审批。", "出差应当事先审批。"]
    pages = [[Text(200, 800, "启明公司", size=18), *column(text, text)] for text in body]

    assert texts(tmp_path, *pages) == [text for text in body for _ in range(2)]


def test_narrow_letters_that_come_twice_are_both_read_and_those_drawn_twice_once(tmp_path: Path) -> None:
    """In Helvetica an l is 0.22 of the size wide; a program that has no bold font draws each letter again beside it."""
    twice = [Text(72, 700, "规定"), Text(72.4, 700, "规定")]

    assert texts(tmp_path, [*twice, Text(72, 660, "All drills shall follow", is_narrow=True)]) == [
        "规定",
        "All drills shall follow",
    ]


def test_bold_words_at_the_start_of_a_line_lead_it(tmp_path: Path) -> None:
    page = [
        Text(72, 760, "第一条 指导思想", bold=True),
        Text(168, 760, "。坚持以人为本。"),
        Text(72, 740, "第二条 全体员工守时。"),
        Text(72, 720, "附则", bold=True),
    ]

    assert [line.lead for line in read(tmp_path, page).lines] == ["第一条 指导思想", "", ""]


def test_a_title_in_the_middle_of_the_page_that_takes_two_lines_is_one(tmp_path: Path) -> None:
    body = column(
        *["第一条 员工应当按照规定的时间上下班，并在系统中登记出勤和" + "外出" * 4 + "。"] * 6, top=680
    )
    first, second = "关于印发《青禾公司员工食堂节约用餐管理", "办法》的通知"
    middle = (72 + max(each.x + len(each.text) * 12 for each in body)) / 2
    title = [Text(middle - 11 * len(first), 760, first, 22), Text(middle - 11 * len(second), 730, second, 22)]

    assert texts(tmp_path, [*title, *body])[0] == first + second


def test_a_heading_with_a_number_on_top_of_a_page_is_no_head(tmp_path: Path) -> None:
    rules = ["Fees are due monthly.", "Pets are welcome.", "Noise ends at ten.", "Cars are parked outside."]
    pages = [
        [Text(72, 810, f"House Rules, page {page}", size=9), *column(rule, rule)]
        for page, rule in enumerate(rules, 1)
    ]
    for page, article in ((0, 1), (1, 4), (3, 5)):
        pages[page].insert(1, Text(72, 790, f"ARTICLE {article}", size=13, bold=True))

    found = [line for line in texts(tmp_path, *pages) if line not in rules]

    assert found == ["ARTICLE 1", "ARTICLE 4", "ARTICLE 5"]


def test_the_word_chapter_above_the_number_of_each_is_no_head(tmp_path: Path) -> None:
    numbers = ["ONE", "TWO", "THREE", "FOUR"]
    pages = [
        [Text(400, 800, "CHAPTER", bold=True), Text(420, 780, number, size=16), *column("Fees are due.")]
        for number in numbers
    ]

    assert [line for line in texts(tmp_path, *pages) if "due" not in line] == [
        line for number in numbers for line in ("CHAPTER", number)
    ]


def test_lines_behind_the_number_of_an_article_are_set_as_far_in_as_it_is_wide(tmp_path: Path) -> None:
    page = [
        Text(70, 760, "第二十三條 員工離職應依服務年資預告，並於離職日前完成財物之移交"),
        Text(142, 740, "，逾期者另議。"),
        Text(70, 717, "第二十四條 員工請假應事先填寫請假單，覓妥代理人始得離開工作崗位。"),
        Text(142, 694, "前項情形，遇急病者得以電話報告，並於三日內補辦手續與"),
        Text(142, 674, "證明。"),
        Text(70, 651, "第二十五條 員工得申請調職，申請時應敘明其理由並附具相關證明文件："),
        Text(142, 628, "一、家庭因素。"),
        Text(142, 605, "二、健康因素。"),
    ]

    assert texts(tmp_path, page) == [
        "第二十三條 員工離職應依服務年資預告，並於離職日前完成財物之移交，逾期者另議。",
        "第二十四條 員工請假應事先填寫請假單，覓妥代理人始得離開工作崗位。",
        "前項情形，遇急病者得以電話報告，並於三日內補辦手續與證明。",
        "第二十五條 員工得申請調職，申請時應敘明其理由並附具相關證明文件：",
        "一、家庭因素。",
        "二、健康因素。",
    ]


def test_quotation_marks_that_are_drawn_behind_a_line_stand_in_its_gaps(tmp_path: Path) -> None:
    start = 72
    line = [
        Text(start, 760, "第一条 进楼应出示"),
        Text(start + 12 * 10, 760, "住宿证"),
        Text(start + 12 * 14, 760, "核验。"),
        Text(start + 12 * 9, 760, "《"),
        Text(start + 12 * 13, 760, "》"),
    ]

    assert texts(tmp_path, line) == ["第一条 进楼应出示《住宿证》核验。"]
