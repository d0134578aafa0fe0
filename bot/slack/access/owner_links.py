"""Owners in a reply by the ids of their channels, which Slack draws as links, where their contact is a name."""

from dataclasses import replace
from typing import TypeVar

from bot.answering import Refusal
from bot.rulebook import Owner
from bot.slack.access.channels import Channels

AnyReply = TypeVar("AnyReply")


async def with_linked_owners(reply: AnyReply, channels: Channels) -> AnyReply:
    """The reply, with whom to ask as Slack links it where the bot is in that channel."""
    if not isinstance(reply, Refusal) or not reply.is_worth_asking:
        return reply
    owner = await _linked(reply.owner, channels) if reply.owner else None
    owners = tuple([(title, await _linked(each, channels)) for title, each in reply.owners])
    return replace(reply, owner=owner, owners=owners)


async def _linked(owner: Owner, channels: Channels) -> Owner:
    contact = owner.address
    return replace(owner, contact=await channels.linked(contact)) if contact else owner
