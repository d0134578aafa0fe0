"""`shouze ask --explain`: everything that led to the reply, and the reply."""

from pathlib import Path

import pytest

from tests.building import BOOK, write
from tests.cli.conftest import Shouze


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param("迟到 = ", id="the synonyms"),
        pytest.param("相邻两字", id="the kinds of terms"),
        pytest.param("4.2 迟到、早退与旷工", id="the best clauses"),
        pytest.param("字词得分占可能得分的份额", id="the features"),
        pytest.param("以上回答", id="the thresholds"),
        pytest.param("结果：回答", id="the outcome"),
        pytest.param("超过上班时间 1–30 分钟的为迟到", id="the reply"),
    ],
)
def test_an_explanation_shows(shown: str, shouze: Shouze) -> None:
    assert shown in shouze("ask", "--explain", "迟到几分钟算旷工").out


def test_in_english_the_explanation_is_in_english(shouze: Shouze) -> None:
    done = shouze("ask", "--explain", "what happens if I am late", SHOUZE_LANGUAGE="en")
    assert done.status == 0
    assert "The best clauses" in done.out
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


@pytest.mark.parametrize("question", ["食堂几点开饭", "xyzzy plugh", "😀 吗"])
def test_a_refusal_is_explained_too(question: str, shouze: Shouze) -> None:
    done = shouze("ask", "--explain", question)
    assert done.status == 0
    assert "把握" in done.out
