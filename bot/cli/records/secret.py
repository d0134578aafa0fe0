"""The commands `shouze secret`, which makes a key for SHOUZE_SECRET, and `shouze secret rotate` for when it changed."""

import time
from contextlib import closing

import typer

from bot.audit import Action
from bot.cli.context import CliContext
from bot.settings import SettingFault, SettingsError, StoreSettings, read_settings
from bot.store import new_secret


def secret(context: typer.Context) -> None:
    """Print a new key for SHOUZE_SECRET, alone on its line."""
    if context.invoked_subcommand is None:
        typer.echo(new_secret())


def rotate(context: typer.Context) -> None:
    """Seal everything stored anew with today's key; exit status 1 where something is left under an older one.

    Raises SettingsError where there is no key.
    """
    cli: CliContext = context.obj
    if not read_settings(StoreSettings, cli.environment).secrets:
        raise SettingsError((SettingFault("SHOUZE_SECRET"),))
    with closing(cli.store()) as store:
        store.audit.record(time.time(), cli.actor, Action.ROTATED)
        rotation = store.rotate()
        left = store.seal_counts().older  # a bot at work may have written with the older key meanwhile
    cli.print(cli.say("secret.rotated", count=rotation.resealed))
    if rotation.unreadable:
        cli.print(cli.say("secret.unreadable", count=rotation.unreadable))
    if left:
        cli.print(cli.say("secret.left", count=left))
        raise typer.Exit(1)
    if store.seal.secrets > 1:
        cli.print(cli.say("secret.droppable"))
