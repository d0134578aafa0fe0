"""A bot that dies while it posts a review: those who look after the rules have it once, with its pictures."""

import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from bot.inquiries import Outcome
from bot.settings import SlackSettings
from bot.slack.dependencies import AppDependencies
from bot.store import Store
from bot.workspace import Message, Workspace

from tests.databases import opened
from tests.slack.conftest import environment_for
from tests.slack.mortal_bots import bot_process
from tests.slack.scene import shipped
from tests.store.stored_questions import settled

NOVEMBER, DECEMBER = (datetime(2025, month, 1, 2, tzinfo=UTC).timestamp() for month in (11, 12))


def assembled(settings: SlackSettings, store: Store, cache: Path, ago: float) -> AppDependencies:
    """The shipped bot some seconds ago, which looks often."""
    given = shipped(settings, store, Path("knowledge"), cache)
    return replace(given, clock=lambda: time.time() - ago, timings=replace(given.timings, look=0.5))


@pytest.mark.parametrize("step", ["reviews.tell:before", "reviews.tell:after", "outbox.progress:before"])
async def test_a_review_is_there_once_whenever_the_bot_dies(
    empty_slack: Workspace, database: str, cache: Path, step: str
) -> None:
    slack = empty_slack
    slack.channel("#ops-rules", members=[slack.person("owner", locale="zh-CN")])
    with opened(database) as store:
        for person in ("U1", "U2"):
            settled(store, "食堂几点开饭？", person, at=NOVEMBER, outcome=Outcome.REFUSAL)
    assemble = partial(assembled, cache=cache, ago=time.time() - DECEMBER)
    environment = environment_for(slack, SHOUZE_RULES_CHANNEL="#ops-rules")
    with bot_process(environment, database, assemble, step) as victim:
        await slack.until(lambda: victim.exitcode)
        assert victim.exitcode == -signal.SIGKILL

    def posted() -> Sequence[Message]:
        return [one for one in slack.messages("#ops-rules") if one.user == slack.bot_user_id]

    with bot_process(environment, database, assemble):
        await slack.connected()
        await slack.until(lambda: [one for one in posted() if one.files] or None)
        await slack.settled(quiet=0.5)
    assert ["守则回顾" in one.reads for one in posted()] == [True, False]
