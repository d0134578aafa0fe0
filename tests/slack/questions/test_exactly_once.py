"""Exactly one outcome a question: whatever Slack repeats, refuses or forgets, and whoever dies."""

import shutil
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from bot.answering import Responders
from bot.workspace import Person, Workspace

from tests.conftest import SHIPPED
from tests.databases import on_each_database
from tests.slack.faults import DEATHS, FAULTS, INTERRUPTIONS, Death, Fault, Interruption
from tests.slack.outages import FASTER, OUTAGES, READ_ONLY, SECONDS, Outage
from tests.slack.scene import PATIENT, Scene


@pytest.fixture(scope="session")
def one_chapter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The chapter that is asked about, which each of many bots reads in no time."""
    folder = tmp_path_factory.mktemp("knowledge")
    shutil.copy(SHIPPED / "synonyms.yaml", folder)
    for name in ("book.yaml", "07-customer-service.yaml"):
        path = Path("operations-code") / name
        (folder / path).parent.mkdir(exist_ok=True)
        shutil.copy(SHIPPED / path, folder / path)
    return folder


@pytest.fixture
async def scene(
    manifest: Mapping[str, Any], database: str, one_chapter: Path, cache: Path
) -> AsyncIterator[Scene]:
    async with Workspace(manifest, PATIENT) as workspace:
        yield Scene.set_up(workspace, database, one_chapter, cache)


@pytest.fixture
async def hasty_scene(
    manifest: Mapping[str, Any], database: str, one_chapter: Path, cache: Path
) -> AsyncIterator[Scene]:
    async with Workspace(manifest, FASTER) as workspace:
        yield Scene.set_up(workspace, database, one_chapter, cache)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
async def test_in_spite_of_a_fault_every_question_is_answered_once(
    scene: Scene, responders: Responders, fault: Fault
) -> None:
    assert (await scene.with_fault(responders, fault, 4)).is_once


@pytest.mark.parametrize("interruption", [one for one in INTERRUPTIONS if one.seconds < 1.0], ids=str)
async def test_after_an_interruption_every_question_is_answered_once(
    scene: Scene, responders: Responders, interruption: Interruption
) -> None:
    assert (await scene.with_interruption(responders, interruption, 4)).is_once


async def test_channels_that_hang_keep_nobody_else_waiting_and_are_answered_once(
    scene: Scene, responders: Responders
) -> None:
    assert (await scene.with_hanging_channels(responders, 4)).is_once


@on_each_database
async def test_a_clock_that_is_set_back_silences_nobody(scene: Scene, responders: Responders) -> None:
    assert (await scene.with_clock_set_back(responders, 10)).is_once


@on_each_database
async def test_an_event_delivered_five_times_at_once_is_answered_once(
    scene: Scene, responders: Responders
) -> None:
    proof = await scene.with_fault(responders, None, 4)
    assert proof.is_once
    assert proof.deliveries >= 20


@on_each_database
@pytest.mark.parametrize("death", DEATHS, ids=str)
async def test_a_question_outlives_a_bot_that_is_killed(scene: Scene, death: Death) -> None:
    assert (await scene.with_death(death)).is_once


@on_each_database
async def test_two_bots_on_one_database_answer_each_question_once_though_each_event_comes_five_times(
    scene: Scene,
) -> None:
    proof = await scene.with_two_bots(8)
    assert proof.is_once
    assert proof.deliveries >= 40


@on_each_database
@pytest.mark.parametrize("outage", OUTAGES, ids=str)
async def test_a_database_that_is_away_for_two_minutes_costs_no_answer(
    hasty_scene: Scene, outage: Outage
) -> None:
    assert (await hasty_scene.with_outage(outage, 2, SECONDS[-1:], 6)).is_once


@on_each_database
async def test_a_database_that_is_away_for_longer_than_slack_repeats_is_said_once_by_all_bots_together(
    hasty_scene: Scene,
) -> None:
    proof = await hasty_scene.with_no_database(READ_ONLY, 2, 6)
    assert proof.is_once, proof


async def test_a_command_is_answered_once(slack: Workspace, alice: Person) -> None:
    asked = await alice.runs("/rule 7.1", in_="#ops")
    await slack.reply_to(asked)
    await slack.settled()
    assert len(slack.replies_to(asked)) == 1
