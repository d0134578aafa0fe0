"""What the message of a change that does not count quotes, and what it never does."""

from pathlib import Path

import pytest
from bot.publishing import Trouble
from bot.slack.publishing.messages import trouble_message
from bot.store import Store
from bot.wording import Language, catalogue_for

from tests.publishing.desks import Desk, Process
from tests.publishing.folders import LEAVE, a_folder, chapter

BONUS = "总监的奖金是十二个月的工资。"


@pytest.fixture
def process(store: Store, tmp_path: Path, cache: Path) -> Process:
    desk = Desk(store, tmp_path / "knowledge", cache)
    folder = a_folder(desk.folder)
    with (folder / "code/book.yaml").open("a", encoding="utf-8") as book:
        book.write("audiences: {管理层: [S0123ABCD]}\n")
    (folder / "code/01.yaml").write_text(confided(LEAVE), "utf-8")
    return Process(desk, folder)


def confided(text: str) -> str:
    """The chapter with a second clause for some readers."""
    return chapter(leave=text).replace("text: " + text, f"audience: [管理层], text: {text}")


@pytest.mark.parametrize(
    "written",
    [
        confided(LEAVE).replace(f"{LEAVE}}}", f'"首句。\n    {BONUS}\n    （一）{BONUS}"}}'),
        confided(LEAVE).replace(f"text: {LEAVE}", f"{BONUS}: x"),
        confided(LEAVE).replace("[管理层]", f"[{BONUS}]"),
    ],
    ids=["lines that YAML joins", "a text for a key", "a text for an audience"],
)
def test_of_a_broken_file_the_channel_reads_the_place_and_no_words(process: Process, written: str) -> None:
    (process.follower.folder / "code/01.yaml").write_text(written, "utf-8")
    trouble = process.looks()
    shown, in_english = told(trouble), told(trouble, Language.ENGLISH)
    assert "01.yaml:" in shown
    assert "这里不显示" in shown, "what is left out is said to be"
    assert "not shown here" in in_english
    assert not [words for words in (BONUS, "…") if words in shown + in_english]


def test_a_golden_question_on_a_clause_for_some_readers_is_counted_and_not_told(process: Process) -> None:
    written = confided("此处待补充细则。").replace("title: 年假", "title: 细则")
    (process.follower.folder / "code/01.yaml").write_text(written, "utf-8")
    shown = told(process.looks())
    assert "有 1 个标准问题" in shown
    assert "年假" not in shown


def told(trouble: Trouble | None, language: Language = Language.CHINESE) -> str:
    assert trouble is not None
    return str(trouble_message(trouble, catalogue_for(language)).as_payload())
