"""`shouze learn`, what `shouze ask` makes of it, and what `shouze check` says when its clause changes."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Shouze
from tests.conftest import SHIPPED

QUESTION = "午休能不能在工位上睡觉"


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
    assert "learned.yaml:1:" in done.err
