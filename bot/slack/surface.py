"""What people see besides posted messages: modals, replies to the one who clicked alone, and the line in the pane."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError
from slack_bolt.async_app import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.inquiries import Asked, Surface
from bot.slack.blocks.elements import line, plain
from bot.slack.blocks.messages import OutgoingMessage, note
from bot.slack.blocks.rich_text import Block
from bot.slack.process.monitoring import log_incident
from bot.slack.transport.arriving.payloads import Click, Submission
from bot.slack.transport.errors import (
    AppRefusedError,
    NotNowError,
    NotTakenError,
    RateLimitedError,
    UnavailableError,
)
from bot.slack.transport.message_client import MessageClient
from bot.store import Address
from bot.wording import Catalogue

View = dict[str, Any]
Files = Mapping[str, bytes]  # by name
_log = logging.getLogger(__name__)
# Bolt sends an ack up to 10 ms after it was given, by another way than calls go: what follows must not overtake it.
_SETTLE = 0.5  # seconds
_SOON = 1.0  # seconds that a modal's content may take before it opens without: its trigger lives for three
# The reader has closed the view, or another one already stands there: nobody waits for this one.
_GONE = {"not_found", "view_not_found", "hash_conflict"}
_PATIENCE = 1.0  # seconds that Slack may take to show the line in the pane
_OF_STATUS = {Surface.DIRECT: "status.searching", Surface.FILE: "status.reading"}
_REST = 60.0  # seconds without it after a failure: a slow Slack is not to slow the answers to others


@contextmanager
def gone_view_ignored() -> Iterator[None]:
    """Passes over Slack's error where the view that is to be changed is no longer before anybody."""
    try:
        yield
    except SlackApiError as error:
        code = error.response.get("error")
        if code not in _GONE:
            raise
        _log.info("a view is not shown: %s", code)


@dataclass(frozen=True)
class Screen:
    """What somebody sees alone when they act: modals, and messages beside what they clicked on.

    What fails while a modal is drawn is said in it, with an incident's id. Titles are names of sentences.
    """

    client: AsyncWebClient
    message_client: MessageClient

    async def open_modal(
        self, trigger: str, title: str, drawing: Awaitable[View], say: Catalogue, *, is_above: bool = False
    ) -> None:
        """Open a modal with the view that is being drawn; if that takes long, first with a line that says so.

        `is_above`: above the modal that was acted in, which is there again when it is closed.
        """
        open_view = self.client.views_push if is_above else self.client.views_open
        drawn = asyncio.ensure_future(_drawn(drawing, title, say))
        await asyncio.wait({drawn}, timeout=_SOON)
        if drawn.done():
            await open_view(trigger_id=trigger, view=drawn.result())
            return
        loading = notice(title, "modal.loading", say)
        opened = await open_view(trigger_id=trigger, view=loading)
        await self.change_modal(opened["view"]["id"], await drawn)

    async def tell(self, click: Click, title: str, sentence: str, say: Catalogue) -> None:
        """Say a sentence to whoever clicked, alone: beside the message, or in a modal where they clicked in a view."""
        if click.view is None:
            await self.whisper(click, note(say(sentence)))
        else:
            open_view = self.client.views_push if click.is_in_modal else self.client.views_open
            await open_view(trigger_id=click.trigger, view=notice(title, sentence, say))

    async def change_modal(self, view_id: str, view: View) -> None:
        """Put a view in the place of one that is open, if it still is."""
        with gone_view_ignored():
            await self.client.views_update(view_id=view_id, view=view)

    async def answer_form(self, ack: AsyncAck, title: str, drawing: Awaitable[View], say: Catalogue) -> None:
        """Take what was submitted: the modal then shows the view that is drawn."""
        await ack(response_action="update", view=await _drawn(drawing, title, say))

    async def answer_slow_form(
        self, ack: AsyncAck, form: Submission, title: str, drawing: Awaitable[View], say: Catalogue
    ) -> None:
        """The same where it may take longer than Slack waits: the modal then says so first."""
        drawn = asyncio.ensure_future(_drawn(drawing, title, say))
        await asyncio.wait({drawn}, timeout=_SETTLE)
        if drawn.done():
            await ack(response_action="update", view=drawn.result())
            return
        await ack(response_action="update", view=notice(title, "modal.loading", say))
        await asyncio.sleep(_SETTLE)
        await self.change_modal(form.view.id, await drawn)

    async def hand_over(
        self, person: str, files: Files, comment: str, say: Catalogue, *, thread: str = ""
    ) -> str:
        """Put files into the direct conversation with a person; a sentence: they are there, or why not."""
        try:
            await self.message_client.hand_over(person, files, comment, thread)
        except (NotNowError, NotTakenError) as error:
            _log.error("files not sent", extra={"error": str(error)})  # Slack's code: no text of ours
            return _why_not(error, say)
        return say("sending.sent")

    async def whisper(self, click: Click, *messages: OutgoingMessage) -> None:
        """Show the messages; in a thread where one clicked in a thread, which a response URL would not do."""
        if click.place.thread and not click.is_ephemeral:
            try:
                address = Address.at(click.place, person=click.person)
                for message in messages:
                    await self.message_client.post(address, message.as_payload(), {})
            except NotTakenError as error:
                if not error.is_no_member:
                    raise
            else:
                return
        await self.message_client.whisper(click.alone, messages)


def _why_not(error: NotNowError | NotTakenError, say: Catalogue) -> str:
    match error:
        case RateLimitedError() | UnavailableError():
            return say("sending.later")
        case AppRefusedError(why="missing_scope"):
            return say("sending.scope")
        case AppRefusedError(why=code) | NotTakenError(code=code):
            return say("sending.refused", code=code)
        case _:
            return say("sending.uncertain")


async def _drawn(drawing: Awaitable[View], title: str, say: Catalogue) -> View:
    try:
        return await drawing
    except Exception as error:  # noqa: BLE001  # an empty ack would look as if it had been done
        return notice(title, "failure.text", say, id=log_incident(error, "modal"))


def modal(title: str, blocks: Iterable[Block], say: Catalogue) -> View:
    """A modal that shows blocks; the title by its name in the catalogue."""
    close = plain(say("modal.close"))
    return {"type": "modal", "title": plain(say(title)), "close": close, "blocks": list(blocks)}


def notice(title: str, sentence: str, say: Catalogue, **fields: object) -> View:
    """A modal that says one sentence, with its fields; title and sentence by their names in the catalogue."""
    return modal(title, [line(say(sentence, **fields))], say)


def with_submit(form: View, callback: str, label: str, metadata: str = "") -> View:
    """The form with a button that sends it to the listener of `callback`, with the metadata."""
    return form | {"callback_id": callback, "submit": plain(label), "private_metadata": metadata}


def input_block(name: str, label: str, element: Block, *, is_optional: bool = False) -> Block:
    """An input under its label; the element has the same name as action id."""
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": element,
        "optional": is_optional,
    }


def text_box(name: str, longest: int, *, is_long: bool = True) -> Block:
    """A box to type into, of several lines or of one."""
    return {"type": "plain_text_input", "action_id": name, "multiline": is_long, "max_length": longest}


class Status:
    """The line in the thread of a direct message which says that a question is being looked up, or a file read.

    A kindness, which may never cost an answer: nothing raises where Slack fails. `clock` tells seconds.
    """

    def __init__(self, client: AsyncWebClient, clock: Callable[[], float]) -> None:
        self._client = client
        self._clock = clock
        self._rests_until = 0.0

    async def __call__(self, asked: Asked, say: Catalogue) -> None:
        """This question is being looked up; Slack takes the line away when the answer comes."""
        if asked.surface not in _OF_STATUS or not asked.place.thread or self._clock() < self._rests_until:
            return
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._client.assistant_threads_setStatus(
                    channel_id=asked.place.channel,
                    thread_ts=asked.place.thread,
                    status=say(_OF_STATUS[asked.surface]),
                )
        except (SlackApiError, ClientError, OSError, TimeoutError) as error:
            self._rests_until = self._clock() + _REST
            _log.info("no status in the pane for a while: %s", type(error).__name__)
