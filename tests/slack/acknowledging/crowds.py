"""Many people who are asked to sign a change, on a workspace with the limits of Slack and a clock that runs fast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.settings import SlackSettings
from bot.slack.dependencies import AppDependencies
from bot.store import Store
from bot.workspace import Options, Person, Workspace

from tests.publishing.desks import Desk, Process
from tests.publishing.folders import LATER, chapter
from tests.slack.acknowledging.conftest import ASKED, ONE_GOLDEN
from tests.slack.conftest import QUICK
from tests.slack.onboarding.conftest import Clock

FAST = 120
PACE = 50  # people a minute
TIMINGS = replace(QUICK, look=60 / FAST, follow=0.5, lease=600.0, interval=1.0, burst=4, minute=60 / FAST)


def fast_slack(manifest: Mapping[str, Any], clock: Clock) -> Workspace:
    """A workspace that refuses what Slack would, by that clock."""
    options = Options(ack_timeout=3.0, retry_delays=(0.0, 0.1), clock=clock, has_rate_limits=True)
    return Workspace(manifest, options)


@dataclass
class Crowd:
    """So many people, and a folder whose one change all of them sign; what was posted is counted."""

    slack: Workspace
    clock: Clock
    folder: Path
    cache: Path
    count: int
    people: Sequence[Person] = field(default=())

    def assembles(self, store: Store) -> None:
        """Everybody is there, and the change is published."""
        self.people = [self.slack.person(f"person{number}") for number in range(self.count)]
        desk = self._desk(store)
        desk.publish(chapter(), ONE_GOLDEN)
        desk.publish(chapter(LATER), ONE_GOLDEN, more=ASKED)

    @property
    def posted(self) -> int:
        return len(self.slack.recording.calls_to("chat.postMessage"))

    def heard(self) -> set[int]:
        """How many messages each of them has."""
        return {len(self.slack.messages(person.dm)) for person in self.people}

    def minutes(self) -> float:
        """From the first message to the last."""
        times = [call.at for call in self.slack.recording.calls_to("chat.postMessage")]
        return (max(times) - min(times)) / 60

    def _desk(self, store: Store) -> Desk:
        desk = Desk(store, self.folder, self.cache)
        desk.now, desk.today = self.clock(), self.clock.today()
        return desk


def crowded(
    settings: SlackSettings, store: Store, *, folder: Path, cache: Path, clock: Clock
) -> AppDependencies:
    """What a bot over such a folder is given."""
    desk = Desk(store, folder, cache)
    desk.now, desk.today = clock(), clock.today()
    process = Process(desk, folder)
    return AppDependencies(
        settings,
        process.rules,
        store,
        clock.today,
        clock,
        timings=TIMINGS,
        follower=process.follower,
    )
