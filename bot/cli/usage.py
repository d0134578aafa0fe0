"""How a command is written: help, examples, and what is wrong with a call, in the language of the settings."""

import re
from collections.abc import Callable
from difflib import get_close_matches
from functools import partial
from itertools import takewhile
from typing import Any

import typer
from typer.core import TyperGroup

from bot.wording import Catalogue, Language

HELP_OPTIONS = ["-h", "--help"]
ROOT = "shouze"
_KINDS = {
    "<path>": "usage.kind.path",
    "<list[Path]>": "usage.kind.path",
    "<list[str]>": "usage.kind.text",
    "<str>": "usage.kind.text",
    "<int>": "usage.kind.number",
    "<int range>": "usage.kind.number",
    "DATE": "usage.kind.date",
    "HASH": "usage.kind.hash",
}
_LIKE_A_COMMAND = re.compile(r"[a-z-]+")


class AskingGroup(TyperGroup):
    """A group of commands in which what is no command's name is a question: `shouze 迟到怎么处理`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401  # Click's own types
        """The command that is meant, its name and the rest of the words; raises Click's usage error, with `near`."""
        first = args[0]
        if "ask" in self.commands and first not in self.commands and not _LIKE_A_COMMAND.fullmatch(first):
            words = list(takewhile(lambda word: not word.startswith("-"), args))
            args = ["ask", " ".join(words), *args[len(words) :]]
        try:
            return super().resolve_command(ctx, args)
        except typer.TyperException as error:
            vars(error)["near"] = get_close_matches(first, self.commands)
            raise


def translate(command: Any, say: Catalogue, name: str = ROOT) -> None:  # noqa: ANN401  # Click's own type
    """Put a command, and those inside it, into words: its options' help are names of sentences until then."""
    help_option = command.get_help_option(typer.Context(command, help_option_names=HELP_OPTIONS))
    help_option.help = "option.help"
    command.get_usage = partial(_usage, command, say)
    command.options_metavar = say("usage.metavar.options")
    if hasattr(command, "commands"):
        command.subcommand_metavar = say("usage.metavar.command")
    if f"example.{name}" in say.names:
        lines = say(f"example.{name}").splitlines()
        command.epilog = "\n".join([say("usage.examples"), *(f"  {line}" for line in lines)])
    for param in (*command.params, help_option):
        if not _is_option(param):
            name_of_value = say(f"argument.{param.name}")
            param.metavar = name_of_value if param.required else f"[{name_of_value}]"
        param.help = param.help and say(param.help)
        param.rich_help_panel = say("usage.options" if _is_option(param) else "usage.arguments")
        is_flag = getattr(param, "is_flag", False)
        param.display_type_rich = _no_type if is_flag else partial(_kind, param.display_type_rich, say)
    for inside, own in getattr(command, "commands", {}).items():
        own.rich_help_panel = say("usage.commands")
        translate(own, say, inside if name == ROOT else f"{name}.{inside}")


def _no_type(ctx: Any) -> None:  # noqa: ANN401  # the same
    """Of a flag: it takes no value, and Typer's <bool> says nothing to whoever reads the help."""


def _kind(typer_s: Callable[[Any], str], say: Catalogue, ctx: Any) -> str:  # noqa: ANN401  # the same
    """What a value is, in words: Typer names types of Python."""
    written = typer_s(ctx)
    return f"<{say(_KINDS[written])}>" if written in _KINDS else written


def _usage(command: Any, say: Catalogue, ctx: Any) -> str:  # noqa: ANN401  # the same
    """The first line of a command's help; Typer's own words for what follows are set beside it."""
    from typer import rich_utils  # noqa: PLC0415  # it is loaded for help alone

    from bot.cli.wrapping import break_well  # noqa: PLC0415  # the same

    break_well()
    rich_utils.REQUIRED_LONG_STRING = say("usage.required")
    rich_utils.DEFAULT_STRING = say("usage.default")
    return say("usage.usage", call=" ".join([ctx.command_path, *command.collect_usage_pieces(ctx)]))


def usage_message(error: typer.TyperException, say: Catalogue) -> str:
    """What is wrong with a call, what may be meant, and where its usage is shown; "" where Typer just showed that."""
    fault = _fault(error, say)
    context = getattr(error, "ctx", None)
    near = [*(getattr(error, "near", None) or []), *(getattr(error, "possibilities", None) or [])]
    hints = [
        say("usage.near", near=say("usage.or").join(near)) if near else "",
        say("usage.hint", command=context.command_path) if fault and context else "",
    ]
    return ("" if say.language is Language.CHINESE else " ").join(filter(None, (fault, *hints)))


def _fault(error: typer.TyperException, say: Catalogue) -> str:
    if option := getattr(error, "option_name", ""):
        return say("usage.no-option" if hasattr(error, "possibilities") else "usage.option", name=option)
    if param := getattr(error, "param", None):
        name = param.opts[0] if _is_option(param) else param.metavar
        return say("usage.value" if error.message else "usage.missing", name=name)
    if not error.message:
        return ""
    command = getattr(getattr(error, "ctx", None), "command", None)
    return say("usage.no-command" if hasattr(command, "commands") else "usage.surplus")


def _is_option(param: Any) -> bool:  # noqa: ANN401  # the same
    return bool(param.param_type_name == "option")
