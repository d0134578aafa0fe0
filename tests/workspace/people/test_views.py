"""Modals and homes: opened by triggers, filled in, stacked, updated, closed."""

from typing import Any

import pytest
from bot.workspace import Options, Person, View, Workspace
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.clock import ManualClock
from tests.workspace.connection import connected

Body = dict[str, Any]


def plain(text: str) -> Body:
    return {"type": "plain_text", "text": text}


def option(text: str, value: str) -> Body:
    return {"text": plain(text), "value": value}


def modal(title: str = "为什么", **more: object) -> Body:
    blocks = [
        {
            "type": "input",
            "block_id": "reason",
            "label": plain("原因"),
            "element": {"type": "plain_text_input", "action_id": "text", "max_length": 20, "min_length": 2},
        },
        {
            "type": "input",
            "block_id": "kind",
            "optional": True,
            "label": plain("类型"),
            "element": {
                "type": "radio_buttons",
                "action_id": "pick",
                "options": [option("看不懂", "unclear")],
            },
        },
    ]
    return {
        "type": "modal", "callback_id": "why", "title": plain(title), "submit": plain("好"), "blocks": blocks, **more,
    }  # fmt: skip


@pytest.fixture
def alice(slack: Workspace) -> Person:
    return slack.person("alice")


@pytest.fixture
async def opened(slack: Workspace, client: AsyncWebClient, alice: Person) -> View:
    await client.views_open(trigger_id=slack.state.triggers.issue(alice.id), view=modal())
    return await slack.modal(alice)


async def test_a_trigger_is_good_for_three_seconds(
    slack: Workspace, client: AsyncWebClient, alice: Person, clock: ManualClock
) -> None:
    in_time, too_late = (slack.state.triggers.issue(alice.id) for _ in range(2))
    clock.passes(2.9)
    await client.views_open(trigger_id=in_time, view=modal())
    clock.passes(0.2)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await client.views_open(trigger_id=too_late, view=modal())


async def test_a_trigger_is_good_for_one_view(
    slack: Workspace, client: AsyncWebClient, alice: Person
) -> None:
    trigger_id = slack.state.triggers.issue(alice.id)
    await client.views_open(trigger_id=trigger_id, view=modal())
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await client.views_open(trigger_id=trigger_id, view=modal())
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await client.views_open(trigger_id="1.2.3", view=modal())


async def test_answers_are_given_by_label_action_or_block(
    slack: Workspace, app: AsyncApp, alice: Person, opened: View
) -> None:
    values: list[Body] = []

    @app.view("why")
    async def why(ack: AsyncAck, view: Body) -> None:
        await ack()
        values.append(view["state"]["values"])

    async with connected(slack, app):
        sent = await alice.submits(opened, {"原因": "看不懂这条", "pick": "看不懂"})
        await slack.settled()
    assert sent.is_acked
    assert alice.modal is None
    assert values == [
        {
            "reason": {"text": {"type": "plain_text_input", "value": "看不懂这条"}},
            "kind": {"pick": {"type": "radio_buttons", "selected_option": option("看不懂", "unclear")}},
        }
    ]


@pytest.mark.parametrize(
    ("answers", "error", "words"),
    [
        ({}, ValueError, "'原因' is a required field"),
        ({"原因": "x"}, ValueError, "takes 2 to 20 characters, not 1"),
        ({"原因": "x" * 21}, ValueError, "takes 2 to 20 characters, not 21"),
        ({"原因": "xx", "电话": "1"}, LookupError, "has no input 电话"),
        ({"原因": "xx", "类型": "别的"}, LookupError, "there is no option '别的'"),
    ],
)
async def test_the_form_refuses_what_slacks_form_refuses(
    alice: Person, opened: View, answers: Body, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        await alice.submits(opened, answers)
    assert alice.modal == opened


@pytest.mark.parametrize(
    ("response", "titles"),
    [
        ({}, []),
        ({"response_action": "clear"}, []),
        ({"response_action": "errors", "errors": {"reason": "太短"}}, ["为什么"]),
        ({"response_action": "update", "view": modal("谢谢")}, ["谢谢"]),
        ({"response_action": "push", "view": modal("还有")}, ["还有", "为什么"]),
    ],
    ids=["close", "clear", "errors", "update", "push"],
)
async def test_the_ack_decides_what_the_person_sees_next(  # noqa: PLR0913  four fixtures, two columns
    slack: Workspace, app: AsyncApp, alice: Person, opened: View, *, response: Body, titles: list[str]
) -> None:
    @app.view("why")
    async def why(ack: AsyncAck) -> None:
        await ack(**response)

    async with connected(slack, app):
        sent = await alice.submits(opened, {"原因": "看不懂"})
    seen = []
    while (view := alice.modal) is not None:
        seen.append(view.title)
        await alice.closes(view)
    assert seen == titles
    assert sent.errors == response.get("errors", {})


async def test_a_bad_view_in_an_ack_is_recorded_and_not_shown(
    slack: Workspace, app: AsyncApp, alice: Person, opened: View
) -> None:
    @app.view("why")
    async def why(ack: AsyncAck) -> None:
        await ack(response_action="update", view=modal("t" * 25))

    async with connected(slack, app):
        await alice.submits(opened, {"原因": "看不懂"})
    assert alice.modal is not None
    assert alice.modal.title == "为什么"
    assert [call.method for call in slack.recording.refused] == ["ack"]


@pytest.mark.parametrize("options", [Options(ack_timeout=0.05, retry_delays=())], ids=["impatient"])
async def test_an_unacked_submission_leaves_the_modal_open(
    slack: Workspace, silent_app: AsyncApp, alice: Person, opened: View
) -> None:
    async with connected(slack, silent_app):
        sent = await alice.submits(opened, {"原因": "看不懂"})
    assert not sent.is_acked
    assert alice.modal is not None


async def test_only_three_modals_stack(
    slack: Workspace, client: AsyncWebClient, alice: Person, opened: View
) -> None:
    def trigger() -> str:
        return slack.state.triggers.issue(alice.id, opened.id)

    for _ in range(2):
        await client.views_push(trigger_id=trigger(), view=modal())
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await client.views_push(trigger_id=trigger(), view=modal())
    assert alice.modal is not None
    assert alice.modal.root_id == opened.id


async def test_an_update_keeps_what_was_typed_and_minds_the_hash(
    client: AsyncWebClient, alice: Person, opened: View
) -> None:
    await client.views_update(view_id=opened.id, hash=opened.hash, view=modal("新"))
    assert alice.modal is not None
    assert alice.modal.title == "新"
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view_id=opened.id, hash=opened.hash, view=modal("旧"))
    with pytest.raises(SlackApiError, match="not_found"):
        await client.views_update(view_id="V404", view=modal())


async def test_an_external_id_is_unique_and_finds_the_view(
    slack: Workspace, client: AsyncWebClient, alice: Person
) -> None:
    view = modal(external_id="one")
    await client.views_open(trigger_id=slack.state.triggers.issue(alice.id), view=view)
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        await client.views_open(trigger_id=slack.state.triggers.issue(alice.id), view=view)
    updated = await client.views_update(external_id="one", view=modal("二", external_id="one"))
    assert updated["view"]["title"]["text"] == "二"


async def test_closing_is_heard_only_where_the_view_asks_for_it(
    slack: Workspace, app: AsyncApp, client: AsyncWebClient, alice: Person, opened: View
) -> None:
    closed: list[Body] = []

    @app.view_closed("why")
    async def on_close(ack: AsyncAck, body: Body) -> None:
        await ack()
        closed.append(body)

    async with connected(slack, app):
        assert await alice.closes(opened) is None
        loud = modal(notify_on_close=True)
        await client.views_open(trigger_id=slack.state.triggers.issue(alice.id), view=loud)
        interaction = await alice.closes(await slack.modal(alice), everything=True)
        await slack.settled()
    assert interaction is not None
    assert interaction.is_acked
    assert [body["is_cleared"] for body in closed] == [True]


async def test_another_persons_view_cannot_be_submitted(slack: Workspace, opened: View) -> None:
    with pytest.raises(PermissionError, match="bob does not have this view open"):
        await slack.person("bob").submits(opened)


async def test_a_button_on_the_home_carries_the_view(
    slack: Workspace, app: AsyncApp, client: AsyncWebClient, alice: Person
) -> None:
    @app.action("browse")
    async def browse(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(body["view"]["type"]))

    button = {"type": "button", "action_id": "browse", "text": plain("目录")}
    home = {"type": "home", "blocks": [{"type": "actions", "elements": [button]}]}
    await client.views_publish(user_id=alice.id, view=home)
    async with connected(slack, app):
        await alice.clicks(await slack.home(alice), "目录")
        assert (await slack.modal(alice)).title == "home"
        await slack.settled()


async def test_an_external_select_is_searched_and_chosen_from(
    slack: Workspace, app: AsyncApp, alice: Person
) -> None:
    values: list[Body] = []

    @app.options("clause")
    async def offer(ack: AsyncAck, payload: Body) -> None:
        await ack(options=[option(f"{payload['value']} 7.1", "7.1")])

    @app.view("find")
    async def find(ack: AsyncAck, view: Body) -> None:
        await ack()
        values.append(view["state"]["values"]["b"]["clause"])

    element = {"type": "external_select", "action_id": "clause", "min_query_length": 1}
    block = {"type": "input", "block_id": "b", "label": plain("条款"), "element": element}
    content = {
        "type": "modal", "callback_id": "find", "title": plain("x"), "submit": plain("好"), "blocks": [block],
    }  # fmt: skip
    view = slack.state.views.open(alice.id, content)
    async with connected(slack, app):
        offered = await alice.searches(view, "clause", "迟到")
        await alice.submits(view, {"条款": offered[0]})
        await slack.settled()
    assert values == [{"type": "external_select", "selected_option": option("迟到 7.1", "7.1")}]


async def test_a_select_in_a_modal_keeps_what_was_chosen(
    slack: Workspace, app: AsyncApp, alice: Person
) -> None:
    states: list[Body] = []

    @app.action("chapter")
    async def chapter(ack: AsyncAck, body: Body) -> None:
        await ack()
        states.append(body["view"]["state"]["values"])

    select = {"type": "static_select", "action_id": "chapter", "options": [option("第一章", "1")]}
    section = {"type": "section", "block_id": "s", "text": plain("章"), "accessory": select}
    view = slack.state.views.open(alice.id, {"type": "modal", "title": plain("x"), "blocks": [section]})
    async with connected(slack, app):
        await alice.clicks(view, "第一章")
        await slack.settled()
    kept = {"type": "static_select", "selected_option": option("第一章", "1")}
    assert states == [{"s": {"chapter": kept}}]
