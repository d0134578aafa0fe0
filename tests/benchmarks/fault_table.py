"""What becomes of questions under each fault, on both databases, as the table of docs/reliability (`make faults`)."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bot.answering import Responder, Responders
from bot.knowledge import read_knowledge, read_manifest
from bot.retrieval import Analyzer, Index
from bot.workspace import Options, Workspace
from rich.progress import track

from tests.benchmarks.pages import RELIABILITY, write_blocks
from tests.benchmarks.summary import write_summary
from tests.databases import Databases, postgresql
from tests.resources import resources_in
from tests.slack.faults import DEATHS, FAULTS, INTERRUPTIONS, Death, Fault, Interruption
from tests.slack.outages import FASTER, OUTAGES, READ_ONLY, SECONDS, Outage
from tests.slack.scene import PATIENT, Proof, Scene

QUESTIONS = 25
KNOWLEDGE = Path("knowledge")
HEADS = (
    "fault | how it is injected | questions | events in | answers out, SQLite / PostgreSQL",
    "故障 | 怎么造成 | 问题 | 收到的事件 | 发出的答复，SQLite / PostgreSQL",
)
REPEATED = ("every event five times at once", "每个事件同时投递五次")
ONE = ("1 bot, 2 sockets", "1 个进程，2 个连接")
TWO = ("2 bots on one database, 2 sockets each", "2 个进程共用一个数据库，各 2 个连接")
KILLED = ("the process is killed (SIGKILL): {}", "进程被杀（SIGKILL）：{}")
TIMES = (
    " for 5, 30 and 120 s (a hundred times as fast, like Slack's repetitions)",
    " 5、30、120 秒（与 Slack 的重发间隔一起快一百倍）",
)
LONGER = (
    "the database is away for longer than Slack repeats: one apology each",
    "数据库不可用的时间比 Slack 重发的时间还长：各道一次歉",
)
HANGING_ROW = (
    ("40 channels hang", "40 个频道卡住"),
    (
        "calls for them never return; the other 25 are answered meanwhile, these when it is over",
        "发往这些频道的调用都不返回；其余 25 个照常答复，这 40 个恢复后答复",
    ),
)
CLOCK_ROW = (
    ("the clock is set back by five minutes", "时钟被拨回五分钟"),
    ("while posts are put off and under way", "当时有消息待重发、正在发"),
)
RESTARTED = ("and the next one started", "然后启动下一个")

Play = Callable[[Scene], Awaitable[Proof]]


@dataclass(frozen=True)
class Row:
    """A line of the table, in both languages, and how to come by its figures."""

    name: tuple[str, str]
    how: tuple[str, str]
    play: Play
    options: Options = PATIENT


def rows(responders: Responders) -> Iterator[Row]:
    """All faults: of deliveries, of calls, of processes."""

    def faulty(fault: Fault | None) -> Play:
        return lambda scene: scene.with_fault(responders, fault, QUESTIONS)

    def deadly(death: Death) -> Play:
        return lambda scene: scene.with_death(death)

    def away(outage: Outage, bots: int) -> Play:
        return lambda scene: scene.with_outage(outage, bots, SECONDS, QUESTIONS)

    yield Row(REPEATED, ONE, faulty(None))
    yield Row(REPEATED, TWO, lambda scene: scene.with_two_bots(QUESTIONS))
    for fault in FAULTS:
        yield Row(fault.name, fault.how, faulty(fault))
    yield from slow_rows(responders)
    for death in DEATHS:
        name = (KILLED[0].format(death.name[0]), KILLED[1].format(death.name[1]))
        yield Row(name, RESTARTED, deadly(death))
    for outage in OUTAGES:
        for bots, processes in ((1, ONE), (2, TWO)):
            how = (f"{outage.how[0]}; {processes[0]}", f"{outage.how[1]}；{processes[1]}")
            yield Row((outage.name[0] + TIMES[0], outage.name[1] + TIMES[1]), how, away(outage, bots), FASTER)
    yield Row(LONGER, TWO, lambda scene: scene.with_no_database(READ_ONLY, 2, QUESTIONS), FASTER)


def slow_rows(responders: Responders) -> Iterator[Row]:
    """What takes its time: Slack is away, calls hang, the clock is wrong."""

    def interrupted(interruption: Interruption) -> Play:
        return lambda scene: scene.with_interruption(responders, interruption, QUESTIONS)

    for interruption in INTERRUPTIONS:
        yield Row(interruption.name, interruption.how, interrupted(interruption))
    yield Row(*HANGING_ROW, lambda scene: scene.with_hanging_channels(responders, QUESTIONS))
    yield Row(*CLOCK_ROW, lambda scene: scene.with_clock_set_back(responders, QUESTIONS))


@asynccontextmanager
async def scene(options: Options, database: str, cache: Path) -> AsyncIterator[Scene]:
    """An empty workspace with a database for the bot."""
    async with Workspace(read_manifest(Path("app.yaml")), options) as workspace:
        yield Scene.set_up(workspace, database, KNOWLEDGE, cache)


async def played(row: Row, folder: Path, numbers: Iterator[int], databases: Databases) -> Sequence[Proof]:
    """The row on SQLite, and on PostgreSQL."""
    async with scene(row.options, f"sqlite:///{folder}/{next(numbers)}.db", folder) as one:
        on_sqlite = await row.play(one)
    with databases.new() as url:
        async with scene(row.options, url, folder) as other:
            return on_sqlite, await row.play(other)


def line(row: Row, proofs: Sequence[Proof], language: int) -> str:
    """The row as Markdown; a question that was not answered exactly once ends the run."""
    wrong = [sum(not each.is_once for each in proof.by_question) for proof in proofs]
    assert not any(wrong), (
        f"{row.name[0]}: of the questions on SQLite, on PostgreSQL not answered once: {wrong}"
    )
    asked = " / ".join(sorted({str(len(proof.answers)) for proof in proofs}))
    came = " / ".join(str(proof.deliveries) for proof in proofs)
    out = " / ".join(str(sum(map(len, proof.answers))) for proof in proofs)
    return f"| {row.name[language]} | {row.how[language]} | {asked} | {came} | {out} |"


async def measure(folder: Path, databases: Databases) -> Sequence[str]:
    """The table, in English and Chinese."""
    knowledge = read_knowledge(KNOWLEDGE)
    responder = Responder(Index(knowledge.library, knowledge.synonyms, Analyzer(resources_in(folder))))
    responders = Responders(knowledge.library, lambda _: responder)
    all_rows, numbers = list(rows(responders)), count()
    proofs = [await played(row, folder, numbers, databases) for row in track(all_rows, "faults")]
    return [
        "\n".join(
            [
                f"| {HEADS[language]} |",
                "|---|---|---|---|---|",
                *(line(row, proof, language) for row, proof in zip(all_rows, proofs, strict=True)),
                "",
            ]
        )
        for language in (0, 1)
    ]


def main() -> None:
    """Measure, and write the tables into both pages."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        os.environ.setdefault("XDG_RUNTIME_DIR", name)
        with postgresql(folder / "postgres") as databases:
            tables = asyncio.run(measure(folder, databases))
    write_blocks("faults", dict(zip(RELIABILITY, tables, strict=True)), pages=RELIABILITY)
    write_summary()
    print(tables[0])  # noqa: T201  # the product of this command


if __name__ == "__main__":
    main()
