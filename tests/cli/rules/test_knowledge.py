"""`shouze check`, `learn` and `eval`: the knowledge folder is checked, added to and measured."""

import json
import shutil
from pathlib import Path

import pytest
from bot.evaluation import measures
from bot.wording import Language, catalogue_for

from tests.cli.conftest import Shouze
from tests.conftest import SHIPPED
from tests.publishing.folders import chapter
from tests.small_books import BOOK, write

QUESTION = "午休能不能在工位上睡觉"


def test_check_counts_what_is_there(shouze: Shouze) -> None:
    done = shouze("check")
    assert done.status == 0
    assert "18 个标题" in done.out


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


def test_check_names_what_was_to_be_reviewed_by_now_and_is_content(shouze: Shouze, tmp_path: Path) -> None:
    chapter = 'chapter: "1"\ntitle: 考勤\nreview_by: 2020-01-01\nclauses:\n  - {number: "1.1", text: 一}\n'
    done = shouze("check", str(write(tmp_path, {"code/book.yaml": BOOK, "code/01.yaml": chapter})))
    assert done.status == 0
    assert "code/01.yaml:3:" in done.out
    assert "2020-01-01" in done.out


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
            "hit@8",
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


def test_eval_prints_a_table_for_people(shouze_once: Shouze) -> None:
    out = shouze_once("eval").out
    assert "hit@1" in out
    assert "第一条就对" in out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped knowledge that may be written."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "knowledge"))


def _reply(shouze: Shouze, folder: Path, question: str) -> tuple[str, list[str]]:
    reply = json.loads(shouze("ask", question, "--json", "--knowledge", str(folder)).out)
    return reply["outcome"], [citation["number"] for citation in reply["citations"]]


def test_a_question_that_was_refused_is_answered_once_it_is_learned(shouze: Shouze, folder: Path) -> None:
    assert _reply(shouze, folder, QUESTION)[0] != "answer"
    done = shouze("learn", QUESTION, "11.6", "--knowledge", str(folder))
    assert done.status == 0
    assert QUESTION in done.out
    assert "第十一章第六条" in done.out
    assert str(folder / "learned.yaml") in done.out
    outcome, numbers = _reply(shouze, folder, f"{QUESTION}？")
    assert (outcome, numbers[0]) == ("answer", "11.6")
    assert _reply(shouze, folder, "食堂几点开饭？")[0] == "refusal"


@pytest.mark.parametrize("written", ["11.6", "第十一章第六条", "operations-code/11.6"])
def test_a_pair_that_is_there_is_told_and_not_written_again(
    written: str, shouze: Shouze, folder: Path
) -> None:
    shouze("learn", QUESTION, "11.6", "--knowledge", str(folder))
    before = (folder / "learned.yaml").read_bytes()
    done = shouze("learn", QUESTION, written, "--knowledge", str(folder))
    assert done.status == 0
    assert "已经记过" in done.out
    assert (folder / "learned.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("question", "clause", "told"),
    [
        pytest.param(QUESTION, "11.99", "11.99", id="a number that no clause has"),
        pytest.param(QUESTION, "第六条", "operations-code/1.6", id="a number that several have"),
        pytest.param(QUESTION, "other/11.6", "other/11.6", id="a book that is not there"),
        pytest.param(QUESTION, "第十一章", "第十一章", id="a chapter"),
        pytest.param("？？", "11.6", "问题是空的", id="no question"),
    ],
)
def test_what_cannot_be_learned_is_refused_with_what_to_do(
    question: str, clause: str, told: str, shouze: Shouze, folder: Path
) -> None:
    done = shouze("learn", question, clause, "--knowledge", str(folder))
    assert done.status == 2
    assert told in done.err
    assert not (folder / "learned.yaml").exists()


def test_a_pair_whose_clause_changed_is_a_notice_and_no_fault(shouze: Shouze, folder: Path) -> None:
    shouze("learn", QUESTION, "11.6", "--knowledge", str(folder))
    chapter = folder / "operations-code" / "11-health-safety.yaml"
    text = chapter.read_text("utf-8")
    place = text.index("text: |", text.index('number: "11.6"')) + len("text: |\n")
    chapter.write_text(text[:place] + "      新增一句。\n" + text[place:], "utf-8")
    done = shouze("check", str(folder))
    assert done.status == 0
    assert f"{folder / 'learned.yaml'}:3: " in done.out
    assert QUESTION in done.out
    assert "提醒" in done.out
    assert _reply(shouze, folder, QUESTION)[0] != "answer"


def test_a_folder_that_cannot_be_written_is_told(shouze: Shouze, folder: Path) -> None:
    (folder / "learned.yaml").mkdir()
    done = shouze("learn", QUESTION, "11.6", "--knowledge", str(folder))
    assert done.status == 2
    assert "learned.yaml: " in done.err


def test_the_report_is_printed_a_summary_a_book_and_written_as_a_page(shouze: Shouze, tmp_path: Path) -> None:
    files = {
        "rules/code/book.yaml": BOOK.replace("运营中心守则", "<b>守则</b>"),
        "rules/code/1.yaml": "clauses:\n  - {number: 1, text: 按（附件办理}\n  - {number: 3, text: 尽快}\n",
    }
    page = write(tmp_path, files) / "report.html"
    done = shouze("check", str(tmp_path / "rules"), "--html", str(page))
    assert done.status == 1
    assert "《<b>守则</b>》（code）：2 条，错误 1 处，提醒 2 处，说明 1 处。" in done.out
    assert "code/1.yaml:2: 提醒：第一条 里的“（”没有成对" in done.out
    written = page.read_text(encoding="utf-8")
    assert "&lt;b&gt;守则&lt;/b&gt;" in written
    assert "<b>" not in written
    assert ">1.yaml:3<" in written  # its book stands above
    assert ">code · 2 条<" in written


def test_a_report_is_written_of_a_book_that_cannot_be_used(shouze: Shouze, tmp_path: Path) -> None:
    files = {"code/book.yaml": BOOK, "code/1.yaml": "clauses: [{number: 1, text: 见 7.2}]"}
    page = tmp_path / "report.html"
    done = shouze("check", str(write(tmp_path / "rules", files)), "--lint", "--html", str(page))
    assert done.status == 2
    assert "code：有 1 处错误，改好以前不能使用。" in done.out
    assert "7.2" in page.read_text(encoding="utf-8")


def test_a_report_that_cannot_be_written_is_said(shouze: Shouze, tmp_path: Path) -> None:
    assert shouze("check", "--html", str(tmp_path / "no" / "report.html")).status == 2


def test_the_questions_that_are_not_answered_right_are_listed_with_what_came(
    shouze: Shouze, tmp_path: Path
) -> None:
    files = {"code/book.yaml": BOOK, "code/01.yaml": chapter()}
    golden = (
        "- {question: 上班迟到怎么处理, clauses: [code/1.2]}\n- {question: 年假有几天, clauses: [code/1.2]}\n"
    )
    folder = write(tmp_path, files | {"golden.yaml": golden})
    out = shouze("eval", "--knowledge", str(folder), "--failures").out
    assert "✗ 上班迟到怎么处理" in out
    assert "✗ 年假有几天" not in out
    _, _, failure = out.partition("✗ 上班迟到怎么处理")
    assert failure.index("第一章第二条 年假") < failure.index("第一章第一条 上班迟到")


@pytest.mark.parametrize("language", Language)
def test_without_known_questions_it_is_said_how_to_write_some(
    shouze: Shouze, tmp_path: Path, language: Language
) -> None:
    folder = write(tmp_path, {"code/book.yaml": BOOK, "code/01.yaml": chapter()})
    told = shouze("eval", "--knowledge", str(folder), SHOUZE_LANGUAGE=language)
    assert (told.status, told.out) == (2, "")
    lines = told.err.splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("- question:"))
    (folder / "golden.yaml").write_text("\n".join(lines[start : start + 2]), "utf-8")
    assert shouze("eval", "--knowledge", str(folder), SHOUZE_LANGUAGE=language).status == 0


@pytest.mark.parametrize("language", Language)
def test_each_figure_of_an_evaluation_is_explained(language: Language) -> None:
    say = catalogue_for(language)
    explained = {name.removeprefix("eval.why.") for name in say.names if name.startswith("eval.why.")}
    assert explained == set(measures(()))
