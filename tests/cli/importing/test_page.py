"""The page on importing says what is so: its commands run, one after the other, and print what is shown."""

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Shouze
from tests.cli.documents.pages import blocks, both

PAGES = both("importing")


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_the_commands_of_the_page_lead_from_a_document_to_an_answer(
    page: Path, shouze: Shouze, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, [document] = blocks(page, "console"), blocks(page, "text")
    monkeypatch.chdir(tmp_path)
    Path("考勤办法.txt").write_text(document, "utf-8")
    printed = ""
    for block in shown:
        command, _, output = block.partition("\n")
        program, *arguments = shlex.split(command.removeprefix("$ "))
        done = shouze(*arguments)
        assert (program, done.status) == ("shouze", 0), done.err
        printed = done.out
        if output:
            assert [line.rstrip() for line in printed.strip().splitlines()] == output.strip().splitlines()
    named = json.loads(printed)
    assert {*named, *named["books"][0], *named["books"][0]["clauses"][0]} <= set(
        re.findall(r"`(\w+)`", (Path(__file__).parents[3] / page).read_text("utf-8"))
    )


def test_both_languages_show_the_same() -> None:
    first, second = ([blocks(page, "console"), blocks(page, "text")] for page in PAGES)
    assert first == second
