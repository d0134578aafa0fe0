"""How much longer an answer takes while a book of 2,000 clauses is changed over to another edition of it.

Run it with `make bench`, `BASE=ANOTHER-CHECKOUT` beside that one. The bot is `shouze serve`; the workspace that plays
Slack runs on the same machine. The folder changes three times while 40 questions a second come in, each time once the
change before it is published: what follows too soon takes its place.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge import read_manifest
from bot.store import Store
from bot.workspace import Workspace
from rich.console import Console

from tests.benchmarks.timing.burst import HERE, burst, percentile, served
from tests.benchmarks.timing.many.clauses import write_book
from tests.databases import opened

CLAUSES, RATE, SECONDS, CHANGES = 2_000, 40, 60, 3
REST = 5.0  # seconds between a change that counts and the next one
CHANNELS, PEOPLE = 200, 400
QUESTIONS = ("客户投诉多久要回复", "年假怎么申请", "门禁卡遗失怎么办", "绩效考核几次", "加班怎么算", "7.1")


@dataclass(frozen=True)
class Waits:
    """Seconds until each answer, how many questions had not exactly one, and seconds until each change counted."""

    seconds: Sequence[float]
    unanswered: int
    published: Sequence[float]


async def measure(checkout: Path, folder: Path, changes: int) -> Waits:
    """What questions wait while the folder changes so often."""
    knowledge, url = folder / "knowledge", f"sqlite:///{folder}/store.db"
    write_book(knowledge, CLAUSES)
    async with Workspace(read_manifest(Path("app.yaml"))) as slack:
        people = [slack.person(f"person{number}") for number in range(PEOPLE)]
        for number in range(CHANNELS):
            slack.channel(f"#ops{number}", people[number::CHANNELS])
        asked = [
            (people[one % PEOPLE], f"#ops{one % CHANNELS}", QUESTIONS[one % len(QUESTIONS)])
            for one in range(RATE * SECONDS)
        ]
        async with served(
            slack, folder, checkout, url, SHOUZE_KNOWLEDGE=str(knowledge), SHOUZE_ENCODER="none"
        ):
            await burst(
                slack, asked[:RATE], timeout=60, rate=RATE
            )  # the first ones wait for what is read once
            published = list[float]()
            with opened(url) as store:
                changing = _change(knowledge / "large" / "003.yaml", changes, store, published)
                task = asyncio.create_task(changing)
                result = await burst(slack, asked, timeout=120, rate=RATE)
                task.cancel()
    return Waits(result.waits, sum(each != 1 for each in result.answers), published)


async def _change(chapter: Path, times: int, store: Store, published: list[float]) -> None:
    """Say something else in a chapter, so often, each time once that before counts; how many seconds that took."""
    written = chapter.read_text("utf-8")
    for number in range(times):
        await asyncio.sleep(REST)
        began = time.monotonic()
        chapter.write_text(
            written.replace("text: |\n      ", f"text: |\n      第 {number} 次修改后，", 1), "utf-8"
        )
        while len(store.publications.log()) < number + 2:
            await asyncio.sleep(0.2)
        published.append(time.monotonic() - began)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print two lines a checkout: without changes, and with some."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--base", type=Path, help="another checkout")
    options = parser.parse_args(arguments)
    console = Console(soft_wrap=True, highlight=False)
    for name, checkout in {
        **({"base": options.base.resolve()} if options.base else {}),
        "here": HERE,
    }.items():
        for changes in (0, CHANGES):
            with tempfile.TemporaryDirectory() as folder:
                waits = asyncio.run(measure(checkout, Path(folder), changes))
            shares = ", ".join(f"p{share * 100:g} {_ms(waits, share)}" for share in (0.5, 0.99, 1.0))
            after = ", ".join(f"{each:.1f} s" for each in waits.published) or "–"
            told = f"published after {after}; {waits.unanswered} not answered once"
            console.print(f"{name}, {changes} changes: {shares}; {told}")


def _ms(waits: Waits, share: float) -> str:
    return f"{percentile(waits.seconds, share) * 1000:,.0f} ms"


if __name__ == "__main__":
    main()
