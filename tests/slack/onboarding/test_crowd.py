"""200 new colleagues on one morning."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any

from bot.retrieval import Analyzer
from bot.store import Store
from bot.workspace import Options, Workspace

from tests.slack.conftest import running
from tests.slack.onboarding.conftest import BRISK, Clock, House

COUNT = 200
FAST = 120  # a minute passes in half a second
TIMINGS = replace(BRISK, look=60 / FAST, lease=600.0, interval=1.0, burst=4, minute=60 / FAST)


async def test_200_on_one_day_are_welcomed_once_each_within_the_limits_of_slack(
    manifest: Mapping[str, Any], store: Store, analyzer: Analyzer
) -> None:
    clock = Clock(speed=FAST)
    options = Options(ack_timeout=3.0, retry_delays=(0.0, 0.1), clock=clock, has_rate_limits=True)
    async with Workspace(manifest, options) as slack:
        house = House(slack, store, analyzer, clock)
        async with AsyncExitStack() as stack:
            for _ in range(2):  # two bots on one database
                await stack.enter_async_context(running(replace(house.dependencies(), timings=TIMINGS)))
            await slack.connected()
            people = [await slack.newcomer(f"new{number}") for number in range(COUNT)]
            posts = slack.recording.calls_to
            await slack.until(lambda: len(posts("chat.postMessage")) >= COUNT or None)
            await asyncio.sleep(2 * TIMINGS.look)
        assert {len(person.sees()) for person in people} == {1}
        assert not slack.recording.refused
        # nobody is looked up to be written to, but for what nobody heard the end of
        assert len(slack.recording.calls_to("conversations.open")) < COUNT / 20
        assert {call.status for call in slack.recording.calls_to("chat.postMessage")} == {200}
        times = sorted(call.at for call in slack.recording.calls_to("chat.postMessage"))
        assert times[-1] - times[0] >= 60 * (COUNT / 50 - 2)  # fifty a minute from both together
