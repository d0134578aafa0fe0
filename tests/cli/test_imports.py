"""A command imports what it needs, and no more: whoever asks at the terminal waits for that."""

import subprocess
import sys

import pytest

_RUN = "import sys; from bot.__main__ import run; run({}, sys.argv[1:]); print('\\n', *sys.modules)"


@pytest.mark.parametrize(
    ("arguments", "spared"),
    [
        (
            "--help",
            {
                "sqlalchemy",
                "alembic",
                "slack_bolt",
                "slack_sdk",
                "bot.cli.context",
                "bot.answering",
                "jieba",
                "numpy",
                "holidays",
                "yaml",
                "cn2an",
            },
        ),
        ("--version", {"bot.answering", "jieba", "numpy", "typer.rich_utils", "holidays"}),
        ("ask 7.1", {"sqlalchemy", "alembic", "bot.store", "bot.publishing", "slack_sdk", "holidays"}),
        ("section --help", {"sqlalchemy", "alembic", "pypdfium2", "docx", "slack_bolt", "slack_sdk"}),
    ],
)
def test_a_command_imports_only_what_it_needs(arguments: str, spared: set[str]) -> None:
    command = [sys.executable, "-c", _RUN, *arguments.split()]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  # our own words
    imported = set(ended.stdout.splitlines()[-1].split())
    assert "bot.cli" in imported
    assert spared & imported == set()
