"""Links to the app's own domains: what it hears of them, and the cards that it puts below them."""

from typing import Any

import pytest
from bot.workspace import Person, Workspace
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

LINK = "https://rules.example.org/code/7.html#7.1"
CARD: dict[str, Any] = {
    "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "迟到由组长提醒。"}}]
}


RICH: dict[str, Any] = {
    "blocks": [
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
        }
    ]
}


def work_object(**change: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON of any shape
    """The clause as a Work Object."""
    return {
        "entity_type": "slack#/entities/content_item",
        "external_ref": {"id": "code/7.1"},
        "url": LINK,
        "entity_payload": {"attributes": {"title": {"text": "7.1 迟到"}}},
    } | change


def below(**change: Any) -> dict[str, Any]:  # noqa: ANN401  # the same
    """The metadata of such an object below the link."""
    return {"entities": [work_object(**{"app_unfurl_url": LINK} | change)]}


@pytest.fixture
def alice(slack: Workspace) -> Person:
    person = slack.person("alice")
    slack.channel("#ops", [person])
    return person


def heard(slack: Workspace) -> list[dict[str, Any]]:
    return [one.event for one in slack.recording.deliveries if one.event["type"] == "link_shared"]


async def test_a_link_is_heard_with_its_domain_and_another_site_is_not(
    slack: Workspace, alice: Person
) -> None:
    said = await alice.says("#ops", f"看 {LINK}&x 和 https://example.org/ 还有 https://myrules.example.org/")
    [event] = heard(slack)
    assert event["links"] == [{"domain": "rules.example.org", "url": f"{LINK}&x"}]
    assert (event["message_ts"], event["user"]) == (said.ts, alice.id)
    assert (event["is_bot_user_member"], event["source"]) == (True, "conversations_history")


async def test_a_link_is_heard_also_where_the_bot_is_not(slack: Workspace, alice: Person) -> None:
    await slack.bot_leaves("#ops")
    await alice.says("#ops", LINK)
    assert [event["is_bot_user_member"] for event in heard(slack)] == [False]


async def test_what_the_app_posts_itself_is_not_heard(
    slack: Workspace, client: AsyncWebClient, alice: Person
) -> None:
    await client.chat_postMessage(channel=alice.dm.id, text=LINK)
    assert heard(slack) == []


async def test_a_card_stands_below_the_message_and_another_takes_its_place(
    slack: Workspace, client: AsyncWebClient, alice: Person
) -> None:
    said = await alice.says("#ops", LINK)
    for _ in range(2):
        answer = await client.chat_unfurl(channel=said.channel, ts=said.ts, unfurls={LINK: CARD})
        assert answer["ok"] is True
    now = slack.now(said)
    assert now
    assert (now.unfurled, now.text) == ("迟到由组长提醒。", LINK)
    [attachment] = now.to_api()["attachments"]
    assert (attachment["from_url"], attachment["is_app_unfurl"]) == (LINK, True)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"unfurls": {}}, "missing_unfurls"),
        ({"channel": "C0"}, "channel_not_found"),
        ({"ts": "1.000000"}, "cannot_find_message"),
        ({"unfurls": {"https://rules.example.org/other": CARD}}, "cannot_unfurl_url"),
        ({"unfurls": {LINK: {"blocks": [{"type": "nothing"}]}}}, "invalid_blocks"),
        ({"unfurls": {LINK: RICH}}, "invalid_blocks"),
        ({"metadata": below(external_ref={})}, "invalid_arguments"),
        ({"metadata": below(entity_payload={})}, "invalid_arguments"),
        ({"metadata": {"entities": [work_object()]}}, "invalid_arguments"),
        ({"metadata": below(app_unfurl_url="https://rules.example.org/other")}, "cannot_unfurl_url"),
    ],
)
async def test_what_is_wrong_is_refused(
    client: AsyncWebClient, alice: Person, change: dict[str, Any], error: str
) -> None:
    said = await alice.says("#ops", LINK)
    with pytest.raises(SlackApiError) as refused:
        await client.chat_unfurl(**{"channel": said.channel, "ts": said.ts, "unfurls": {LINK: CARD}} | change)
    assert refused.value.response["error"] == error


async def test_a_work_object_opens_a_panel_that_the_app_fills_for_its_reader(
    slack: Workspace, client: AsyncWebClient, alice: Person
) -> None:
    said = await alice.says("#ops", LINK)
    await client.chat_unfurl(channel=said.channel, ts=said.ts, metadata=below())
    await alice.opens_link(said, LINK)
    [told] = [
        one.event for one in slack.recording.deliveries if one.event["type"] == "entity_details_requested"
    ]
    assert (told["user"], told["external_ref"], told["entity_url"]) == (alice.id, {"id": "code/7.1"}, LINK)
    await client.entity_presentDetails(told["trigger_id"], metadata=work_object())
    assert alice.panel
    assert alice.panel.reads == "7.1 迟到"
    with pytest.raises(SlackApiError) as again:
        await client.entity_presentDetails(told["trigger_id"], metadata=work_object())
    assert again.value.response["error"] == "exchanged_trigger_id"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (
            {"metadata": work_object(external_ref={"id": "code/7.2"})},
            "entity_metadata_does_not_match_trigger",
        ),
        ({"metadata": below()}, "invalid_arguments"),
        ({"error": {"status": "nothing"}}, "invalid_arguments"),
        ({}, "invalid_arguments"),
    ],
)
async def test_a_panel_takes_nothing_else(
    client: AsyncWebClient, alice: Person, given: dict[str, Any], error: str
) -> None:
    said = await alice.says("#ops", LINK)
    await client.chat_unfurl(channel=said.channel, ts=said.ts, metadata=below())
    await alice.opens_link(said, LINK)
    assert alice.panel
    with pytest.raises(SlackApiError) as refused:
        await client.entity_presentDetails(alice.panel.trigger, **given)
    assert refused.value.response["error"] == error
