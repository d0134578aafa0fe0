"""What was planned takes force on its day: the log says so once, and nothing that was published is told twice."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from bot.generation import Event, Publication
from bot.publishing import Archive, Commencements, read_draft
from bot.rulebook.editions.comparison import Change
from bot.store import Store

from tests.databases import at_once
from tests.publishing.desks import Desk
from tests.publishing.folders import LATE, LATER, a_folder, chapter
from tests.small_books import TODAY

DAY = timedelta(days=1)
ZONES = ["Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"]
EVERYBODY = frozenset[str]()


def planned(day: date, late: str = LATE) -> str:
    coming = f"revisions: [{{effective: {day}, text: {LATER}}}]"
    return chapter().replace(f"text: {LATE}", f"text: {late}, {coming}")


class Plan:
    """A folder that is published at noon (UTC) of a day, and the days on which somebody looks."""

    def __init__(self, desk: Desk, zone: str = "Asia/Shanghai") -> None:
        self.desk, self.zone = desk, zone
        self.archive = Archive(desk.store.publications)

    def publishes(self, written: str, day: date) -> None:
        self.desk.now = datetime(day.year, day.month, day.day, 4, tzinfo=UTC).timestamp()
        draft = read_draft(a_folder(self.desk.folder, written, "[]"))
        self.desk.store.publications.keep(self.desk.now, draft.generation)
        self.desk.store.publications.note(self.desk.now, draft.generation.id, Event.PUBLISHED, "cli:root")

    def looks(self, day: date, store: Store | None = None) -> None:
        publications = (store or self.desk.store).publications
        looking = Commencements(publications, Archive(publications), lambda: day, self.zone, 3)
        looking.note(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())

    @property
    def commenced(self) -> list[Publication]:
        return [each for each in self.desk.store.publications.log() if each.event is Event.COMMENCED]


@pytest.fixture
def plan(desk: Desk) -> Plan:
    return Plan(desk)


@pytest.mark.parametrize("zone", ZONES)
def test_what_takes_force_is_in_the_log_from_its_day_on_and_once(desk: Desk, zone: str) -> None:
    plan = Plan(desk, zone)
    plan.publishes(planned(TODAY), TODAY - 9 * DAY)
    plan.looks(TODAY - DAY)
    assert plan.commenced == []
    for day in (TODAY, TODAY, TODAY + DAY, TODAY + 2 * DAY, TODAY + 9 * DAY):
        plan.looks(day)
        assert [each.day for each in plan.commenced] == [TODAY]
    [newest] = plan.archive.recent(EVERYBODY)
    assert newest.publication.day == TODAY
    [change] = newest.differences[0].changes
    assert (change.change, change.old and change.old.text, change.new and change.new.text) == (
        Change.CHANGED,
        LATE,
        LATER,
    )
    assert newest.differences[0].since == TODAY
    assert plan.archive.newest() == newest.publication.place


def test_several_processes_at_once_write_it_down_once(
    any_database: str, any_store: Store, tmp_path: Path, cache: Path
) -> None:
    plan = Plan(Desk(any_store, tmp_path / "knowledge", cache))
    plan.publishes(planned(TODAY), TODAY - DAY)
    at_once(any_database, lambda store: plan.looks(TODAY, store))
    assert [each.day for each in plan.commenced] == [TODAY]
    assert any_store.audit.verify().is_good


def test_a_text_that_is_published_on_its_own_first_day_is_told_once(plan: Plan) -> None:
    plan.publishes(chapter(), TODAY - 9 * DAY)
    plan.publishes(planned(TODAY), TODAY)
    plan.looks(TODAY)
    assert plan.commenced == []
    assert len(plan.archive.recent(EVERYBODY)) == 1


def test_a_plan_that_was_changed_in_time_takes_no_force(plan: Plan) -> None:
    plan.publishes(planned(TODAY), TODAY - 9 * DAY)
    plan.publishes(planned(TODAY + DAY), TODAY - DAY)
    plan.looks(TODAY)
    assert plan.commenced == []
    plan.looks(TODAY + DAY)
    assert [each.day for each in plan.commenced] == [TODAY + DAY]


def test_what_was_changed_on_the_day_itself_took_force_first(plan: Plan) -> None:
    plan.publishes(planned(TODAY), TODAY - 9 * DAY)
    plan.publishes(chapter(LATER + "再犯记过。"), TODAY)
    plan.looks(TODAY)
    [commenced, published] = plan.archive.recent(EVERYBODY)
    assert (commenced.publication.event, published.publication.event) == (Event.COMMENCED, Event.PUBLISHED)
    [change] = commenced.differences[0].changes
    assert change.new
    assert change.new.text == LATER


def test_a_day_that_passed_long_ago_is_no_news(plan: Plan) -> None:
    plan.publishes(planned(TODAY - 3 * DAY), TODAY - 9 * DAY)
    plan.looks(TODAY)
    assert plan.commenced == []


def test_a_repeal_is_told_on_its_day(plan: Plan) -> None:
    repealed = chapter().replace(f"text: {LATE}", f"text: {LATE}, repealed: {{on: {TODAY}}}")
    plan.publishes(repealed, TODAY - 9 * DAY)
    plan.looks(TODAY)
    [newest] = plan.archive.recent(EVERYBODY)
    assert [each.change for each in newest.differences[0].changes] == [Change.REMOVED]


def test_that_a_day_came_decides_nothing_on_what_waits(plan: Plan) -> None:
    plan.publishes(planned(TODAY), TODAY - 9 * DAY)
    publications = plan.desk.store.publications
    draft = read_draft(a_folder(plan.desk.folder, chapter(LATER), "[]"))
    publications.keep(1.0, draft.generation)
    publications.note(1.0, draft.generation.id, Event.PROPOSED, "bot")
    plan.looks(TODAY)
    assert plan.commenced
    last = publications.last()
    assert last
    assert last.event is Event.PROPOSED
    assert publications.note(2.0, draft.generation.id, Event.PUBLISHED, "U1", is_decision=True)
