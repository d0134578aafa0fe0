"""The office of the desk's tests once November is over."""

from datetime import UTC, datetime

from bot.workspace import Message

from tests.slack.desk.conftest import Office
from tests.slack.desk.conftest import office as office  # noqa: PLC0414  # a fixture
from tests.slack.owned_book import passes_on

DECEMBER = datetime(2026, 12, 1, 2, tzinfo=UTC)  # a Tuesday, ten o'clock in Shanghai


async def november(office: Office) -> None:
    """Six people did not find the same, one was answered and passed it on."""
    await office.all_ask()
    late = await office.ask(office.staff[0], "上班迟到怎么处理")
    await passes_on(office.slack, office.staff[0], late)
    await office.slack.settled(quiet=0.1)


TITLE = "守则回顾：2026-11-01 至 2026-11-30"


def reviews(office: Office, channel: str = "#rules") -> list[Message]:
    return [one for one in office.posted(channel) if "守则回顾" in one.reads]


async def reviewed(office: Office, channel: str = "#rules") -> Message:
    """The one review that is there once the first of December is looked at."""
    office.clock.at = DECEMBER
    await office.look()
    [review] = await office.slack.until(lambda: reviews(office, channel) or None)
    return review


def pictured(office: Office, channel: str = "#rules") -> list[Message]:
    return [one for one in office.posted(channel) if one.files]
