"""Of several acts before one view, the latest has the last word."""

from bot.slack.home.views import LatestWins


async def test_an_act_that_arrives_after_a_later_one_comes_too_late() -> None:
    latest_wins = LatestWins()
    later, earlier = latest_wins.begin("V1", 20.0), latest_wins.begin("V1", 10.0)
    async with later.view_lock() as is_latest:
        assert is_latest
    async with earlier.view_lock() as is_latest:
        assert not is_latest


async def test_an_act_without_a_moment_comes_after_all_before_it() -> None:
    latest_wins = LatestWins()
    click, submission = latest_wins.begin("V1", 20.0), latest_wins.begin("V1", 0.0)
    async with click.view_lock() as is_latest:
        assert not is_latest
    async with submission.view_lock() as is_latest:
        assert is_latest


async def test_the_acts_before_other_views_do_not_count() -> None:
    latest_wins = LatestWins()
    mine = latest_wins.begin("V1", 10.0)
    latest_wins.begin("V2", 20.0)
    async with mine.view_lock() as is_latest:
        assert is_latest


async def test_of_very_many_views_the_oldest_are_forgotten() -> None:
    latest_wins = LatestWins()
    for number in range(10_001):
        latest_wins.begin(str(number), 20.0)
    async with latest_wins.begin("0", 10.0).view_lock() as is_latest:
        assert is_latest
    async with latest_wins.begin("10000", 10.0).view_lock() as is_latest:
        assert not is_latest
