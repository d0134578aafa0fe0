"""The `shouze` command: questions, sections, checks and measurements in a terminal; Slack by `serve`."""

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module, metadata
from typing import Annotated, Any

import typer
from typer.completion import completion_init  # type: ignore[attr-defined]  # Typer names it nowhere else
from typer.core import TyperCommand
from typer.main import get_command

from bot.cli.usage import HELP_OPTIONS, AskingGroup, translate
from bot.settings import Settings, SettingsError, as_tenant, read_settings
from bot.wording import Catalogue, Language, catalogue_for

__all__ = ["command_line"]

# Each command's function, by its module: what one needs is imported when that one runs, which saves seconds.
_COMMANDS = {
    "ask": "rules.ask:ask",
    "section": "rules.ask:section",
    "init": "rules.beginning:init",
    "import": "rules.importing:import_books",
    "check": "rules.knowledge:check",
    "learn": "rules.knowledge:learn",
    "eval": "rules.knowledge:evaluate",
    "publish": "rules.publishing.publish:publish",
    "diff": "rules.publishing.difference:diff",
    "site": "rules.pages:site",
    "history": "rules.publishing.publish:history",
    "rollback": "rules.publishing.publish:rollback",
    "demo": "running.serve:demo",
    "serve": "running.serve:serve",
    "mcp": "running.mcp:mcp",
    "doctor": "running.doctor:doctor",
    "audit": "records.audit:audit",
    "report": "records.report:report_questions",
    "completion": "completion:completion",
}
_GROUPS = {
    "secret": {"rotate": "records.secret:rotate"},
    "privacy": {
        "export": "records.privacy:export",
        "erase": "records.privacy:erase",
        "periods": "records.privacy:periods",
    },
    "outbox": {
        "list": "records.outbox:list_dead_letters",
        "retry": "records.outbox:retry",
        "drop": "records.outbox:drop",
    },
    "tenants": {
        "list": "records.tenants:list_tenants",
        "show": "records.tenants:show_tenant",
        "export": "records.tenants:export_tenant",
        "remove": "records.tenants:remove_tenant",
    },
    "learned": {
        "list": "records.learned:list_learned",
        "drop": "records.learned:drop_learned",
        "export": "records.learned:export_learned",
    },
    "onboarding": {
        "preview": "rules.onboarding_preview:preview",
        "verify": "records.onboarding_records:verify_signatures",
        "report": "records.onboarding_records:report_progress",
        "acknowledgements": "records.acknowledgements:report_acknowledgements",
    },
}
_ALONE = {"secret": "records.secret:secret"}  # what a group does without a command of it
_EXAMINES = "doctor"


def _say_version(asked: bool) -> None:  # noqa: FBT001  # as Typer calls it
    if asked:
        typer.echo(f"shouze {metadata.version('shouze')}")
        raise typer.Exit


class LazyCommand(TyperCommand):
    """A command, or a group of them, of which only name and help are known until it is called."""

    def __init__(self, name: str, help: str, load: Callable[[], Any], given: Callable[[], object]) -> None:  # noqa: A002  # Click's name
        super().__init__(name, help=help)
        self.load = load
        self._given = given

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:  # noqa: ANN401  # Click's own types
        """As Click does for the command itself, which gets what every command works with."""
        return self.load().make_context(info_name, args, parent, obj=self._given(), **extra)


def command_line(environment: Mapping[str, str], begins: Callable[[], object] = int) -> Any:  # noqa: ANN401  # Click's own type, which Typer keeps to itself
    """The command line over an environment, a Click command; `begins` is called once a command of it is loaded.

    A command raises SettingsError, but for `doctor`, which names that among all else that is wrong.
    """
    settings, wrong = _settings(environment)
    say = catalogue_for(Language(settings.language))
    completion_init()
    app = typer.Typer(
        cls=AskingGroup,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": HELP_OPTIONS},
        help=say("command.help"),
    )
    app.callback()(_root)  # with it, Typer makes a group
    command = get_command(app)

    def given(name: str) -> object:
        from bot.cli.context import CliContext  # noqa: PLC0415  # it knows how to answer
        from bot.cli.wrapping import break_well  # noqa: PLC0415  # it prints

        begins()
        if wrong and name != _EXAMINES:
            raise wrong
        break_well()
        own = as_tenant(environment)
        return CliContext(own, settings if own is environment else read_settings(Settings, own), say)

    for name in (*_COMMANDS, *_GROUPS):
        lazy = LazyCommand(name, say(f"command.{name}"), partial(_loaded, name, say), partial(given, name))
        getattr(command, "add_command")(lazy)  # noqa: B009  # Click's group, behind Typer's own type
    translate(command, say)
    return command


def _settings(environment: Mapping[str, str]) -> tuple[Settings, SettingsError | None]:
    """What every command needs, in the place of what is wrong what counts where nothing is said; and what is wrong."""
    try:
        return read_settings(Settings, environment), None
    except SettingsError as error:
        names = {fault.name for fault in error.faults}
        usable = {name: value for name, value in environment.items() if name not in names}
        return read_settings(Settings, usable), error


def _loaded(name: str, say: Catalogue) -> Any:  # noqa: ANN401  # as above
    """A command or a group by its name."""
    app = typer.Typer(
        cls=AskingGroup,
        add_completion=False,
        no_args_is_help=name not in _ALONE,
        help=say(f"command.{name}"),
    )
    if name in _COMMANDS:
        app.command(name, help=say(f"command.{name}"))(_function(_COMMANDS[name]))
    if alone := _ALONE.get(name):
        app.callback(invoke_without_command=True)(_function(alone))
    for inside, place in _GROUPS.get(name, {}).items():
        app.command(inside, help=say(f"command.{name}.{inside}"))(_function(place))
    command = get_command(app)
    translate(command, say, name)
    return command


def _root(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", "-V", help="option.version", is_eager=True, callback=_say_version),
    ] = False,
) -> None:
    """What `shouze` takes before a command."""


def _function(place: str) -> Callable[..., None]:
    module, _, name = place.partition(":")
    function: Callable[..., None] = getattr(import_module(f"bot.cli.{module}"), name)
    return function
