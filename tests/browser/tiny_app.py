"""A small app with what the present bot does not have: a home, a modal of every input, shortcuts, the agent pane."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

Body = dict[str, Any]

MANIFEST: Body = {
    "display_information": {"name": "小守", "description": "试各种内容"},
    "features": {
        "bot_user": {"display_name": "小守"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "agent_view": {"agent_description": "…"},
        "slash_commands": [{"command": "/show", "description": "看各种内容"}],
        "shortcuts": [
            {"name": "查相关规则", "type": "message", "callback_id": "look_up", "description": "…"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                *("app_mentions:read", "assistant:write", "channels:history", "chat:write", "commands"),
                *("im:history", "im:write", "users:read"),
            ]
        }
    },
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "app_mention", "message.im"]},
        "interactivity": {"is_enabled": True},
    },
}


def plain(text: str) -> Body:
    return {"type": "plain_text", "text": text}


OPTIONS = [{"text": plain(name), "value": name} for name in ("太旧", "看不懂", "不完整")]


def asking(block_id: str, label: str, element: Body, *, optional: bool = True) -> Body:
    element = {"action_id": f"{block_id}-value", **element}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": element,
        "optional": optional,
    }


FORM: Body = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("说说这一条"),
    "submit": plain("提交"),
    "close": plain("算了"),
    "blocks": [
        asking(
            "why", "原因", {"type": "plain_text_input", "multiline": True, "min_length": 2}, optional=False
        ),
        asking(
            "kind", "哪一类", {"type": "static_select", "options": OPTIONS, "placeholder": plain("选一个")}
        ),
        asking("how", "多急", {"type": "radio_buttons", "options": OPTIONS[:2]}),
        asking("what", "还有", {"type": "checkboxes", "options": OPTIONS}),
        asking("when", "从哪天起", {"type": "datepicker"}),
        asking("who", "告诉谁", {"type": "users_select"}),
        asking("rule", "哪一条", {"type": "external_select", "min_query_length": 1}),
    ],
}
WORDS: list[Body] = [
    {"type": "header", "text": plain("第七章")},
    {"type": "section", "text": {"type": "mrkdwn", "text": "*首次回复* 24 小时\n&gt; 原文"}},
    {"type": "divider"},
    {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": "form", "text": plain("纠正"), "style": "primary"},
            {
                "type": "static_select",
                "action_id": "pick",
                "options": OPTIONS,
                "placeholder": plain("选一章"),
            },
            {"type": "overflow", "action_id": "pick2", "options": OPTIONS},
        ],
    },
    {
        "type": "table",
        "rows": [
            [{"type": "raw_text", "text": "事项"}, {"type": "raw_text", "text": "时限"}],
            [{"type": "raw_text", "text": "首次回复"}, {"type": "raw_text", "text": "24 小时"}],
        ],
    },
    {
        "type": "video",
        "title": plain("培训录像"),
        "alt_text": "录像",
        "thumbnail_url": "https://example.com/a.png",
        "video_url": "https://example.com/v",
    },
]

HOME: Body = {"type": "home", "blocks": [block for block in WORDS if block["type"] != "table"]}


def tiny_app(client: AsyncWebClient) -> AsyncApp:
    """The app, on this client."""
    app = AsyncApp(client=client)
    _hear(app)
    _answer(app)
    return app


def _hear(app: AsyncApp) -> None:
    @app.event("app_home_opened")
    async def home(event: Body, client: AsyncWebClient) -> None:
        if event["tab"] == "home":
            await client.views_publish(user_id=event["user"], view=HOME)
            return
        prompts = [{"title": "迟到怎么算", "message": "迟到怎么算？"}]
        await client.assistant_threads_setSuggestedPrompts(channel_id=event["channel"], prompts=prompts)

    @app.event("message")
    async def question(event: Body, client: AsyncWebClient) -> None:
        if not event.get("bot_id"):
            place = {"channel_id": event["channel"], "thread_ts": event["ts"]}
            await client.assistant_threads_setStatus(status="正在查……", **place)

    @app.event("app_mention")
    async def mention(say: AsyncSay) -> None:
        await say(text="内容", blocks=WORDS)


def _answer(app: AsyncApp) -> None:
    @app.shortcut("look_up")
    @app.action("form")
    async def form(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.action("pick")
    @app.action("pick2")
    async def pick(ack: AsyncAck, body: Body, say: AsyncSay) -> None:
        await ack()
        await say(text=f"选了{body['actions'][0]['selected_option']['value']}")

    @app.options("rule-value")
    async def rules(ack: AsyncAck, body: Body) -> None:
        found = [one for one in ("7.1 首次回复时限", "7.2 升级") if body["value"] in one]
        await ack(options=[{"text": plain(one), "value": one} for one in found])

    @app.view("form")
    async def submitted(ack: AsyncAck, view: Body, body: Body, client: AsyncWebClient) -> None:
        values = {name: value[f"{name}-value"] for name, value in view["state"]["values"].items()}
        if values["why"]["value"] == "不知道":
            await ack(response_action="errors", errors={"why": "请说得具体一些"})
            return
        await ack()
        said = [
            values["why"]["value"],
            values["kind"]["selected_option"]["value"],
            values["how"]["selected_option"]["value"],
            *(one["value"] for one in values["what"]["selected_options"]),
            values["when"]["selected_date"],
            values["rule"]["selected_option"]["value"],
        ]
        channel = (await client.conversations_open(users=body["user"]["id"]))["channel"]["id"]
        await client.chat_postMessage(
            channel=channel, text=f"收到：{'、'.join(said)} <@{values['who']['selected_user']}>"
        )
