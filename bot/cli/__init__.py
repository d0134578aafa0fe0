"""The `shouze` command: questions, sections, checks and measurements in a terminal; Slack by `serve`."""

from collections.abc import Callable, Mapping
from typing import Any

import typer
from typer.main import get_command

from bot.cli.context import CliContext
from bot.cli.records import audit, onboarding_records, outbox, privacy, secret
from bot.cli.rules import ask, importing, knowledge, onboarding_preview
from bot.cli.running import doctor, serve
from bot.cli.usage import HELP_OPTIONS, translate
from bot.settings import Settings, read_settings
from bot.wording import Language, catalogue_for

__all__ = ["command_line"]

Commands = Mapping[str, Callable[..., None]]

_COMMANDS: Commands = {
    "ask": ask.ask,
    "section": ask.section,
    "import": importing.import_books,
    "check": knowledge.check,
    "learn": knowledge.learn,
    "eval": knowledge.evaluate,
    "demo": serve.demo,
    "serve": serve.serve,
    "doctor": doctor.doctor,
    "audit": audit.audit,
}
_GROUPS: Mapping[str, Commands] = {
    "secret": {"rotate": secret.rotate},
    "privacy": {"export": privacy.export, "erase": privacy.erase, "periods": privacy.periods},
    "outbox": {"list": outbox.list_dead_letters, "retry": outbox.retry, "drop": outbox.drop},
    "onboarding": {
        "preview": onboarding_preview.preview,
        "verify": onboarding_records.verify_signatures,
        "report": onboarding_records.report_progress,
    },
}
_ALONE: Commands = {"secret": secret.secret}  # what a group does without a command of it


def command_line(environment: Mapping[str, str]) -> Any:  # noqa: ANN401  # Click's own type, which Typer keeps to itself
    """The command line over an environment, a Click command; raises SettingsError."""
    settings = read_settings(Settings, environment)
    say = catalogue_for(Language(settings.language))
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={
            "obj": CliContext(environment, settings, say),
            "help_option_names": HELP_OPTIONS,
        },
        help=say("command.help"),
    )
    for name, command in _COMMANDS.items():
        app.command(name, help=say(f"command.{name}"))(command)
    for group_name, commands in _GROUPS.items():
        group = typer.Typer(no_args_is_help=group_name not in _ALONE, help=say(f"command.{group_name}"))
        if alone := _ALONE.get(group_name):
            group.callback(invoke_without_command=True)(alone)
        for name, command in commands.items():
            group.command(name, help=say(f"command.{group_name}.{name}"))(command)
        app.add_typer(group, name=group_name)
    command = get_command(app)
    translate(command, say)
    return command
