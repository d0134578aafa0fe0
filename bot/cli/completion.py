"""The command `shouze completion`: what a shell runs so that the tab key completes commands and options."""

from enum import StrEnum
from typing import Annotated

import typer
from typer.completion import get_completion_script  # type: ignore[attr-defined]  # Typer names it nowhere else

COMPLETES = "_SHOUZE_COMPLETE"
"""The variable by which a shell asks for what may follow."""


class Shell(StrEnum):
    """The shells that can be told."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def completion(shell: Annotated[Shell, typer.Argument(help="option.shell")]) -> None:
    """Print the script for a shell."""
    typer.echo(get_completion_script(prog_name="shouze", complete_var=COMPLETES, shell=shell.value))
