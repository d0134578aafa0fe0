"""Rules of many tenants have only so much room: one stays, and the others come back when asked."""

import asyncio
import gc
from collections.abc import Iterator
from weakref import ref

import pytest
from bot.inquiries import Place
from bot.slack.serving import on_slack_of_all
from bot.slack.serving.bots import Bots

from tests.slack.installed.conftest import Estate, house_of


async def test_where_there_is_no_room_for_two_each_is_answered_all_the_same(estate: Estate) -> None:
    tenants = ("T0ACME", "T0BOLT")
    with house_of(estate, estate.store, memory=1) as house:
        async with on_slack_of_all(house, estate.address) as bots:
            for tenant in tenants:
                estate.writes_rules(tenant, f"{tenant} 迟到要写说明。")
                await estate.installs(tenant)
            for tenant in (*tenants, *tenants):
                assert f"{tenant} 迟到要写说明" in await estate.reads(tenant)
                await estate.workspaces[tenant].until(lambda: len(bots.at_hand) == 1 or None)


async def test_who_makes_room_twice_at_once_ends_no_more_than_must_go(estate: Estate) -> None:
    tenants = ("T0ACME", "T0BOLT", "E0CORP")
    for tenant in tenants:
        estate.writes_rules(tenant, "迟到要写说明。")
    with house_of(estate, estate.store) as house:
        async with on_slack_of_all(house, estate.address) as bots:
            await estate.installs(*tenants)
        installed = estate.store.of("T0ACME").installations.find()
        assert installed
        with house.given(installed) as given:
            assert given.follower
            given.rules().responders.for_groups(frozenset())
            size = given.follower.rules.nbytes
    with house_of(estate, estate.store, memory=int(2.5 * size)) as house:
        async with on_slack_of_all(house, estate.address) as bots:
            for tenant in tenants:
                await estate.reads(tenant)
            await asyncio.gather(*(bots.look_after() for _ in range(3)))
            assert len(bots.at_hand) == 2


@pytest.fixture
def without_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("without_collector")
async def test_a_bot_that_ended_is_gone_with_its_rules_though_no_garbage_is_collected(
    estate: Estate, bots: Bots
) -> None:
    estate.writes_rules("T0ACME", "迟到要写说明。")
    await estate.installs("T0ACME")
    person = estate.asker("T0ACME")
    assert await estate.reads("T0ACME")
    await person.opens_home()
    await estate.workspaces["T0ACME"].settled()
    bot = bots.at_hand["T0ACME"]
    library = bot.listening.acts.gate.access.rules().library
    its = (bot.receiver.app, bot.listening, bot.directory, library, library.clauses[0])
    there = {type(each).__name__: ref(each) for each in its}
    del bot, its, library
    await bots.end("T0ACME")
    assert [name for name, known in there.items() if known()] == []


async def test_a_bot_that_ends_keeps_what_arrived_before(
    estate: Estate, bots: Bots, monkeypatch: pytest.MonkeyPatch
) -> None:
    estate.writes_rules("T0ACME", "迟到要写说明。")
    await estate.installs("T0ACME")
    slack, first = estate.workspaces["T0ACME"], await estate.asked("T0ACME")
    await slack.reply_to(first)
    await slack.settled()
    bot, is_reached, goes_on = bots.at_hand["T0ACME"], asyncio.Event(), asyncio.Event()
    is_followed = bot.store.threads.is_followed

    async def slowly(place: Place) -> bool:
        is_reached.set()
        await goes_on.wait()
        return await is_followed(place)

    monkeypatch.setattr(bot.store.threads, "is_followed", slowly)
    further = await estate.asker("T0ACME").says("#ops", "那早退怎么处理？", thread=first)
    await is_reached.wait()
    under_way = bot.in_flight.count
    ending = asyncio.create_task(bots.end("T0ACME"))
    goes_on.set()
    await ending
    assert under_way == 1
    assert (await slack.reply_to(further)).reads
    assert [attempt.ack is not None for attempt in slack.delivery(further).attempts] == [True]
