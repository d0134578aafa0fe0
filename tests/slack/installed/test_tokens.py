"""Tokens that expire are renewed in time, by one of all processes, and what is over of nobody in particular goes."""

import time

from bot.slack.serving import on_slack_of_all
from bot.store.installations import installed
from sqlalchemy import update

from tests.databases import rows
from tests.slack.installed.conftest import Estate, house_of

HOUR, DAY = 3_600.0, 86_400.0  # seconds


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
        with estate.store.of("T0BOLT").engine.begin() as db:
            db.execute(update(installed).values(expires_at=time.time() + HOUR))
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
