"""A thousand workspaces in one process of `shouze serve --http`: start, memory, and what each of them waits.

Run it with `make bench`. Books are those of `workspaces`, published and indexed before, as they are
where a process begins anew. `cold` is the first question of a workspace whose bot has not begun: its rules are read,
checked and compared with what counts, and its index is taken from the cache. Then questions come at random, most of
them in few workspaces, many of which are cold as well; `again` are the same ones, all of whose bots have begun. All
workspaces are played in one process of this machine.
"""

import argparse
import asyncio
import gc
import os
import random
import secrets
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path

from bot.cli.context import CliContext
from bot.cli.running.hosting import Hosting
from bot.knowledge import read_manifest
from bot.settings import Settings, read_settings
from bot.slack.process.monitoring import Metrics
from bot.wording import Language, catalogue_for
from bot.workspace import Distribution, Options, Workspace
from rich.console import Console

from tests.benchmarks.timing.burst import percentile
from tests.benchmarks.timing.many.workspaces import BOOKS, MEMORY, QUESTIONS, WORKSPACES, write_books
from tests.benchmarks.timing.neighbours import install, served, settings_of

COLD, ASKED, RATE = 60, 300, 5  # workspaces; questions in all of them, and how many a second
CHANNELS = 4  # of each: Slack takes one post a second there


async def measure(folder: Path, count: int, memory: int) -> AsyncIterator[str]:
    """A line for the start, one for cold workspaces, two for all of them, and one for memory."""
    port = 20_000 + secrets.randbelow(12_000)
    async with workspaces(count, port) as (slacks, slack):
        environment = settings_of(slacks[0], slack, folder, f"sqlite:///{folder}/store.db")
        environment |= {"SHOUZE_INDEX_MEMORY": str(memory), "SHOUZE_QUESTIONS_A_MINUTE": "10000"}
        install(environment, *slacks)
        with ProcessPoolExecutor(1) as pool:  # its memory goes with it
            pool.submit(begun, environment, [each.state.team_id for each in slacks]).result()
        started = time.perf_counter()
        async with served(port, environment) as process:
            yield f"start {time.perf_counter() - started:.1f} s"
            # All are begun one after the other meanwhile, by their ids: those whose turn comes last are cold.
            yield _line("cold", [await waited(each) for each in reversed(slacks[-COLD:])])
            yield _line("at random", await asked_at_random(slacks))
            yield _line("again", await asked_at_random(slacks))
            yield f"{process.memory_info().rss / 2**20:,.0f} MB, {process.cpu_times().user:.0f} s of processor"


@asynccontextmanager
async def workspaces(count: int, port: int) -> AsyncIterator[tuple[Sequence[Workspace], Distribution]]:
    """So many of one app, whose bot listens at a port, with somebody in a channel of each."""
    manifest, url = read_manifest(Path("app.yaml")), f"http://127.0.0.1:{port}/slack/events"
    first = Workspace(manifest, Options(team_id="T0000", events_url=url))
    others = (
        Workspace(
            manifest,
            Options(team_id=f"T{one:04}", events_url=url, tokens=first.state.tokens.elsewhere()),
        )
        for one in range(1, count)
    )
    async with AsyncExitStack() as stack:
        slacks = [await stack.enter_async_context(each) for each in (first, *others)]
        slack = await stack.enter_async_context(Distribution(*slacks, redirect_url=""))
        for each in slacks:
            each.state.is_installed = True
            for channel in range(CHANNELS):
                each.channel(f"#ops{channel}", [each.person("alice")])
        yield slacks, slack


def begun(environment: Mapping[str, str], tenants: Sequence[str]) -> None:
    """Have the bot of each have been at work: its rules are published, and indexed."""
    settings = read_settings(Settings, environment)
    write_books(settings.knowledge / "books", books := min(BOOKS, len(tenants)), None)
    cli = CliContext(environment, settings, catalogue_for(Language.CHINESE))
    with closing(cli.store()) as store, cli.second_opinion(lambda _: None) as better:
        hosting = Hosting(cli, store, better, Metrics(), Console(stderr=True))
        for number, tenant in enumerate(tenants):
            book = settings.knowledge / "books" / str(number % books)
            shutil.copytree(book, settings.knowledge / "tenants" / tenant, copy_function=os.link)
            found = store.of(tenant).installations.find()
            if found:
                with hosting.given(found) as given:
                    given.rules().responders.for_groups(frozenset())


async def waited(slack: Workspace, number: int = 0) -> float:
    """Seconds until somebody there has an answer."""
    question = QUESTIONS[number % len(QUESTIONS)]
    asked = await slack.people[0].says(f"#ops{number % CHANNELS}", f"@守则 {question}")
    return float((await slack.reply_to(asked)).ts) - float(asked.ts)


async def asked_at_random(slacks: Sequence[Workspace]) -> Sequence[float]:
    """The same, for many who ask at a pace, whoever else waits."""
    chance, loop = random.Random(7), asyncio.get_running_loop()  # noqa: S311  # repeatable, no secret
    weights = [1 / place for place in range(1, len(slacks) + 1)]
    start, asking = loop.time(), list[asyncio.Task[float]]()
    for number, each in enumerate(chance.choices(slacks, weights, k=ASKED)):
        await asyncio.sleep(max(0.0, start + number / RATE - loop.time()))
        asking.append(asyncio.create_task(waited(each, number)))
    return await asyncio.gather(*asking)


def _line(name: str, waits: Sequence[float]) -> str:
    half, most = (percentile(waits, share) * 1000 for share in (0.5, 0.99))
    return f"{name}, {len(waits):,} questions: p50 {half:,.0f} ms, p99 {most:,.0f} ms"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line each."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--workspaces", type=int, default=WORKSPACES)
    parser.add_argument("--memory", type=int, default=MEMORY)
    options = parser.parse_args(arguments)
    gc.disable()
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(_shown(measure(Path(name), options.workspaces, options.memory), options.workspaces))


async def _shown(lines: AsyncIterator[str], count: int) -> None:
    console = Console(soft_wrap=True, highlight=False)
    async for line in lines:
        console.print(f"{count:,} workspaces: {line}")


if __name__ == "__main__":
    main()
