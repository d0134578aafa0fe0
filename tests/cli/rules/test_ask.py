"""`shouze ask` and `section`: replies for people, for programs, in a conversation, and with their reasons."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Shouze
from tests.small_books import BOOK, write

CONVERSATION = "迟到怎么处理\n下一条\n"


def test_an_answer_shows_the_clause_with_its_label_chapter_version_and_date(shouze: Shouze) -> None:
    done = shouze("ask", "客户提的请求最晚多久要回？")
    assert done.status == 0
    assert "《运营中心守则》第七章第一条" in done.out
    assert "收到后 24 小时内" in done.out
    assert "第七章 客户服务标准 · 2026.1 版 · 2026-01-01 起施行" in done.out


def test_clauses_without_titles_are_named_by_how_they_begin_beside_the_one_shown(
    shouze: Shouze, tmp_path: Path
) -> None:
    chapter = """chapter: "4"
title: 行为
clauses:
  - {number: "4.1", text: 离座须锁屏。}
  - {number: "4.2", text: 锁屏按第四章第一条执行。}
"""
    folder = write(tmp_path, {"code/book.yaml": BOOK, "code/04.yaml": chapter})
    assert "相关条款：4.1 离座须锁屏。" in shouze("section", "4.2", "--knowledge", str(folder)).out


def test_bytes_that_are_no_text_are_a_question_with_a_sign_in_their_place(shouze: Shouze) -> None:
    done = shouze("ask", "食堂\udcff几点开饭？")
    assert (done.status, "没有找到" in done.out) == (0, True)


def test_a_refusal_is_no_failure_of_the_command(shouze: Shouze) -> None:
    done = shouze("ask", "食堂几点开饭？")
    assert done.status == 0
    assert "没有找到" in done.out


def test_three_ways_of_writing_a_number_give_the_same_clause(shouze: Shouze) -> None:
    lines = shouze("ask", "-", typed="第七章第一条\n7.1\n第七章第一條\n").out.splitlines()
    citations = [json.loads(line)["citations"] for line in lines]
    assert citations[0] == citations[1] == citations[2]
    assert citations[0][0]["number"] == "7.1"


def test_json_has_the_keys_that_programs_rely_on(shouze: Shouze) -> None:
    reply = json.loads(shouze("ask", "晚到十分钟算迟到吗", "--json").out)
    assert list(reply) == [
        "question",
        "outcome",
        "confidence",
        "citations",
        "nearest",
        "reason",
        "lacks",
        "whom_to_ask",
        "whom_to_ask_by_book",
        "left_out",
        "absent",
        "as_of",
        "contents",
        "prefaces",
        "about",
        "search",
        "elapsed_ms",
    ]
    assert list(reply["citations"][0]) == [
        "book",
        "number",
        "label",
        "title",
        "chapter",
        "text",
        "effective",
        "score",
        "marked",
        "missing_part",
        "source",
    ]
    assert reply["outcome"] == "answer"
    assert 0 < reply["confidence"] <= 1
    assert reply["reason"] is None


def test_a_choice_and_a_courtesy_are_told_apart_from_answers(shouze: Shouze) -> None:
    lines = shouze("ask", "-", typed="组长安排不公平\n心理咨询的电话是多少\n你好\n").out.splitlines()
    choice, lacking, greeting = map(json.loads, lines)
    assert (choice["outcome"], choice["citations"], choice["lacks"]) == ("choice", [], None)
    assert 1 <= len(choice["nearest"]) <= 4
    assert (lacking["outcome"], lacking["nearest"][0]["number"], lacking["lacks"]) == (
        "choice",
        "11.5",
        "phone",
    )
    assert (greeting["outcome"], greeting["reason"]) == ("courtesy", "greeting")


def test_a_choice_shows_the_nearest_clause_with_its_doubt(shouze: Shouze) -> None:
    shown = shouze("ask", "心理咨询的电话是多少").out
    assert "最接近的是下面这一条，但它没有写电话号码：" in shown
    assert "每年可免费使用 6 次心理咨询" in "".join(line.strip() for line in shown.splitlines())


def test_lines_are_answered_in_their_order_one_object_each_even_where_a_line_asks_nothing(
    shouze: Shouze,
) -> None:
    asked = ["7.1", "", "食堂几点开饭？", "？？", "第七章"]
    lines = shouze("ask", "-", typed="\n".join(asked) + "\n").out.splitlines()
    replies = [json.loads(line) for line in lines]
    assert [reply["question"] for reply in replies] == asked
    assert [reply["outcome"] for reply in replies] == ["answer", "refusal", "refusal", "refusal", "answer"]
    assert [reply["reason"] for reply in replies] == [None, "no-question", "silent", "no-question", None]
    assert len(replies[2]["nearest"]) <= 3
    assert len(replies[4]["citations"]) == 10


def test_contents_name_the_headings_and_a_missing_part_and_the_book_itself_are_told(shouze: Shouze) -> None:
    asked = ["目录", "7.1第九款", "守则什么时候生效", "7.1至8.5"]
    contents, part, about, many = map(
        json.loads, shouze("ask", "-", typed="\n".join(asked) + "\n").out.splitlines()
    )
    assert (contents["outcome"], contents["citations"], len(contents["contents"])) == ("answer", [], 18)
    assert contents["contents"][6]["path"] == "第七章 客户服务标准"
    assert "每一条单独成立" in contents["prefaces"]["operations-code"]
    assert part["citations"][0]["missing_part"] == "第九款"
    assert (about["outcome"], about["reason"], about["citations"]) == ("about", "effective", [])
    assert about["about"][0]["effective"] == "2026-01-01"
    assert (len(many["citations"]), many["left_out"]) == (10, 5)


def test_a_conversation_answers_until_an_empty_line(shouze: Shouze) -> None:
    done = shouze("ask", typed="7.1\n食堂几点开饭\n\n7.2\n")
    assert done.status == 0
    assert "第七章第一条" in done.out
    assert "没有找到" in done.out
    assert "第七章第二条" not in done.out


def test_a_conversation_ends_at_the_end_of_input(shouze: Shouze) -> None:
    assert shouze("ask", typed="7.1\n").status == 0


@pytest.mark.parametrize(
    ("reference", "shown"),
    [
        pytest.param("7.1", "首次回复时限", id="a clause"),
        pytest.param("第七章", "第七章第十条", id="a chapter"),
        pytest.param("", "第十八章 附则", id="the contents"),
        pytest.param("第九十章", "没有这一条", id="what does not exist"),
        pytest.param("foo", "没有这一条", id="words that name nothing"),
        pytest.param("第三条", "例如：《运营中心守则》第一章第三条", id="what many chapters have"),
        pytest.param("第七章", "《运营中心守则》2026.1 版", id="the edition of a chapter"),
        pytest.param("", "例如 第一章 或 1.1", id="how to read on, by names of this book"),
        pytest.param(
            "7.99", "可以向客服质量组（#cs-quality）询问", id="whom to ask about what does not exist"
        ),
    ],
)
def test_section_shows_what_stands_at_a_reference(shouze: Shouze, reference: str, shown: str) -> None:
    done = shouze("section", *([reference] if reference else []))
    assert done.status == 0
    assert shown in done.out


def test_before_a_clause_is_in_force_its_day_is_told_and_not_its_text(shouze: Shouze) -> None:
    said = shouze("ask", "7.1", "--as-of", "2025-12-31").out
    assert "自 2026-01-01 起才施行" in said
    assert "24 小时" not in said


def test_the_terminal_speaks_english_where_the_setting_says_so(shouze: Shouze) -> None:
    assert "No clause in the rulebook answers" in shouze("ask", "食堂几点开饭？", SHOUZE_LANGUAGE="en").out


def test_a_conversation_goes_on_from_the_clause_shown_last(shouze: Shouze) -> None:
    assert "第四章第三条" in shouze("ask", typed=CONVERSATION).out


def test_each_line_of_a_file_is_a_question_of_its_own(shouze: Shouze) -> None:
    replies = [json.loads(line) for line in shouze("ask", "-", typed=CONVERSATION).out.splitlines()]
    assert [reply["outcome"] == "answer" for reply in replies] == [True, False]


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param("迟到 = ", id="the synonyms"),
        pytest.param("相邻两字", id="the kinds of terms"),
        pytest.param("4.2 迟到、早退与旷工", id="the best clauses"),
        pytest.param("字词得分占可能得分的份额", id="the features"),
        pytest.param("以上给出最接近的条款", id="the thresholds"),
        pytest.param("结果：回答", id="the outcome"),
        pytest.param("超过上班时间 1–30 分钟的为迟到", id="the reply"),
    ],
)
def test_an_explanation_shows(shown: str, shouze_once: Shouze) -> None:
    assert shown in shouze_once("ask", "--explain", "迟到几分钟算旷工").out


def test_in_english_the_explanation_is_in_english(shouze: Shouze) -> None:
    done = shouze("ask", "--explain", "what happens if I am late", SHOUZE_LANGUAGE="en")
    assert done.status == 0
    assert "Best clauses" in done.out
    assert "late = " in done.out


def test_a_typing_error_is_named(shouze: Shouze) -> None:
    assert "抱销 → 报销" in shouze("ask", "--explain", "差旅抱销要几天").out


def test_a_settled_question_is_named_with_its_nearness(shouze: Shouze, tmp_path: Path) -> None:
    files = {
        "code/book.yaml": BOOK,
        "code/01.yaml": 'chapter: "1"\ntitle: 总则\nclauses:\n  - number: "1.1"\n    text: 上班须打卡。\n',
        "learned.yaml": '- question: 摸鱼会怎样\n  clause: "1.1"\n',
    }
    done = shouze("ask", "--explain", "摸鱼会怎样", "--knowledge", str(write(tmp_path, files)))
    assert "“摸鱼会怎样”" in done.out
    assert "1.00" in done.out


@pytest.mark.parametrize("question", ["7.1", "第七章", "谢谢", "？？"])
def test_what_is_not_searched_says_so(question: str, shouze: Shouze) -> None:
    done = shouze("ask", "--explain", question)
    assert done.status == 0
    assert "没有检索" in done.out


@pytest.mark.parametrize("question", ["食堂几点开饭", "xyzzy plugh", "😀 月亮"])
def test_a_refusal_is_explained_too(question: str, shouze: Shouze) -> None:
    done = shouze("ask", "--explain", question)
    assert done.status == 0
    assert "把握" in done.out


def test_an_answer_says_where_the_original_has_the_clause(shouze: Shouze, tmp_path: Path) -> None:
    chapter = """\
        heading: 第一章 考勤
        clauses:
          - {number: "1", text: 员工应当准时上班。, source: {file: 手册.docx, page: 3}}
        """
    folder = write(tmp_path, {"code/book.yaml": BOOK, "code/1.yaml": chapter})

    assert "看原文：手册.docx，第 3 页" in shouze("section", "第一条", "--knowledge", str(folder)).out


@pytest.mark.parametrize("command", ["ask", "section"])
@pytest.mark.parametrize("name", ["pulse.yaml", "onboarding.yaml"])
def test_a_fault_where_nothing_is_answered_from_is_a_warning(
    shouze: Shouze, tmp_path: Path, command: str, name: str
) -> None:
    chapter = 'chapter: "1"\ntitle: 考勤\nclauses:\n  - {number: "1.1", text: 迟到扣半天工资。}\n'
    folder = write(tmp_path, {"code/book.yaml": BOOK, "code/1.yaml": chapter, name: "often: 每月\n"})
    done = shouze(command, "1.1", "--knowledge", str(folder))
    assert done.status == 0
    assert "迟到扣半天工资。" in done.out
    assert f"{name}:1: 不认识 “often”" in done.err
    assert "与回答无关" in done.err
    assert shouze("check", str(folder)).status == 2
