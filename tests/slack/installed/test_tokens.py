"""Tokens that expire are renewed in time, by one of all processes, and what is over of nobody in particular goes."""

import time

import pytest
from bot.slack.serving import on_slack_of_all
from bot.slack.serving.bots import Bots
from bot.store import Store
from bot.store.installations import installed
from sqlalchemy import text, update

from tests.databases import on_sqlite, rows
from tests.slack.installed.conftest import Estate, house_of

HOUR, DAY = 3_600.0, 86_400.0  # seconds


def expires(store: Store, seconds: float) -> None:
    """The token of the one that has one that expires does so in so many seconds."""
    with store.of("T0BOLT").engine.begin() as db:
        db.execute(update(installed).values(expires_at=time.time() + seconds))


async def test_what_installing_left_behind_goes(estate: Estate) -> None:
    estate.store.claims.take(time.time() - 2 * DAY, "oauth/begun")
    with house_of(estate, estate.store) as house:
        async with on_slack_of_all(house, estate.address):
            await estate.workspaces["T0BOLT"].until(lambda: not rows(estate.store, "claim") or None)


async def test_a_token_that_expires_soon_is_renewed_once_by_two_processes(estate: Estate) -> None:
    estate.writes_rules("T0BOLT", "迟到一次扣十元。")
    slack = estate.workspaces["T0BOLT"]
    with house_of(estate, estate.store) as house:
        async with on_slack_of_all(house, estate.address):
            await estate.installs("T0BOLT")
        expires(estate.store, HOUR)
        first = slack.bot_token
        async with (
            on_slack_of_all(house, estate.address),
            on_slack_of_all(house, estate.address.beside.beside),
        ):
            await slack.until(lambda: slack.bot_token != first or None)
            assert "扣十元" in await estate.reads("T0BOLT")
            [kept] = estate.store.tenants_with_tokens()
    assert kept.token == slack.bot_token
    assert len(slack.recording.calls_to("oauth.v2.access")) == 2  # the code, and one renewal


async def test_a_token_that_expired_while_nobody_was_there_is_renewed_before_anything_is_said(
    estate: Estate, bots: Bots
) -> None:
    await estate.installs("T0BOLT")
    slack = estate.workspaces["T0BOLT"]
    first = slack.bot_token
    await bots.end("T0BOLT")
    expires(estate.store, -HOUR)
    assert "没有找到" in await estate.reads("T0BOLT")
    assert slack.bot_token != first


@on_sqlite
async def test_a_token_that_could_not_be_written_is_written_later_for_slack_gives_no_other(
    estate: Estate, bots: Bots
) -> None:
    await estate.installs("T0BOLT")
    slack = estate.workspaces["T0BOLT"]
    first = slack.bot_token
    expires(estate.store, HOUR)
    with estate.store.engine.begin() as db:
        no_room = "BEFORE UPDATE OF sealed_token ON tenant BEGIN SELECT RAISE(ABORT, 'no room'); END"
        db.execute(text(f"CREATE TRIGGER full {no_room}"))
    await bots.look_after()
    assert slack.bot_token != first
    assert estate.store.tenants_with_tokens()[0].token == first
    with estate.store.engine.begin() as db:
        db.execute(text("DROP TRIGGER full"))
    await bots.look_after()
    assert estate.store.tenants_with_tokens()[0].token == slack.bot_token
    assert len(slack.recording.calls_to("oauth.v2.access")) == 2  # the code, and one renewal


async def test_why_slack_gives_no_other_token_stands_in_the_log(
    estate: Estate, bots: Bots, caplog: pytest.LogCaptureFixture
) -> None:
    await estate.installs("T0BOLT")
    expires(estate.store, HOUR)
    tokens = estate.workspaces["T0BOLT"].state.tokens
    estate.workspaces["T0BOLT"].state.tokens = tokens.renewed()  # who heard of it died before it was written
    await bots.look_after()
    [told] = [each for each in caplog.records if each.message == "token not renewed"]
    assert vars(told)["error"] == "invalid_refresh_token"
