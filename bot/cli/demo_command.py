"""The command `shouze demo`; the demo itself, which is heavy to load, is in `demo`."""

import asyncio
import sys
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.context import Desk
from bot.cli.logs import start_log
from bot.cli.options import Knowledge


def demo(  # noqa: PLR0913  # a command takes as many options as it has
    context: typer.Context,
    *,
    port: Annotated[int, typer.Option(help="端口；0：任一空闲的 / 0: any free one", min=0, max=65535)] = 0,
    host: Annotated[str, typer.Option(help="监听地址 / the address to listen on")] = "127.0.0.1",
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="允许别的机器打开 / let other machines in")
    ] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="不打开浏览器 / open no browser")] = False,
    knowledge: Knowledge = None,
) -> None:
    """Show a local Slack workspace with the bot until Ctrl-C."""
    from bot.cli import demo as stage  # noqa: PLC0415  # Bolt and the page, which `ask` need not pay

    desk: Desk = context.obj
    address = stage.checked_host(host, allow_remote=allow_remote)
    manifest = stage.shipped_manifest()
    start_log(sys.stderr, "console", "warning")
    read = desk.knowledge(knowledge)
    responders = desk.responders(read)
    responders.for_groups(frozenset())
    console = Console()

    def ready(url: str) -> None:
        console.print(desk.say("demo.ready", url=url), highlight=False, soft_wrap=True)

    place = stage.Stage(address, port, opens_browser=not no_browser and stage.has_screen(desk.environment))
    asyncio.run(stage.run_demo(place, manifest, responders, desk.say, ready, read.onboarding))
    console.print(desk.say("demo.stopped"))
