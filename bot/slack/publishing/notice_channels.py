"""Whether what is told of the rules gets to channels and people, before there is anything to tell."""

import asyncio
import time
from collections.abc import Sequence
from enum import StrEnum

from aiohttp import ClientSession, ClientTimeout

from bot.settings import SlackSettings
from bot.slack.access.directory import Directory
from bot.slack.access.visibility import Admission, may_show_in
from bot.slack.blocks.rich_text import GROUP_ID, PERSON_ID
from bot.slack.transport.connection import client
from bot.slack.transport.standing import own_team


class Reach(StrEnum):
    """Whether a message gets there: the end of the name of the sentence that says so."""

    GOOD = ""
    MISSING = "-missing"  # no such channel, or the bot is not in it; no such person, or nobody in the group
    UNTOLD = "-untold"  # Slack did not answer
    OTHERS = "-others"  # guests or other organisations read there


async def reach_of(
    settings: SlackSettings, contacts: Sequence[str], timeout: float = 10.0
) -> Sequence[Reach]:
    """Whether messages get to each contact (`#name`, or an id of a channel, person or group). Raises as `standing`."""
    admission = Admission(settings.allow_guests, settings.allow_shared_channels)
    async with ClientSession(timeout=ClientTimeout(total=timeout)) as session:
        asking = client(settings, session, timeout, repeats=True)
        once = client(settings, session, timeout, repeats=False)  # a pause that Slack asks for may be long
        team = str((await own_team(once)).get("team_id"))
        directory = Directory(asking, dict, team, time.monotonic)
        # All at once: where Slack does not answer, they wait for it together.
        reached = await asyncio.gather(*(_reach(each, directory, admission) for each in contacts))
        return [Reach.UNTOLD if each and directory.unanswered else each for each in reached]


async def _reach(written: str, directory: Directory, admission: Admission) -> Reach:
    if PERSON_ID.fullmatch(written) or GROUP_ID.fullmatch(written):
        people = [await directory.reader(each) for each in await directory.members_of([written])]
        return Reach.GOOD if any(each.is_staff for each in people) else Reach.MISSING
    channel = await directory.channels.meant(written)
    if not channel:
        return Reach.MISSING
    return Reach.GOOD if await may_show_in(channel, directory, admission) else Reach.OTHERS
