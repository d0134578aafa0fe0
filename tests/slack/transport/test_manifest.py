"""app.yaml: what Slack accepts, and exactly what the code uses."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from bot.answering import Responders
from bot.slack.app import build_app
from bot.slack.transport.scopes import FOLLOWING
from bot.store import Store
from bot.workspace import Workspace
from bot.workspace.state import EVENT_SCOPES
from bot.workspace.web_api import METHODS
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.conftest import surroundings_for

MANIFESTS = {
    name: yaml.safe_load(Path(name).read_text("utf-8")) for name in ("app.yaml", "docs/app-minimal.yaml")
}
READING = ("channels:read", "groups:read")
CONVERSATIONS = {  # what these methods need depends on the kind of the conversation
    "conversations.info": READING,
    "conversations.list": READING,
    "conversations.members": READING,
    "conversations.history": ("im:history",),  # in channels only what is heard there is looked up
    "conversations.replies": ("im:history",),
    "conversations.open": ("im:write",),
}

TOGETHER = {"files_upload_v2": ("files.getUploadURLExternal", "files.completeUploadExternal")}  # of slack_sdk


@pytest.fixture(params=MANIFESTS)
def manifest(request: pytest.FixtureRequest) -> Mapping[str, Any]:
    """Each manifest that is shipped."""
    read: dict[str, Any] = json.loads(json.dumps(MANIFESTS[request.param]))
    return read


def schema() -> dict[str, Any]:
    """The schema as Slack publishes it, with the scope that it lacks and that its own documentation asks for."""
    published: dict[str, Any] = json.loads(
        Path("tests/slack/manifest.schema.json").read_text(encoding="utf-8")
    )
    oauth = published["definitions"]["Manifest"]["properties"]["oauth_config"]
    oauth["properties"]["scopes"]["properties"]["bot"]["items"]["enum"].append("assistant:write")
    return published


def methods_called() -> Iterator[str]:
    """Web API methods in the code of bot.slack: client.chat_postMessage(...) -> chat.postMessage."""
    by_attribute = {name.replace(".", "_"): name for name in METHODS}
    for path in Path("bot/slack").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in by_attribute:
                yield by_attribute[node.attr]
            elif isinstance(node, ast.Attribute) and node.attr in TOGETHER:
                yield from TOGETHER[node.attr]


def test_slack_accepts_the_manifest(manifest: Mapping[str, Any]) -> None:
    jsonschema_rs.Draft7Validator(schema()).validate(manifest)
    display = manifest["display_information"]
    assert len(display["name"]) <= 35
    assert len(display["description"]) <= 140
    assert 175 <= len(display["long_description"]) <= 4000


def test_the_schema_does_refuse_what_is_wrong(manifest: Mapping[str, Any]) -> None:
    wrong = json.loads(json.dumps(manifest))
    wrong["features"]["slash_commands"][0]["command"] = 7
    assert not jsonschema_rs.Draft7Validator(schema()).is_valid(wrong)


async def test_the_events_commands_and_shortcuts_are_those_that_are_listened_to(
    manifest: Mapping[str, Any], empty_slack: Workspace, responders: Responders, store: Store
) -> None:
    app = AsyncApp(client=AsyncWebClient("xoxb-1"))
    bot = build_app(surroundings_for(empty_slack, responders, store), app, app.client, "T1")
    heard: dict[str, set[str]] = {
        "event": set(),
        "command": set(),
        "shortcut": set(),
        "action": set(),
        "view": set(),
    }
    for each in bot.listening.registry.registered:
        heard[each.kind].add(each.name)
    declared = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert {event.split(".")[0] for event in declared} == heard["event"]
    shortcuts = {shortcut["callback_id"] for shortcut in manifest["features"]["shortcuts"]}
    assert shortcuts == heard["shortcut"]
    assert {command["command"] for command in manifest["features"]["slash_commands"]} == heard["command"]


def test_the_scopes_are_those_that_events_commands_and_calls_need(manifest: Mapping[str, Any]) -> None:
    called = set(methods_called())
    assert {"chat.postMessage", "files.completeUploadExternal"} <= called
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    needed = {EVENT_SCOPES[event] for event in events if event in EVENT_SCOPES}
    needed |= {METHODS[method].scope for method in called if METHODS[method].scope}
    needed |= {scope for method in called for scope in CONVERSATIONS.get(method, ())}
    needed |= {"commands"} if manifest["features"]["slash_commands"] else set()
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed


def test_what_may_be_left_out_is_among_what_is_asked_for(manifest: Mapping[str, Any]) -> None:
    scopes = manifest["oauth_config"]["scopes"]
    assert scopes["bot_optional"] == ["files:read", "links:read", "links:write"]
    assert set(scopes["bot_optional"]) <= set(scopes["bot"])


def test_the_minimal_manifest_lacks_what_follow_ups_need_and_nothing_else() -> None:
    def without(events: set[str], scopes: set[str]) -> Mapping[str, Any]:
        left: dict[str, Any] = json.loads(json.dumps(MANIFESTS["app.yaml"]))
        for names, gone in (
            (left["settings"]["event_subscriptions"]["bot_events"], events),
            (left["oauth_config"]["scopes"]["bot"], scopes),
        ):
            names[:] = [name for name in names if name not in gone]
        return left

    fewer = without({"message.channels", "message.groups"}, set(FOLLOWING))
    assert MANIFESTS["docs/app-minimal.yaml"] == fewer


@pytest.mark.parametrize("page", [Path("docs/admin.md"), Path("docs/admin.zh-CN.md")], ids=str)
def test_the_page_for_admins_says_what_each_scope_is_for(page: Path) -> None:
    manifest = MANIFESTS["app.yaml"]
    [table] = re.findall(r"<!-- scopes -->\n(.*?)<!-- /scopes -->", page.read_text("utf-8"), re.DOTALL)
    told = [name for line in table.splitlines() for name in re.findall(r"`([a-z_:]+)`", line.split("|")[1])]
    assert len(set(told)) == len(told)
    assert set(told) == set(manifest["oauth_config"]["scopes"]["bot"])
