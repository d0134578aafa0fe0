"""References to clauses, alone and in running text, and quantities that are none."""

import pytest
from bot.rulebook import Reference, find_references, read_reference, read_references
from bot.rulebook.designation.designators import Certainty
from hypothesis import given
from hypothesis import strategies as st

from tests.pace import LONGER, is_steep, of_one_piece

Numbers = tuple[int, int, int, str]

LOOKS_LIKE_REFERENCES = st.text(
    "第章条條款项之百千廿卅兩一二三十0123456789.-（）()、，和法 守则《》见§sectionchapter?\n本", max_size=40
)


def _numbers(reference: Reference) -> Numbers:
    """The chapter, the clause, which one it is of those put in behind that (0: itself), and the document."""
    levels = [*(step.number for step in reference.headings), *reference.number]
    if not reference.number:
        return int(levels[-1]), 0, 0, reference.document
    *above, last = levels
    article, _, inserted = last.partition("-")
    return int(above[-1] if above else 0), int(article), int(inserted or 0), reference.document


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("第12条", (0, 12, 0, ""), id="figures"),
        pytest.param("第１２条", (0, 12, 0, ""), id="full-width-figures"),
        pytest.param("第十二条", (0, 12, 0, ""), id="numeral"),
        pytest.param("第十二條", (0, 12, 0, ""), id="traditional"),
        pytest.param("十二条", (0, 12, 0, ""), id="numeral-without-ordinal"),
        pytest.param("12条", (0, 12, 0, ""), id="figures-without-ordinal"),
        pytest.param("第一百三十三条", (0, 133, 0, ""), id="hundreds"),
        pytest.param("第二十五条", (0, 25, 0, ""), id="never-15-or-5"),
        pytest.param("12", (0, 12, 0, ""), id="bare-figure"),
        pytest.param("7.1", (7, 1, 0, ""), id="dotted"),
        pytest.param("7.10", (7, 10, 0, ""), id="dotted-ten"),
        pytest.param("第7.1条", (7, 1, 0, ""), id="dotted-ordinal"),
        pytest.param("7.1？", (7, 1, 0, ""), id="question-mark"),
        pytest.param("  7.1  ", (7, 1, 0, ""), id="spaces-around"),
        pytest.param("第七章第一条", (7, 1, 0, ""), id="spoken"),
        pytest.param("第七章第一條", (7, 1, 0, ""), id="spoken-traditional"),
        pytest.param("第 七 章 第 一 条", (7, 1, 0, ""), id="spaces-inside"),
        pytest.param("7章1条", (7, 1, 0, ""), id="short"),
        pytest.param("第七章", (7, 0, 0, ""), id="chapter"),
        pytest.param("守则 7.1", (7, 1, 0, "守则"), id="named-dotted"),
        pytest.param("守则第七章", (7, 0, 0, "守则"), id="named-chapter"),
        pytest.param("《运营中心守则》第七章第一条", (7, 1, 0, "运营中心守则"), id="quoted-name"),
        pytest.param("《运营中心守则》（2026版）的第七章", (7, 0, 0, "运营中心守则"), id="quoted-edition"),
        pytest.param("根据守则第七章第一条", (7, 1, 0, "守则"), id="lead-in"),
        pytest.param("39-1", (0, 39, 1, ""), id="inserted-figures"),
        pytest.param("第三十九条之一", (0, 39, 1, ""), id="inserted-spoken"),
        pytest.param("第３９条の１", (0, 39, 1, ""), id="inserted-japanese"),
        pytest.param("§7.1", (7, 1, 0, ""), id="section-sign"),
        pytest.param("section 7.1", (7, 1, 0, ""), id="section"),
        pytest.param("Clause 7.1", (7, 1, 0, ""), id="clause"),
        pytest.param("见 7.2", (7, 2, 0, ""), id="see"),
        pytest.param("chapter 7", (7, 0, 0, ""), id="chapter-in-english"),
        pytest.param("Chapter 7.1", (7, 1, 0, ""), id="chapter-with-clause"),
        pytest.param("第七章第一条第二款", (7, 1, 0, ""), id="paragraph"),
        pytest.param("第七章第一条第二款第（三）项", (7, 1, 0, ""), id="paragraph-and-item"),
        pytest.param("7.1（三）", (7, 1, 0, ""), id="dotted-item"),
        pytest.param("第三十九条之一第二项", (0, 39, 1, ""), id="inserted-item"),
    ],
)
def test_a_text_that_is_a_reference(text: str, numbers: Numbers) -> None:
    reference = read_reference(text)
    assert reference is not None
    assert _numbers(reference) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "",
        "守则",
        "迟到",
        "7.1 迟到",
        "迟到 7.1",
        "7.1和7.2",
        "第三条 第四条",
        "3.5%",
        "2026.1.3",
        "0条",
        "百",
        "第七章第一",
        "第三条规定 7.1",
    ],
)
def test_a_text_that_says_more_or_less_is_not_read_as_one(text: str) -> None:
    assert read_reference(text) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("第七章第一条和第八章第二条冲突吗", [(7, 1, 0, ""), (8, 2, 0, "")], id="two"),
        pytest.param("按第七章的投诉几天办完", [(7, 0, 0, "")], id="chapter"),
        pytest.param("根据守则第七章第一条怎么做", [(7, 1, 0, "守则")], id="lead-in"),
        pytest.param("守则7.1说了什么", [(7, 1, 0, "守则")], id="named-dotted"),
        pytest.param("参见 7.1（三）", [(7, 1, 0, "")], id="see-dotted"),
        pytest.param("7.1条怎么规定", [(7, 1, 0, "")], id="dotted-with-unit"),
        pytest.param("本章第二条、第四条（一）项", [(0, 2, 0, ""), (0, 4, 0, "")], id="of-this-chapter"),
        pytest.param("本守则第三条", [(0, 3, 0, "")], id="of-this-book"),
        pytest.param("第一百二十条以及第三十九条之一", [(0, 120, 0, ""), (0, 39, 1, "")], id="inserted"),
        pytest.param(
            "劳动合同法第三十九条、第四十条的规定和第四十一条第二款",
            [(0, 39, 0, "劳动合同法"), (0, 40, 0, "劳动合同法"), (0, 41, 0, "劳动合同法")],
            id="list-after-a-statute",
        ),
        pytest.param(
            "民法典第三条，但本守则第四条另有规定",
            [(0, 3, 0, "民法典"), (0, 4, 0, "")],
            id="list-broken-by-words",
        ),
        pytest.param("《员工手册》第三章", [(3, 0, 0, "员工手册")], id="quoted-document"),
        pytest.param("第二十五条", [(0, 25, 0, "")], id="25-not-15-or-5"),
        pytest.param("有十二条规定吗", [], id="twelve-of-them"),
        pytest.param(
            "exempt under Section 5(c)(7) of the Revenue Code", [(0, 5, 0, "Revenue Code")], id="behind-parts"
        ),
        pytest.param("kept as described in 8.9", [(8, 9, 0, "")], id="described"),
        pytest.param("第百条和零条", [], id="no-numbers"),
        pytest.param("第零条", [(0, 0, 0, "")], id="a-number-that-no-clause-has"),
        pytest.param("3.5 小时", [], id="hours"),
        pytest.param("5.1 放假几天", [], id="a day off"),
        pytest.param("10.1国庆节怎么放", [], id="a feast"),
        pytest.param("3.5倍工资怎么算", [], id="times"),
        pytest.param("7.1 怎么说", [(7, 1, 0, "")], id="dotted-first"),
        *(
            pytest.param(text, [], id=text)
            for text in (
                "10.1-10.7 值班",
                "11.11 前要交吗",
                "12.31 之前年假要休完吗",
                "11.11大促要加班吗",
                "6.18 期间能请假吗",
                "8.15 起调休吗",
                "10.1-10.7 值班吗",
                "9.30 到公司算迟到吗",
                "公司通知 9.30 开会吗",
                "18.30 下班可以吗",
            )
        ),
        *(
            pytest.param(text, [(int(text[0]), int(text[2]), 0, "")], id=text)
            for text in (
                "7.1 前半段怎么理解",
                "7.1 前提是什么",
                "7.1 前台怎么接待",
                "7.1 后来改了吗",
                "7.1 起什么作用",
                "7.1 晚班津贴多少",
                "7.1 截止日期怎么算",
                "4.3 打卡",
                "5.1 加班有什么补贴",
                "4.2 上班时间怎么算",
            )
        ),
        pytest.param("见 9.30 前的规定", [(9, 30, 0, "")], id="a-day-of-the-year-that-is-named-as-a-clause"),
        pytest.param("见 7.2 和 8.3", [(7, 2, 0, ""), (8, 3, 0, "")], id="dotted-list"),
        pytest.param("涨了3.2倍", [], id="times"),
        pytest.param(
            "员工违反 1.2 规定的，按 1.3 处理", [(1, 2, 0, ""), (1, 3, 0, "")], id="dotted-that-rules"
        ),
        pytest.param("系数按 1.5 执行，不得高于 3.5 规定值", [], id="rates"),
        pytest.param("there is no 5 day limit", [], id="no-five-days"),
        pytest.param("工单 #1234 谁管", [], id="a-tickets-number"),
        pytest.param("Is section 5 about art 101?", [(0, 5, 0, "")], id="section"),
        pytest.param(
            "Section 64.3 of the Companies Act",
            [(64, 3, 0, "Companies Act")],
            id="document-behind-the-number",
        ),
        pytest.param(
            "Section 4 to the Companies Act", [(0, 4, 0, "Companies Act")], id="document-to-which-it-is"
        ),
        pytest.param(
            "Section 5(c)(3) of the Internal Revenue Code",
            [(0, 5, 0, "Internal Revenue Code")],
            id="document-behind-the-part",
        ),
        pytest.param("(Prior Code, § 2)", [(0, 2, 0, "Prior Code")], id="document-before-the-sign"),
        pytest.param("(Prior Code, § II)", [(0, 2, 0, "Prior Code")], id="document-before-a-roman-number"),
        pytest.param("依「宿舍輔導辦法」第14條", [(0, 14, 0, "宿舍輔導辦法")], id="in-corner-brackets"),
        pytest.param("按“学生守则（试行）”第三条", [(0, 3, 0, "学生守则（试行）")], id="in-quotation-marks"),
        pytest.param("见“第三章”第五条", [(3, 0, 0, ""), (0, 5, 0, "")], id="quoted-and-no-document"),
        pytest.param("国发〔2020〕9号文第五条", [(0, 5, 0, "国发〔2020〕9号文")], id="number-of-a-document"),
        pytest.param("按 GB 2894第5.2条", [(5, 2, 0, "GB 2894")], id="standard"),
        pytest.param("第9条生产线和第十二条街", [], id="so-many-lines-and-streets"),
        pytest.param(
            "刑法第三条之一后增加一条，作为第三条之二",
            [(0, 3, 1, "刑法"), (0, 3, 2, "刑法")],
            id="amendment-of-another-document",
        ),
        pytest.param(
            "按第七章第一条、第二条和第四条办",
            [(7, 1, 0, ""), (7, 2, 0, ""), (7, 4, 0, "")],
            id="of-one-chapter",
        ),
        pytest.param("第3版", [], id="edition"),
        pytest.param("12:30 到 2026.1.3", [], id="time-and-date"),
        pytest.param("达到标准 90.5%", [], id="percentage"),
        pytest.param("2026.1条", [], id="year-before-the-dot"),
        pytest.param("第三十零条和第四条", [(0, 4, 0, "")], id="a-numeral-that-is-none"),
        pytest.param("第卅条或者第四十条", [(0, 30, 0, ""), (0, 40, 0, "")], id="thirty"),
        pytest.param(
            "民法典第三条、第（二）项、7.1", [(0, 3, 0, "民法典"), (7, 1, 0, "民法典")], id="list-with-a-part"
        ),
    ],
)
def test_references_in_running_text(text: str, numbers: list[Numbers]) -> None:
    assert [_numbers(reference) for reference in find_references(text)] == numbers


@pytest.mark.parametrize(
    "text", ["员工手册 4.3 打卡可以补吗", "《员工手册》 4.3 早班几点", "根据员工手册 4.3 可以休息吗"]
)
def test_a_number_behind_the_name_of_a_book_is_no_time_of_day(text: str) -> None:
    assert [_numbers(reference) for reference in find_references(text, ["员工手册"])] == [
        (4, 3, 0, "员工手册")
    ]


def test_what_is_told_before_the_name_of_a_book_is_not_of_its_name() -> None:
    [reference] = find_references("主管跟我说按停车条例第四条第二项罚我，写的什么", ["小区停车条例"])
    assert reference.document == "停车条例"


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("11.11 怎么排班", Certainty.UNSURE),
        ("11.11 里的补贴怎么算", Certainty.DOTTED),
        ("4.3 怎么排班", Certainty.DOTTED),
        ("见 9.30 怎么排班", Certainty.DOTTED),
    ],
)
def test_what_may_be_a_day_is_a_clause_only_where_there_is_one(text: str, certainty: Certainty) -> None:
    assert [reference.certainty for reference in find_references(text)] == [certainty]


@pytest.mark.parametrize(
    "text",
    [
        "升级到 7.1.2 之后打卡闪退",
        "更新了7.1.2就打不开",
        "考勤机 7.1.2 版固件在哪",
        "用 chrome 7.1.2 打不开系统",
        "install Outlook 7.1.2",
        "Teams 7.1.2 keeps crashing",
    ],
)
def test_the_version_of_a_product_is_no_reference(text: str) -> None:
    assert not find_references(text)


@pytest.mark.parametrize(
    "text",
    [
        "7.1.2 还能用吗",
        "按 7.1.2 报销",
        "SOP 7.1.2 怎么写的",
        "按照 handbook 7.1.2 申请",
        "what does 7.1.2 say",
    ],
)
def test_a_number_with_other_words_around_it_may_be_a_clause(text: str) -> None:
    assert [reference.number for reference in find_references(text)] == [("7", "1", "2")]


@given(LOOKS_LIKE_REFERENCES)
def test_a_reference_stands_where_it_says(text: str) -> None:
    for reference in find_references(text):
        assert text[reference.start : reference.end].strip() == reference.written
        assert reference.headings or reference.number


@given(st.one_of(LOOKS_LIKE_REFERENCES, st.text(max_size=40)))
def test_any_text_is_a_reference_or_none(text: str) -> None:
    reference = read_reference(text)
    assert reference is None or reference.written in text


@pytest.mark.parametrize(
    "piece", [" ", "1 ", "第 ", "第一章 ", "第一条", "一", "§ ", "(1)", "、7.1", "第二款"]
)
@pytest.mark.parametrize("before", ["", "第一条、"])
def test_a_long_text_of_one_piece_takes_no_long_time(piece: str, before: str) -> None:
    for run in (find_references, read_reference):  # unbounded gaps took 36 seconds for 20,000 spaces
        assert not is_steep(run, of_one_piece(piece, before), LONGER)


@pytest.mark.parametrize(
    ("said", "document"),
    [
        ("恒星7.3", "恒星员工手册"),
        ("7.3，恒星", "恒星员工手册"),
        ("harbor office 4.2", "Harbor Office Manual"),
        ("4.2 manual", "Harbor Office Manual"),
        ("恒星3", None),
        ("员工7.3", None),
        ("星员7.3", None),
        ("7.3恒星", None),
        ("arbor 4.2", None),
        ("office 4.2", None),
        ("海湾7.3", None),  # of two books
        ("劳动合同第三条", "劳动合同"),  # another document's whole name
    ],
)
def test_a_books_name_is_shortened_where_no_other_begins_so(said: str, document: str | None) -> None:
    names = ("恒星员工手册", "Harbor Office Manual", "海湾考勤办法", "海湾差旅办法", "劳动合同管理办法")
    assert [each.document for each in read_references(said, names)] == (
        [] if document is None else [document]
    )
