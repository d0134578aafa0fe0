"""ARCHITECTURE.md names every room, and leads to no room that is not there; CONTRIBUTING.md leads to both guides."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
_HIDDEN = {"__init__", "__main__", "__pycache__"}


def rooms(folder: str) -> set[str]:
    """The packages and modules of a folder."""
    inside = (path for path in (ROOT / folder).iterdir() if path.is_dir() or path.suffix == ".py")
    return {path.stem for path in inside} - _HIDDEN


def test_every_room_of_the_house_has_its_question() -> None:
    asked = re.findall(r"^### `bot/(\w+)(?:\.py)?`: .+\?$", GUIDE, re.MULTILINE)
    assert sorted(asked) == sorted(rooms("bot") - {"settings"})


def test_every_room_of_the_slack_edge_has_its_question() -> None:
    table = GUIDE.partition("| room | question |")[2].partition("\n\n")[0]
    named = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)))
    assert sorted(named) == sorted(rooms("bot/slack"))


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`?((?:slack|answering|workspace|wording)/[\w/]+)", GUIDE)))
)
def test_every_module_that_is_named_is_there(path: str) -> None:
    module = ROOT / "bot" / path
    assert module.is_dir() or module.with_suffix(".py").is_file()


@pytest.mark.parametrize("guide", ["ARCHITECTURE.md", "GLOSSARY.md"])
def test_whoever_contributes_is_led_to_the_guides(guide: str) -> None:
    assert f"({guide})" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert (ROOT / guide).is_file()
