"""When a page cannot be drawn: the place where it was to stand says so, in other words than "not found"."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.blocks.elements import line
from bot.slack.blocks.rich_text import Block
from bot.slack.home.context import Frame
from bot.slack.home.elements import Way, buttons
from bot.slack.home.publishing import show
from bot.slack.home.routes import ToStart
from bot.slack.home.view_event import Visit
from bot.slack.home.views import view
from bot.wording import Catalogue


async def show_failure(
    incident: str, say: Catalogue, body: Mapping[str, Any], client: AsyncWebClient
) -> bool:
    """Show the sentence with the incident's id in the view where it failed; False where that was in no view."""
    visit = _visit(body)
    if visit is None:
        return False
    blocks: list[Block] = [line(say("failure.text", id=incident))]
    if visit.frame is Frame.HOME:
        blocks += buttons([Way(say("home.start"), ToStart())])
    await show(view(visit.frame, blocks, visit.query, say, visit.seed), visit, client)
    return True


def _visit(body: Mapping[str, Any]) -> Visit | None:
    event = body.get("event") or {}
    if event.get("type") == "app_home_opened" and event.get("tab") == Frame.HOME:
        return Visit.opened(event)
    return Visit.acted(body) if body.get("view") else None
