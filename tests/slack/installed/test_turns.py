"""Whose payload is taken in next: those of one tenant's burst in the end, whoever was there before."""

import asyncio
from itertools import pairwise

from bot.slack.serving.turns import Turns


async def test_beside_a_burst_everybody_else_goes_on_at_once() -> None:
    turns, went_on = Turns(), list[str]()

    async def goes(tenant: str) -> None:
        await turns.of(tenant)
        went_on.append(tenant)

    burst = [asyncio.create_task(goes("T0LOUD")) for _ in range(500)]
    others = [asyncio.create_task(goes(tenant)) for tenant in ("T0CALM", "T0ALSO")]
    await asyncio.sleep(0)
    burst[400].cancel()  # whoever brought it has gone
    await asyncio.gather(*others)
    assert went_on.count("T0LOUD") < 200
    await asyncio.gather(*burst, return_exceptions=True)
    assert went_on.count("T0LOUD") == 499
    await goes("T0LOUD")


async def test_between_two_rounds_what_is_at_work_goes_on() -> None:
    turns, rounds = Turns(), list[int]()
    burst = [turns.of("T0LOUD") for _ in range(500)]
    while not all(turn.done() for turn in burst):
        await asyncio.sleep(0)
        rounds.append(sum(turn.done() for turn in burst))
    assert max(late - soon for soon, late in pairwise(rounds)) < 80
