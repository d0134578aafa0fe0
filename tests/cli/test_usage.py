"""How commands are called: help and faults in the language of the settings, and a look that leaves nothing behind."""

import re
from pathlib import Path

import pytest
from bot.wording import Language, catalogue_for

from tests.cli.conftest import Shouze
from tests.cli.test_audited import commands

HAN = re.compile("[\u3400-\u9fff]")
LOOKS = (
    "audit",
    "learned drop x",
    "learned export",
    "learned list",
    "onboarding report",
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


@pytest.mark.parametrize(
    ("written", "named"),
    [
        pytest.param("ask --nosuch", "--nosuch", id="no such option"),
        pytest.param("audit --since", "--since", id="an option without its value"),
        pytest.param("outbox list --json=yes", "--json", id="a value that none is needed for"),
        pytest.param("privacy export", "USER", id="nothing where something is needed"),
        pytest.param("demo --port many", "--port", id="no figure"),
        pytest.param("audit --action fly", "--action", id="not one of those"),
        pytest.param("nosuch", "shouze -h", id="no such command"),
        pytest.param("outbox nosuch", "shouze outbox -h", id="no such command of a group"),
        pytest.param("doctor all", "shouze doctor -h", id="more than is taken"),
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
