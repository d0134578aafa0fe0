"""A bot that dies while people are asked to sign, and while somebody signs: each is asked once, and signs once."""

import signal
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from bot.settings import SlackSettings
from bot.slack.acknowledging.messages import SIGN
from bot.slack.dependencies import AppDependencies
from bot.store import Store
from bot.workspace import Workspace

from tests.databases import opened
from tests.publishing.desks import Desk, Process
from tests.publishing.folders import LATER, chapter
from tests.slack.acknowledging.conftest import ASKED, MONDAY, SigningRoom
from tests.slack.acknowledging.test_acknowledging import AGREED
from tests.slack.conftest import QUICK, environment_for
from tests.slack.mortal_bots import bot_process

# On a busy machine a call to the local Slack takes more than a second: a form that is opened then stays without words.
_MORTAL = replace(QUICK, follow=0.2, look=0.2, lease=3.5, timeout=3.0)


def at_noon(
    settings: SlackSettings, store: Store, *, folder: Path, cache: Path, ahead: float
) -> AppDependencies:
    """A bot over a folder, whose clock is so many seconds ahead."""
    process = Process(desk := Desk(store, folder, cache), folder)
    desk.today = MONDAY
    return AppDependencies(
        settings,
        process.rules,
        store,
        lambda: MONDAY,
        lambda: time.time() + ahead,
        timings=_MORTAL,
        follower=process.follower,
    )


@pytest.mark.parametrize("step", ["acknowledgements.ask:before", "acknowledgements.ask:after"])
async def test_everybody_is_asked_once_whenever_the_bot_dies(
    empty_slack: Workspace, database: str, tmp_path: Path, cache: Path, step: str
) -> None:
    await _asks(empty_slack, database, tmp_path, cache, step)


@pytest.mark.parametrize("step", ["acknowledgements.sign:before", "acknowledgements.sign:after"])
async def test_a_signature_is_kept_once_whenever_the_bot_dies(
    empty_slack: Workspace, database: str, tmp_path: Path, cache: Path, step: str
) -> None:
    await _asks(empty_slack, database, tmp_path, cache, step)


async def _asks(slack: Workspace, database: str, tmp_path: Path, cache: Path, step: str) -> None:
    folder = tmp_path / "knowledge"
    with opened(database) as store:
        room = SigningRoom(slack, Desk(store, folder, cache))
        room.publishes(chapter())
        room.publishes(chapter(LATER), ASKED)
        assemble = partial(at_noon, folder=folder, cache=cache, ahead=room.now - time.time())
        environment = environment_for(slack)
        is_signing = ".sign:" in step
        with bot_process(environment, database, assemble, step) as victim:
            await slack.connected()
            if is_signing:
                await _signs(room)
            await slack.until(lambda: victim.exitcode)
            assert victim.exitcode == -signal.SIGKILL
        with bot_process(environment, database, assemble):
            await slack.connected()
            for person in (room.owner, room.other):
                await slack.until(lambda person=person: room.heard(person) or None)  # type: ignore[misc]
            if step == "acknowledgements.sign:before":
                await _signs(room)
            if is_signing:
                await slack.until(lambda: [*store.signatures.chain()] or None)
            await slack.settled(quiet=0.6)
        assert [len(room.heard(person)) for person in (room.owner, room.other)] == [1, 1]
        assert len([*store.signatures.chain()]) == is_signing
        assert store.signatures.verify().is_good


async def _signs(room: SigningRoom) -> None:
    asked = await room.slack.until(lambda: next(iter(room.heard(room.other)), None))
    before = room.other.modal
    await room.other.clicks(asked, SIGN)
    form = await room.slack.until(
        lambda: room.other.modal if room.other.modal is not before and _is_drawn(room) else None
    )
    await room.other.submits(form, AGREED)


def _is_drawn(room: SigningRoom) -> bool:
    return bool(room.other.modal and LATER in room.other.modal.reads)
