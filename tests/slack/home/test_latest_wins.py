"""Of several acts before one view, the latest has the last word."""

from bot.slack.home.latest_wins import Turns


async def test_an_act_that_arrives_after_a_later_one_comes_too_late() -> None:
    turns = Turns()
    later, earlier = turns.take("V1", 20.0), turns.take("V1", 10.0)
    async with later.come() as is_latest:
        assert is_latest
    async with earlier.come() as is_latest:
        assert not is_latest


async def test_an_act_without_a_moment_comes_after_all_before_it() -> None:
    turns = Turns()
    click, submission = turns.take("V1", 20.0), turns.take("V1", 0.0)
    async with click.come() as is_latest:
        assert not is_latest
    async with submission.come() as is_latest:
        assert is_latest


async def test_the_acts_before_other_views_do_not_count() -> None:
    turns = Turns()
    mine = turns.take("V1", 10.0)
    turns.take("V2", 20.0)
    async with mine.come() as is_latest:
        assert is_latest


async def test_of_very_many_views_the_oldest_are_forgotten() -> None:
    turns = Turns()
    for number in range(10_001):
        turns.take(str(number), 20.0)
    async with turns.take("0", 10.0).come() as is_latest:
        assert is_latest
    async with turns.take("10000", 10.0).come() as is_latest:
        assert not is_latest
