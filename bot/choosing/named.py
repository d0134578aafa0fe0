"""The chooser that a setting names."""

import re
from pathlib import Path

from bot.answering import Chooser
from bot.choosing.cross_encoder import load_cross_encoder
from bot.choosing.patience import PATIENCE, Patient
from bot.retrieval import Obstacle

_ENDPOINT = re.compile(r"openai:(?P<model>.+)@(?P<url>https?://.+)")


class MissingChooserError(Exception):
    """The chooser asked for cannot be had; `name` is what was asked for, `why` what is in the way."""

    def __init__(self, name: str, why: Obstacle) -> None:
        super().__init__(f"{name}: {why}")
        self.name = name
        self.why = why


def chooser_named(name: str, key: str, cache: Path) -> Chooser | None:
    """The chooser of a setting: none; fastembed:MODEL; openai:MODEL@URL, which is asked with the `key`, if any.

    What has to be fetched is kept in `cache`.
    Raises MissingChooserError where fastembed is not installed, or its model cannot be had.
    """
    if name == "none":
        return None
    if endpoint := _ENDPOINT.fullmatch(name):
        from bot.choosing.chat_completion import ChatCompletion  # noqa: PLC0415  # aiohttp, which most need not pay

        return Patient(ChatCompletion(endpoint["url"], endpoint["model"], key, PATIENCE).choose)
    try:
        return Patient(load_cross_encoder(name.removeprefix("fastembed:"), cache / "fastembed").choose)
    except Exception as error:
        raise MissingChooserError(name, Obstacle.behind(error)) from error
