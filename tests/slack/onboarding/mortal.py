"""A bot of a house in a process of its own, which dies where a test wants it.

`python -m tests.slack.onboarding.mortal` reads its life, one line of JSON, from its input. `tests.slack.nursery` has
such bots for questions.
"""

import asyncio
import json
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

from bot.answering import Responder, Responders
from bot.retrieval import Analyzer, Index
from bot.settings import SlackSettings, read_settings
from bot.slack.app import AppDependencies
from bot.slack.serving import serve
from bot.store import Seal, Store, open_database

from tests.slack.nursery import mortal
from tests.slack.onboarding.conftest import BRISK, Clock, House, paths_over, rules


def live(life: Mapping[str, Any]) -> None:
    """Be a bot until the step kills it."""
    settings, books = read_settings(SlackSettings, life["settings"]), rules()
    analyzer, clock = Analyzer(cache=Path(life["cache"])), Clock(datetime.fromisoformat(life["now"]))
    responders = Responders(books, lambda seen: Responder(Index(seen, (), analyzer)))
    with closing(Store.over(open_database(life["database"]), Seal())) as store:
        mortal(life["step"])
        paths = paths_over(books)
        dependencies = AppDependencies(
            settings, responders, store, clock.today, clock, BRISK, onboarding=paths
        )
        asyncio.run(serve(dependencies, lambda: None))


@contextmanager
def victim(house: House, cache: Path, step: str) -> Iterator["Popen[str]"]:
    """Such a bot in this house: it dies at `step` (`repository.method:moment` of the store)."""
    life = {
        "settings": {
            "SLACK_BOT_TOKEN": house.slack.bot_token,
            "SLACK_APP_TOKEN": house.slack.app_token,
            "SLACK_API_URL": house.slack.base_url,
        },
        "database": house.store.engine.url.render_as_string(hide_password=False),
        "cache": str(cache),
        "now": datetime.fromtimestamp(house.clock(), house.clock.at.tzinfo).isoformat(),
        "step": step,
    }
    command = [sys.executable, "-m", "tests.slack.onboarding.mortal"]
    with Popen(command, stdin=PIPE, text=True) as process:  # noqa: S603  # our own command
        assert process.stdin
        print(json.dumps(life), file=process.stdin, flush=True)
        try:
            yield process
        finally:
            process.kill()
    assert process.returncode == -signal.SIGKILL


if __name__ == "__main__":
    live(json.loads(sys.stdin.readline()))
