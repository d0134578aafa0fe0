"""How long a question waits for its answer while calls for forty other channels hang.

Run it with `make bench`. The bot is `shouze serve`, the workspace that plays Slack runs on the same machine.
"""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.knowledge import read_golden, read_knowledge, read_manifest
from bot.workspace import Workspace
from rich.console import Console

from tests.benchmarks.timing.burst import burst, described, served

HANGING = 40
CHANNELS, PEOPLE = 20, 100
RATE, SECONDS = 10, 60  # live questions a second, and for how long
_FOR_EVER = 1_000_000


async def measure(questions: Sequence[str], folder: Path) -> None:
    """Print a line for live questions without, and one for those beside channels that hang."""
    console = Console(soft_wrap=True, highlight=False)
    async with Workspace(read_manifest(Path("app.yaml"))) as slack:
        people = [slack.person(f"person{number}") for number in range(PEOPLE)]
        stuck = [slack.channel(f"#hangs{number}", people).id for number in range(HANGING)]
        channels = [slack.channel(f"#ops{number}", people).name for number in range(CHANNELS)]
        live = [
            (people[one % PEOPLE], f"#{channels[one % CHANNELS]}", questions[one % len(questions)])
            for one in range(RATE * SECONDS)
        ]
        async with served(slack, folder):
            calm = await burst(slack, live, timeout=120, rate=RATE)
            console.print(described(f"{RATE} a second for {SECONDS} s", calm))
            for method in ("chat.postMessage", "conversations.replies", "conversations.members"):
                slack.faults.hangs(method, times=_FOR_EVER, which=lambda call: call.get("channel") in stuck)
            for number in range(HANGING):
                await people[number].says(f"#hangs{number}", f"@守则 {questions[number]}")
            beside = await burst(slack, live, timeout=120, rate=RATE)
            console.print(described(f"the same beside {HANGING} channels that hang", beside))
            slack.faults.no_more_of("*")


def main() -> None:
    """Measure on the shipped rulebook with its golden questions."""
    golden = read_golden(Path("knowledge/golden.yaml"), read_knowledge(Path("knowledge")).library)
    with tempfile.TemporaryDirectory() as cache:
        asyncio.run(measure([one.question for one in golden], Path(cache)))


if __name__ == "__main__":
    main()
