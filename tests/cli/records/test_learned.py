"""`shouze learned`: what owners settled is listed, dropped, and printed as the files would have it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from bot.desk import LearnedPair, Learning
from bot.knowledge import read_knowledge
from bot.store import Store

from tests.cli.conftest import Done, Shouze
from tests.databases import opened
from tests.publishing.folders import a_folder

ASKED, ASIDE = '班车没赶上，"晚了"怎么办', "假怎么请"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_folder(tmp_path / "knowledge")


@pytest.fixture
def filled(made: str, folder: Path) -> Iterator[Store]:
    """A pair that is used, and one whose clause has changed."""
    clause = read_knowledge(folder).library.by_name["code/1.1"]
    pairs = (
        LearnedPair("", ASKED, clause.name, clause.text_mark),
        LearnedPair("", ASIDE, "code/1.2", "0" * 12),
    )
    with opened(made) as store:
        assert store.learned.learn(1_800_000_000.0, Learning(pairs), "U9")
        yield store


def run(shouze: Shouze, url: str, *arguments: str) -> Done:
    return shouze("learned", *arguments, SHOUZE_DATABASE_URL=url)


@pytest.mark.usefixtures("filled")
def test_they_are_listed_with_those_that_are_set_aside(shouze: Shouze, url: str, folder: Path) -> None:
    lines = run(shouze, url, "list", "--knowledge", str(folder)).out.splitlines()
    assert [("改过" in line) for line in lines[1:]] == [ASIDE in line for line in lines[1:]]
    told = json.loads(run(shouze, url, "list", "--json", "--knowledge", str(folder)).out)
    assert {each["question"]: each["is_used"] for each in told} == {ASKED: True, ASIDE: False}


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("zone", "day"), [("Asia/Shanghai", "2027-01-15"), ("Pacific/Pago_Pago", "2027-01-14")]
)
def test_the_day_on_which_one_was_settled_is_the_organisations(
    shouze: Shouze, url: str, folder: Path, zone: str, day: str
) -> None:
    settings = {"SHOUZE_DATABASE_URL": url, "SHOUZE_TIMEZONE": zone}
    assert day in shouze("learned", "list", "--knowledge", str(folder), **settings).out


@pytest.mark.usefixtures("filled")
def test_they_are_printed_as_the_files_have_them_with_their_place(
    shouze: Shouze, url: str, folder: Path
) -> None:
    out = run(shouze, url, "export", "--knowledge", str(folder)).out
    assert yaml.safe_load(out) == {"questions": [ASKED]}
    assert f"{folder / 'code/01.yaml'}:4" in out


def test_they_are_dropped_by_the_beginning_of_their_id(shouze: Shouze, url: str, filled: Store) -> None:
    first, second = filled.learned.all()
    done = run(shouze, url, "drop", first.id[:8], "zzz")
    assert done.status == 1
    assert "zzz" in done.out
    assert filled.learned.all() == (second,)
