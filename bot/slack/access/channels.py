"""Where Slack's conversations are: by name, with one person, and who may look into them.

Where Slack cannot tell, the safe side is taken: a conversation counts as private and shared, and nobody can be written
to there.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.access.lookups import Lookup, Terms, told_of
from bot.slack.access.workspaces import Workspaces
from bot.slack.blocks.rich_text import PERSON_ID

_HOUR, _WHILE = 60 * 60.0, 5 * 60.0  # seconds
_SOON = 0.5  # seconds that a link may cost an answer
_PATIENCE = 10.0  # seconds: a large workspace has many pages of channels
_PAGE = 1_000
_ALL = ""  # the key of the one list of channels
_SHARED = ("is_ext_shared", "is_pending_ext_shared", "is_org_shared")


@dataclass(frozen=True)
class ChannelInfo:
    """What Slack tells of a conversation; `is_known`: whether it told anything."""

    is_member: bool
    is_private: bool
    is_shared: bool
    is_known: bool = True


class Channels:
    """Looks conversations up in Slack; nothing raises where Slack fails. `clock` tells seconds."""

    def __init__(self, client: AsyncWebClient, clock: Callable[[], float], workspaces: Workspaces) -> None:
        self._client, self._workspaces = client, workspaces
        terms = Terms(clock, _PATIENCE)
        self._names = Lookup("conversations.list", self._listed, lambda _: {}, _HOUR, terms)
        self._infos = Lookup("conversations.info", self._read, _unread, _WHILE, Terms(clock))
        self._direct = Lookup("conversations.open", self._opened, lambda _: "", _HOUR, terms)
        self._readers = Lookup("conversations.open", self._resumed, lambda _: "", _HOUR, terms)
        self._links = Lookup("chat.getPermalink", self._linked, lambda _: "", _HOUR, terms)

    @property
    def unanswered(self) -> int:
        """How often Slack said nothing at all."""
        return self._names.unanswered + self._infos.unanswered

    async def named(self, name: str) -> str:
        """The id of the channel with this name in which the bot is; "" where there is none."""
        found = (await self._names(_ALL)).get(name, "")
        if not found:
            self._names.forget(_ALL)  # somebody may invite the bot right now
        return found

    async def linked(self, contact: str) -> str:
        """A contact `#name` as the channel's id where that is known soon; as it is written where not."""
        return (await self.links([contact])).get(contact, contact)

    async def links(self, contacts: Iterable[str]) -> Mapping[str, str]:
        """The channels' ids of those contacts that are the `#name` of one, where that is known soon."""
        wanted = {each for each in contacts if each.startswith("#")}
        if not wanted:
            return {}
        asking = asyncio.ensure_future(self._names(_ALL))
        await asyncio.wait({asking}, timeout=_SOON)
        names: Mapping[str, str] = asking.result() if asking.done() else {}
        return {each: names[name] for each in wanted if (name := each.removeprefix("#")) in names}

    async def meant(self, written: str) -> str:
        """The channel that is written as `#name` or as its id, if the bot is in it; else ""."""
        name = written.removeprefix("#")
        return await (self.named(name) if name != written else self.joined(written))

    async def joined(self, channel: str) -> str:
        """The channel, if the bot is in it; else ""."""
        if (await self._infos(channel)).is_member:
            return channel
        self._infos.forget(channel)
        return ""

    async def is_left_out(self, channel: str) -> bool:
        """Whether Slack says that the bot is not in there, and so cannot post; False where Slack cannot tell."""
        info = await self._infos(channel)
        if not info.is_member:
            self._infos.forget(channel)
        return info.is_known and not info.is_member

    async def is_shared(self, channel: str) -> bool:
        """Whether people of other workspaces read along, or will once they accept; never in a direct message."""
        return not is_direct(channel) and (await self._infos(channel)).is_shared

    async def is_known(self, channel: str) -> bool:
        """Whether Slack tells, at this moment, what a conversation is."""
        self._infos.forget(channel)
        return (await self._infos(channel)).is_known

    def forget(self, channel: str) -> None:
        """Ask Slack anew what this channel is: it is shared now, or somebody came in."""
        self._infos.forget(channel)

    async def with_person(self, person: str) -> str:
        """The direct conversation with a person; "" where there can be none."""
        return await self._direct(person)

    async def reader(self, direct: str) -> str:
        """Who reads in a direct conversation, which may be named by them; "" where Slack does not tell."""
        if PERSON_ID.fullmatch(direct):
            return direct
        found = await self._readers(direct)
        if not found:
            self._readers.forget(direct)
        return found

    async def is_private(self, channel: str) -> bool:
        """Whether others than its members cannot read there."""
        return is_direct(channel) or (await self._infos(channel)).is_private

    async def link(self, channel: str, ts: str) -> str:
        """The address of a message; "" where it has none."""
        return await self._links(f"{channel} {ts}")

    async def _listed(self, _: str) -> Mapping[str, str]:
        kinds, found = "public_channel,private_channel", dict[str, str]()
        for team in await self._workspaces():
            pages = await self._client.conversations_list(
                types=kinds, exclude_archived=True, limit=_PAGE, team_id=team
            )
            async for page in pages:
                found |= {
                    str(one["name"]): str(one["id"])
                    for one in told_of(page, "channels")
                    if one.get("is_member")
                }
        return found

    async def _read(self, channel: str) -> ChannelInfo:
        told = told_of(await self._client.conversations_info(channel=channel), "channel")
        is_member = bool(told.get("is_member") or told.get("is_im")) and not told.get("is_archived")
        is_private = not told.get("is_channel") or bool(told.get("is_private"))
        return ChannelInfo(is_member, is_private, any(told.get(way) for way in _SHARED))

    async def _opened(self, person: str) -> str:
        told = await self._client.conversations_open(users=person)
        return str((told.get("channel") or {}).get("id") or "")

    async def _resumed(self, direct: str) -> str:
        """Slack tells it to who may open one: to be told of any conversation would take another scope."""
        told = await self._client.conversations_open(channel=direct, return_im=True)
        return str((told.get("channel") or {}).get("user") or "")

    async def _linked(self, message: str) -> str:
        channel, _, ts = message.partition(" ")
        told = await self._client.chat_getPermalink(channel=channel, message_ts=ts)
        return str(told.get("permalink") or "")


def is_direct(channel: str) -> bool:
    """Whether a conversation is a direct message."""
    return channel.startswith("D")


def _unread(why: str) -> ChannelInfo:
    """A channel that the bot is not in gets nothing from it: to say that it is shared would only mislead."""
    is_outside = why == "channel_not_found"
    return ChannelInfo(is_member=False, is_private=True, is_shared=not is_outside, is_known=is_outside)
