"""Whether what is told of the rules gets to a channel, before there is anything to tell."""

import time
from collections.abc import Sequence
from enum import StrEnum

from aiohttp import ClientSession

from bot.settings import SlackSettings
from bot.slack.access.directory import Directory
from bot.slack.access.visibility import Admission, may_show_in
from bot.slack.transport.connection import client
from bot.slack.transport.standing import own_team


class Reach(StrEnum):
    """Whether a message gets there: the end of the name of the sentence that says so."""

    GOOD = ""
    MISSING = "-missing"  # no such channel, or the bot is not in it
    OTHERS = "-others"  # guests or other organisations read there


async def reach_of_channels(
    settings: SlackSettings, channels: Sequence[str], timeout: float = 10.0
) -> Sequence[Reach]:
    """Whether messages get to each of the channels (`#name` or an id), in their order. Raises as `standing`."""
    admission = Admission(settings.allow_guests, settings.allow_shared_channels)
    async with ClientSession() as session:
        asking = client(settings, session, timeout, repeats=True)
        team = str((await own_team(asking)).get("team_id"))
        directory = Directory(asking, dict, team, time.monotonic)
        return [await _reach(each, directory, admission) for each in channels]


async def _reach(written: str, directory: Directory, admission: Admission) -> Reach:
    channel = await directory.channels.meant(written)
    if not channel:
        return Reach.MISSING
    return Reach.GOOD if await may_show_in(channel, directory, admission) else Reach.OTHERS
