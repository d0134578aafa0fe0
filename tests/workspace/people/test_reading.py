"""Blocks as a person reads them, and what can be used in them."""

from typing import Any

import pytest
from bot.workspace import Options, Workspace
from bot.workspace.block_kit import choices, readable
from bot.workspace.people.inputs import filled
from bot.workspace.state import View
from slack_sdk.web.async_client import AsyncWebClient

Body = dict[str, Any]


def plain(text: str) -> Body:
    return {"type": "plain_text", "text": text}


def rich(*elements: Body) -> Body:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def option(text: str, value: str) -> Body:
    return {"text": plain(text), "value": value}


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ({"type": "section", "text": {"type": "mrkdwn", "text": "*7.1* 迟到"}}, "*7.1* 迟到"),
        ({"type": "section", "fields": [plain("a"), plain("b")]}, "a\nb"),
        (rich({"type": "text", "text": "第 "}, {"type": "text", "text": "7.1 条"}), "第 7.1 条"),
        (rich({"type": "user", "user_id": "U1"}, {"type": "channel", "channel_id": "C1"}), "<@U1><#C1>"),
        (rich({"type": "broadcast", "range": "here"}, {"type": "emoji", "name": "eyes"}), "@here:eyes:"),
        (rich({"type": "link", "url": "https://example.org"}), "https://example.org"),
        (rich({"type": "link", "url": "https://example.org", "text": "here"}), "here"),
        (rich({"type": "date", "timestamp": 0, "format": "{date}", "fallback": "1970-01-01"}), "1970-01-01"),
        ({"type": "divider"}, ""),
        (
            {
                "type": "actions",
                "elements": [{"type": "button", "text": plain("删除"), "confirm": {"title": plain("Sure?")}}],
            },
            "删除",
        ),
        (
            {
                "type": "table",
                "rows": [[{"type": "raw_text", "text": "a"}, {"type": "raw_text", "text": "b"}]],
            },
            "a\nb",
        ),
    ],
)
def test_blocks_read_as(block: Body, words: str) -> None:
    assert readable([block]) == words


async def test_a_message_reads_as_its_blocks_rather_than_its_text(
    slack: Workspace, client: AsyncWebClient
) -> None:
    alice = slack.person("alice")
    await client.chat_postMessage(
        channel=alice.id, text="fallback", blocks=[{"type": "header", "text": plain("7.1")}]
    )
    assert alice.sees()[0].reads == "7.1"


def test_grouped_options_are_choices_too() -> None:
    groups = [{"label": plain("g"), "options": [option("a", "1")]}, {"label": plain("h"), "options": []}]
    assert choices({"option_groups": groups}) == [option("a", "1")]


@pytest.mark.parametrize(
    ("element", "answer", "value"),
    [
        ({"type": "plain_text_input", "initial_value": "x"}, None, {"value": "x"}),
        ({"type": "static_select", "initial_option": option("a", "1")}, None, {"selected_option": option("a", "1")}),
        ({"type": "checkboxes", "initial_options": [option("a", "1")]}, None, {"selected_options": [option("a", "1")]}),
        ({"type": "datepicker", "initial_date": "2026-01-01"}, None, {"selected_date": "2026-01-01"}),
        ({"type": "checkboxes", "options": [option("a", "1"), option("b", "2")]}, ["a", "2"],
         {"selected_options": [option("a", "1"), option("b", "2")]}),
        ({"type": "datepicker"}, "2026-01-02", {"selected_date": "2026-01-02"}),
        ({"type": "timepicker"}, "09:00", {"selected_time": "09:00"}),
        ({"type": "users_select"}, "U1", {"selected_user": "U1"}),
        ({"type": "multi_conversations_select"}, ["C1"], {"selected_conversations": ["C1"]}),
        ({"type": "rich_text_input"}, {"type": "rich_text"}, {"rich_text_value": {"type": "rich_text"}}),
        ({"type": "checkboxes", "options": []}, None, {"selected_options": []}),
        ({"type": "email_text_input"}, None, {"value": None}),
    ],
)  # fmt: skip
def test_an_input_holds(element: Body, answer: object, value: Body) -> None:
    block = {
        "type": "input", "block_id": "b", "optional": True, "label": plain("L"),
        "element": element | {"action_id": "a"},
    }  # fmt: skip
    view = View("V1", "U1", {"type": "modal", "title": plain("t"), "blocks": [block]}, "V1")
    values = filled(view, {} if answer is None else {"L": answer})
    assert values == {"b": {"a": {"type": element["type"]} | value}}


@pytest.mark.parametrize(
    ("should_escape", "text"), [(True, "<@U00000002|alice> &amp; co"), (False, "@alice & co")]
)
async def test_a_command_carries_marks_with_names_where_the_manifest_asks_for_it(
    manifest: Body, *, should_escape: bool, text: str
) -> None:
    manifest["features"]["slash_commands"][0]["should_escape"] = should_escape
    async with Workspace(manifest, Options(ack_timeout=0.01)) as slack:
        lookup = await slack.person("alice").runs("/rule @alice & co")
    assert lookup.delivery.payload["text"] == text


async def test_two_workspaces_are_told_apart_by_their_team(manifest: Body) -> None:
    async with Workspace(manifest) as here, Workspace(manifest, Options(team_id="T00000002")) as there:
        teams = [
            (await AsyncWebClient(slack.bot_token, base_url=slack.base_url).auth_test())["team_id"]
            for slack in (here, there)
        ]
    assert teams == ["T00000001", "T00000002"]
