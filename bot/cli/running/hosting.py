"""What the bot of each tenant is given, where many share a process: rules, settings and rows of their own."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from rich.console import Console

from bot.cli.context import CliContext
from bot.cli.running.beside import beside
from bot.cli.second_opinion import SecondOpinion
from bot.publishing import Follower, Trouble, start_with_any
from bot.settings import Settings, SlackSettings, as_tenant, read_settings
from bot.slack.dependencies import AppDependencies
from bot.slack.process.monitoring import Metrics
from bot.slack.process.work import Timings
from bot.store import Installation, Kept, Store
from bot.wording.publishing import trouble_lines

SELDOM = Timings(rest=3_600.0, look=600.0, follow=600.0, due=30.0)
"""Of a thousand bots hardly one has anything to look for; whose work waits, and where readers or rules changed, is
looked for once for all. Whoever is asked first is answered before what is due is looked for."""

_AT_ONCE = 4
"""Of each tenant: with sixteen, whoever asks beside a burst in another one waits for six times as long."""


def for_tenant(cli: CliContext, tenant: str) -> CliContext:
    """The terminal's end for one tenant: with its own settings, and its own folder of rules. Raises SettingsError."""
    environment = as_tenant({**cli.environment, "SHOUZE_TENANT": tenant})
    return replace(cli, environment=environment, settings=read_settings(Settings, environment))


@dataclass(frozen=True)
class Hosting:
    """Makes what bots are given; all tenants share a second opinion and the figures of the process."""

    cli: CliContext
    store: Store
    better: SecondOpinion
    metrics: Metrics
    log: Console
    timings: Timings = SELDOM

    def kept(self, tenant: str) -> Kept:
        """For how long a tenant keeps what is stored; "" for what is of none. Raises SettingsError."""
        return for_tenant(self.cli, tenant).kept

    @contextmanager
    def given(self, installation: Installation) -> Iterator[AppDependencies]:
        """What the bot of an installation is given. Raises SettingsError, DatabaseError."""
        tenant = installation.tenant
        cli = for_tenant(self.cli, tenant)
        settings = read_settings(SlackSettings, {**cli.environment, "SLACK_BOT_TOKEN": installation.token})
        store = self.store.of(tenant, cli.kept.timezone)
        is_reviewed, folder = settings.publish == "reviewed", cli.settings.knowledge
        publisher = cli.publisher(store, is_reviewed=is_reviewed)
        begun = start_with_any(folder, publisher, time.time())
        if begun.trouble:
            self._say(tenant, begun.trouble)
        rules = cli.current_rules(begun.knowledge, self.better)
        with beside(cli.environment, is_reviewed=is_reviewed) as able:
            yield AppDependencies(
                settings,
                rules,
                store,
                cli.today,
                timings=self.timings,
                retention=cli.kept.retention,
                metrics=self.metrics.of(tenant),
                knowledge=folder,
                follower=Follower.since(begun, rules, publisher, time.time, able),
                zone=cli.settings.timezone,
                at_once=_AT_ONCE,
            )

    def _say(self, tenant: str, trouble: Trouble) -> None:
        lines = [f"{tenant}:", *trouble_lines(trouble, self.cli.say)]
        self.log.print("\n".join(lines), highlight=False, markup=False)
