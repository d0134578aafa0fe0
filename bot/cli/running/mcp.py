"""The command `shouze mcp`: programs ask by the Model Context Protocol, and get what everybody may see."""

import asyncio
import logging
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from typing import Annotated

import typer
from rich.console import Console

from bot.answering import CurrentRules, RulesInForce
from bot.cli.context import CliContext, KnowledgeFolder
from bot.cli.errors import MissingExtraError
from bot.cli.logs import start_log
from bot.cli.rules.earlier import earlier_editions
from bot.cli.running.counting import Counting, kept_current
from bot.obstacles import Obstacle
from bot.settings import (
    ListenAddress,
    ProgramHttpSettings,
    read_listen_address,
    read_settings,
)
from bot.slack.transport.errors import NotListeningError


def mcp(
    context: typer.Context,
    *,
    http: Annotated[str | None, typer.Option(help="option.mcp-http", metavar="HOST:PORT")] = None,
    knowledge: KnowledgeFolder = None,
) -> None:
    """Answer programs until their stream ends, or until SIGTERM."""
    try:
        from bot.programs.server import server_of  # noqa: PLC0415  # an extra: not everybody has it
        from bot.programs.serving import serve_http, serve_stdio  # noqa: PLC0415  # the same
        from bot.programs.tools import EVERYBODY, Tools  # noqa: PLC0415  # the same
    except ModuleNotFoundError as error:
        raise MissingExtraError("mcp") from error

    cli: CliContext = context.obj
    address = read_listen_address(http) if http else None
    token = read_settings(ProgramHttpSettings, cli.environment).token.get_secret_value() if address else ""
    start_log(sys.stderr, "console", "warning")
    logging.getLogger("mcp").setLevel(logging.CRITICAL)  # it may repeat a message that it cannot read
    counting = Counting(cli, knowledge)
    mark = counting.mark()  # first: what changes meanwhile is seen at the first look
    read = counting.read()
    with ExitStack() as stack, ThreadPoolExecutor(1) as behind, suppress(KeyboardInterrupt):
        # A program waits ten seconds for a first word: it is greeted at once, and its first question waits instead.
        def followed() -> CurrentRules:
            rules = stack.enter_context(cli.rules(read, lambda _: None))
            stack.enter_context(kept_current(counting, rules, mark))
            return rules

        rules = behind.submit(followed)

        def current() -> RulesInForce:
            return rules.result()()

        earlier = stack.enter_context(earlier_editions(cli, knowledge, EVERYBODY))
        server = server_of(Tools(current, cli.today, earlier), cli.say)
        if address is None:
            asyncio.run(serve_stdio(server))
            return
        listening = stack.enter_context(_listening(address))
        ready = cli.say("program.ready", address=address)
        Console(stderr=True).print(ready, highlight=False, soft_wrap=True)
        asyncio.run(serve_http(server, listening, token))


def _listening(address: ListenAddress) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
        return socket.create_server((address.host, address.port), family=family)
    except OSError as error:
        raise NotListeningError(str(address), Obstacle.of(error)) from error
