"""The example in the package's docstring runs."""

import inspect
import textwrap
from typing import Any

import bot.workspace
from bot.workspace import Options, Workspace
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

Body = dict[str, Any]


def plain(text: str) -> Body:
    return {"type": "plain_text", "text": text}


USEFUL = {"type": "actions", "elements": [{"type": "button", "action_id": "useful", "text": plain("有用")}]}
REASON = {
    "type": "input",
    "label": plain("原因"),
    "element": {"type": "plain_text_input", "action_id": "why"},
}
WHY = {
    "type": "modal",
    "callback_id": "why",
    "title": plain("为什么"),
    "submit": plain("好"),
    "blocks": [REASON],
}


def listen(app: AsyncApp) -> None:
    @app.event("app_mention")
    async def mention(event: Body, say: AsyncSay) -> None:
        blocks: list[Body] = [{"type": "section", "text": plain("7.1")}, USEFUL]
        await say(text="7.1", thread_ts=event["ts"], blocks=blocks)

    @app.event("app_home_opened")
    async def home(event: Body, client: AsyncWebClient) -> None:
        if event["tab"] == "home":
            await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": []})

    @app.event({"type": "message", "subtype": "message_changed"})
    @app.event({"type": "message", "subtype": "message_deleted"})
    @app.event("message")
    @app.event("reaction_added")
    @app.event("team_join")
    async def heard() -> None:
        return

    @app.command("/rule")
    async def rule(ack: AsyncAck) -> None:
        await ack("7.1")

    @app.shortcut("look_up")
    @app.view("why")
    async def acked(ack: AsyncAck) -> None:
        await ack()

    @app.action("useful")
    async def useful(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=WHY)


async def test_the_example_runs(manifest: Body) -> None:
    documentation = inspect.getdoc(bot.workspace) or ""
    start = documentation.index("    async with Workspace(")
    example = documentation[start : documentation.index("\nThe bot is mentioned")]
    names: dict[str, Any] = {
        "AsyncApp": AsyncApp,
        "AsyncSocketModeHandler": AsyncSocketModeHandler,
        "AsyncWebClient": AsyncWebClient,
        "Options": Options,
        "Workspace": Workspace,
        "listen": listen,
        "manifest": manifest,
    }
    source = "async def run():\n" + textwrap.indent(textwrap.dedent(example), "    ")
    exec(compile(source, "the docstring of bot.workspace", "exec"), names)  # noqa: S102  the example is our own text
    await names["run"]()
