"""How commands are called: help and faults in the language of the settings, and a look that leaves nothing behind."""

import os
import re
import shlex
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from bot.cli import command_line
from bot.wording import Language, catalogue_for

from tests.cli.conftest import Shouze
from tests.cli.records.test_audited import commands

HAN = re.compile("[\u3400-\u9fff]")
LOOKS = (
    "audit",
    "learned drop x",
    "learned export",
    "learned list",
    "onboarding report",
    "onboarding acknowledgements",
    "onboarding verify",
    "outbox drop --all",
    "outbox list",
    "outbox retry --all",
    "privacy erase U1 --yes",
    "privacy export U1",
    "report",
)


@pytest.mark.parametrize("command", ["", *sorted(commands())])
def test_help_is_in_one_language(shouze: Shouze, command: str) -> None:
    english = shouze(*command.split(), "-h", SHOUZE_LANGUAGE="en")
    assert english.status == 0
    assert not HAN.search(english.out)
    chinese = shouze(*command.split(), "-h").out
    assert "─ 选项 ─" in chinese
    say = catalogue_for(Language.ENGLISH)
    written = [
        say(name) for name in say.names if name.startswith(("option.", "usage.options", "usage.commands"))
    ]
    assert [text for text in written if text in chinese] == []


@pytest.mark.parametrize("command", sorted(commands()))
def test_what_a_command_takes_is_named_in_chinese(shouze: Shouze, command: str) -> None:
    shown = shouze(*command.split(), "-h", COLUMNS="200").out
    usage = next(line for line in shown.splitlines() if "用法" in line)
    _, _, takes = usage.partition(f"shouze {command} ")
    assert re.findall("[a-zA-Z]{2,}", takes.replace("SHELL", "")) == []


def test_what_each_command_does_stands_on_one_line(shouze: Shouze) -> None:
    _, listed = shouze("-h", COLUMNS="80").out.split("─ 命令 ─")
    assert re.findall(r"^│ {4,}.*│$", listed, re.MULTILINE) == []  # such a line goes on from the one above


@pytest.mark.parametrize(
    ("written", "named"),
    [
        pytest.param("ask --nosuch", "--nosuch", id="no such option"),
        pytest.param("audit --since", "--since", id="an option without its value"),
        pytest.param("outbox list --json=yes", "--json", id="a value that none is needed for"),
        pytest.param("privacy export", "shouze privacy export -h", id="nothing where something is needed"),
        pytest.param("demo --port many", "--port", id="no figure"),
        pytest.param("audit --action fly", "--action", id="not one of those"),
        pytest.param("nosuch", "shouze -h", id="no such command"),
        pytest.param("outbox nosuch", "shouze outbox -h", id="no such command of a group"),
        pytest.param("doctor all", "shouze doctor -h", id="more than is taken"),
        pytest.param("section 7.1 x", '"', id="words that need quotation marks"),
    ],
)
@pytest.mark.parametrize("language", Language)
def test_a_call_that_is_not_understood_is_told_in_one_line(
    shouze: Shouze, language: Language, written: str, named: str
) -> None:
    done = shouze(*written.split(), SHOUZE_LANGUAGE=language)
    assert done.status == 2
    [line] = done.err.splitlines()
    assert named in line
    assert bool(HAN.search(line)) == (language is Language.CHINESE)


@pytest.mark.parametrize("command", ["outbox", "privacy", "onboarding"])
def test_a_group_without_a_command_shows_its_commands_and_no_fault(shouze: Shouze, command: str) -> None:
    done = shouze(command)
    assert done.status == 2
    assert "命令" in done.out
    assert done.err == ""


def test_a_question_left_open_is_told_to_be(shouze: Shouze, database: str) -> None:
    done = shouze("privacy", "erase", "U1", SHOUZE_DATABASE_URL=database)
    assert done.status == 1
    assert "已中止" in done.err


@pytest.mark.parametrize("command", LOOKS)
def test_a_look_names_the_database_that_is_not_there_and_makes_none(
    shouze: Shouze, url: str, tmp_path: Path, command: str
) -> None:
    done = shouze(*command.split(), SHOUZE_DATABASE_URL=url)
    assert done.status == 2
    assert str(tmp_path / "shouze.db") in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["", *sorted(commands())])
@pytest.mark.parametrize("language", Language)
def test_the_frame_of_the_help_is_in_the_same_language_and_has_examples_that_can_be_typed(
    shouze: Shouze, command: str, language: Language
) -> None:
    shown = shouze(*command.split(), "-h", SHOUZE_LANGUAGE=language).out
    foreign = {
        Language.CHINESE: r"Usage|OPTIONS|COMMAND|required|default|<[a-z ]+>|\b(DATE|HASH)\b",
        Language.ENGLISH: r"[\u3400-\u9fff]|<(str|int)\b|list\[",
    }
    assert not re.search(foreign[language], shown)
    assert "<bool>" not in shown
    assert not re.search(r"(?<!\])…", shown), "a sentence is cut"
    say = catalogue_for(language)
    lines = say(f"example.{'.'.join(command.split()) or 'shouze'}").splitlines()
    for line in lines:
        assert line in shown
        words = shlex.split(line.partition(">>")[0])
        assert words[: len(command.split()) + 1] == ["shouze", *command.split()]
        read_as_a_call(words[1:])


def read_as_a_call(words: list[str]) -> None:
    """Reads a call as Click does, without doing it; raises Click's usage error."""
    command: Any = command_line({})
    while words and words[0] in getattr(command, "commands", {}):
        command, words = command.commands[words[0]], words[1:]
        command = command.load() if hasattr(command, "load") else command
    command.make_context("shouze", words)


@pytest.mark.parametrize(
    ("written", "near"),
    [("chekc", "check"), ("outbox lst", "list"), ("ask 7.1 --knowlege x", "--knowledge")],
)
def test_what_is_near_is_said(shouze: Shouze, written: str, near: str) -> None:
    done = shouze(*written.split(), SHOUZE_LANGUAGE="en")
    assert done.status == 2
    assert f"Did you mean {near}?" in done.err


@pytest.mark.parametrize(
    "written",
    [("病假怎么请",), ("病假", "怎么请"), ("7.1",), ("how do I call in sick?",), ("病假怎么请", "--json")],
)
def test_what_is_no_command_is_a_question(shouze_once: Shouze, written: tuple[str, ...]) -> None:
    words = [word for word in written if not word.startswith("-")]
    options = [word for word in written if word.startswith("-")]
    asked, meant = shouze_once(*written), shouze_once("ask", " ".join(words), *options)
    assert asked.status == 0
    assert re.sub(r'"elapsed_ms".*', "", asked.out) == re.sub(r'"elapsed_ms".*', "", meant.out)


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_told(shouze: Shouze, option: str) -> None:
    assert shouze(option).out == f"shouze {metadata.version('shouze')}\n"


@pytest.mark.parametrize(
    ("typed", "words", "offered"),
    [("shouze o", 1, {"onboarding", "outbox"}), ("shouze outbox ", 2, {"list", "retry", "drop"})],
)
def test_the_tab_key_completes_commands(typed: str, words: int, offered: set[str]) -> None:
    environment = dict(os.environ) | {
        "_SHOUZE_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(words),
    }
    ended = subprocess.run(
        [sys.executable, "-m", "bot"], env=environment, capture_output=True, text=True, check=False
    )  # our own words
    assert set(ended.stdout.split()) == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_has_its_script(shouze: Shouze, shell: str) -> None:
    done = shouze("completion", shell)
    assert done.status == 0
    assert "_SHOUZE_COMPLETE" in done.out
