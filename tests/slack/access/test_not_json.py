"""What a proxy or a page to log in says in Slack's place is no word of Slack's, and no fault of ours."""

import pytest
from aiohttp import ClientError, ClientSession
from bot.answering import Responders
from bot.slack.transport.connection import client
from bot.store import Store
from bot.wording import Language, catalogue_for
from bot.workspace import Workspace
from slack_sdk.errors import SlackApiError

from tests.slack.conftest import running, surroundings_for
from tests.slack.transport.test_standing import answering

SAY = catalogue_for(Language.CHINESE)
NO_ANSWERS = (
    pytest.param("please log in", "text/plain", id="plain text"),
    pytest.param('"x"', "application/json", id="a word"),
    pytest.param("{", "application/json", id="half of an answer"),
    pytest.param("<html>", "text/html", id="a page"),
)
BODIES = pytest.mark.parametrize(("body", "kind"), NO_ANSWERS)
OF_NOTHING = pytest.param('{"ok": true}', "application/json", id="an answer without what was asked for")
BODIES_OF_NOTHING = pytest.mark.parametrize(("body", "kind"), [*NO_ANSWERS, OF_NOTHING])


@BODIES
@pytest.mark.parametrize("repeats", [True, False], ids=["by look-ups", "by what writes"])
async def test_it_is_an_error_of_slacks_that_says_nothing(body: str, kind: str, *, repeats: bool) -> None:
    async with answering(body, 200, kind) as settings, ClientSession() as session:
        asking = client(settings, session, 5.0, repeats=repeats)
        with pytest.raises(SlackApiError) as refused:
            await asking.users_info(user="U1")
    assert refused.value.response.get("error") is None


async def test_a_pause_in_words_is_no_fault() -> None:
    later = {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}
    answered = answering("{}", 429, "application/json", later)
    async with answered as settings, ClientSession() as session:
        asking = client(settings, session, 5.0, repeats=True)
        with pytest.raises(ClientError):
            await asking.users_info(user="U1")


@BODIES_OF_NOTHING
async def test_who_asks_is_answered_where_it_does_not_tell_who_reads(
    empty_slack: Workspace, store: Store, responders: Responders, body: str, kind: str
) -> None:
    slack, staff = empty_slack, empty_slack.person("staff", locale="zh-CN")
    slack.channel("#ops", [staff])
    for method in ("conversations.info", "conversations.members"):
        slack.faults.garbles(method, body=body, kind=kind, times=999)
    async with running(surroundings_for(slack, responders, store)):
        await slack.connected()
        assert "第七章第一条" in (await slack.reply_to(await staff.says("#ops", "@守则 7.1"))).reads


@BODIES_OF_NOTHING
async def test_who_it_does_not_tell_is_asked_to_come_again(
    empty_slack: Workspace, store: Store, responders: Responders, body: str, kind: str
) -> None:
    slack, staff = empty_slack, empty_slack.person("staff", locale="zh-CN")
    for method in ("users.info", "users.list"):
        slack.faults.garbles(method, body=body, kind=kind, times=999)
    async with running(surroundings_for(slack, responders, store)):
        await slack.connected()
        told = await slack.reply_to(await staff.messages_bot("7.1"))
        assert told.reads == SAY("admission.unknown")
