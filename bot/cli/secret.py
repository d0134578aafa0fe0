"""The command `shouze secret`."""

from bot.store import new_secret


def secret() -> None:
    """Print a new key for SHOUZE_SECRET, alone on its line."""
    print(new_secret())  # noqa: T201  # standard output is this command's product
