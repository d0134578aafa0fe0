"""Colleagues come and go: they are on their path, or on none, before Slack hears that the event has arrived."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse

from bot.onboarding import Enrolment, Onboarding
from bot.slack.access.directory import Directory, SlackUser
from bot.store import AsyncStore

BY_ITSELF = ""  # who enrolled them: nobody, they joined


@dataclass(frozen=True)
class Joining:
    """Listens to `team_join` and `user_change`.

    `wake` is called when somebody is on a path.
    """

    store: AsyncStore
    onboarding: Onboarding
    directory: Directory
    wake: Callable[[], None]

    def register(self, app: AsyncApp) -> None:
        """Listen on `app`."""
        app.event("team_join", middleware=[self.joined])(_taken_in)
        app.event("user_change", middleware=[self.changed])(_taken_in)

    async def joined(
        self,
        event: Mapping[str, Any],
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002  # Bolt passes it by this name
    ) -> BoltResponse:
        """Put staff on the path of their role; a second join changes nothing."""
        user = self.directory.account(event["user"])
        if self.onboarding.paths and user.is_staff:
            new = enrolment_of(user, self.onboarding, self.store.now())
            if await self.store.onboarding.enrol(new, BY_ITSELF):
                self.wake()
        return await next()

    async def changed(
        self,
        event: Mapping[str, Any],
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002  # Bolt passes it by this name
    ) -> BoltResponse:
        """Somebody has another language, became a guest, or left; who has left hears nothing more."""
        user: Mapping[str, Any] = event["user"]
        self.directory.forget(str(user["id"]))
        if user.get("deleted"):
            await self.store.onboarding.leave(str(user["id"]))
        return await next()


def enrolment_of(user: SlackUser, onboarding: Onboarding, now: float) -> Enrolment:
    """Their way from today on; the role is their title, where a path names it."""
    path = onboarding.path_for(user.title)
    day = datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(user.zone)).date()
    return Enrolment(user.user, path.id, user.title if path.roles else "", day, user.zone)


async def _taken_in() -> None:
    """All is done already."""
