"""What a bot is given, and what is made of it for all its parts."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import RulesInForce
from bot.onboarding.calendar import Calendar, QuietHours, WorkingDays
from bot.publishing import Archive, Follower
from bot.settings import SlackSettings
from bot.slack.access.directory import Directory
from bot.slack.access.visibility import AccessResolver, Admission
from bot.slack.escalation.recipients import Recipients
from bot.slack.process.awaited import Awaited
from bot.slack.process.monitoring import Metrics
from bot.slack.process.work import InFlight, Timings
from bot.slack.publishing.rules_channel import RulesChannel
from bot.slack.questions.privacy_notice import PrivacyNotice
from bot.slack.surface import Screen, Status
from bot.slack.transport.message_client import MessageClient
from bot.store import AsyncStore, Retention, Store
from bot.wording import Disclosure, Language

AT_ONCE = 16
"""Questions that are answered side by side, and parcels that are delivered: mostly they wait for the store or Slack."""


@dataclass(frozen=True)
class AppDependencies:
    """What the bot is given to work with.

    `rules` tells the rules of the moment, `today` the day in the organisation, whose time zone is `zone`, `clock`
    seconds since 1970, `monotonic` seconds that never go back, whatever becomes of the clock. `knowledge` is the folder
    of the rules, with which documents are compared. A `follower` has the rules change while the bot runs. `at_once`
    questions are answered, and parcels delivered, side by side.
    """

    settings: SlackSettings
    rules: Callable[[], RulesInForce]
    store: Store
    today: Callable[[], date]
    clock: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    timings: Timings = field(default_factory=Timings)
    retention: Retention = field(default_factory=Retention)
    metrics: Metrics = field(default_factory=Metrics)
    knowledge: Path | None = None
    follower: Follower | None = None
    zone: str = "Asia/Shanghai"
    at_once: int = AT_ONCE

    @property
    def calendar(self) -> Calendar:
        """When people are written to."""
        settings = self.settings
        return Calendar(WorkingDays(settings.onboarding_country), QuietHours(*settings.quiet_hours))

    @property
    def disclosure(self) -> Disclosure:
        """What people are told of what becomes of their questions."""
        return Disclosure(self.retention.questions, self.settings.asked_host)


@dataclass(frozen=True)
class SharedParts:
    """What all parts of a bot on one workspace work with."""

    dependencies: AppDependencies
    client: AsyncWebClient
    team: str
    store: AsyncStore
    in_flight: InFlight
    message_client: MessageClient
    directory: Directory
    access: AccessResolver
    archive: Archive

    @classmethod
    def of(
        cls, dependencies: AppDependencies, client: AsyncWebClient, team: str, message_client: MessageClient
    ) -> "SharedParts":
        """Made for one workspace."""
        settings, rules = dependencies.settings, dependencies.rules
        store = AsyncStore(dependencies.store, dependencies.clock)
        directory = Directory(
            client,
            lambda: rules().library.audiences,
            team,
            dependencies.monotonic,
            settings.onboarding_zone,
            language=Language(settings.language),
            memory=store.accounts,
        )
        admission = Admission(settings.allow_guests, settings.allow_shared_channels)
        known = [dependencies.follower.library] if dependencies.follower else []
        archive = Archive(dependencies.store.publications, *known)
        earlier = partial(archive.edition, zone=dependencies.zone)
        access = AccessResolver(rules, directory, admission, earlier, dependencies.today)
        in_flight = InFlight(dependencies.timings.settle, dependencies.timings.brisk)
        return cls(dependencies, client, team, store, in_flight, message_client, directory, access, archive)

    @property
    def recipients(self) -> Recipients:
        """Who looks after the rules."""
        return Recipients(self.directory.channels, self.access)

    @cached_property
    def awaited(self) -> Awaited:
        """Who waits for what is posted."""
        return Awaited()

    @cached_property
    def status(self) -> Status:
        """The line in the pane."""
        return Status(self.client, self.dependencies.monotonic)

    @cached_property
    def privacy_notice(self) -> PrivacyNotice:
        """What is told to whoever asks for the first time."""
        given = self.dependencies
        return PrivacyNotice(self.store, given.disclosure, given.settings.privacy_notice)

    def rules_channel(self, ready: Callable[[], None]) -> RulesChannel:
        """Where those read who look after the rules; `ready` wakes the delivery."""
        written = self.dependencies.settings.rules_channel or ""
        return RulesChannel(self.store, self.access, self.team, written, ready)

    @property
    def screen(self) -> Screen:
        """Where people look."""
        return Screen(self.client, self.message_client)
