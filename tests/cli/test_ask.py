"""`shouze`: what it prints, and its exit status."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Shouze


def test_an_answer_shows_the_clause_with_its_label_chapter_version_and_date(shouze: Shouze) -> None:
    done = shouze("ask", "客户提的请求最晚多久要回？")
    assert done.status == 0
    assert "《运营中心守则》第七章第一条" in done.out
    assert "收到后 24 小时内" in done.out
    assert "第七章 客户服务标准 · 2026.1 版 · 2026-01-01 起施行" in done.out


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
        "elapsed_ms",
    ]
    assert list(reply["citations"][0]) == [
        "book",
        "number",
        "label",
        "title",
        "chapter",
        "text",
        "score",
        "marked",
    ]
    assert reply["outcome"] == "answer"
    assert 0 < reply["confidence"] <= 1
    assert reply["reason"] is None


def test_a_choice_and_a_courtesy_are_told_apart_from_answers(shouze: Shouze) -> None:
    lines = shouze("ask", "-", typed="领导说话算不算数\n你好\n").out.splitlines()
    choice, greeting = map(json.loads, lines)
    assert (choice["outcome"], choice["citations"]) == ("choice", [])
    assert 2 <= len(choice["nearest"]) <= 4
    assert (greeting["outcome"], greeting["reason"]) == ("courtesy", "greeting")


def test_a_choice_is_shown_as_a_list(shouze: Shouze) -> None:
    assert "您问的是不是" in shouze("ask", "领导说话算不算数").out


def test_lines_are_answered_in_their_order_one_object_each_even_where_a_line_asks_nothing(
    shouze: Shouze,
) -> None:
    asked = ["7.1", "", "食堂几点开饭？", "？？", "第七章"]
    lines = shouze("ask", "-", typed="\n".join(asked) + "\n").out.splitlines()
    replies = [json.loads(line) for line in lines]
    assert [reply["question"] for reply in replies] == asked
    assert [reply["outcome"] for reply in replies] == ["answer", "refusal", "refusal", "refusal", "answer"]
    assert [reply["reason"] for reply in replies] == [None, "no-question", "silent", "no-question", None]
    assert len(replies[2]["nearest"]) == 3
    assert len(replies[4]["citations"]) == 10


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
        pytest.param("第三条", "请带上章号", id="what many chapters have"),
    ],
)
def test_section_shows_what_stands_at_a_reference(shouze: Shouze, reference: str, shown: str) -> None:
    done = shouze("section", *([reference] if reference else []))
    assert done.status == 0
    assert shown in done.out


def test_before_a_clause_is_in_force_it_is_not_there(shouze: Shouze) -> None:
    assert "没有这一条" in shouze("ask", "7.1", "--as-of", "2025-12-31").out


def test_the_terminal_speaks_english_where_the_setting_says_so(shouze: Shouze) -> None:
    assert "The rulebook holds no clause" in shouze("ask", "食堂几点开饭？", SHOUZE_LANGUAGE="en").out


def test_check_counts_what_is_there(shouze: Shouze) -> None:
    done = shouze("check")
    assert done.status == 0
    assert "18 章" in done.out


def test_check_names_every_fault_with_its_place_and_the_remedy(shouze: Shouze, tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.mkdir()
    (book / "book.yaml").write_text(
        "id: book\ntitle: 守则\nversion: 1\neffective: soon\nowner: {name: 甲}\n", "utf-8"
    )
    (book / "1.yaml").write_text(
        'chapter: "1"\ntitle: 章\nclauses:\n  - number: "1.1"\n    txt: 字\n', "utf-8"
    )
    done = shouze("check", str(tmp_path))
    assert done.status == 2
    assert f"{book / 'book.yaml'}:4: " in done.err
    assert f"{book / '1.yaml'}:5: " in done.err
    assert "2026-01-31" in done.err
    assert "共 3 处" in done.err
    assert "Traceback" not in done.err
    assert not done.out


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        pytest.param(("ask", "7.1", "--knowledge", "nowhere"), {}, "nowhere:1: ", id="no such folder"),
        pytest.param(
            ("ask", "7.1"),
            {"SHOUZE_KNOWLEDGE": "nowhere"},
            "nowhere:1: ",
            id="no such folder in the settings",
        ),
        pytest.param(("ask", "7.1", "--as-of", "soon"), {}, "“soon” 不是日期", id="no date"),
        pytest.param(("eval", "nowhere.jsonl"), {}, "nowhere.jsonl:1: ", id="no questions"),
        pytest.param(
            ("serve",), {"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": ""}, "SLACK_APP_TOKEN", id="no tokens"
        ),
        pytest.param(("ask", "7.1"), {"SHOUZE_LANGUAGE": "fr"}, "SHOUZE_LANGUAGE", id="no such language"),
    ],
)
def test_what_a_user_can_mend_is_one_plain_message_and_status_2(
    shouze: Shouze, arguments: tuple[str, ...], environment: dict[str, str], said: str
) -> None:
    done = shouze(*arguments, **environment)
    assert done.status == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_eval_reports_the_figures_by_their_names(shouze: Shouze, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    lines = [
        {"question": "7.1", "clauses": ["operations-code/7.1"]},
        {"question": "客户的请求最晚多久要回", "clauses": ["7.1"]},
        {"question": "食堂几点开饭？", "clauses": []},
    ]
    questions.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    figures = json.loads(shouze("eval", str(questions), "--json").out)
    assert list(figures) == [
        *(
            "n",
            "hit@1",
            "mrr@10",
            "recall@1",
            "recall@5",
            "recall@10",
            "auroc",
            "oos_answered",
            "right_answered",
        ),
        *("right_at_95_rejection", "p50_ms", "p99_ms"),
    ]
    assert figures["n"] == 3
    assert figures["right_answered"] == 1
    assert figures["oos_answered"] == 0


def test_eval_prints_a_table_for_people(shouze: Shouze) -> None:
    assert "hit@1" in shouze("eval").out
