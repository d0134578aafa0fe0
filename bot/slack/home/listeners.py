"""What the bot listens to on its own pages: each listener unwraps, asks, shows."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.blocks.elements import line
from bot.slack.blocks.rich_text import Block
from bot.slack.home.context import Desk
from bot.slack.home.elements import GO
from bot.slack.home.latest_wins import Turn, Turns
from bot.slack.home.pages import page_at
from bot.slack.home.port import HomePort, NotAdmittedError
from bot.slack.home.prompts import suggested
from bot.slack.home.publishing import show
from bot.slack.home.routes import Destination, ToResults, ToStart, read_destination
from bot.slack.home.start import SEARCH
from bot.slack.home.view_event import Visit, question_in
from bot.slack.home.views import ASK_RULE, View, form, loading, view
from bot.wording import Catalogue, Language, catalogue_for

Body = Mapping[str, Any]

_SOON = 1.0  # seconds that a trigger, which lives for three, can spare for the reader's language
_PATIENCE = 1.5  # seconds of the same three in which an answer may come with the ack
# Bolt sends an ack up to 10 ms after it was given, by another way than calls go: what follows must not overtake it.
_SETTLE = 0.5  # seconds


class HomeListeners:
    """The home tab, the modal and the pane over what surrounds them.

    After `patience` seconds (less than three) the modal says that an answer is being looked up.
    """

    def __init__(self, around: HomePort, patience: float = _PATIENCE) -> None:
        self._around = around
        self._patience = patience
        self._turns = Turns()

    def register(self, app: AsyncApp) -> None:
        """Listen to all that app.yaml names for these pages."""
        app.event("app_home_opened")(self.opened)
        app.action(GO)(self.go)
        app.action(SEARCH)(self.search)
        app.shortcut(ASK_RULE)(self.ask)
        app.view(ASK_RULE)(self.asked)

    async def opened(self, event: Body, client: AsyncWebClient) -> None:
        """The home tab: its start page. The messages tab: prompts in the pane."""
        if event.get("tab") == "messages":
            await self._suggest(event["user"], event["channel"], client)
        else:
            await self._go(Visit.opened(event), ToStart(), client)

    async def go(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """A button that leads somewhere."""
        await ack()
        await self._go(Visit.acted(body), read_destination(body["actions"][0]["value"]), client)

    async def search(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """Enter in the search box; with nothing in it, back to the start."""
        await ack()
        query = (body["actions"][0].get("value") or "").strip()
        visit = replace(Visit.acted(body), query=query)
        await self._go(visit, ToResults() if query else ToStart(), client)
        await self._keep(visit)

    async def ask(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """The shortcut: opens the modal at once, before and beside all other work."""
        await ack()
        say = await self._words(body["user"]["id"])
        await client.views_open(trigger_id=body["trigger_id"], view=form(say))

    async def asked(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """A question in the modal: taken at once, answered there."""
        say = await self._words(body["user"]["id"])
        block, question = question_in(body)
        if not question.strip():
            await ack(response_action="errors", errors={block: say("modal.empty")})
            return
        visit = replace(Visit.acted(body), query=question.strip())
        turn = self._turns.take(visit.view, visit.moment)
        drawing = asyncio.create_task(self._answered(visit))
        await asyncio.wait({drawing}, timeout=self._patience)
        if drawing.done() and not drawing.exception():
            await ack(response_action="update", view=drawing.result())
            await self._keep(visit)
            return
        await ack(response_action="update", view=loading(question, say))
        await asyncio.sleep(_SETTLE)
        page = await drawing
        async with self._around.working():
            await self._show(page, visit, turn, client)
        await self._keep(visit)

    async def _keep(self, visit: Visit) -> None:
        """Remember what was asked here and what came of it, for those who mend the rulebook."""
        around = self._around
        with suppress(NotAdmittedError):
            responder = await around.responder(visit.user)
            if visit.query:
                reply = await asyncio.to_thread(responder, visit.query, around.today())
                await around.answered(visit.user, visit.query, reply)

    async def _go(self, visit: Visit, to: Destination, client: AsyncWebClient) -> None:
        turn = self._turns.take(visit.view, visit.moment)
        async with self._around.working():
            await self._show(await self._page(visit, to), visit, turn, client)

    async def _show(self, page: View, visit: Visit, turn: Turn, client: AsyncWebClient) -> None:
        async with turn.come() as is_latest:
            if is_latest:
                await show(page, visit, client)

    async def _answered(self, visit: Visit) -> View:
        async with self._around.working():
            return await self._page(visit, ToResults())

    async def _page(self, visit: Visit, to: Destination) -> View:
        say = catalogue_for(await self._around.language(visit.user))
        try:
            blocks = await self._blocks(visit, to, say)
        except NotAdmittedError as refused:
            blocks = [line(say(refused.key))]
        query = "" if isinstance(to, ToStart) else visit.query
        return view(visit.frame, blocks, query, say, visit.seed)

    async def _blocks(self, visit: Visit, to: Destination, say: Catalogue) -> list[Block]:
        around = self._around
        responder = await around.responder(visit.user)
        desk = Desk(
            responder.index.library,
            around.today(),
            say,
            visit.frame,
            "" if isinstance(to, ToStart) else visit.query,
            tuple(await around.open_questions(visit.user)) if isinstance(to, ToStart) else (),
            tuple(await around.first_weeks(visit.user)) if isinstance(to, ToStart) else (),
        )
        return await asyncio.to_thread(page_at, to, desk, responder)

    async def _suggest(self, user: str, channel: str, client: AsyncWebClient) -> None:
        around = self._around
        async with around.working():
            say = catalogue_for(await around.language(user))
            try:
                responder = await around.responder(user)
            except NotAdmittedError:
                return
            asked = await around.asked_most()
            prompts = await asyncio.to_thread(suggested, asked, responder, around.today(), say)
            if prompts:
                await client.assistant_threads_setSuggestedPrompts(
                    channel_id=channel, title=say("pane.title"), prompts=prompts
                )

    async def _words(self, user: str) -> Catalogue:
        """The sentences in the reader's language, or in Chinese where it is not known soon enough."""
        known = asyncio.shield(self._around.language(user))
        try:
            async with asyncio.timeout(_SOON):
                return catalogue_for(await known)
        except TimeoutError:
            return catalogue_for(Language.CHINESE)
