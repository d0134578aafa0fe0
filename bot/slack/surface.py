"""Modals before people, in the times that Slack allows: a trigger lives for three seconds, and so does an ack."""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.elements import line, plain
from bot.slack.blocks.rich_text import Block
from bot.slack.operations.incidents import log_incident
from bot.wording import Catalogue, Language, catalogue_for

Body = Mapping[str, Any]
View = dict[str, Any]

_SOON = 1.0  # seconds for the reader's language, and again for the modal's content
_CLOSED = {"not_found", "view_not_found"}  # the reader has closed the modal meanwhile


@dataclass(frozen=True)
class Modals:
    """Opens modals and answers what is submitted in them; what fails inside is said there, with an id."""

    access: AccessResolver
    client: AsyncWebClient

    async def show(self, trigger: str, title: str, drawing: Awaitable[View], say: Catalogue) -> None:
        """Open a modal with the view that is being drawn; if that takes long, first with a line that says so."""
        drawn = asyncio.ensure_future(self._drawn(drawing, title, say))
        await asyncio.wait({drawn}, timeout=_SOON)
        if drawn.done():
            await self.client.views_open(trigger_id=trigger, view=drawn.result())
            return
        opened = await self.client.views_open(trigger_id=trigger, view=loading(title, say))
        await self.change(opened["view"]["id"], await drawn)

    async def change(self, view_id: str, view: View) -> None:
        """Have a modal show something else; nothing, where its reader has closed it meanwhile."""
        try:
            await self.client.views_update(view_id=view_id, view=view)
        except SlackApiError as error:
            if error.response.get("error") not in _CLOSED:
                raise

    async def words(self, body: Body) -> Catalogue:
        """The sentences in the language of who acts, or in Chinese where it is not known soon enough."""
        known = asyncio.ensure_future(self.access.of_person(str(body["user"]["id"])))
        await asyncio.wait({known}, timeout=_SOON)
        return known.result().say if known.done() else catalogue_for(Language.CHINESE)

    async def open(
        self, body: Body, client: AsyncWebClient, title: str, drawing: Awaitable[View], say: Catalogue
    ) -> None:
        """Open a modal with the view that is being drawn; if that takes long, first with a line that says so."""
        drawn = asyncio.ensure_future(self._drawn(drawing, title, say))
        await asyncio.wait({drawn}, timeout=_SOON)
        if drawn.done():
            await client.views_open(trigger_id=body["trigger_id"], view=drawn.result())
            return
        opened = await client.views_open(trigger_id=body["trigger_id"], view=loading(title, say))
        try:
            await client.views_update(view_id=opened["view"]["id"], view=await drawn)
        except SlackApiError as error:
            if error.response.get("error") not in _CLOSED:
                raise

    async def answer(self, ack: AsyncAck, title: str, drawing: Awaitable[View], say: Catalogue) -> None:
        """Take what was submitted: the modal then shows the view that is drawn."""
        await ack(response_action="update", view=await self._drawn(drawing, title, say))

    async def _drawn(self, drawing: Awaitable[View], title: str, say: Catalogue) -> View:
        try:
            return await drawing
        except Exception as error:  # noqa: BLE001  # an empty ack would look as if it had been done
            incident = log_incident(error, "modal")
            return sentence(title, line(say("failure.text", id=incident)), say=say)


def modal(title: str, blocks: Sequence[Block], say: Catalogue) -> View:
    """A modal that shows blocks."""
    return {
        "type": "modal",
        "title": plain(title),
        "close": plain(say("modal.close")),
        "blocks": list(blocks),
    }


def sentence(title: str, *blocks: Block, say: Catalogue) -> View:
    """A modal that only says something."""
    return modal(title, blocks, say)


def loading(title: str, say: Catalogue) -> View:
    """A modal whose content is still being fetched."""
    return modal(title, [line(say("modal.loading"))], say)


def asked(name: str, label: str, element: Block, *, is_optional: bool = False) -> Block:
    """An input under its label; the element has the same name as action id."""
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": element,
        "optional": is_optional,
    }


def submitted(form: View, callback: str, label: str, metadata: str = "") -> View:
    """The form with a button that sends it to the listener of `callback`, with the metadata."""
    return form | {"callback_id": callback, "submit": plain(label), "private_metadata": metadata}
