"""The bots of all tenants in one process: each is begun when something first happens there, and ends alone.

Each has threads of its own for the store, so that a burst of one tenant's waits behind itself and in nobody else's way.
"""

import asyncio
import logging
import math
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from aiohttp import ClientSession
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.memory import set_aside
from bot.slack.app import Bot, build_app
from bot.slack.dependencies import AppDependencies
from bot.slack.process.ending import Budget
from bot.slack.process.going_on import GoingOn, looking
from bot.slack.process.replicas import Replicas
from bot.slack.serving.bolt import bolt_app
from bot.slack.serving.following import Following
from bot.slack.serving.purging import Purging
from bot.slack.serving.tokens import Renewal
from bot.slack.transport.connection import client, looking_up
from bot.slack.transport.lookup_pace import LookupPace
from bot.slack.transport.scopes import is_without_following
from bot.store import ALONE, Installation

_log = logging.getLogger(__name__)
_HOUR = 3_600.0  # seconds
_MINUTE = 60.0
_HALF_MINUTE = 30.0
_SECOND = 1.0
_PAUSE = 4.0  # times as long as it took to begin a bot that nobody asks
Given = Callable[[Installation], AbstractContextManager[AppDependencies]]
"""What the bot of an installation is given; entered and left in a thread, since rules are read meanwhile."""


@dataclass(frozen=True)
class Hosted:
    """The bot of a tenant at work, as it was `installed`, and what ends it; its `clients` have its token."""

    installed: Installation
    bot: Bot
    clients: tuple[AsyncWebClient, ...]
    nbytes: Callable[[], int]
    ending: AsyncExitStack

    def has_token(self, token: str) -> None:
        """From now on Slack knows the bot by this token."""
        for each in self.clients:
            each.token = token


class Bots:
    """Finds the bot of a tenant, and looks after all.

    Those that something last happened for stay, as many as have room in `most` bytes (0: all); whichever has work under
    way stays too. `given` says what each works with, `session` reaches Slack, `renewal` renews tokens that expire, and
    `purging` has what is old go. Every `rest` seconds it is looked for work that another process left; look-ups are
    divided among the `replicas`.
    """

    def __init__(  # noqa: PLR0913  # all that bots have in common, by name
        self,
        given: Given,
        session: ClientSession,
        renewal: Renewal,
        purging: Purging,
        replicas: Replicas,
        *,
        most: int,
        rest: float,
    ) -> None:
        self._given, self._session, self._renewal, self._replicas = given, session, renewal, replicas
        self._purging = purging
        self._store, self._most, self._rest = renewal.store, most, rest
        self._begun: OrderedDict[str, asyncio.Task[Hosted | None]] = OrderedDict()
        self._failed_at: dict[str, float] = {}  # tenants with waiting work
        self._is_fuller = False
        self._making_room = asyncio.Lock()
        self.following = Following(self._store, lambda: self.at_hand)

    async def find(self, tenant: str) -> Bot | None:
        """The bot of a tenant, begun where it is not at work; None where none is installed.

        Raises what keeps it from being begun: the next call tries again.
        """
        if tenant not in self._begun:
            begun = self._begun[tenant] = asyncio.create_task(self._begin(tenant))
            begun.add_done_callback(lambda done: self._is_begun(tenant, done))
        self._begun.move_to_end(tenant)
        hosted = await asyncio.shield(self._begun[tenant])
        return hosted.bot if hosted else None

    async def end(self, tenant: str) -> None:
        """End the bot of a tenant, if it is at work."""
        if (begun := self._begun.pop(tenant, None)) and (hosted := await begun):
            await hosted.ending.aclose()

    async def uninstalled(self, tenant: str, since: float = math.inf) -> None:
        """The bot is no more there, as `Installations.end` has it: no other one is begun while that one ends.

        Where it may have been installed again since, and of an organisation, which Slack also names where one of its
        workspaces alone has no bot any more, Slack is asked whether the token is good.
        """
        own = self._store.installations_of(tenant)
        found = await own.find()
        is_doubtful = found and found.goes_on and (not found.team or found.began_about(since))
        if found and is_doubtful and not await self._renewal.is_revoked(found):
            return
        await own.end(since)
        await self.end(tenant)
        await own.end(since)  # what was written until then

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Whoever has work that waits has their bot, and so has everybody else once an hour; in the end all end."""
        jobs = (
            looking(self.take_up, self._rest, _log, "waiting work not seen"),
            looking(self.following.readers, _SECOND, _log, "changes of readers not followed"),
            looking(self.following.rules, _HALF_MINUTE, _log, "rules not followed"),
            looking(self.look_after, _MINUTE, _log, "installations not seen"),
            looking(self.go_round, _HOUR, _log, "not everybody looked after"),
        )
        tasks = [asyncio.create_task(job) for job in jobs]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.gather(*map(self.end, [*self._begun]), return_exceptions=True)

    @property
    def at_hand(self) -> dict[str, Bot]:
        """The bots that are at work, by tenant."""
        return {tenant: hosted.bot for tenant, hosted in self._hosted.items()}

    def _is_begun(self, tenant: str, done: "asyncio.Task[Hosted | None]") -> None:
        if (done.cancelled() or done.exception() or not done.result()) and self._begun.get(tenant) is done:
            del self._begun[tenant]

    async def _begin(self, tenant: str) -> Hosted | None:
        found = await self._store.installations_of(tenant).find()
        if not found or not found.goes_on:
            return None
        installation = await self._renewal.renewed(found)  # it may have expired while no process was there
        async with AsyncExitStack() as stack:
            entering = self._given(installation)
            dependencies = await asyncio.to_thread(entering.__enter__)
            stack.push_async_callback(asyncio.to_thread, entering.__exit__, None, None, None)
            settings, timings = dependencies.settings, dependencies.timings
            pace = LookupPace(lambda: self._replicas.count, timings.minute, dependencies.monotonic)
            reading = looking_up(settings, self._session, timings.timeout, pace)
            writing = client(settings, self._session, timings.timeout, repeats=False)
            app = bolt_app(reading, _known(installation, writing))
            may_look_up = not is_without_following(frozenset(installation.scopes.split(",")))
            bot = build_app(dependencies, app, writing, tenant, may_look_up=may_look_up)
            await stack.enter_async_context(bot.at_work(Budget(timings.drain), timings.due))
            rules = dependencies.follower and dependencies.follower.rules
            nbytes = (lambda: rules.nbytes) if rules else (lambda: 0)
            set_aside()  # each by itself: a round over all that are begun, and not asked yet, would take long
            _log.info("begun", extra={"tenant": tenant})
            self._is_fuller = True
            return Hosted(installation, bot, (reading, writing), nbytes, stack.pop_all())

    async def take_up(self) -> None:
        """Whoever has work that waits has their bot; where it cannot be begun, that is tried once a minute."""
        now = self._store.now()
        for tenant in await self._store.tenants_at_hand():
            if now < self._failed_at.get(tenant, -math.inf) + _MINUTE:
                continue
            with GoingOn(_log, "not begun"):
                self._failed_at[tenant] = now
                bot = await self.find(tenant)
                del self._failed_at[tenant]
                if bot:
                    bot.wake()
        if self._is_fuller:
            self._is_fuller = False
            await self._make_room()

    async def look_after(self) -> None:
        """See to tokens that were renewed, here or by another process, and to tenants that are no more."""
        installed = await self._store.tenants_with_tokens()
        for tenant in self.at_hand.keys() - {each.tenant for each in installed}:
            with GoingOn(_log, "not as installed"):
                own = self._store.installations_of(tenant)
                if await own.remove_where_over():  # removed at the terminal
                    await self.end(tenant)
                    await own.remove_where_over()  # what was written until then
        for found in installed:
            with GoingOn(_log, "not as installed"):
                if not found.goes_on:
                    if found.tenant in self._begun:  # another process heard of it
                        await self.uninstalled(found.tenant, found.ended_at)
                    await self._store.installations_of(found.tenant).remove_where_over()
                    continue
                fresh = await self._renewal.renewed(found)
                begun = self._begun.get(found.tenant)
                if begun and begun.done() and (hosted := begun.result()):
                    if hosted.installed.installed_at == found.installed_at:
                        hosted.has_token(fresh.token)
                    else:  # with other scopes, perhaps: another process heard of it
                        await self.end(found.tenant)
        await self._make_room()  # rules grow, too

    async def go_round(self) -> None:
        """Begin each bot that is not at work, one after the other: what is due there is seen to, and what is old goes.

        That goes, too, where no bot can be begun, or none is installed any more. Whom Slack says that it knows no more
        uninstalled the bot when nobody heard it. Between two lies four times as long as the first took: most of a
        processor is left to those who ask.
        """
        clock = asyncio.get_running_loop().time
        for tenant in (ALONE, *(each.tenant for each in await self._store.tenants())):
            started = clock()
            with GoingOn(_log, "purge failed"):
                await self._purging.of(tenant)
            with GoingOn(_log, "not begun"):
                await self._call_on(tenant)
            await asyncio.sleep(_PAUSE * (clock() - started))

    async def _call_on(self, tenant: str) -> None:
        found = await self._store.installations_of(tenant).find()
        if not found or not found.goes_on:
            return
        if await self._renewal.is_revoked(found):
            _log.warning("uninstalled, and nobody heard it", extra={"tenant": tenant})
            await self.uninstalled(tenant, found.installed_at)
        elif tenant not in self._begun:
            bot = await self.find(tenant)
            if bot:  # before another one takes its room
                await bot.look()

    async def _make_room(self) -> None:
        async with self._making_room:  # two at once would each end as many as are too many
            sizes = {tenant: hosted.nbytes() for tenant, hosted in self._hosted.items()}
            surplus = sum(sizes.values()) - self._most if self._most else 0
            for tenant, hosted in [*self._hosted.items()][:-1]:
                if surplus <= 0:
                    break
                if not await hosted.bot.has_work() and self._is_still_idle(tenant, hosted):
                    surplus -= sizes[tenant]
                    await self.end(tenant)
            # They have work: again when that is done.
            self._is_fuller |= surplus > 0 and len(self._hosted) > 1

    def _is_still_idle(self, tenant: str, hosted: Hosted) -> bool:
        """Whether nothing happened there since it was looked at: it would stand last."""
        return self._hosted.get(tenant) is hosted and next(reversed(self._hosted)) != tenant

    @property
    def _hosted(self) -> dict[str, Hosted]:
        """The bots that are at work, the one that something last happened for at the end."""
        done = {tenant: task.result() for tenant, task in self._begun.items() if task.done()}
        return {tenant: hosted for tenant, hosted in done.items() if hosted}


def _known(installation: Installation, writing: AsyncWebClient) -> Callable[[], Awaitable[AuthorizeResult]]:
    """Who the bot is there, as the installation tells it, with the token of the moment."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None if installation.team else installation.tenant,
            team_id=installation.team or None,
            bot_token=writing.token,
            bot_id=installation.bot,
            bot_user_id=installation.bot_user,
            bot_scopes=installation.scopes,
        )

    return authorize
