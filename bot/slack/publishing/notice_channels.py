"""Whether what changes in each book can be told where its file says, before there is anything to tell."""

import time
from collections.abc import Sequence
from enum import StrEnum

from aiohttp import ClientSession

from bot.rulebook import Rulebook
from bot.settings import SlackSettings
from bot.slack.access.directory import Directory
from bot.slack.access.visibility import Admission, may_show_in
from bot.slack.transport.connection import client
from bot.slack.transport.standing import own_team


class Reach(StrEnum):
    """Whether a notice gets there: the last part of the sentence that says so."""

    GOOD = "notices"
    MISSING = "notices-missing"  # no such channel, or the bot is not in it
    OTHERS = "notices-others"  # guests or other organisations read there


async def reach_of_notices(
    settings: SlackSettings, books: Sequence[Rulebook], timeout: float = 10.0
) -> Sequence[tuple[Rulebook, Reach]]:
    """Each book that names a channel for notices, with whether they get there. Raises as `standing`."""
    admission = Admission(settings.allow_guests, settings.allow_shared_channels)
    async with ClientSession() as session:
        asking = client(settings, session, timeout, repeats=True)
        team = str((await own_team(asking)).get("team_id"))
        directory = Directory(asking, dict, team, time.monotonic)
        return [(book, await _reach(book.notices, directory, admission)) for book in books if book.notices]


async def _reach(written: str, directory: Directory, admission: Admission) -> Reach:
    channel = await directory.channels.meant(written)
    if not channel:
        return Reach.MISSING
    return Reach.GOOD if await may_show_in(channel, directory, admission) else Reach.OTHERS
