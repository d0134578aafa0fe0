"""How a command is written: its options' help, and what is wrong with a call, in the language of the settings."""

from typing import Any

import typer

from bot.wording import Catalogue

HELP_OPTIONS = ["-h", "--help"]


def translate(command: Any, say: Catalogue) -> None:  # noqa: ANN401  # Click's own type, which Typer keeps to itself
    """Put a command, and those inside it, into words: its options' help are names of sentences until then."""
    help_option = command.get_help_option(typer.Context(command, help_option_names=HELP_OPTIONS))
    help_option.help = "option.help"
    for param in (*command.params, help_option):
        param.help = param.help and say(param.help)
        param.rich_help_panel = say("usage.options" if _is_option(param) else "usage.arguments")
    for inside in getattr(command, "commands", {}).values():
        inside.rich_help_panel = say("usage.commands")
        translate(inside, say)


def usage_message(error: typer.TyperException, say: Catalogue) -> str:
    """What is wrong with a call, and where its usage is shown; "" where Typer has just shown that."""
    fault = _fault(error, say)
    context = getattr(error, "ctx", None)
    hint = say("usage.hint", command=context.command_path) if fault and context else ""
    return " ".join(filter(None, (fault, hint)))


def _fault(error: typer.TyperException, say: Catalogue) -> str:
    if option := getattr(error, "option_name", ""):
        return say("usage.no-option" if hasattr(error, "possibilities") else "usage.option", name=option)
    if param := getattr(error, "param", None):
        name = param.opts[0] if _is_option(param) else param.metavar or param.name
        return say("usage.value" if error.message else "usage.missing", name=name)
    if not error.message:
        return ""
    command = getattr(getattr(error, "ctx", None), "command", None)
    return say("usage.no-command" if hasattr(command, "commands") else "usage.surplus")


def _is_option(param: Any) -> bool:  # noqa: ANN401  # the same
    return bool(param.param_type_name == "option")
