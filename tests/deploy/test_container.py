"""Dockerfile and compose.yaml against the settings and the files that they name."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.settings import ProgramHttpSettings, Settings, SlackSettings, StoreSettings, read_settings

MODELS = (Settings, StoreSettings, SlackSettings)
DOCKERFILE = Path("Dockerfile").read_text("utf-8")


@pytest.fixture
def service() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(Path("compose.yaml").read_text("utf-8"))["services"]["shouze"]
    return read


def test_every_setting_that_is_named_exists(service: dict[str, Any]) -> None:
    names = {field.alias for model in MODELS for field in model.model_fields.values()}
    named = {*service["environment"], *re.findall(r"\b((?:SHOUZE|SLACK)_[A-Z_]+)", DOCKERFILE)}
    assert named == names


def test_the_values_of_the_dockerfile_are_good() -> None:
    environment = dict(re.findall(r"\b((?:SHOUZE|SLACK)_[A-Z_]+)=(\S+)", DOCKERFILE))
    assert read_settings(StoreSettings, environment).database == "sqlite:////data/shouze.db"
    slack = read_settings(SlackSettings, {**environment, "SLACK_BOT_TOKEN": "xoxb-1"})
    assert f"http://{slack.status}/livez" in DOCKERFILE


def test_every_setting_of_compose_that_has_no_default_must_be_given(service: dict[str, Any]) -> None:
    assert {name for name, value in service["environment"].items() if ":?" in (value or "")} == {
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SHOUZE_SECRET",
    }


def test_all_that_is_copied_is_there_and_let_through() -> None:
    let_through = {
        line[1:] for line in Path(".dockerignore").read_text("utf-8").splitlines() if line[:1] == "!"
    }
    copied = {
        name for line in re.findall(r"^COPY (.*) \S+$", DOCKERFILE, re.MULTILINE) for name in line.split()
    }
    assert copied == let_through
    assert all(Path(name).exists() for name in copied)


def test_it_does_not_run_as_root_and_is_given_time_to_end(service: dict[str, Any]) -> None:
    assert re.search(r"^USER (?!root)\w+$", DOCKERFILE, re.MULTILINE)
    assert service["stop_grace_period"] == "30s"
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_the_volume_holds_the_database(service: dict[str, Any]) -> None:
    assert "data:/data" in service["volumes"]
    assert "VOLUME /data" in DOCKERFILE


def test_programs_ask_a_container_of_its_own_as_locked_up_as_the_bot(service: dict[str, Any]) -> None:
    services: dict[str, Any] = yaml.safe_load(Path("compose.yaml").read_text("utf-8"))["services"]
    programs = services["mcp"]
    assert programs["profiles"] == ["mcp"], "it is not started unasked"
    assert all(programs[each] == service[each] for each in ("read_only", "cap_drop", "security_opt", "init"))
    names = {field.alias for model in (*MODELS, ProgramHttpSettings) for field in model.model_fields.values()}
    assert set(programs["environment"]) <= names
    assert all(port.startswith("127.0.0.1:") for port in programs["ports"])
