"""Who reads what changed where another process heard it: one look tells the bots of all tenants."""

from dataclasses import replace

from bot.slack.serving import on_slack_of_all

from tests.slack.conftest import QUICK
from tests.slack.installed.conftest import Estate, house_of

TENANT = "T0ACME"


async def test_what_another_process_heard_is_looked_up_anew_by_the_bot_of_that_tenant(estate: Estate) -> None:
    estate.writes_rules(TENANT, "迟到一次扣十元。")
    slack = estate.workspaces[TENANT]
    seldom = replace(QUICK, rest=600.0)  # no bot looks by itself meanwhile
    with house_of(estate, estate.store, timings=seldom) as house:
        async with on_slack_of_all(house, estate.address) as bots:
            await estate.installs(TENANT)
            bot = await bots.find(TENANT)
            assert bot
            alice = estate.asker(TENANT).id
            await bot.directory.reader(alice)
            asked = len(slack.recording.calls_to("users.info"))
            await bot.directory.reader(alice)
            assert len(slack.recording.calls_to("users.info")) == asked
            estate.store.of(TENANT).reader_changes.note(house.clock(), alice)
            await bots.following.readers()
            await bot.directory.reader(alice)
            assert len(slack.recording.calls_to("users.info")) == asked + 1
