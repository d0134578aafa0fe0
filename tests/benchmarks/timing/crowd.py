"""5,000 people sign a change: how long they are asked for, and whether each is once, though bots die meanwhile.

Run it with `make bench`. The workspace keeps Slack's limits; a minute of its clock passes in half a second. The first
bot is killed (SIGKILL) while it asks, the second one ends, the third asks the rest.
"""

import asyncio
import os
import signal
import tempfile
from functools import partial
from pathlib import Path

from bot.knowledge import read_manifest
from rich.console import Console

from tests.databases import SqliteTemplate, opened
from tests.slack.acknowledging.crowds import FAST, Crowd, crowded, fast_slack
from tests.slack.conftest import environment_for
from tests.slack.mortal_bots import bot_process
from tests.slack.onboarding.conftest import Clock

COUNT = 5_000
_PATIENCE = 1_800.0  # seconds


async def measure(folder: Path) -> None:
    """Print a line."""
    url, clock = SqliteTemplate.made(folder / "empty.db").copied(folder / "store.db"), Clock(speed=FAST)
    cache = folder / "cache"
    cache.mkdir(mode=0o700)
    async with fast_slack(read_manifest(Path("app.yaml")), clock) as slack:
        crowd = Crowd(slack, clock, folder / "knowledge", cache, COUNT)
        with opened(url) as store:
            crowd.assembles(store)
        assemble = partial(crowded, folder=crowd.folder, cache=cache, clock=clock)
        for until, is_killed in ((COUNT // 3, True), (COUNT * 2 // 3, False), (COUNT, False)):
            with bot_process(environment_for(slack), url, assemble) as bot:
                await slack.until(
                    lambda until=until: crowd.posted >= until or None,  # type: ignore[misc]
                    timeout=_PATIENCE,
                )
                if is_killed:
                    os.kill(bot.pid or 0, signal.SIGKILL)
                else:
                    await slack.settled(timeout=60, quiet=1.0)
        calls = slack.recording.calls_to("chat.postMessage")
        limited = sum(call.status == 429 for call in calls)
        Console(soft_wrap=True, highlight=False).print(
            f"{COUNT:,} people asked to sign in {crowd.minutes():.0f} minutes, {sorted(crowd.heard())} message each; "
            f"{len(calls):,} posts, {limited} of them refused as too fast"
        )


def main() -> None:
    """Measure in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder)))


if __name__ == "__main__":
    main()
