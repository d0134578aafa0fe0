"""The review put together."""

from collections.abc import Callable

from bot.slack.dependencies import SharedParts
from bot.slack.review.listeners import ReportListeners
from bot.slack.review.reports import Reports
from bot.slack.review.scope import Scopes
from bot.slack.review.watch import ReviewWatch

_MONTHS = {"monthly": 1, "quarterly": 3, "off": 0}


def build_review(common: SharedParts, ready: Callable[[], None]) -> tuple[ReviewWatch, ReportListeners]:
    """What looks whether a review is due, and what listens to the command for a report."""
    given, settings = common.dependencies, common.dependencies.settings
    everything = (*settings.rules_owners, *settings.onboarding_hr)
    scopes = Scopes(common.recipients, everything, settings.rules_channel or "")
    reports = Reports(common.store, given.calendar.working_days, settings.onboarding_zone)
    watch = ReviewWatch(
        common.store,
        common.recipients,
        reports,
        scopes,
        given.calendar,
        common.team,
        _MONTHS[settings.review],
        given.timings.look,
        ready,
    )
    return watch, ReportListeners(reports, scopes, common.screen)
