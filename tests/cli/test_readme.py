"""What the READMEs say is so: every command runs, every output shown is the output, every setting exists."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.knowledge import read_knowledge
from bot.settings import Settings, SlackSettings, StoreSettings
from bot.slack.monitoring import Health, Metrics
from bot.store import Condition

from tests.cli.conftest import Shouze

READMES = [Path("README.md"), Path("README.zh-CN.md")]


def blocks(readme: Path, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", readme.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def commands() -> list[tuple[str, str]]:
    """Each `$ command` of the console blocks with the output shown below it."""
    found: dict[str, str] = {}
    for readme in READMES:
        for block in blocks(readme, "console"):
            for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
                found[command] = output or found.get(command, "")
    return list(found.items())


@pytest.mark.parametrize(("command", "output"), commands(), ids=[command for command, _ in commands()])
def test_a_command_of_the_readme_runs_and_prints_what_is_shown(
    command: str, output: str, shouze_once: Shouze
) -> None:
    program, *arguments = shlex.split(command)
    assert program == "shouze"
    done = shouze_once(*arguments)
    assert done.status == 0, done.err
    if output:
        assert done.out.strip() == output.strip()


@pytest.mark.parametrize("readme", READMES, ids=str)
def test_the_configuration_table_names_every_setting_with_its_default(readme: Path) -> None:
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| (\S+) \|", readme.read_text("utf-8"), re.MULTILINE))
    models = (Settings, StoreSettings, SlackSettings)
    fields = [field for model in models for field in model.model_fields.values()]
    assert rows == {field.alias: shown_default(field.default) for field in fields}


def shown_default(default: object) -> str:
    """How the table shows a default: – for none, and for what must be given."""
    match default:
        case bool():
            return f"`{str(default).lower()}`"
        case str() | int() | Path():
            return f"`{default}`"
        case _:
            return "–"


@pytest.mark.parametrize(("readme", "language"), [(READMES[0], "en"), (READMES[1], "zh")], ids=["en", "zh"])
def test_the_table_of_what_is_stored_is_what_the_bot_does(
    readme: Path, language: str, shouze_once: Shouze
) -> None:
    [shown] = re.findall(r"<!-- periods -->\n(.*?)<!-- /periods -->", readme.read_text("utf-8"), re.DOTALL)
    assert shown == shouze_once("privacy", "periods", SHOUZE_LANGUAGE=language).out


@pytest.mark.parametrize("readme", READMES, ids=str)
def test_every_command_and_figure_that_is_named_exists(readme: Path, shouze_once: Shouze) -> None:
    text = readme.read_text("utf-8")
    named = set(re.findall(r"`shouze ([a-z]+)", text))
    assert named <= set(re.findall(r"^│ ([a-z]+) ", shouze_once("--help").out, re.MULTILINE))
    health = Health(sockets=0, index=True, database=Condition.GOOD, waiting=0, due=0, oldest=0.0)
    exposed = Metrics().exposed(health).decode()
    for figure in re.findall(r"`(shouze_[a-z_]+)`", text):
        assert f"# TYPE {figure.removesuffix('_total')}" in exposed


@pytest.mark.parametrize("readme", READMES, ids=str)
def test_the_make_commands_exist(readme: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", Path("Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)", readme.read_text("utf-8")))
    assert {"demo", "test"} <= named <= targets


@pytest.mark.parametrize("readme", READMES, ids=str)
def test_the_example_of_a_book_is_one_that_can_be_read(readme: Path, tmp_path: Path) -> None:
    book, chapter, onboarding = blocks(readme, "yaml")
    folder = tmp_path / "operations-code"
    folder.mkdir()
    (folder / "book.yaml").write_text(book, "utf-8")
    (folder / "07-customer-service.yaml").write_text(chapter, "utf-8")
    (tmp_path / "onboarding.yaml").write_text(onboarding, "utf-8")
    knowledge = read_knowledge(tmp_path)
    [clause] = knowledge.library.clauses
    assert clause.label == "《运营中心守则》第七章第一条"
    assert knowledge.onboarding
    assert {path.clauses for path in knowledge.onboarding.paths} == {(clause,)}


@pytest.mark.parametrize("readme", READMES, ids=str)
def test_the_keys_of_the_json_are_named(readme: Path, shouze_once: Shouze) -> None:
    done = shouze_once("ask", "食堂的卫生谁检查", "--json")
    reply: dict[str, Any] = json.loads(done.out)
    for key in [*reply, *reply["nearest"][0]]:
        assert f"`{key}`" in readme.read_text("utf-8")


def test_both_languages_have_the_same_sections_tables_and_examples() -> None:
    shapes = [
        re.findall(r"^(#+ |\||```\w*|- |\d\. )", readme.read_text("utf-8"), re.MULTILINE)
        for readme in READMES
    ]
    assert shapes[0] == shapes[1]
    assert blocks(READMES[0], "console") == blocks(READMES[1], "console")


def test_the_manifest_is_yaml_without_secrets() -> None:
    assert "xox" not in json.dumps(yaml.safe_load(Path("app.yaml").read_text("utf-8")))
