"""Commands, shortcuts and clicks, through the real app."""

from typing import Any

import pytest
from bot.workspace import Message, Options, Person, Workspace
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.connection import connected

Body = dict[str, Any]

ANSWER: list[Body] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "7.1"}},
    {
        "type": "actions",
        "block_id": "feedback",
        "elements": [
            {
                "type": "button",
                "action_id": "useful",
                "text": {"type": "plain_text", "text": "有用"},
                "value": "7.1",
            },
            {
                "type": "static_select",
                "action_id": "chapter",
                "placeholder": {"type": "plain_text", "text": "章"},
                "options": [
                    {"text": {"type": "plain_text", "text": "第一章"}, "value": "1"},
                    {"text": {"type": "plain_text", "text": "第二章"}, "value": "2"},
                ],
            },
        ],
    },
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "verdict",
                "positive_button": {"text": {"type": "plain_text", "text": "👍"}, "value": "good"},
                "negative_button": {"text": {"type": "plain_text", "text": "👎"}, "value": "bad"},
            }
        ],
    },
]


@pytest.fixture
def alice(slack: Workspace) -> Person:
    person = slack.person("alice")
    slack.channel("#ops", [person])
    return person


@pytest.fixture
async def answer(client: AsyncWebClient, alice: Person) -> Message:
    await client.chat_postMessage(channel="#ops", text="7.1", blocks=ANSWER)
    return alice.sees("#ops")[-1]


async def test_a_command_is_acked_with_words_that_only_the_asker_sees(
    slack: Workspace, app: AsyncApp, alice: Person
) -> None:
    @app.command("/rule")
    async def rule(ack: AsyncAck, command: Body) -> None:
        await ack(f"{command['text']} in {command['channel_name']}")

    bob = slack.person("bob")
    await bob.joins("#ops")
    async with connected(slack, app):
        lookup = await alice.runs("/rule 7.1", in_="#ops")
        reply = await slack.reply_to(lookup)
    assert lookup.is_acked
    assert lookup.latency < float("inf")
    assert (reply.text, reply.ephemeral_to) == ("7.1 in ops", alice.id)
    assert slack.sees(alice, "#ops")[-1] == reply
    assert reply not in slack.sees(bob, "#ops")


async def test_a_command_without_a_channel_runs_in_the_direct_message(
    slack: Workspace, app: AsyncApp, alice: Person
) -> None:
    @app.command("/rule")
    async def rule(ack: AsyncAck, command: Body, respond: AsyncRespond) -> None:
        await ack()
        await respond(f"{command['channel_name']}", response_type="in_channel")

    async with connected(slack, app):
        reply = await slack.reply_to(await alice.runs("/rule"))
    assert reply.text == "directmessage"
    assert reply.ephemeral_to is None


@pytest.mark.parametrize("options", [Options(ack_timeout=0.05, retry_delays=())], ids=["impatient"])
async def test_a_command_that_nobody_acks_is_not_repeated(
    slack: Workspace, silent_app: AsyncApp, alice: Person
) -> None:
    async with connected(slack, silent_app):
        lookup = await alice.runs("/rule", in_="#ops")
    assert not lookup.is_acked
    assert lookup.latency == float("inf")
    assert len(lookup.delivery.attempts) == 1


async def test_a_button_is_found_by_its_label_or_its_action_id(
    slack: Workspace, app: AsyncApp, alice: Person, answer: Message
) -> None:
    bodies: list[Body] = []

    @app.action("useful")
    async def useful(ack: AsyncAck, body: Body) -> None:
        await ack()
        bodies.append(body)

    async with connected(slack, app):
        assert (await alice.clicks(answer, "有用")).is_acked
        assert (await alice.clicks(answer, "useful")).is_acked
        await slack.settled()
    first, _ = bodies
    assert first["actions"][0]["value"] == "7.1"
    assert first["actions"][0]["block_id"] == "feedback"
    assert first["container"] == {
        "type": "message", "message_ts": answer.ts, "channel_id": answer.channel, "is_ephemeral": False,
    }  # fmt: skip
    assert first["message"]["text"] == "7.1"
    assert first["user"]["id"] == alice.id


@pytest.mark.parametrize(
    ("action_id", "label", "choose", "expected"),
    [
        ("chapter", "第二章", None, {"selected_option": {"value": "2"}}),
        ("chapter", "chapter", "第一章", {"selected_option": {"value": "1"}}),
        ("verdict", "👎", None, {"value": "bad"}),
        ("verdict", "verdict", "good", {"value": "good"}),
    ],
)
async def test_options_and_feedback_are_found_by_their_words(  # noqa: PLR0913  four fixtures, four columns
    slack: Workspace, app: AsyncApp, alice: Person, answer: Message,
    *, action_id: str, label: str, choose: str | None, expected: Body,
) -> None:  # fmt: skip
    actions: list[Body] = []

    @app.action(action_id)
    async def used(ack: AsyncAck, action: Body) -> None:
        await ack()
        actions.append(action)

    async with connected(slack, app):
        await alice.clicks(answer, label, choose=choose)
        await slack.settled()
    for key, value in expected.items():
        chosen = actions[0][key]
        assert chosen == value or chosen["value"] == value["value"]


async def test_a_button_that_is_not_there_is_a_lookup_error_that_names_what_is(
    alice: Person, answer: Message
) -> None:
    with pytest.raises(LookupError, match="有用, useful"):
        await alice.clicks(answer, "👎 没用")
    with pytest.raises(LookupError, match="there is no option '第九章'"):
        await alice.clicks(answer, "chapter", choose="第九章")


async def test_an_ephemeral_message_is_not_sent_along_with_a_click(
    slack: Workspace, app: AsyncApp, client: AsyncWebClient, alice: Person
) -> None:
    bodies: list[Body] = []

    @app.action("useful")
    async def useful(ack: AsyncAck, body: Body, respond: AsyncRespond) -> None:
        await ack()
        bodies.append(body)
        await respond(replace_original=True, text="thank you")

    bob = slack.person("bob")
    await bob.joins("#ops")
    await client.chat_postEphemeral(channel=alice.channels[0].id, user=alice.id, text="7.1", blocks=ANSWER)
    private = alice.sees("#ops")[-1]
    async with connected(slack, app):
        with pytest.raises(PermissionError, match="bob does not see"):
            await bob.clicks(private, "有用")
        await alice.clicks(private, "有用")
        await slack.settled()
    assert bodies[0]["container"]["is_ephemeral"] is True
    assert "message" not in bodies[0]
    after = slack.now(private)
    assert after is not None
    assert (after.text, after.ephemeral_to) == ("thank you", alice.id)


async def test_a_deleted_message_cannot_be_clicked(
    client: AsyncWebClient, alice: Person, answer: Message
) -> None:
    await client.chat_delete(channel=answer.channel, ts=answer.ts)
    with pytest.raises(PermissionError, match="does not see"):
        await alice.clicks(answer, "有用")


async def test_shortcuts_are_used_by_name(slack: Workspace, app: AsyncApp, alice: Person) -> None:
    bodies: list[Body] = []

    @app.shortcut("look_up")
    @app.shortcut("ask")
    async def shortcut(ack: AsyncAck, body: Body) -> None:
        await ack()
        bodies.append(body)

    question = await alice.says("#ops", "迟到怎么算")
    async with connected(slack, app):
        await alice.uses_shortcut("查相关规则", on=question)
        await alice.uses_shortcut("提问")
        await slack.settled()
    on_message, anywhere = bodies
    assert (on_message["type"], anywhere["type"]) == ("message_action", "shortcut")
    assert on_message["message"]["text"] == "迟到怎么算"
    assert on_message["response_url"].startswith("http://127.0.0.1:")
    with pytest.raises(LookupError, match="no global shortcut '查相关规则'"):
        await alice.uses_shortcut("查相关规则")
