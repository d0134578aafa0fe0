"""The local Slack that doctor examines, and a database as `serve` made it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.slack.specimens import Specimens, specimens
from bot.store import new_secret
from bot.workspace import Workspace

from tests.cli.conftest import Done, Shouze
from tests.databases import SqliteTemplate

SECRET = new_secret()


@pytest.fixture
def manifest() -> Mapping[str, Any]:
    read: dict[str, Any] = yaml.safe_load(Path("app.yaml").read_text("utf-8"))
    return read


@pytest.fixture
async def slack(manifest: Mapping[str, Any]) -> AsyncIterator[Workspace]:
    async with Workspace(manifest) as workspace:
        yield workspace


@pytest.fixture(autouse=True)
def few_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds of messages and views are tried, where a test does not ask for all of them: that takes a second."""

    def few(*given: Any) -> Specimens:  # noqa: ANN401  # as `specimens` takes it
        drawn = specimens(*given)
        return Specimens(dict(islice(drawn.messages.items(), 2)), dict(islice(drawn.views.items(), 2)))

    monkeypatch.setattr("bot.slack.specimens.specimens", few)


@pytest.fixture(autouse=True)
def made(sqlite_template: SqliteTemplate, tmp_path: Path) -> None:
    """The database, as `serve` made it."""
    sqlite_template.copied(tmp_path / "doctor.db")
    (tmp_path / "doctor.db").chmod(0o600)


async def examine(shouze: Shouze, slack: Workspace, folder: Path, **changed: str) -> Done:
    environment = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.base_url,
        "SHOUZE_DATABASE_URL": f"sqlite:///{folder / 'doctor.db'}",
        "SHOUZE_SECRET": SECRET,
    }
    done: Done = await asyncio.to_thread(shouze, "doctor", **(environment | changed))
    return done


def lines(done: Done, mark: str) -> list[str]:
    return [line for line in done.out.splitlines() if line.startswith(mark)]
