"""A process that lost its database: a balancer sends nobody there, and what was asked meanwhile is not lost."""

import aiohttp
from bot.slack.serving.bots import Bots

from tests.databases import on_postgresql
from tests.slack.installed.conftest import Estate
from tests.slack.outages import STOPPED


async def status_of(estate: Estate, page: str) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://{estate.address.beside}/{page}") as response,
    ):
        return response.status


@on_postgresql
async def test_who_lost_the_database_is_not_ready_and_answers_once_when_it_is_back(
    estate: Estate, bots: Bots, database: str
) -> None:
    estate.writes_rules("T0ACME", "迟到要写说明。")
    await estate.installs("T0ACME")
    slack = estate.workspaces["T0ACME"]
    await estate.reads("T0ACME")
    assert await status_of(estate, "healthz") == 200
    with STOPPED.of(database, ()):
        assert await status_of(estate, "healthz") == 503
        assert await status_of(estate, "livez") == 200  # a new process would have no database either
        asked = await estate.asked("T0ACME")
        delivery = slack.delivery(asked)
        await slack.until(lambda: delivery.attempts or None)
    reply = await slack.reply_to(asked)
    await slack.settled()
    assert delivery.attempts[0].ack is None
    assert "迟到要写说明" in reply.reads
    assert len(slack.replies_to(asked)) == 1
    assert await status_of(estate, "healthz") == 200
    assert [*bots.at_hand] == ["T0ACME"]
