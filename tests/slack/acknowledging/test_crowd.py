"""Each of a crowd is asked once to sign a change, at the pace that Slack takes, though the bot is started anew."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.store import Store

from tests.slack.acknowledging.crowds import PACE, Crowd, crowded, fast_slack
from tests.slack.conftest import Surroundings, running, settings_for
from tests.slack.onboarding.conftest import Clock

COUNT = 300


async def test_a_crowd_is_asked_once_each_within_the_limits_of_slack_through_restarts(
    manifest: Mapping[str, Any], store: Store, tmp_path: Path, cache: Path
) -> None:
    clock = Clock(speed=120)
    async with fast_slack(manifest, clock) as slack:
        crowd = Crowd(slack, clock, tmp_path / "knowledge", cache, COUNT)
        crowd.assembles(store)
        for until in (COUNT // 3, COUNT):
            given = crowded(settings_for(slack), store, folder=crowd.folder, cache=cache, clock=clock)
            async with running(Surroundings.on(slack, given)):
                await slack.until(lambda until=until: crowd.posted >= until or None)  # type: ignore[misc]
                await slack.settled(quiet=0.6)
        assert crowd.heard() == {1}
        assert not slack.recording.refused
        assert {call.status for call in slack.recording.calls_to("chat.postMessage")} == {200}
        assert crowd.minutes() >= COUNT / PACE - 2
