"""`shouze demo`: a local Slack workspace with people, channels and the real bot in it, shown as a page in a browser.

It makes its own tokens, and reads none: nothing of a real workspace passes through it.
"""

import asyncio
import logging
import signal
import sys
import time
import uuid
import webbrowser
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.answering import CurrentRules, RulesInForce
from bot.cli.context import CHECKOUT, CliContext
from bot.cli.errors import NoPortError, NotLoopbackError
from bot.cli.running.beside import get_ready
from bot.cli.running.change_notice import ChangeNotice
from bot.cli.running.following import Followed, followed
from bot.obstacles import Obstacle
from bot.onboarding.calendar import WorkingDays
from bot.onboarding.progress import Enrolment
from bot.publishing import Follower
from bot.settings import SlackSettings, StoreSettings, read_settings
from bot.slack.dependencies import AppDependencies
from bot.slack.serving import on_slack
from bot.store import Store
from bot.wording import Catalogue, Language, catalogue_for, with_examples
from bot.workspace import Options, Person, Workspace
from bot.workspace.page import is_loopback

STAFF, ABROAD, NEWCOMER, OWNER, HR = _PEOPLE = "wang.min", "emma", "chen.chen", "li.jianguo", "zhou.ting"
GUEST = "he.wei"
PORTS = (*range(8737, 8747), 0)
"""Where the demo listens unless it is told: the first that is free, so that a bookmark of it leads there again."""
_SHIPPED = CHECKOUT / "knowledge"

_OF_THE_STORE = {alias for field in StoreSettings.model_fields.values() if (alias := field.alias)}


def checked_host(host: str, *, allow_remote: bool) -> str:
    """The address to listen on; raises NotLoopbackError for one that others can reach, unless that is meant."""
    if not (allow_remote or is_loopback(host)):
        raise NotLoopbackError(host)
    return host


def has_screen(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a browser can be shown here; a text browser would take the terminal."""
    on_screen = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return platform in {"darwin", "win32"} or any(environment.get(name) for name in on_screen)


async def run_demo(
    workspace: AbstractAsyncContextManager[Workspace], ready: Callable[[str], None], *, opens_browser: bool
) -> None:
    """Show the workspace until SIGTERM or SIGINT; `ready` is told the page's address. Raises NoPortError."""
    # Bolt looks for SLACK_BOT_TOKEN by itself, and warns that it does not use it.
    logging.getLogger("slack_bolt.AsyncApp").addFilter(lambda record: record.levelno >= logging.ERROR)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with workspace as slack:
        ready(slack.page_url)
        get_ready()  # whoever changes a rule watches until it counts
        if opens_browser:
            await asyncio.to_thread(webbrowser.open, slack.page_url)
        await stop.wait()


@contextmanager
def demo_rules(cli: CliContext, folder: Path, tell: Callable[[int], object]) -> Iterator[Followed]:
    """The rules of a folder as `shouze serve` has them, in a store of their own: what is asked goes with it.

    Raises KnowledgeError.
    """
    with TemporaryDirectory() as kept:
        own = {name: value for name, value in cli.environment.items() if name not in _OF_THE_STORE}
        own |= {"SHOUZE_DATABASE_URL": f"sqlite:///{kept}/demo"}
        with followed(replace(cli, environment=own), folder, tell, lambda _: None) as begun:
            yield begun


@asynccontextmanager
async def demo_workspace(  # noqa: PLR0913  # what a demo is made of
    manifest: Mapping[str, Any],
    rules: CurrentRules,
    store: Store,
    say: Catalogue,
    *,
    follower: Follower | None = None,
    host: str = "127.0.0.1",
    ports: Sequence[int] = (0,),
) -> AsyncIterator[Workspace]:
    """The workspace with the bot on it, furnished and open, on the first free one of `ports`. Raises NoPortError.

    What its people said before is of an operations centre: only over the rules that ship, not over somebody's own.
    """
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(_on_a_port(manifest, _name(rules, say), host, ports))
        knowledge = follower.folder if follower else None
        settings = await furnish(slack, say, rules(), knowledge)
        _enrol(slack, store, rules, settings)
        if is_shipped(knowledge):
            await _live_in(slack, store, rules, say)
        if follower:
            loop, channel = asyncio.get_running_loop(), settings.rules_channel or ""
            owner = say("demo.owner.name")
            notice = ChangeNotice(lambda told: loop.call_soon_threadsafe(slack.notice, told), channel, owner)
            follower = notice.over(follower)
        dependencies = AppDependencies(
            settings, rules, store, rules.today, knowledge=knowledge, follower=follower
        )
        await stack.enter_async_context(on_slack(dependencies))
        await slack.connected()
        yield slack


@asynccontextmanager
async def _on_a_port(
    manifest: Mapping[str, Any], team: str, host: str, ports: Sequence[int]
) -> AsyncIterator[Workspace]:
    async with AsyncExitStack() as stack:
        for port in ports:
            options = Options(team_name=team, host=host, port=port)
            try:
                slack = await stack.enter_async_context(Workspace(manifest, options))
            except OSError as error:
                if port == ports[-1]:
                    raise NoPortError(host, port, Obstacle.of(error)) from error
            else:
                yield slack
                return


def _name(rules: CurrentRules, say: Catalogue) -> str:
    return next((book.title for book in rules().library.books), say("demo.team"))


async def furnish(
    slack: Workspace, say: Catalogue, rules: RulesInForce, folder: Path | None
) -> SlackSettings:
    """People, channels, the channels where owners are asked, and pinned messages that say what to try.

    The settings of a bot there.
    """
    locale = "en-US" if say.language is Language.ENGLISH else "zh-CN"
    roles = dict(zip(_PEOPLE, ("staff", "abroad", "newcomer", "owner", "hr"), strict=True))
    people = [_enters(slack, name, role, say, locale) for name, role in roles.items()]
    owner, everybody = slack.person(OWNER), say("demo.channel")
    # The bot joins after the first message, which names it: it is no question.
    slack.channel(everybody, people, bot=False)
    slack.channel("random", people)
    for channel in _owners_channels(rules):
        slack.channel(channel, [owner])
    # in both languages, since who looks may read either; the page opens at the end, with the demo's own
    for words in sorted(map(catalogue_for, Language), key=lambda each: each.language is say.language):
        await owner.pins(await owner.says(everybody, _welcome(slack, words, rules, folder)))
    await slack.bot_joins(everybody)
    return _settings(slack, rules, owner.id, say.language)


def _enters(slack: Workspace, name: str, role: str, say: Catalogue, locale: str) -> Person:
    """Somebody comes in, called as in the demo's language."""
    called, titles = say(f"demo.{role}.name"), in_each(f"demo.{role}")
    return slack.person(name, real_name=called, titles=titles, locale="en-US" if name == ABROAD else locale)


def in_each(sentence: str, **values: object) -> dict[str, str]:
    """A sentence by the language of whoever reads it."""
    return {language: catalogue_for(language)(sentence, **values) for language in Language}


def _welcome(slack: Workspace, say: Catalogue, rules: RulesInForce, folder: Path | None) -> str:
    """Six things to try, with examples of the book in use."""
    bot, example = slack.state.bot.real_name, with_examples(say, rules.library)
    newcomer, owner, hr = (slack.person(name).user.real_name for name in (NEWCOMER, OWNER, HR))
    if rules.onboarding is not None and rules.onboarding.paths:
        fifth = say("demo.try.onboarding", bot=bot, newcomer=newcomer, hr=hr)
    elif _owners_channels(rules):
        fifth = say("demo.try.desk", bot=bot, owner=owner)
    else:
        fifth = say("demo.try.contact", folder=folder or "knowledge")
    return say(
        "demo.welcome",
        bot=bot,
        fifth=fifth,
        folder=folder or "knowledge",
        question=example("help.example"),
        number=example("help.number"),
    )


def _owners_channels(rules: RulesInForce) -> list[str]:
    """The channels in which owners are asked, each once, those of books first."""
    owners = [book.owner for book in rules.library.books]
    owners += [clause.heading.owner for clause in rules.library.clauses]
    contacts = dict.fromkeys(owner.contact or "" for owner in owners)
    return [contact for contact in contacts if contact.startswith("#")]


def _enrol(slack: Workspace, store: Store, rules: CurrentRules, settings: SlackSettings) -> None:
    """The newcomer's first day is today, or the last day on which people worked."""
    onboarding = rules().onboarding
    if onboarding is None or not onboarding.paths:
        return
    person, hr = slack.person(NEWCOMER), slack.person(HR)
    working, day = WorkingDays(settings.onboarding_country), rules.today()
    while not working.is_working(day):
        day -= timedelta(days=1)
    path = onboarding.path_for("")
    new = Enrolment(person.id, path.id, "", day, settings.onboarding_zone, manager=hr.id)
    store.onboarding.enrol(time.time(), new, hr.id)


def is_shipped(folder: Path | None) -> bool:
    """Whether the rules are those that ship."""
    return folder is None or folder.resolve() == _SHIPPED.resolve()


async def _live_in(slack: Workspace, store: Store, rules: CurrentRules, say: Catalogue) -> None:
    """What people said to each other, and suggested the day before, for the owner to read; nobody knows the codes.

    A guest reads along in one channel, where rules are for the asker's eyes only.
    """
    service, contractors = say("demo.channel.service"), say("demo.channel.contractors")
    slack.channel(service, [slack.person(name) for name in _PEOPLE])
    guest = _enters(slack, GUEST, "guest", say, slack.person(STAFF).user.locale)
    await slack.makes_guest(guest)
    slack.channel(contractors, [slack.person(STAFF), slack.person(OWNER), guest])
    await slack.person(OWNER).says(contractors, say("demo.guest.told", guest=guest.user.real_name))
    await slack.person(STAFF).says(service, say("demo.shift"))
    await slack.person(ABROAD).says("random", say("demo.hello"))
    day = rules.today() - timedelta(days=1)
    for book in rules().library.books[:1]:
        for number in range(1, 4):
            store.suggestions.write(uuid.uuid4().hex, book.id, say(f"demo.suggestion.{number}"), day)
    store.suggestions.show(time.time(), store.suggestions.waiting(), {})


def _settings(slack: Workspace, rules: RulesInForce, owner: str, language: Language) -> SlackSettings:
    """The workspace's own tokens, whatever the environment holds; no hour is quiet.

    What keeps a change of the rules from counting is told where the owner of a book is asked.
    """
    own = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.base_url,
        "SHOUZE_LANGUAGE": language,
        "SHOUZE_ONBOARDING_HR": slack.person(HR).id,
        "SHOUZE_ONBOARDING_QUIET": "00:00-00:00",
        "SHOUZE_RULES_OWNERS": owner,
        "SHOUZE_RULES_CHANNEL": next(iter(_owners_channels(rules)), ""),
        "SHOUZE_PRIVACY_NOTICE": "false",  # what is asked in the demo goes with it
    }
    return read_settings(SlackSettings, own)
