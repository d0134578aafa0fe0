"""The command `shouze init`: a small knowledge folder that is answered from at once, to be written on."""

from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import CliContext
from bot.cli.errors import NotEmptyError, UnwritableError
from bot.knowledge import read_files, write_files

_STARTER = "starter"
_DAY = "2026-01-01"  # on which the starter's book is in force, as it is shipped


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="option.new-folder")],
) -> None:
    """Write the starter in the language of the settings; raises NotEmptyError, UnwritableError."""
    cli: CliContext = context.obj
    with as_file(files(__package__).joinpath(_STARTER, cli.settings.language)) as starter:
        texts = read_files(starter)
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise NotEmptyError(folder)
        folder.mkdir(parents=True, exist_ok=True)
        today = cli.today().isoformat()
        write_files({name: text.replace(_DAY, today) for name, text in texts.items()}, folder)
    except OSError as error:
        raise UnwritableError.of(folder, error) from error
    cli.print(cli.say("init.done", folder=folder, files="\n".join(f"  {folder / name}" for name in texts)))
