"""The pulse end to end: sent at working hours to whom it is for, answered by buttons, shown to owners as counts."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from bot.store import new_secret
from bot.workspace import Message, Person, Workspace

from tests.databases import opened, rows
from tests.publishing.desks import Desk
from tests.slack.desk.conftest import Office, an_office
from tests.slack.desk.test_suggestions import Tables, everything
from tests.slack.owned_book import told

PULSE = """\
send: 是
every: 每月
day: 20
days: 10
questions:
  - {id: find, text: 我需要的规则找得到。}
"""
TITLE = "想听听您对守则的看法"


async def looks(office: Office) -> None:
    await office.bots[0].watches.pulse.look()
    await office.slack.settled()


async def answers(office: Office, person: Person, score: str) -> Message:
    [asked] = told(office.slack, person, TITLE)
    await person.clicks(asked, score)
    await office.slack.settled()
    now = office.slack.now(asked)
    assert now
    return now


async def test_staff_are_asked_once_answer_by_a_click_and_owners_read_counts(office: Office) -> None:
    (office.desk.folder / "pulse.yaml").write_text(PULSE, "utf-8")
    guest = office.slack.person("guest", is_restricted=True, locale="zh-CN")
    async with office.bot():
        for _ in range(2):
            await looks(office)
        assert [len(told(office.slack, person, TITLE)) for person in office.staff] == [1] * 6
        assert not told(office.slack, guest, TITLE)
        for number, person in enumerate(office.staff):
            marked = await answers(office, person, f"pulse_score_{1 + number % 5}")
            chosen = [
                one["action_id"]
                for block in marked.blocks
                for one in block.get("elements", ())
                if one.get("style")
            ]
            assert chosen == [f"pulse_score_{1 + number % 5}"]
        await answers(office, office.staff[0], "5 完全同意")
        assert "满意度调查" not in (await office.opens_home(office.head)).reads
        office.clock.passes(days=10)
        await looks(office)
        home = await office.opens_home(office.head)
        assert "满意度调查 2026-11：问了 8 人" in home.reads
        assert "平均 3.3 分（满分 5），6 人答" in home.reads
        assert not rows(office.desk.store, "pulse_answer")
        [asked] = told(office.slack, office.staff[1], TITLE)
        await office.staff[1].clicks(asked, "pulse_score_1")
        await office.slack.until(lambda: told(office.slack, office.staff[1], "这次调查已经结束") or None)


async def test_looks_at_the_database_and_the_log_before_and_after_do_not_tell_who_gave_which_score(
    sealed_office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office = sealed_office
    (office.desk.folder / "pulse.yaml").write_text(PULSE, "utf-8")
    async with office.bot():
        await looks(office)
        for person in office.staff:  # what is known of them was known before
            await office.opens_home(person)
        caplog.set_level(logging.DEBUG)
        before = everything(office)
        for number, person in enumerate(office.staff):
            await answers(office, person, f"pulse_score_{1 + number % 5}")
        during = everything(office)
        assert changed(before, during) == {"pulse_answer", "claim"}  # that they clicked, not on what
        sealed = [str(row["sealed_score"]) for row in during["pulse_answer"]]
        assert len({*sealed}) == len(office.staff)
        assert len({*map(len, sealed)}) == 1
        claims = str(new(before, during, "claim"))
        assert "pulse_score" not in claims
        assert not [person for person in office.staff if person.id in claims]
        office.clock.passes(days=10)
        await looks(office)
        after = everything(office)
        assert not after["pulse_answer"]
        assert not after["pulse_invitation"]
        added = str([new(during, after, table) for table in changed(during, after)])
        assert not [person for person in office.staff if person.id in added]
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    assert "pulse_score" not in logged
    assert not [person for person in office.staff if person.id in logged]


@pytest.fixture
def sealed_office(empty_slack: Workspace, database: str, tmp_path: Path, cache: Path) -> Iterator[Office]:
    """An office whose store has a secret."""
    with opened(database, new_secret()) as store:
        yield an_office(empty_slack, Desk(store, tmp_path / "knowledge", cache))


def changed(before: Tables, after: Tables) -> set[str]:
    return {table for table in before if before[table] != after[table]}


def new(before: Tables, after: Tables, table: str) -> Sequence[Mapping[str, object]]:
    return [row for row in after[table] if row not in before[table]]


@pytest.mark.parametrize(("sends", "hours"), [("否", 0), ("是", 10), ("是", 96)])
async def test_nobody_is_asked_in_the_evening_on_a_saturday_or_unless_the_file_says_so(
    office: Office, sends: str, hours: int
) -> None:
    (office.desk.folder / "pulse.yaml").write_text(PULSE.replace("send: 是", f"send: {sends}"), "utf-8")
    office.clock.passes(hours=hours)
    async with office.bot():
        await looks(office)
        assert not told(office.slack, office.staff[0], TITLE)


async def test_only_the_audience_is_asked_that_the_file_names(office: Office) -> None:
    book, chosen = office.desk.folder / "code/book.yaml", office.staff[2]
    book.write_text(book.read_text("utf-8") + f"audiences: {{夜班: [{chosen.id}]}}\n", "utf-8")
    (office.desk.folder / "pulse.yaml").write_text(PULSE + "audience: [夜班]\n", "utf-8")
    async with office.bot():
        await looks(office)
        asked = [person for person in (*office.staff, office.owner) if told(office.slack, person, TITLE)]
        assert asked == [chosen]
