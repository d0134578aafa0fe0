"""A burst in one workspace, and how long its neighbour in the same process waits meanwhile.

Run it with `make bench`: `shouze serve --http` for two workspaces that installed the bot, both with the shipped rules.
In one 2,000 questions are asked at once; in the other five a second, before and meanwhile. Both workspaces are played
in one process of this machine, which is busy itself with the burst: what is measured is at most what it would be.
"""

import argparse
import asyncio
import gc
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, closing
from pathlib import Path

import aiohttp
import psutil
from bot.knowledge import read_golden, read_knowledge, read_manifest
from bot.store import Installation, Seal, Store, new_secret, open_database
from bot.workspace import Distribution, Options, Person, Workspace
from rich.console import Console

from tests.benchmarks.timing.burst import CHANNELS, MENTIONS, PEOPLE, burst, described
from tests.databases import postgresql

RATE, SECONDS = 5, 20  # questions a second of the neighbour, for so long before and meanwhile


async def measure(folder: Path, database: str) -> AsyncIterator[str]:
    """A line for the neighbour alone, one for it beside a burst, and one for the burst."""
    golden = read_golden(Path("knowledge/golden.yaml"), read_knowledge(Path("knowledge")).library)
    questions = [one.question for one in golden]
    async with AsyncExitStack() as stack:
        port = 20_000 + secrets.randbelow(12_000)
        first = Options(team_id="T0LOUD", events_url=f"http://127.0.0.1:{port}/slack/events")
        loud = await stack.enter_async_context(Workspace(read_manifest(Path("app.yaml")), first))
        other = Options(team_id="T0CALM", events_url=first.events_url, tokens=loud.state.tokens.elsewhere())
        calm = await stack.enter_async_context(Workspace(read_manifest(Path("app.yaml")), other))
        slack = await stack.enter_async_context(Distribution(loud, calm, redirect_url=""))
        for each in (loud, calm):
            each.state.is_installed = True
            shutil.copytree("knowledge", folder / "knowledge" / "tenants" / each.state.team_id)
        environment = settings_of(loud, slack, folder, database)
        install(environment, loud, calm)
        people = {each: _furnished(each) for each in (loud, calm)}
        await stack.enter_async_context(served(port, environment))
        for each in (calm, loud):
            await _answered(each, people[each], questions)
        stream = _asked(people[calm], questions, RATE * SECONDS)
        yield described("the neighbour alone", await burst(calm, stream, 120, RATE))
        many = _asked(people[loud], questions, MENTIONS)
        beside, bursting = await asyncio.gather(burst(calm, stream, 300, RATE), burst(loud, many, 300))
        yield described("the neighbour beside a burst", beside)
        yield described("the burst", bursting)


def settings_of(slack: Workspace, all_: Distribution, folder: Path, database: str) -> dict[str, str]:
    """Those of the bot for all who install its app."""
    tokens = slack.state.tokens
    return {
        "SLACK_CLIENT_ID": tokens.client_id,
        "SLACK_CLIENT_SECRET": tokens.client_secret,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": all_.base_url,
        "SHOUZE_SECRET": new_secret(),
        "SHOUZE_DATABASE_URL": database,
        "SHOUZE_KNOWLEDGE": str(folder / "knowledge"),
        "SHOUZE_CACHE": str(folder / "cache"),
        "SHOUZE_ENCODER": "none",
        "SHOUZE_PRIVACY_NOTICE": "false",
    }


def install(environment: Mapping[str, str], *workspaces: Workspace) -> None:
    """As if an admin of each had installed the bot."""
    engine, seal = open_database(environment["SHOUZE_DATABASE_URL"]), Seal(environment["SHOUZE_SECRET"])
    with closing(Store.over(engine, seal)) as store:
        for each in workspaces:
            team, state = each.state.team_id, each.state
            scopes = ",".join(state.app.scopes)
            new = Installation(team, team, team, state.bot_id, state.bot.id, scopes, each.bot_token)
            store.of(team).installations.keep(1.0, new)


def _furnished(slack: Workspace) -> Sequence[Person]:
    people = [slack.person(f"person{one}") for one in range(PEOPLE)]
    for number in range(CHANNELS):
        slack.channel(f"#ops{number}", people[number::CHANNELS])
    return people


def _asked(
    people: Sequence[Person], questions: Sequence[str], count: int
) -> Sequence[tuple[Person, str, str]]:
    return [
        (people[one % PEOPLE], f"#ops{one % CHANNELS}", questions[one % len(questions)])
        for one in range(count)
    ]


async def _answered(slack: Workspace, people: Sequence[Person], questions: Sequence[str]) -> None:
    """The bot there is at work."""
    await slack.reply_to(await people[0].says("#ops0", f"@守则 {questions[0]}"), timeout=90)


@asynccontextmanager
async def served(port: int, environment: Mapping[str, str]) -> AsyncIterator[psutil.Process]:
    """The bot for all who install it, in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "serve", "--http", f"127.0.0.1:{port}"),
        env={**os.environ, **environment},
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with aiohttp.ClientSession() as session, asyncio.timeout(90):
            while not await _is_ready(session, f"http://127.0.0.1:{port}/slack/install"):
                await asyncio.sleep(0.1)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        await process.wait()


async def _is_ready(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(url) as page:
            return page.status == 200
    except aiohttp.ClientError:
        return False


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure on one of the databases."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    options = parser.parse_args(arguments)
    gc.disable()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = f"sqlite:///{folder}/store.db"
        if options.database == "postgresql":
            server = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            database = stack.enter_context(postgresql(server)).url
        asyncio.run(_shown(measure(folder, database), options.database))


async def _shown(lines: AsyncIterator[str], name: str) -> None:
    console = Console(soft_wrap=True, highlight=False)
    async for line in lines:
        console.print(f"{name}, {line}")


if __name__ == "__main__":
    main()
