"""`shouze doctor` where workspaces install the bot by themselves: the whole, and one of them with its own token."""

from pathlib import Path

import pytest
from bot.store import Installation, new_secret
from bot.workspace import Workspace

from tests.cli.conftest import Shouze
from tests.cli.running.doctor.conftest import examine, lines
from tests.databases import opened

SECRET = new_secret()


@pytest.fixture
def installed(slack: Workspace, tmp_path: Path) -> dict[str, str]:
    """The environment of a process that the workspace has the bot of."""
    url = f"sqlite:///{tmp_path / 'many.db'}"
    acme = Installation(
        "T0A", "Acme", "T0A", slack.state.bot_id, slack.bot_user_id, "chat:write", slack.bot_token
    )
    with opened(url, SECRET) as store:
        store.of("T0A").installations.keep(1.0, acme)
    tokens = slack.state.tokens
    return {
        "SLACK_BOT_TOKEN": "",
        "SLACK_APP_TOKEN": "",
        "SLACK_CLIENT_ID": tokens.client_id,
        "SLACK_CLIENT_SECRET": tokens.client_secret,
        "SLACK_SIGNING_SECRET": tokens.signing_secret,
        "SHOUZE_SECRET": SECRET,
        "SHOUZE_DATABASE_URL": url,
    }


async def test_of_the_whole_it_says_how_many_have_it(
    shouze: Shouze, slack: Workspace, tmp_path: Path, installed: dict[str, str]
) -> None:
    done = await examine(shouze, slack, tmp_path, **installed)
    assert done.status == 0, done.out
    assert any("1 个工作区" in line for line in lines(done, "!"))


async def test_a_secret_of_the_app_that_is_missing_is_named(
    shouze: Shouze, slack: Workspace, tmp_path: Path, installed: dict[str, str]
) -> None:
    done = await examine(shouze, slack, tmp_path, **installed | {"SLACK_CLIENT_SECRET": ""})
    assert any("SLACK_CLIENT_SECRET" in line for line in lines(done, "✗"))


async def test_one_of_them_is_examined_with_its_own_token_and_rules(
    shouze: Shouze, slack: Workspace, tmp_path: Path, installed: dict[str, str]
) -> None:
    done = await examine(shouze, slack, tmp_path, **installed | {"SHOUZE_TENANT": "T0A"})
    assert any("SLACK_BOT_TOKEN" in line for line in lines(done, "✓")), done.out
    assert any("tenants/T0A" in line for line in lines(done, "✗"))  # it has no rules yet
