"""What is signed, put together, and what the rest of the bot asks of it."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from bot.publishing import AcknowledgementRequests
from bot.slack.acknowledging.listeners import AcknowledgementListeners
from bot.slack.acknowledging.reading import Readings
from bot.slack.acknowledging.watch import AcknowledgementWatch
from bot.slack.dependencies import SharedParts


@dataclass(frozen=True)
class Acknowledging:
    """What is to be signed, for the rest of the bot."""

    watch: AcknowledgementWatch
    listeners: AcknowledgementListeners


def build_acknowledging(
    common: SharedParts,
    ready: Callable[[], None],
    sign_on_path: Callable[[str, Collection[str]], Awaitable[None]],
) -> Acknowledging:
    """Over what was published; `sign_on_path` has what somebody signs count on their path, too."""
    given = common.dependencies
    requests = AcknowledgementRequests(
        given.store.publications, common.archive, given.today, given.zone, given.calendar.working_days
    )
    watch = AcknowledgementWatch(
        common.store,
        Readings(common.access, requests),
        given.calendar,
        given.today,
        common.team,
        given.settings.rules_channel or "",
        given.settings.onboarding_hr,
        ready,
        given.timings.look,
        common.rules_channel(ready),
    )
    return Acknowledging(watch, AcknowledgementListeners(watch, common.screen, sign_on_path))
