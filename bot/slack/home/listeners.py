"""The home tab, the modal 「问规则」 and the prompts in the pane: what people do there, and the page that follows."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Reply
from bot.slack.blocks import reply_row
from bot.slack.blocks.elements import line
from bot.slack.blocks.rich_text import Block
from bot.slack.gate import Shows
from bot.slack.home import views
from bot.slack.home.context import Frame, PageContext
from bot.slack.home.data import HomePort, NotAdmittedError, Throttled
from bot.slack.home.following import FOLLOW, read_follow
from bot.slack.home.links import GO, Route, ToChanges, ToClause, ToResults, ToStart, ToVersions, read_route
from bot.slack.home.my_data.view import open_button
from bot.slack.home.pages import page_at, results_page
from bot.slack.home.prompts import suggested
from bot.slack.home.start import SEARCH
from bot.slack.listening import Listening
from bot.slack.surface import View, notice
from bot.slack.transport.arriving.payloads import Click, SentView, Shortcut, Submission
from bot.suggestions import for_window
from bot.wording import Catalogue, catalogue_for, with_examples

_PATIENCE = 1.5  # seconds of the three in which Slack wants an ack: so long it waits for the answer
_SETTLE = 0.5  # seconds: what follows an ack must not overtake it


class HomeListeners:
    """Draws pages from what the port knows, and puts each where the person acted, the latest act's page last.

    After `patience` seconds (less than three) the modal says that an answer is being looked up.
    """

    def __init__(self, port: HomePort, client: AsyncWebClient, patience: float = _PATIENCE) -> None:
        self._port = port
        self._client = client
        self._patience = patience
        self._latest_wins = views.LatestWins()

    def register(self, listening: Listening) -> None:
        """Listen to all that app.yaml names for these pages."""
        listening.on_event("app_home_opened", self.opened, Shows.PAGE)
        listening.on_click(GO.pattern, self.go, Shows.PAGE)
        listening.on_click(reply_row.VERSIONS, self.versions, Shows.IN_MODAL)
        listening.on_click(FOLLOW.pattern, self.follow, Shows.PAGE)
        listening.on_click(SEARCH, self.search, Shows.PAGE)
        listening.on_form_shortcut(views.ASK_RULE, self.ask)
        listening.on_submission(views.ASK_RULE, self.asked, Shows.PAGE)

    async def opened(self, event: Mapping[str, Any]) -> None:
        """The home tab: its start page. The messages tab: prompts in the pane."""
        async with self._port.working():
            if event.get("tab") == "messages":
                await self._suggest(event["user"], event["channel"])
            else:
                await self._go(views.ViewEvent.opened(event), ToStart())

    async def refresh(self, person: str) -> None:
        """Draw somebody's start page anew: what stands there has changed."""
        await self._go(views.ViewEvent(person), ToStart())

    async def show_again(self, person: str, page: str, question: str, moment: float) -> bool:
        """Draw the answer on a page ("home", or a modal's id) anew: what was pressed below it is said there now.

        False where the question was not asked on a page, or is gone.
        """
        query = await self._port.asked(person, question)
        modal = "" if page == Frame.HOME else page
        if query:
            await self._go(views.ViewEvent(person, modal, moment, query, question), ToResults())
        return bool(query)

    async def go(self, click: Click, _: Catalogue) -> None:
        """A button that leads somewhere."""
        await self._go(views.ViewEvent.clicked(click), read_route(click.value))

    async def versions(self, click: Click, say: Catalogue) -> None:
        """The versions of a clause that a message shows as of another day: in a modal."""
        loading = notice("modal.title", "modal.loading", say)
        opened = await self._client.views_open(trigger_id=click.trigger, view=loading)
        event = views.ViewEvent.acted(click.person, SentView.of(opened["view"]), click.moment)
        await self._go(event, read_route(f"versions {click.value}"))

    async def follow(self, click: Click, _: Catalogue) -> None:
        """Follow something, or no longer; the page then says so."""
        name, is_on, to = read_follow(click.value)
        await self._port.follow(click.person, name, is_on=is_on)
        await self._go(views.ViewEvent.clicked(click), to)

    async def search(self, click: Click, _: Catalogue) -> None:
        """Enter in the search box; with nothing in it, back to the start."""
        query = click.value.strip()
        event = replace(views.ViewEvent.clicked(click), query=query, question="")
        await self._go(event, ToResults() if query else ToStart(), is_asked=bool(query))

    async def ask(self, shortcut: Shortcut, say: Catalogue) -> None:
        """The shortcut: opens the modal at once, before and beside all other work."""
        form = views.question_form(say, self._port.disclosure)
        await self._client.views_open(trigger_id=shortcut.trigger, view=form)

    async def asked(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """A question in the modal: taken at once, answered there."""
        block, question = views.question_in(form.view)
        if not question.strip():
            await ack(response_action="errors", errors={block: say("modal.empty")})
            return
        event = replace(views.ViewEvent.acted(form.person, form.view), query=question.strip(), question="")
        act = self._latest_wins.begin(event.view, event.moment)
        drawing = asyncio.create_task(self._answered(event))
        await asyncio.wait({drawing}, timeout=self._patience)
        if drawing.done() and not drawing.exception():
            await ack(response_action="update", view=drawing.result())
            return
        await ack(response_action="update", view=views.loading_view(question, say))
        await asyncio.sleep(_SETTLE)
        page = await drawing
        async with self._port.working():
            await self._show(page, event, act)

    async def _go(self, event: views.ViewEvent, to: Route, *, is_asked: bool = False) -> None:
        act = self._latest_wins.begin(event.view, event.moment)
        await self._show(await self._page(event, to, is_asked=is_asked), event, act)

    async def _show(self, page: View, event: views.ViewEvent, act: views.Act) -> None:
        async with act.view_lock() as is_latest:
            if is_latest:
                await views.show(page, event, self._client)

    async def _answered(self, event: views.ViewEvent) -> View:
        async with self._port.working():
            return await self._page(event, ToResults(), is_asked=True)

    async def _page(self, event: views.ViewEvent, to: Route, *, is_asked: bool) -> View:
        if isinstance(to, ToStart):
            event = replace(event, query="", question="")
        say = catalogue_for(await self._port.language(event.user))
        try:
            reply: Reply | Throttled | None = None
            if is_asked and not for_window(event.query):
                asked = await self._port.responder(event.user)
                reply, question = await self._port.ask(event.user, event.query, asked)
                event = replace(event, question=question)
            blocks = await self._blocks(event, to, say, reply)
        except NotAdmittedError as refused:
            own_data = [open_button(say)] if event.frame is Frame.HOME else []
            blocks = [line(say(refused.key)), *own_data]
        return views.page_view(event, blocks, say)

    async def _blocks(
        self, event: views.ViewEvent, to: Route, say: Catalogue, reply: Reply | Throttled | None
    ) -> list[Block]:
        """The blocks of a page; `reply` is to what was asked now, None where a page is only gone to."""
        port, user, query = self._port, event.user, event.query
        responder = await port.responder(user)
        library = responder.index.library
        channels = await port.channels_of(library)
        ctx = PageContext(
            library, with_examples(say, library), event.frame, query, event.question, channels=channels
        )
        if isinstance(to, ToResults):
            if for_window(query):
                return [line(say("suggestion.way"))]
            found = await asyncio.to_thread(responder, query) if reply is None else reply
            ctx = replace(ctx, pressed=tuple(await port.pressed(user, event.question)))
            return await asyncio.to_thread(list, results_page(found, ctx))
        ctx = replace(ctx, has_changes=await port.has_changes())
        if isinstance(to, ToClause):
            ctx = replace(ctx, followed=await port.followed(user))
        if isinstance(to, ToChanges):
            ctx = replace(ctx, changes=await port.changes(user))
        if isinstance(to, ToVersions):
            clause = ctx.clause(to.book, to.number)
            names = clause.names if clause else (to.name,)
            ctx = replace(ctx, versions=await port.versions(user, names))
        if isinstance(to, ToStart):
            questions, first_weeks = await port.open_questions(user), await port.first_weeks(user)
            ctx = replace(
                ctx,
                open_questions=tuple(questions),
                first_weeks=tuple(first_weeks),
                desk=tuple(await port.desk(user)),
                disclosure=port.disclosure,
            )
        return await asyncio.to_thread(list, page_at(to, ctx))

    async def _suggest(self, user: str, channel: str) -> None:
        port = self._port
        say = catalogue_for(await port.language(user))
        try:
            responder = await port.responder(user)
        except NotAdmittedError:
            return
        asked = await port.asked_most(responder.index.library)
        prompts = await asyncio.to_thread(suggested, asked, responder, say)
        if prompts:
            await self._client.assistant_threads_setSuggestedPrompts(
                channel_id=channel, title=say("pane.title"), prompts=prompts
            )
