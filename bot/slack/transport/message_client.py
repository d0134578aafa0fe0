"""The only writer to Slack. Links are never unfolded, and nothing in a text is read as a mention."""

import base64
import json
from collections.abc import Awaitable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from aiohttp import ClientConnectorError, ClientError
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.models.metadata import EntityMetadata, EventAndEntityMetadata
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack.blocks.messages import OutgoingMessage, escape
from bot.slack.blocks.rich_text import Block
from bot.slack.transport.errors import (
    AppRefusedError,
    NotTakenError,
    RateLimitedError,
    UnavailableError,
    UncertainError,
)
from bot.slack.transport.refusals import OF_FILE, refusal
from bot.store import Address, Sent

_MARK = "shouze_message"  # the kind of metadata by which a message of ours is known again
_FILE_MARK = "shouze"  # begins the name of a file by which its message is known again
_NOT_UPLOADED = "not_uploaded"
_LONGEST_ALT = 1_000  # characters of what stands for a picture
_BEFORE = 600.0  # seconds: how far the clocks of this machine and of Slack may be apart
Result = TypeVar("Result")


class MessageClient:
    """Writes with one client, which `may_look_up` what it posted unless that was not granted.

    All methods raise NotTakenError, or the kind of NotNowError that it was.
    """

    def __init__(self, client: AsyncWebClient, *, may_look_up: bool = True) -> None:
        self._client = client
        self._may_look_up = may_look_up
        self._direct: dict[str, str] = {}  # conversations by the person they are with

    async def post(self, address: Address, message: Mapping[str, Any], mark: Mapping[str, Any]) -> str:
        """Post to a conversation, or to one person there; the timestamp ("" where only one person sees it).

        `mark` goes into the metadata, by which `found` knows the message again.
        """
        if address.person or address.response_url:
            await self._say_alone(address, message, repeats=False)
            return ""
        if message.get("files") and await self._is_put(address, message, mark):
            return ""
        message = {name: message[name] for name in ("text", "blocks") if name in message}
        where = {"channel": address.channel, "thread_ts": address.thread or None}
        posted = await _told(
            self._client.chat_postMessage(
                **where,  # type: ignore[arg-type]  # a mapping of its own parameters
                **message,
                metadata={"event_type": _MARK, "event_payload": dict(mark)},
                unfurl_links=False,
                unfurl_media=False,
                mrkdwn=False,
            )
        )
        return _timestamp(posted)

    async def change(
        self, channel: str, ts: str, message: Mapping[str, Any], mark: Mapping[str, Any]
    ) -> None:
        """Have a message of ours say something else."""
        metadata = {"event_type": _MARK, "event_payload": dict(mark)}
        room = await self._room(channel)
        await _told(self._client.chat_update(channel=room, ts=ts, **message, metadata=metadata))

    async def unfurl(
        self,
        channel: str,
        ts: str,
        cards: Mapping[str, Sequence[Block]],
        objects: Sequence[EntityMetadata] = (),
    ) -> None:
        """Put cards below somebody's message, by the links in it that they stand for, and Work Objects."""
        unfurls = {url: {"blocks": list(blocks)} for url, blocks in cards.items()}
        metadata = EventAndEntityMetadata(entities=list(objects)).to_dict() if objects else None
        await _told(self._client.chat_unfurl(channel=channel, ts=ts, unfurls=unfurls, metadata=metadata))

    async def present(self, trigger: str, shown: EntityMetadata) -> None:
        """Fill the panel that somebody opened: the trigger of it lives for three seconds."""
        await _told(self._client.entity_presentDetails(trigger, metadata=shown.to_dict()))

    async def present_none(self, trigger: str, title: str, why: str) -> None:
        """Say in the panel that somebody opened why it shows nothing."""
        error = {"status": "custom", "custom_title": title, "custom_message": why}
        await _told(self._client.entity_presentDetails(trigger, error=error))

    async def remove(self, channel: str, ts: str) -> None:
        """Delete a message of ours."""
        await _told(self._client.chat_delete(channel=await self._room(channel), ts=ts))

    async def hand_over(
        self, person: str, files: Mapping[str, bytes], comment: str, thread: str = ""
    ) -> None:
        """Put files (by name) into the direct conversation with somebody, as one message: all of them or none."""
        room = await self._room(person)
        uploads = [{"filename": name, "content": content} for name, content in files.items()]
        await _told(
            self._client.files_upload_v2(
                file_uploads=uploads,
                channel=room,
                initial_comment=escape(comment),
                thread_ts=thread or None,
            )
        )

    async def _is_put(self, address: Address, message: Mapping[str, Any], mark: Mapping[str, Any]) -> bool:
        """Put a message's files there, as one message; False where Slack lets the bot put none.

        A message with files takes no metadata: the names of its files are the mark by which it is known again.
        """
        uploads = [
            {
                "filename": f"{_FILE_MARK}.{mark['delivery']}.{mark['place']}.{mark['digest']}.{number}.png",
                "title": each["title"],
                "alt_txt": each["told"][:_LONGEST_ALT],
                "content": base64.b64decode(each["content"]),
            }
            for number, each in enumerate(message["files"])
        ]
        try:
            await _told(
                self._client.files_upload_v2(
                    file_uploads=uploads,
                    channel=await self._room(address.channel),
                    initial_comment=escape(message["comment"]),
                    thread_ts=address.thread or None,
                )
            )
        except AppRefusedError as error:
            if error.why != "missing_scope":
                raise
            return False
        except NotTakenError as error:
            if error.code == _NOT_UPLOADED:
                raise UnavailableError(error.code) from error
            if error.code not in OF_FILE:
                raise
            return False
        return True

    async def found(self, address: Address, since: float, delivery: str) -> dict[int, Sent]:
        """Which messages of a delivery Slack shows already, by their place in it; none where the bot may not look."""
        shown: dict[int, Sent] = {}
        try:
            messages = await self._conversation(address, since - _BEFORE)
        except AppRefusedError as error:
            if self._may_look_up or error.why != "missing_scope":
                raise
            messages = ()  # an organisation that does not want it to read along (docs/app-minimal.yaml)
        for message in messages:
            mark = _mark_of(message)
            if mark.get("delivery") == delivery:
                shown[int(mark["place"])] = Sent(str(message["ts"]), str(mark["digest"]))
        return shown

    async def reactions(self, channel: str, ts: str, thread: str) -> int:
        """How many emoji stand under a message of ours."""
        address = Address("", channel, thread)
        messages = await self._conversation(address, float(ts) - 1)
        return sum(len(one.get("reactions") or ()) for one in messages if one["ts"] == ts)

    async def whisper(
        self, address: Address, messages: Sequence[OutgoingMessage], *, replace: bool = False
    ) -> None:
        """Show to the one person who ran a command or clicked; `replace`: instead of what they clicked on."""
        for message in messages:
            await self._say_alone(address, message.as_payload(), replace=replace)

    async def _say_alone(
        self, address: Address, message: Mapping[str, Any], *, replace: bool = False, repeats: bool = True
    ) -> None:
        """By the response URL; where that is used up or too old, in the conversation, if the bot is there.

        What the outbox sends does not `repeat` by itself where Slack is busy: that may outlast its lease.
        """
        gone: NotTakenError | None = None
        if address.response_url:
            try:
                return await self._respond(address.response_url, message, replace=replace, repeats=repeats)
            except NotTakenError as error:
                gone = error
        if gone and not (address.channel and address.person):
            raise gone
        where = {"channel": address.channel, "thread_ts": address.thread or None, "user": address.person}
        try:
            await _told(self._client.chat_postEphemeral(**where, **message))  # type: ignore[arg-type]  # a mapping of its own parameters
        except NotTakenError as error:
            raise gone or error from error

    async def _room(self, channel: str) -> str:
        """The conversation: Slack lets one post to a person's id, but what stands there is found by its own."""
        if not channel.startswith(("U", "W")):
            return channel
        if channel not in self._direct:
            opened = await _told(self._client.conversations_open(users=channel))
            self._direct[channel] = str(opened["channel"]["id"])
        return self._direct[channel]

    async def _conversation(self, address: Address, oldest: float) -> Sequence[Mapping[str, Any]]:
        known: dict[str, Any] = {
            "channel": await self._room(address.channel),
            "oldest": f"{oldest:.6f}",
            "limit": 200,
            "include_all_metadata": True,
        }
        if address.thread:
            try:
                return await _told(_pages(self._client.conversations_replies(ts=address.thread, **known)))
            except NotTakenError as error:
                if error.code != "thread_not_found":
                    raise  # else its first message was deleted, and what answers it went to the channel
        return await _told(_pages(self._client.conversations_history(**known)))

    async def _respond(self, url: str, message: Mapping[str, Any], *, replace: bool, repeats: bool) -> None:
        """Slack takes five answers to a response URL, in 30 minutes."""
        webhook = AsyncWebhookClient(
            url,
            session=self._client.session,
            timeout=self._client.timeout,
            retry_handlers=[AsyncRateLimitErrorRetryHandler(2)] if repeats else [],
        )
        try:
            sent = await webhook.send(
                text=message["text"],
                blocks=message["blocks"],
                response_type="ephemeral",
                replace_original=replace,
            )
        # The last where it asks for a pause, and not in a number of seconds.
        except (ClientError, TimeoutError, OSError, ValueError) as error:
            raise UncertainError(type(error).__name__) from error
        if sent.status_code == 429:
            wanted = sent.headers.get("Retry-After", "")
            raise RateLimitedError(float(wanted if wanted.isdecimal() else 1))
        if sent.status_code >= 500 or sent.body.lstrip().startswith("<"):  # a proxy's
            raise UncertainError(f"status {sent.status_code}")
        if sent.status_code != 200:
            raise NotTakenError(f"response_url_{sent.status_code}")
        if code := _said_no(sent.body):
            raise NotTakenError(f"response_url_{code}")


def _said_no(body: str) -> str:
    """Slack's word for why it took nothing; "" where a body says no such thing."""
    with suppress(ValueError):  # mostly it says `ok`, which is no JSON
        if isinstance(told := json.loads(body), Mapping) and told.get("ok") is False:
            return str(told.get("error") or "not_ok")
    return ""


async def _pages(first: Awaitable[AsyncSlackResponse]) -> Sequence[Mapping[str, Any]]:
    """The messages of all pages."""
    return [message async for page in await first for message in page["messages"]]


def _mark_of(message: Mapping[str, Any]) -> Mapping[str, Any]:
    """The mark that a message was posted with; empty for one that is not ours."""
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") == _MARK:
        return metadata.get("event_payload") or {}
    for file in message.get("files") or ():
        kind, *mark = str(file.get("name") or "").split(".")
        if kind == _FILE_MARK and len(mark) == 5:
            return dict(zip(("delivery", "place", "digest"), mark, strict=False))
    return {}


def _timestamp(posted: AsyncSlackResponse) -> str:
    ts = posted.get("ts")
    if not isinstance(ts, str):
        raise UncertainError("no timestamp")
    return ts


async def _told(call: Awaitable[Result]) -> Result:
    """The response, or one of the ways in which there is none."""
    try:
        return await call
    except SlackApiError as error:
        raise refusal(error.response) from error
    except SlackRequestError as error:  # where files are put: its message would carry what was answered there
        raise NotTakenError(_NOT_UPLOADED) from error
    except ClientConnectorError as error:  # not even the connection was made
        raise UnavailableError(type(error).__name__) from error
    except (ClientError, TimeoutError, OSError) as error:
        raise UncertainError(type(error).__name__) from error
