"""Owners whose contact is a user group: each of its people hears of what waits, once a day, and how it goes on."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from bot.workspace import Message, Person

from tests.slack.desk.conftest import OWN_WORDS, SHUTTLE, SILENT, Office
from tests.slack.owned_book import told

WAITS = "没有找到"


@pytest.fixture
def deputy(office: Office) -> Person:
    """Looks after the chapter, too: its contact is a group by now."""
    deputy = office.slack.person("deputy", locale="zh-CN")
    _looked_after_by(office, "code/01.yaml", "#attendance", [office.owner, deputy])
    return deputy


def _looked_after_by(office: Office, file: str, contact: str, people: Sequence[Person]) -> None:
    group = office.slack.user_group(contact.removeprefix("#"), people)
    path = office.desk.folder / file
    path.write_text(path.read_text("utf-8").replace(f'"{contact}"', group.id), "utf-8")


def digests(office: Office, person: Person) -> list[Message]:
    return told(office.slack, person, WAITS)


async def test_each_hears_once_a_day_and_reads_what_became_of_it(office: Office, deputy: Person) -> None:
    async with office.bot():
        await office.all_ask()
        for _ in range(2):
            await office.look()
        assert [len(digests(office, person)) for person in (office.owner, deputy)] == [1, 1]
        assert SHUTTLE in digests(office, deputy)[0].reads
        form = await office.opens(deputy, digests(office, deputy)[0], "规则没写，我来答")
        await office.submits(deputy, form, {"reply": OWN_WORDS})
        for person in (office.owner, deputy):
            [posted] = digests(office, person)
            assert "规则没写" not in posted.reads
            assert deputy.id in str(posted.blocks)


async def test_whoever_looks_after_two_parts_hears_of_both_in_one_message(
    office: Office, deputy: Person
) -> None:
    _looked_after_by(office, "code/book.yaml", "#rules", [office.owner, office.head])
    async with office.bot():
        await office.all_ask()
        for person in office.staff:
            await office.ask(person, SILENT)
        await office.look()
        read = {
            person.id: "".join(one.reads for one in digests(office, person))
            for person in (office.owner, deputy, office.head)
        }
        assert [len(digests(office, person)) for person in (office.owner, deputy, office.head)] == [1, 1, 1]
        assert [(SHUTTLE in text, SILENT in text) for text in read.values()] == [
            (True, True),
            (True, False),
            (False, True),
        ]


async def test_each_is_reminded_at_20_working_hours_over_a_holiday_and_the_books_people_at_24(
    office: Office, deputy: Person
) -> None:
    _looked_after_by(office, "code/book.yaml", "#rules", [office.head])
    office.clock.at = datetime(2026, 9, 30, 2, tzinfo=UTC)
    async with office.bot(SHOUZE_REVIEW="off"):
        await office.all_ask()
        await office.look()
        office.clock.at = datetime(2026, 10, 5, 4, tzinfo=UTC)
        await office.look()
        people = (office.owner, deputy, office.head)
        assert [len(told(office.slack, person, "个工作小时")) for person in people] == [0, 0, 0]
        office.clock.at = datetime(2026, 10, 8, 1, 30, tzinfo=UTC)
        for _ in range(2):
            await office.look()
        assert [len(told(office.slack, person, "20 个工作小时")) for person in people] == [1, 1, 0]
        office.clock.at = datetime(2026, 10, 8, 2, 30, tzinfo=UTC)
        for _ in range(2):
            await office.look()
        assert [len(told(office.slack, person, "24 个工作小时")) for person in people] == [0, 0, 1]


async def test_whoever_passes_it_on_takes_it_off_every_message(office: Office, deputy: Person) -> None:
    async with office.bot():
        await office.all_ask()
        await office.look()
        form = await office.opens(office.owner, digests(office, office.owner)[0], "不归我")
        await office.submits(office.owner, form, {"whose": "code"})
        for person in (office.owner, deputy):
            assert not digests(office, person)
            assert told(office.slack, person, "已转给")
