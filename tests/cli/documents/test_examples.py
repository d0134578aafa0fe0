"""The examples and tables of the pages are those of the bot: settings, periods, rule files, keys of the JSON."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.knowledge import read_knowledge
from bot.settings import (
    InstallableSettings,
    ProgramHttpSettings,
    Settings,
    SlackSettings,
    StoreSettings,
)
from pydantic import AliasChoices
from pydantic.fields import FieldInfo

from tests.cli.conftest import Shouze

from .pages import blocks, both


@pytest.mark.parametrize("page", both("admin"), ids=str)
def test_the_table_of_settings_names_every_one_with_its_default(page: Path) -> None:
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| (\S+) \|", page.read_text("utf-8"), re.MULTILINE))
    models = (Settings, StoreSettings, SlackSettings, InstallableSettings, ProgramHttpSettings)
    fields = [field for model in models for field in model.model_fields.values()]
    assert rows == {field.alias: shown_default(_default_of(field)) for field in fields}


def _default_of(field: FieldInfo) -> object:
    """Its own, or the name of the setting in whose place it stands."""
    match field.validation_alias:
        case AliasChoices(choices=[_, other]):
            return other
        case _:
            return field.default


def shown_default(default: object) -> str:
    """How the table shows a default: – for none, and for what must be given."""
    match default:
        case "":
            return "–"
        case bool():
            return f"`{str(default).lower()}`"
        case str() | int() | Path():
            return f"`{default}`"
        case _:
            return "–"


@pytest.mark.parametrize(
    ("page", "language"), list(zip(both("privacy"), ("en", "zh"), strict=True)), ids=["en", "zh"]
)
def test_the_table_of_what_is_stored_is_what_the_bot_does(
    page: Path, language: str, shouze_once: Shouze
) -> None:
    [shown] = re.findall(r"<!-- periods -->\n(.*?)<!-- /periods -->", page.read_text("utf-8"), re.DOTALL)
    assert shown == shouze_once("privacy", "periods", SHOUZE_LANGUAGE=language).out


@pytest.mark.parametrize("suffix", ["", ".zh-CN"])
def test_the_examples_of_a_book_and_a_path_can_be_read(suffix: str, tmp_path: Path) -> None:
    book, chapter, pulse = blocks(Path(f"docs/owners{suffix}.md"), "yaml")
    [path] = blocks(Path(f"docs/onboarding{suffix}.md"), "yaml")
    folder = tmp_path / "operations-code"
    folder.mkdir()
    (folder / "book.yaml").write_text(book, "utf-8")
    (folder / "07-customer-service.yaml").write_text(chapter, "utf-8")
    (tmp_path / "onboarding.yaml").write_text(path, "utf-8")
    (tmp_path / "pulse.yaml").write_text(pulse, "utf-8")
    knowledge = read_knowledge(tmp_path)
    [clause] = knowledge.library.clauses
    assert clause.label == "《运营中心守则》第七章第一条"
    assert knowledge.onboarding
    assert {each.clauses for each in knowledge.onboarding.paths} == {(clause,)}


@pytest.mark.parametrize("page", both("api"), ids=str)
def test_the_keys_of_the_json_are_named(page: Path, shouze_once: Shouze) -> None:
    done = shouze_once("ask", "停车位由谁检查", "--json")
    reply: dict[str, Any] = json.loads(done.out)
    for key in [*reply, *reply["nearest"][0]]:
        assert f"`{key}`" in page.read_text("utf-8")


def test_the_manifest_is_yaml_without_secrets() -> None:
    assert "xox" not in json.dumps(yaml.safe_load(Path("app.yaml").read_text("utf-8")))
