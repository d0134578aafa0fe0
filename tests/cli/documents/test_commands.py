"""Every command, option, target, setting and figure that a page names is there, and what is shown is what comes."""

import re
import shlex
from pathlib import Path

import pytest
from bot.settings import (
    InstallableSettings,
    ProgramHttpSettings,
    Settings,
    SlackSettings,
    StoreSettings,
)
from bot.slack.process.monitoring import Health, Metrics
from bot.store import Condition

from tests.cli.conftest import Shouze
from tests.cli.records.test_audited import commands

from .pages import PAGES, blocks, both, code

_OF_PIP = {"--require-hashes"}
on_each_page = pytest.mark.parametrize("page", PAGES, ids=str)


def shown() -> list[tuple[str, str]]:
    """Each `$ command` with the output below it; those of the page on importing need its document (test_page)."""
    found: dict[str, str] = {}
    for page in (page for page in PAGES if page not in both("importing")):
        for block in blocks(page, "console"):
            for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
                found[command] = output or found.get(command, "")
    return list(found.items())


@pytest.mark.parametrize(("command", "output"), shown(), ids=[command for command, _ in shown()])
def test_a_command_runs_and_prints_what_is_shown(command: str, output: str, shouze_once: Shouze) -> None:
    program, *arguments = shlex.split(command)
    assert program == "shouze"
    done = shouze_once(*arguments)
    assert done.status == 0, done.err
    if output:
        assert done.out.strip() == output.strip()


@on_each_page
def test_every_command_of_shouze_that_is_named_exists_with_its_options(
    page: Path, helps: dict[str, str]
) -> None:
    for span in (span for span in code(page) if span.startswith("shouze ")):
        first, second, *_ = [*re.findall(r"\S+", span.removeprefix("shouze ")), "", ""]
        name = f"{first} {second}" if f"{first} {second}" in helps else first
        helped = helps["" if first.startswith("-") else name]
        assert [option for option in re.findall(r"(?<!\S)--[a-z-]+", span) if option not in helped] == [], (
            span
        )


@on_each_page
def test_the_options_that_stand_alone_are_of_some_command(page: Path, helps: dict[str, str]) -> None:
    for span in (span for span in code(page) if span.startswith("--")):
        name = span.split()[0]
        assert name in _OF_PIP or any(name in helped for helped in helps.values()), span


@pytest.fixture(scope="session")
def helps(shouze_once: Shouze) -> dict[str, str]:
    """The help of each command and group; "" is that of `shouze` alone."""
    names = {"", *commands(), *(name.split()[0] for name in commands())}
    return {name: shouze_once(*name.split(), "--help").out for name in names}


@on_each_page
def test_every_target_of_make_that_is_named_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", Path("Makefile").read_text("utf-8"), re.MULTILINE))
    assert {span.split()[1] for span in code(page) if span.startswith("make ")} <= targets


@on_each_page
def test_every_setting_that_is_named_exists(page: Path) -> None:
    models = (Settings, StoreSettings, SlackSettings, InstallableSettings, ProgramHttpSettings)
    settings = {field.alias for model in models for field in model.model_fields.values()}
    assert set(re.findall(r"\b((?:SHOUZE|SLACK)_[A-Z_]+[A-Z])", page.read_text("utf-8"))) <= settings


@on_each_page
def test_every_figure_that_is_named_is_measured(page: Path) -> None:
    health = Health(sockets=0, index=True, database=Condition.GOOD, waiting=0, due=0, oldest=0.0)
    exposed = Metrics(by_tenant=True).exposed(health).decode()
    for figure in re.findall(r"\b(shouze_[a-z_]+)", page.read_text("utf-8")):
        assert f"# TYPE {re.sub('_(total|bucket|count|sum)$', '', figure)}" in exposed, figure
