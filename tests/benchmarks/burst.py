"""Many mentions at once, through Socket Mode, to `shouze serve`: every one answered once, every ack in time.

Run it with `make bench`. Times are from the moment a person's message is posted to the moment the bot's answer is; in a
burst that is mostly waiting in line, so the time for single questions is printed beside it.
"""

import asyncio
import math
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge import read_golden, read_knowledge, read_manifest
from bot.workspace import Person, Workspace
from rich.console import Console

MENTIONS = 2_000
SINGLE = 50


@dataclass(frozen=True)
class Outcome:
    """How many answers each question got, seconds until each answer, and seconds until each ack."""

    answers: Sequence[int]
    waits: Sequence[float]
    acks: Sequence[float]
    late_acks: int
    refused: int


async def burst(
    slack: Workspace, asker: Person, channel: str, questions: Sequence[str], timeout: float
) -> Outcome:
    """Post all questions at once, and wait until everything is settled."""
    posted = [await asker.says(channel, f"@守则 {question}") for question in questions]
    await slack.settled(timeout=timeout, quiet=0.5)
    return outcome(slack, channel, [one.ts for one in posted])


def outcome(slack: Workspace, channel: str, asked: Sequence[str]) -> Outcome:
    """What became of these questions."""
    answers: dict[str, list[float]] = {ts: [] for ts in asked}
    for message in slack.messages(channel):
        if message.bot_id and message.thread_ts in answers:
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
async def served(slack: Workspace, cache: Path) -> AsyncIterator[None]:
    """The bot in a process of its own, as it runs in production."""
    own = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.base_url,
        "SHOUZE_CACHE": str(cache),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "serve", env=dict(os.environ) | own, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        await slack.until(lambda: slack.connections == 2 or None, timeout=60)
        yield
    finally:
        process.terminate()
        await process.wait()


async def measure(questions: Sequence[str], cache: Path) -> None:
    """Print one line for single questions, and one for the burst."""
    console = Console(soft_wrap=True, highlight=False)
    async with Workspace(read_manifest(Path("app.yaml"))) as slack, AsyncExitStack() as stack:
        alice = slack.person("alice")
        slack.channel("#single", [alice])
        slack.channel("#burst", [alice])
        await stack.enter_async_context(served(slack, cache))
        posted = []
        for question in questions[:SINGLE]:
            posted.append(await alice.says("#single", f"@守则 {question}"))
            await slack.reply_to(posted[-1])
        console.print(described("one by one", outcome(slack, "#single", [one.ts for one in posted])))
        many = [questions[number % len(questions)] for number in range(MENTIONS)]
        console.print(described("burst", await burst(slack, alice, "#burst", many, timeout=300)))


def main() -> None:
    """Measure on the shipped rulebook with its golden questions."""
    golden = read_golden(Path("knowledge/golden.yaml"), read_knowledge(Path("knowledge")).library)
    with tempfile.TemporaryDirectory() as cache:
        asyncio.run(measure([one.question for one in golden], Path(cache)))


if __name__ == "__main__":
    main()
