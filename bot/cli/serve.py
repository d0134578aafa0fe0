"""The command `shouze serve`."""

import asyncio
import sys
from contextlib import closing
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.context import Desk, today
from bot.cli.logs import start_log
from bot.cli.options import Knowledge
from bot.settings import HttpSettings, SocketSettings, StoreSettings, read_listen, read_settings
from bot.store import Retention


def serve_slack(
    context: typer.Context,
    *,
    http: Annotated[
        str | None,
        typer.Option(
            help="用 HTTP 接收 Slack 的请求 / have Slack send requests over HTTP", metavar="HOST:PORT"
        ),
    ] = None,
    knowledge: Knowledge = None,
) -> None:
    """Answer in Slack until SIGTERM."""
    from bot.slack.assembly import Surroundings  # noqa: PLC0415  # Bolt costs 0.4 s, which `ask` need not pay
    from bot.slack.serving import serve  # noqa: PLC0415  # the same

    desk: Desk = context.obj
    address = read_listen(http) if http else None
    settings = read_settings(HttpSettings if address else SocketSettings, desk.environment)
    keep = Retention.of_questions(read_settings(StoreSettings, desk.environment).question_days)
    start_log(sys.stderr, settings.log, settings.log_level)
    read = desk.knowledge(knowledge)
    responders = desk.responders(read)
    responders.for_groups(frozenset())
    log, clauses = Console(stderr=True), len(responders.library.clauses)
    ready = (
        desk.say("http.ready", address=address, clauses=clauses)
        if address
        else desk.say("serve.ready", sockets=settings.sockets, clauses=clauses)
    )
    with closing(desk.store()) as store:
        surroundings = Surroundings(
            settings, responders, store, today, retention=keep, onboarding=read.onboarding
        )
        left = asyncio.run(serve(surroundings, lambda: log.print(ready, highlight=False), address))
    log.print(desk.say("serve.undrained", count=left) if left else desk.say("serve.stopped"))
