"""At a start, a token that Slack refuses, a moment that passes, and what is not Slack are told apart."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from bot.settings import SlackSettings, read_settings
from bot.slack.publishing.notice_channels import reach_of
from bot.slack.transport.errors import (
    NotSlackError,
    SlackBusyError,
    SlackRefusedError,
    SlackUnreachableError,
)
from bot.slack.transport.standing import patiently, socket_opens, standing
from bot.slack.transport.validating import NoValidationError, refused

from tests.slack.transport.conftest import free_port

_FOREVER = 30.0  # seconds: nobody waits for as long


@asynccontextmanager
async def answering(
    body: str, status: int = 200, kind: str = "application/json", headers: Mapping[str, str] | None = None
) -> AsyncIterator[SlackSettings]:
    """The settings for a server that gives this answer to everything."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=body, status=status, content_type=kind, headers=headers)

    app = web.Application()
    app.add_routes([web.route("*", "/{path:.*}", answer)])
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    environment = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_API_URL": f"http://127.0.0.1:{port}/api/"}
    try:
        yield read_settings(SlackSettings, environment)
    finally:
        await runner.cleanup()


NO_SLACK = pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        pytest.param("<html>请先登录</html>", 200, "text/html", id="a page to log in"),
        pytest.param("<html>403</html>", 403, "text/html", id="a page that forbids"),
        pytest.param("welcome", 200, "text/plain", id="plain text"),
        pytest.param("", 200, "application/json", id="nothing"),
        pytest.param("not found", 404, "text/plain", id="nothing there"),
        pytest.param("{broken", 200, "application/json", id="half of an answer"),
        pytest.param("[]", 200, "application/json", id="a list"),
    ],
)


@NO_SLACK
async def test_what_is_not_slack_is_not_taken_for_its_word_on_a_token(
    body: str, status: int, kind: str
) -> None:
    async with answering(body, status, kind) as settings:
        with pytest.raises(NotSlackError):
            await standing(settings)


@NO_SLACK
async def test_nor_for_its_word_on_what_the_bot_draws(body: str, status: int, kind: str) -> None:
    drawn = {"a message": [{"type": "divider"}]}
    async with answering(body, status, kind) as settings:
        with pytest.raises(NoValidationError):
            await refused(settings, drawn, {})


async def test_nobody_waits_for_as_long_as_slack_wants_to_be_left_alone() -> None:
    drawn = {"a message": [{"type": "divider"}]}
    async with answering("", 429, headers={"Retry-After": "3600"}) as settings:
        with pytest.raises(NoValidationError):
            await asyncio.wait_for(refused(settings, drawn, {}, timeout=0.1), _FOREVER)
        with pytest.raises(SlackBusyError):
            await asyncio.wait_for(reach_of(settings, ["#rules"], timeout=0.1), _FOREVER)


@pytest.mark.parametrize("code", ["ratelimited", "internal_error", "fatal_error", "service_unavailable"])
async def test_what_passes_is_not_blamed_on_a_token(code: str) -> None:
    async with answering(f'{{"ok": false, "error": "{code}"}}') as settings:
        with pytest.raises(SlackBusyError) as busy:
            await standing(settings)
    assert busy.value.why == code


async def test_a_server_error_is_an_unreachable_slack_whatever_it_says() -> None:
    async with answering("<html>oops</html>", 503, "text/html") as settings:
        with pytest.raises(SlackUnreachableError) as error:
            await standing(settings)
    assert error.value.why == "status 503"


async def test_a_refused_token_is_named() -> None:
    async with answering('{"ok": false, "error": "invalid_auth"}') as settings:
        with pytest.raises(SlackRefusedError) as refused:
            await standing(settings)
    assert (refused.value.code, refused.value.setting) == ("invalid_auth", "SLACK_BOT_TOKEN")


async def test_a_websocket_that_is_not_let_through_is_found_out() -> None:
    async with answering('{"ok": true, "url": "ws://127.0.0.1:9/link"}') as settings:
        with pytest.raises(SlackUnreachableError) as error:
            await socket_opens(settings, "xapp-1")
    assert error.value.why == "websocket"


async def test_slack_is_asked_until_it_answers_and_each_reason_is_told_once() -> None:
    answers = [
        SlackBusyError("ratelimited"),
        SlackBusyError("ratelimited"),
        SlackUnreachableError("TimeoutError"),
    ]
    told: list[str] = []

    async def ask() -> str:
        if answers:
            raise answers.pop(0)
        return "well"

    assert await patiently(ask, lambda error: told.append(error.why), 0.001) == "well"
    assert told == ["ratelimited", "TimeoutError"]


async def test_where_nobody_is_told_the_first_try_decides() -> None:
    async def ask() -> None:
        raise SlackUnreachableError("away")

    with pytest.raises(SlackUnreachableError):
        await patiently(ask, None, 0.001)
