"""The commands that run until they are stopped: `shouze serve`, and `shouze demo` with a Slack of its own."""

import asyncio
import logging
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from bot.cli.context import CliContext, KnowledgeFolder, shipped_manifest
from bot.cli.logs import start_log
from bot.cli.running.following import followed
from bot.cli.running.scopes import missing_scope, shipped_scopes
from bot.cli.second_opinion import told
from bot.cli.user_messages import user_message
from bot.publishing import Trouble
from bot.settings import (
    HttpSettings,
    InstallableSettings,
    ListenAddress,
    SettingFault,
    SettingsError,
    SocketSettings,
    read_listen_address,
    read_settings,
)
from bot.wording import Catalogue
from bot.wording.publishing import trouble_lines

if TYPE_CHECKING:
    from bot.slack.serving import Announcements

_log = logging.getLogger(__name__)


def serve(
    context: typer.Context,
    *,
    http: Annotated[str | None, typer.Option(help="option.http", metavar="HOST:PORT")] = None,
    knowledge: KnowledgeFolder = None,
) -> None:
    """Answer in Slack until SIGTERM."""
    from bot.slack.dependencies import AppDependencies  # noqa: PLC0415  # Bolt costs 0.4 s, which `ask` need not pay
    from bot.slack.serving import serve as serve_slack  # noqa: PLC0415  # the same

    cli: CliContext = context.obj
    address = read_listen_address(http) if http else None
    if address and cli.environment.get("SLACK_CLIENT_ID"):
        _serve_installed(cli, address)
        return
    settings = read_settings(HttpSettings if address else SocketSettings, cli.environment)
    keep = cli.kept.retention
    start_log(sys.stderr, settings.log, settings.log_level)
    log, folder = Console(stderr=True), cli.folder(knowledge)
    troubled, is_reviewed = partial(_say_trouble, log, cli.say), settings.publish == "reviewed"
    with followed(cli, folder, _log_vectors, troubled, is_reviewed=is_reviewed) as begun:
        dependencies = AppDependencies(
            settings,
            begun.rules,
            begun.store,
            cli.today,
            retention=keep,
            knowledge=folder,
            follower=begun.follower,
            zone=cli.settings.timezone,
        )
        clauses = len(begun.rules().library.clauses)

        def ready(sockets: int) -> str:
            if address:
                return cli.say("http.ready", address=address, clauses=clauses)
            key = "serve.ready" if sockets == settings.sockets else "serve.fewer-sockets"
            return cli.say(key, sockets=sockets, clauses=clauses, wanted=settings.sockets)

        left = asyncio.run(serve_slack(dependencies, _announcements(log, cli.say, ready), address))
    log.print(_stopped(left, cli.say))


def _serve_installed(cli: CliContext, address: ListenAddress) -> None:
    """Answer all who install the bot by themselves. Raises SettingsError, too where one is named."""
    from bot.cli.running.hosting import Hosting  # noqa: PLC0415  # as above
    from bot.slack.process.monitoring import Metrics  # noqa: PLC0415  # the same
    from bot.slack.serving import House, serve_installed  # noqa: PLC0415  # the same

    if cli.environment.get("SHOUZE_TENANT"):
        raise SettingsError((SettingFault("SHOUZE_TENANT", "of-all"),))
    settings, log = read_settings(InstallableSettings, cli.environment), Console(stderr=True)
    metrics = Metrics(by_tenant=settings.metrics_by_tenant)
    start_log(sys.stderr, settings.log, settings.log_level)
    ready = cli.say("installable.ready", address=address)
    with closing(cli.store(creates=True)) as store, cli.second_opinion(_log_vectors) as better:
        hosting = Hosting(cli, store, better, metrics, log)
        memory = cli.settings.index_memory * 2**20
        house = House(settings, store, hosting.given, hosting.kept, shipped_scopes(), memory, metrics)
        left = asyncio.run(serve_installed(house, address, lambda: log.print(ready, highlight=False)))
    log.print(_stopped(left, cli.say))


def _announcements(log: Console, say: Catalogue, ready: Callable[[int], str]) -> "Announcements":
    from bot.slack.serving import Announcements  # noqa: PLC0415  # as above

    return Announcements(
        lambda sockets: log.print(ready(sockets), highlight=False),
        lambda error: log.print(f"{user_message(error, say)}{say('serve.waiting')}"),
        lambda scopes: log.print("\n".join(missing_scope(scope, say) for scope in scopes)),
        shipped_scopes(),
    )


def _say_trouble(log: Console, say: Catalogue, trouble: Trouble) -> None:
    log.print("\n".join(trouble_lines(trouble, say)), highlight=False, markup=False)


def _log_vectors(percent: int) -> None:
    _log.info("vectors", extra={"percent": percent})


def _stopped(left: int | None, say: Catalogue) -> str:
    if left is None:
        return say("serve.unknown")
    return say("serve.undrained", count=left) if left else say("serve.stopped")


def demo(  # noqa: PLR0913  # a command takes as many options as it has
    context: typer.Context,
    *,
    port: Annotated[int | None, typer.Option(help="option.port", min=0, max=65535)] = None,
    host: Annotated[str, typer.Option(help="option.host")] = "127.0.0.1",
    allow_remote: Annotated[bool, typer.Option("--allow-remote", help="option.allow-remote")] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="option.no-browser")] = False,
    knowledge: KnowledgeFolder = None,
) -> None:
    """Show a local Slack workspace with the bot until Ctrl-C."""
    # What is loaded now has nothing to undo, and swallows an interrupt.
    interrupted = signal.signal(signal.SIGINT, signal.SIG_DFL)
    from bot.cli.running.demo import PORTS, checked_host, demo_rules, demo_workspace, has_screen, run_demo  # noqa: PLC0415  # as above, and the page
    from bot.workspace.page import is_loopback  # noqa: PLC0415  # the same

    signal.signal(signal.SIGINT, interrupted)
    cli: CliContext = context.obj
    address = checked_host(host, allow_remote=allow_remote)
    manifest = shipped_manifest()
    start_log(sys.stderr, "console", "warning")
    console, log = Console(), Console(stderr=True)

    def tell(percent: int) -> None:
        log.print(told(percent, cli.say), style="dim")

    def ready(url: str) -> None:
        console.print(cli.say("demo.ready", url=url), highlight=False, soft_wrap=True)
        if not is_loopback(address):
            console.print(cli.say("demo.remote", host=address), highlight=False, soft_wrap=True)

    opens_browser = not no_browser and has_screen(cli.environment)
    with demo_rules(cli, cli.folder(knowledge), tell) as begun:
        workspace = demo_workspace(
            manifest,
            begun.rules,
            begun.store,
            cli.say,
            follower=begun.follower,
            host=address,
            ports=PORTS if port is None else (port,),
        )
        asyncio.run(run_demo(workspace, ready, opens_browser=opens_browser))
    console.print(cli.say("demo.stopped"))
