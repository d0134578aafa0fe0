"""Two workspaces and one organisation, in which one app can be installed, and the bot for all who install it."""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from copy import deepcopy
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from bot.cli.context import CliContext
from bot.cli.running.hosting import Hosting
from bot.settings import InstallableSettings, ListenAddress, Settings, read_settings
from bot.slack.process.monitoring import Metrics
from bot.slack.process.work import Timings
from bot.slack.serving import House, on_slack_of_all
from bot.slack.serving.bots import Bots
from bot.store import Seal, Store, new_secret
from bot.wording import Language, catalogue_for
from bot.workspace import Distribution, Message, Options, Person, Workspace
from rich.console import Console
from yarl import URL

from tests.slack.conftest import QUICK
from tests.slack.transport.conftest import free_port

BOOK = """id: handbook
title: {title}
version: "1"
effective: 2026-01-01
owner: {{name: HR, contact: "#hr"}}
"""
CHAPTER = """chapter: "1"
title: 考勤
clauses:
  - number: "1.1"
    title: 迟到
    text: {text}
    questions: [迟到怎么处理]
"""
SECRET = new_secret()
ASKED = "迟到怎么处理？"


@dataclass(frozen=True)
class Estate:
    """Several workspaces of one app, by the id of who installs it there, and where its bot is reached."""

    workspaces: Mapping[str, Workspace]
    distribution: Distribution
    address: ListenAddress
    knowledge: Path
    store: Store
    cache: Path

    @property
    def site(self) -> str:
        """The origin of the bot's own pages."""
        return f"http://{self.address}"

    @property
    def environment(self) -> dict[str, str]:
        """The settings of the bot."""
        tokens = next(iter(self.workspaces.values())).state.tokens
        return {
            "SLACK_CLIENT_ID": tokens.client_id,
            "SLACK_CLIENT_SECRET": tokens.client_secret,
            "SLACK_SIGNING_SECRET": tokens.signing_secret,
            "SLACK_API_URL": self.distribution.base_url,
            "SHOUZE_SECRET": SECRET,
            "SHOUZE_DATABASE_URL": self.store.engine.url.render_as_string(hide_password=False),
            "SHOUZE_KNOWLEDGE": str(self.knowledge),
            "SHOUZE_CACHE": str(self.cache),
            "SHOUZE_ENCODER": "none",
            "SHOUZE_PRIVACY_NOTICE": "false",
            "SHOUZE_QUESTIONS_A_MINUTE": "10000",
        }

    def writes_rules(self, tenant: str, text: str, **settings: str) -> None:
        """A book of one clause, and the tenant's own settings."""
        book = self.knowledge / "tenants" / tenant / "handbook"
        book.mkdir(parents=True, exist_ok=True)
        (book / "book.yaml").write_text(BOOK.format(title=f"{tenant}手册"), "utf-8")
        (book / "01.yaml").write_text(CHAPTER.format(text=text), "utf-8")
        lines = "".join(f'{name} = "{value}"\n' for name, value in settings.items())
        (self.knowledge / "tenants" / f"{tenant}.toml").write_text(lines, "utf-8")

    def asker(self, tenant: str) -> Person:
        """Somebody in #ops there; everywhere with the same ids."""
        slack = self.workspaces[tenant]
        person = slack.person("alice")
        if not slack.state.channels.named("ops"):
            slack.channel("#ops", members=[person])
        return person

    async def asked(self, tenant: str, words: str = ASKED) -> Message:
        """Somebody there asks the bot."""
        return await self.asker(tenant).says("#ops", f"@守则 {words}")

    async def reads(self, tenant: str, words: str = ASKED) -> str:
        """What the bot answers there."""
        slack = self.workspaces[tenant]
        return (await slack.reply_to(await self.asked(tenant, words))).reads

    async def installs(self, *tenants: str) -> None:
        """An admin of each goes through all pages, as a browser does."""
        for tenant in tenants:
            async with self.browser() as web:
                assert "已安装到" in await self.allowed(web, tenant)

    @asynccontextmanager
    async def browser(self) -> AsyncIterator[aiohttp.ClientSession]:
        """Something that keeps cookies, as a browser on this machine does."""
        jar = aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=URL(self.site))
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            yield session

    async def offered(self, web: aiohttp.ClientSession) -> str:
        """The address of Slack's page, from the button of ours."""
        async with web.get(f"{self.site}/slack/install") as page:
            assert page.status == 200
            [link] = re.findall('href="([^"]+)"', await page.text())
        return unescape(link)

    async def allowed(self, web: aiohttp.ClientSession, tenant: str, link: str = "") -> str:
        """The page on which an admin comes out who allows it."""
        place = [*self.workspaces].index(tenant)
        async with web.post(link or await self.offered(web), data={"place": place, "allow": "yes"}) as page:
            return await page.text()


@asynccontextmanager
async def estate_of(
    manifest: Mapping[str, Any], store: Store, folder: Path, cache: Path
) -> AsyncIterator[Estate]:
    """A workspace with rules, one without, and an organisation with other rules; nothing is installed."""
    address = ListenAddress("127.0.0.1", free_port())
    own = deepcopy(dict(manifest))
    own["settings"]["event_subscriptions"]["bot_events"] += ["app_uninstalled", "tokens_revoked"]
    url, tokens = f"http://{address}", Workspace(own).state.tokens
    kinds = {
        "T0ACME": Options(team_id="T0ACME", team_name="Acme & Co"),
        "T0BOLT": Options(team_id="T0BOLT", team_name="Bolt", token_lifetime=43_200),
        "E0CORP": Options(team_id="T0CORP", team_name="Corp", enterprise_id="E0CORP"),
    }
    async with AsyncExitStack() as stack:
        workspaces = {}
        for tenant, kind in kinds.items():
            options = Options(
                team_id=kind.team_id,
                team_name=kind.team_name,
                enterprise_id=kind.enterprise_id,
                tokens=tokens.elsewhere(),
                token_lifetime=kind.token_lifetime,
                events_url=f"{url}/slack/events",
                retry_delays=(0.1, 0.4, 2.0),
            )
            workspaces[tenant] = await stack.enter_async_context(Workspace(own, options))
        distribution = Distribution(*workspaces.values(), redirect_url=f"{url}/slack/oauth_redirect")
        await stack.enter_async_context(distribution)
        sealed = Store.over(store.engine, Seal(SECRET))
        yield Estate(workspaces, distribution, address, folder / "knowledge", sealed, cache)
    for slack in workspaces.values():
        assert not slack.recording.refused


@contextmanager
def house_of(estate: Estate, store: Store, memory: int = 0, timings: Timings = QUICK) -> Iterator[House]:
    """The bot for all, as `shouze serve --http` has it, with so many bytes for rules (0: as many as there are)."""
    environment = estate.environment
    cli = CliContext(environment, read_settings(Settings, environment), catalogue_for(Language.CHINESE))
    settings, metrics = read_settings(InstallableSettings, environment), Metrics()
    scopes = next(iter(estate.workspaces.values())).state.app.scopes
    with cli.second_opinion(lambda _: None) as better:
        hosting = Hosting(cli, store, better, metrics, Console(stderr=True), timings)
        yield House(settings, store, hosting.given, hosting.kept, scopes, memory, metrics, timings)


@asynccontextmanager
async def bots_of(estate: Estate) -> AsyncIterator[Bots]:
    """The bot for all who install it, at work."""
    with house_of(estate, estate.store) as house:
        async with on_slack_of_all(house, estate.address) as bots:
            yield bots


@pytest.fixture
async def estate(
    manifest: Mapping[str, Any], store: Store, tmp_path: Path, cache: Path
) -> AsyncIterator[Estate]:
    async with estate_of(manifest, store, tmp_path, cache) as estate:
        yield estate


@pytest.fixture
async def bots(estate: Estate) -> AsyncIterator[Bots]:
    async with bots_of(estate) as bots:
        yield bots
