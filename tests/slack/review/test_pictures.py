"""The two pictures of a review: there once, or it says that there are none."""

from datetime import UTC, datetime
from io import BytesIO

import pytest

from tests.slack.desk.conftest import Office
from tests.slack.review.conftest import DECEMBER, november, pictured, reviewed, reviews


def painted(png: bytes, grey: int) -> int:
    """How many dots of a picture have this grey."""
    from matplotlib.image import imread  # noqa: PLC0415  # half a second

    dots = (imread(BytesIO(png))[..., :3] * 255).round()
    return int((dots == grey).all(axis=-1).sum())


async def at_last(office: Office) -> None:
    """Time goes on until what was put off is due, and nothing is left to be posted."""

    def is_done() -> bool:
        office.clock.passes(seconds=30)
        return bool(pictured(office)) and not office.desk.store.backlog().parcels

    await office.slack.until(lambda: is_done() or None)
    assert len(reviews(office)) == len(pictured(office)) == 1


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ("files.getUploadURLExternal", "missing_scope"),
        ("files.completeUploadExternal", "files_upload_disabled"),
    ],
)
async def test_where_slack_takes_no_files_it_says_so(office: Office, method: str, code: str) -> None:
    async with office.bot():
        await november(office)
        office.clock.at = DECEMBER
        office.slack.faults.refuses(method, code)
        await office.look()
        await office.slack.until(lambda: "files:write" in office.posted("#rules")[-1].reads or None)
        assert len(reviews(office)) == 1
        assert not pictured(office)
        office.slack.recording.refused.clear()


@pytest.mark.parametrize("after", [False, True])
async def test_pictures_of_which_slack_tells_nothing_are_there_once(office: Office, *, after: bool) -> None:
    # Slack's clock is the real one, and what it posted is looked for from our moment on.
    office.clock.at = datetime(2025, 11, 25, 2, tzinfo=UTC)
    async with office.bot():
        await november(office)
        office.clock.at = datetime(2025, 12, 1, 2, tzinfo=UTC)
        office.slack.faults.fails("files.completeUploadExternal", status=500, after_doing_it=after)
        await office.look()
        await at_last(office)


async def test_bytes_that_did_not_arrive_are_sent_again(office: Office) -> None:
    async with office.bot():
        await november(office)
        office.clock.at = DECEMBER
        office.slack.faults.fails("upload_url")
        await office.look()
        await at_last(office)


async def test_without_what_draws_them_it_comes_without_pictures_and_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.review.pictures._FONTS", ())
    async with office.bot():
        await november(office)
        review = await reviewed(office)
        assert "没有配图" in review.reads
        assert not pictured(office)
