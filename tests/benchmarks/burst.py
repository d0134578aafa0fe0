"""Many mentions at once, through Socket Mode, to `shouze serve`: every one answered once, every ack in time.

Run it with `make bench`. Times are from the moment a person's message is posted to the moment the bot's answer is; in a
burst that is mostly waiting in line, so single questions and a steady stream are measured beside it. The workspace that
plays Slack runs on the same machine.
"""

import asyncio
import math
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
from bot.knowledge import read_golden, read_knowledge, read_manifest
from bot.workspace import Message, Person, Workspace
from rich.console import Console

MENTIONS = 2_000
SINGLE = 50
RATE, SECONDS = 40, 60  # questions a second, and for how long
# Slack takes one post a second and channel, and the bot ten questions a minute and person.
CHANNELS, PEOPLE = 80, 400


@dataclass(frozen=True)
class Outcome:
    """How many answers each question got, seconds until each answer, and seconds until each ack."""

    answers: Sequence[int]
    waits: Sequence[float]
    acks: Sequence[float]
    late_acks: int
    refused: int


async def burst(
    slack: Workspace, asked: Sequence[tuple[Person, str, str]], timeout: float, rate: float = 0.0
) -> Outcome:
    """Post all questions (who, where, what) at once, or `rate` a second, and wait until everything is settled."""
    posted, loop = [], asyncio.get_running_loop()
    start = loop.time()
    for number, (person, channel, question) in enumerate(asked):
        if rate:
            await asyncio.sleep(max(0.0, start + number / rate - loop.time()))
        posted.append(await person.says(channel, f"@守则 {question}"))
        await asyncio.sleep(0)
    async with asyncio.timeout(timeout):
        while (result := outcome(slack, posted)).answers.count(0):
            await asyncio.sleep(0.2)
    await slack.settled(timeout=timeout, quiet=0.5)
    return replace(result, answers=outcome(slack, posted).answers)


def outcome(slack: Workspace, asked: Sequence[Message]) -> Outcome:
    """What became of these questions."""
    answers: dict[str, list[float]] = {question.ts: [] for question in asked}
    for channel in {question.channel for question in asked}:
        for message in slack.messages(slack.state.channels[channel]):
            if message.bot_id and not message.ephemeral_to and message.thread_ts in answers:
                answers[message.thread_ts].append(float(message.ts))
    return Outcome(
        answers=[len(times) for times in answers.values()],
        waits=[min(times) - float(ts) for ts, times in answers.items() if times],
        acks=[ack.latency for ack in slack.recording.acks],
        late_acks=len(slack.recording.late_acks),
        refused=len(slack.recording.refused),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def described(name: str, result: Outcome) -> str:
    """One line for people."""
    waits = f"p50 {percentile(result.waits, 0.5) * 1000:,.0f} ms, p99 {percentile(result.waits, 0.99) * 1000:,.0f} ms"
    acks = (
        f"acks p99 {percentile(result.acks, 0.99) * 1000:,.0f} ms, slowest {max(result.acks) * 1000:,.0f} ms"
    )
    once = sum(count == 1 for count in result.answers)
    counted = f"{once:,} of {len(result.answers):,} answered exactly once"
    return f"{name}: {counted}; {waits}; {acks}; late acks {result.late_acks}"


@asynccontextmanager
async def served(slack: Workspace, folder: Path) -> AsyncIterator[psutil.Process]:
    """The bot in a process of its own, as it runs in production."""
    own = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.base_url,
        "SHOUZE_CACHE": str(folder),
        "SHOUZE_DATABASE_URL": f"sqlite:///{folder}/store.db",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "serve", env=dict(os.environ) | own, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        await slack.until(lambda: slack.connections == 2 or None, timeout=60)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        await process.wait()


async def measure(questions: Sequence[str], folder: Path) -> None:
    """Print a line for single questions, one for a steady stream, and one for a burst."""
    console = Console(soft_wrap=True, highlight=False)
    async with Workspace(read_manifest(Path("app.yaml"))) as slack, AsyncExitStack() as stack:
        early, late = ([slack.person(f"{when}{one}") for one in range(PEOPLE)] for when in ("early", "late"))
        channels = [f"#ops{number}" for number in range(CHANNELS)]
        for number, channel in enumerate(channels):
            slack.channel(channel, [*early[number::CHANNELS], *late[number::CHANNELS]])

        def asked(count: int, people: Sequence[Person] = early) -> list[tuple[Person, str, str]]:
            return [
                (people[one % PEOPLE], channels[one % CHANNELS], questions[one % len(questions)])
                for one in range(count)
            ]

        process = await stack.enter_async_context(served(slack, folder))
        posted = []
        for person, channel, question in asked(SINGLE):
            posted.append(await person.says(channel, f"@守则 {question}"))
            await slack.reply_to(posted[-1])
        console.print(described("one by one", outcome(slack, posted)))
        slack.recording.deliveries.clear()
        before, started = process.cpu_times(), time.monotonic()
        steady = await burst(slack, asked(RATE * SECONDS), timeout=120, rate=RATE)
        spent, took = process.cpu_times(), time.monotonic() - started
        busy = (spent.user + spent.system - before.user - before.system) / took
        memory = process.memory_info().rss / 2**20
        console.print(
            described(f"{RATE} a second for {SECONDS} s", steady)
            + f"; {busy:.0%} of a core, {memory:,.0f} MB"
        )
        slack.recording.deliveries.clear()
        console.print(
            described(
                f"{MENTIONS:,} as fast as they can be posted",
                await burst(slack, asked(MENTIONS, late), timeout=300),
            )
        )


def main() -> None:
    """Measure on the shipped rulebook with its golden questions."""
    golden = read_golden(Path("knowledge/golden.yaml"), read_knowledge(Path("knowledge")).library)
    with tempfile.TemporaryDirectory() as cache:
        asyncio.run(measure([one.question for one in golden], Path(cache)))


if __name__ == "__main__":
    main()
