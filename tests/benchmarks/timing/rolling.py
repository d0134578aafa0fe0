"""What people wait while the processes of one installation are replaced, and for the first answer of a fresh one.

Run it with `make rolling`: three processes on PostgreSQL behind a balancer, in a workspace that installed the bot; two
are replaced, the rules change in between, one is killed, and one lives through it all and answers alone at the end,
under thirty questions a second (`tests/slack/installed/rolling.py`).
Then a process with an empty folder of rules and an empty cache answers from what was published last: the shipped book.
"""

import argparse
import asyncio
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter

from bot.knowledge import read_manifest
from bot.settings import ListenAddress

from tests.benchmarks.pages import PERFORMANCE, write_blocks
from tests.benchmarks.timing.burst import outcome, percentile
from tests.databases import opened, postgresql
from tests.slack.installed.conftest import Estate, bots_of, estate_of
from tests.slack.installed.replicas import balancing, replica
from tests.slack.installed.rolling import BEFORE, TENANT, rolled
from tests.slack.transport.conftest import free_port

_QUESTION = "年假有几天？"
_SAID = {
    "en": """\
{asked} questions, {rate:g} a second, {once} of them answered once: half within {half:.0f} ms, 99 of 100 within
{most:.0f} ms; by the old rules for {old:.1f} s after the new ones were written.
The first answer of a fresh process without folder and cache, over the shipped book, took {first:.1f} s, the next one
{next:.0f} ms (a load of {load:.0f}).
""",
    "zh": """\
每秒 {rate:g} 个，问了 {asked} 个问题，{once} 个恰好答了一次：一半在 {half:.0f} 毫秒内，
100 个里 99 个在 {most:.0f} 毫秒内；新规则写好后，最久 {old:.1f} 秒还按旧规则回答。
没有规则文件夹也没有缓存的新进程，用自带的守则，
第一个回答用了 {first:.1f} 秒，下一个 {next:.0f} 毫秒（负载 {load:.0f}）。
""",
}


async def rolling(folder: Path, database: str, rate: float) -> dict[str, float]:
    """How many of so many questions a second were answered once, and milliseconds that people waited."""
    with opened(database) as store:
        manifest = read_manifest(Path("app.yaml"))
        async with estate_of(manifest, store, folder, folder / "cache") as estate:
            found = await rolled(estate, rate)
            slack = estate.workspaces[TENANT]
            result = outcome(slack, found.asked)
            by_old = [
                each for each in found.asked if any(BEFORE in one.reads for one in slack.replies_to(each))
            ]
    return {
        "asked": len(result.answers),
        "once": sum(count == 1 for count in result.answers),
        "half": percentile(result.waits, 0.5) * 1000,
        "most": percentile(result.waits, 0.99) * 1000,
        "old": max(float(each.ts) for each in by_old) - found.changed_at,
    }


async def fresh(folder: Path, database: str) -> dict[str, float]:
    """Seconds from a question to the first answer of a process that has nothing but the database, and to the next."""
    with opened(database) as store:
        manifest = read_manifest(Path("app.yaml"))
        async with estate_of(manifest, store, folder, folder / "cache") as estate:
            shutil.copytree("knowledge", estate.knowledge / "tenants" / TENANT)
            async with bots_of(estate):
                await estate.installs(TENANT)
                await estate.reads(TENANT, _QUESTION)
            bare = replace(estate, knowledge=folder / "none", cache=folder / "empty")
            address = ListenAddress("127.0.0.1", free_port())
            scopes = estate.workspaces[TENANT].state.app.scopes
            with replica(bare.environment, address, scopes):
                async with balancing(estate.address) as balancer:
                    await balancer.has(address)
                    return {"first": await _waited(estate), "next": await _waited(estate) * 1000}


async def _waited(estate: Estate) -> float:
    started = perf_counter()
    await estate.reads(TENANT, _QUESTION)
    return perf_counter() - started


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print it, and write it into both pages where that is wanted."""
    parser = argparse.ArgumentParser(prog="make rolling", description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--rate", type=float, default=30, help="questions a second")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        os.environ.setdefault("XDG_RUNTIME_DIR", name)
        with postgresql(folder / "postgres") as databases:
            figures: dict[str, float] = {"load": os.getloadavg()[0], "rate": options.rate}
            measured = partial(rolling, rate=options.rate)
            for each, measure in (("rolling", measured), ("fresh", fresh)):
                with databases.new() as database:
                    figures |= asyncio.run(measure(folder / each, database))
    written = {language: text.format_map(figures) for language, text in _SAID.items()}
    if options.write:
        write_blocks("rolling", written, pages=PERFORMANCE)
    print(written["en"])  # noqa: T201  # the product of this command


if __name__ == "__main__":
    main()
