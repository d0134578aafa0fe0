"""What a process of many bots asks its database for: nothing for bots at rest, and little before the first answer."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from bot.cli.running.hosting import SELDOM
from bot.slack.serving import on_slack_of_all
from sqlalchemy import Engine, event

from tests.slack.conftest import QUICK
from tests.slack.installed.conftest import Estate, house_of
from tests.store.enrolments import newcomer

TENANTS = ("T0ACME", "T0BOLT", "E0CORP")
RESTING = replace(QUICK, rest=SELDOM.rest, look=SELDOM.look, follow=SELDOM.follow, due=SELDOM.due)


@contextmanager
def statements() -> Iterator[list[str]]:
    """Those that are carried out meanwhile, for whichever tenant."""
    found: list[str] = []

    def seen(_: object, __: object, statement: str, *___: object) -> None:
        found.append(statement)

    event.listen(Engine, "before_cursor_execute", seen)
    yield found
    event.remove(Engine, "before_cursor_execute", seen)


async def test_whether_rules_changed_is_asked_once_for_all_bots(estate: Estate) -> None:
    with house_of(estate, estate.store, timings=RESTING) as house:
        async with on_slack_of_all(house, estate.address) as bots:
            for tenant in TENANTS:
                estate.writes_rules(tenant, "迟到一次扣十元。")
            await estate.installs(*TENANTS)
            await bots.following.rules()  # from now on it is known what counts
            assert len(bots.at_hand) == len(TENANTS)
            with statements() as asked:
                await bots.following.rules()
            assert sum("publication" in each or "learned_pair" in each for each in asked) == 2


async def test_what_changes_counts_there_though_bots_look_seldom(estate: Estate) -> None:
    for tenant in TENANTS:
        estate.writes_rules(tenant, "迟到一次扣十元。")
    with house_of(estate, estate.store, timings=RESTING) as house:
        async with on_slack_of_all(house, estate.address) as bots:
            await estate.installs(*TENANTS)
            bot = await bots.find("T0ACME")
            follower = bot and bot.watches.rules.follower
            assert follower
            # In no process of its own: to load the program takes long.
            follower.carry_out = lambda work, *args: work(follower.publisher, *args)  # type: ignore[assignment]  # any work
            await bots.following.rules()
            estate.writes_rules("T0ACME", "迟到两次扣二十元。")
            for _ in range(2):  # twice, to see that nobody writes any more
                await bots.following.rules()
            assert "扣二十元" in await estate.reads("T0ACME")
            assert "扣十元" in await estate.reads("T0BOLT")


async def test_who_asks_first_waits_for_nothing_that_is_due(estate: Estate) -> None:
    estate.writes_rules("T0ACME", "迟到一次扣十元。")
    with house_of(estate, estate.store, timings=RESTING) as house:
        async with on_slack_of_all(house, estate.address) as bots:
            await estate.installs("T0ACME")
            await bots.end("T0ACME")
            with statements() as asked:
                assert await estate.reads("T0ACME")
            assert any("INTO question" in each for each in asked)
            beside = ("acknowledgement", "desk_item", "pulse", "following")
            assert [each for each in asked if any(f"FROM {name}" in each for name in beside)] == []


async def test_a_bot_that_is_begun_on_the_round_looks_at_once_what_is_due(
    estate: Estate, caplog: pytest.LogCaptureFixture
) -> None:
    estate.writes_rules("T0ACME", "迟到一次扣十元。")
    with house_of(estate, estate.store, timings=RESTING) as house:
        async with on_slack_of_all(house, estate.address) as bots:
            await estate.installs("T0ACME")
            await bots.end("T0ACME")
            caplog.set_level(logging.INFO, "bot.slack.publishing.watch")
            await bots.go_round()
            bot = bots.at_hand["T0ACME"]
            assert bot.watches.rules.follower
            followed = [vars(each).get("generation") for each in caplog.records if each.message == "rules"]
            assert followed == [bot.watches.rules.follower.generation]


async def test_who_is_on_a_path_has_it_from_the_first_moment_though_what_is_due_is_looked_for_later(
    estate: Estate,
) -> None:
    estate.writes_rules("T0ACME", "迟到一次扣十元。")
    with house_of(estate, estate.store, timings=RESTING) as house:
        async with on_slack_of_all(house, estate.address) as bots:
            await estate.installs("T0ACME")
            await bots.end("T0ACME")
            estate.store.of("T0ACME").onboarding.enrol(0.0, newcomer("U1"), "U9")
            bot = await bots.find("T0ACME")
            assert bot
            assert bot.onboarding.has_path("U1")
            assert await bot.onboarding.oversees("U9")
