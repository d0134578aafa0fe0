"""Colleagues come and go: they are on their path, or on none, before Slack hears that the event has arrived."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse

from bot.onboarding import Enrolment, Onboarding, known_zone
from bot.store import AsyncStore

BY_ITSELF = ""  # who enrolled them: nobody, they joined


@dataclass(frozen=True)
class Joining:
    """Listens to `team_join` and `user_change`.

    `team` is our workspace, `zone` the time zone where Slack knows none; `wake` is called when somebody is on a path,
    `forget` with the id of somebody whose account is not what it was.
    """

    store: AsyncStore
    onboarding: Onboarding
    team: str
    zone: str
    wake: Callable[[], None]
    forget: Callable[[str], None]

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
        user: Mapping[str, Any] = event["user"]
        if self.onboarding.paths and is_staff(user, self.team):
            new = enrolment_of(user, self.onboarding, self.zone, self.store.now())
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
        self.forget(str(user["id"]))
        if user.get("deleted"):
            await self.store.onboarding.leave(str(user["id"]))
        return await next()


def is_staff(user: Mapping[str, Any], team: str) -> bool:
    """Whether an account is of somebody who works here: no bot, no guest, nobody of another organisation or gone."""
    flags = ("is_bot", "is_workflow_bot", "is_restricted", "is_ultra_restricted", "is_stranger", "deleted")
    teams = {user.get("team_id"), *(user.get("enterprise_user") or {}).get("teams", ())}
    return team in teams and not any(user.get(flag) for flag in flags)


def enrolment_of(user: Mapping[str, Any], onboarding: Onboarding, zone: str, now: float) -> Enrolment:
    """Their way from today on; the role is their title, where a path names it."""
    zone = known_zone(str(user.get("tz") or ""), zone)
    title = str((user.get("profile") or {}).get("title") or "")
    path = onboarding.path_for(title)
    day = datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(zone)).date()
    return Enrolment(str(user["id"]), path.id, title if path.roles else "", day, zone)


async def _taken_in() -> None:
    """All is done already."""
