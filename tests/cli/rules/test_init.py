"""`shouze init`: a folder that is checked, answered from and measured as it is."""

import json
import re
from pathlib import Path

import pytest
from bot.wording import Language

from tests.cli.conftest import Shouze

LATE = {Language.CHINESE: "迟到怎么处理", Language.ENGLISH: "What happens if I am late?"}


@pytest.mark.parametrize("language", Language)
def test_what_it_writes_is_in_order_and_answers_its_own_questions(
    shouze: Shouze, tmp_path: Path, language: Language
) -> None:
    folder = tmp_path / "rules" / "ours"
    environment = {"SHOUZE_LANGUAGE": str(language), "SHOUZE_KNOWLEDGE": str(folder)}
    done = shouze("init", str(folder), **environment)
    assert (done.status, done.err) == (0, "")
    assert str(folder / "handbook" / "book.yaml") in done.out
    assert bool(re.search("[\u3400-\u9fff]", done.out)) == (language is Language.CHINESE)
    checked = shouze("check", str(folder), **environment)
    assert (checked.status, checked.out.count("\n")) == (0, 1), checked
    answer = shouze("ask", LATE[language], "--json", **environment).out
    assert "1.2" in answer
    assert bool(re.search("[\u3400-\u9fff]", answer)) == (language is Language.CHINESE)
    figures = json.loads(shouze("eval", "--json", **environment).out)
    assert (figures["hit@1"], figures["right_answered"], figures["oos_answered"]) == (1, 1, 0)
    phrasings = [
        line.strip(" -\n")
        for path in folder.glob("handbook/*.yaml")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("      - ")
    ]
    asked = shouze("ask", "-", typed="\n".join(phrasings), **environment)
    assert len(phrasings) >= 7
    assert {json.loads(line)["outcome"] for line in asked.out.splitlines()} == {"answer"}


def test_nothing_that_is_there_is_overwritten(shouze: Shouze, tmp_path: Path) -> None:
    (tmp_path / "golden.yaml").write_text("mine", "utf-8")
    done = shouze("init", str(tmp_path))
    assert done.status == 2
    assert str(tmp_path) in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["golden.yaml"]
    assert shouze("init", str(tmp_path / "golden.yaml")).status == 2
    assert (tmp_path / "golden.yaml").read_text("utf-8") == "mine"


def test_where_no_folder_can_be_made_the_system_says_why(shouze: Shouze, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = shouze("init", str(tmp_path / "file" / "rules"))
    assert done.status == 2
    assert str(tmp_path) in done.err
