"""What is said when: 45 days in three zones, with holidays, a change of the clock, and two bots on one database."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from bot.answering import Responder, Responders, RulesInForce
from bot.onboarding.calendar import Calendar, QuietHours, WorkingDays
from bot.onboarding.deadlines import NoticeKind, NoticeSent
from bot.onboarding.path import Assignee
from bot.onboarding.progress import ClauseRead, Ending, Enrolment, StageClosed
from bot.onboarding.signatures import SignedClause
from bot.retrieval import Analyzer, Index
from bot.slack.access.directory import Directory
from bot.slack.access.slack_user import SlackUser
from bot.slack.access.visibility import Access, AccessResolver
from bot.slack.onboarding.enrolments import DueEnrolments, Enrolments, HrGroup
from bot.slack.onboarding.journey.posted_cards import Cards, ProgressRecorder
from bot.slack.onboarding.schedule import Reminders, Schedule
from bot.store import AsyncStore, Store
from bot.wording import Language, catalogue_for
from slack_sdk.web.async_client import AsyncWebClient

from tests.databases import on_each_database, rows
from tests.slack.onboarding.conftest import paths_over, rules

FIRST = datetime(2026, 9, 28, 0, 30, tzinfo=UTC)  # a Monday; the holidays are 1 to 7 October
ZONES = {"UCHINA": "Asia/Shanghai", "UYORK": "America/New_York", "UBERLIN": "Europe/Berlin"}
HOLIDAYS = [date(2026, 10, day) for day in range(1, 8)]


@dataclass
class Seeing:
    """Everybody sees all, in Chinese; `gone` are those whose account is closed."""

    responder: Responder
    gone: set[str] = field(default_factory=set)

    @property
    def directory(self) -> "Seeing":
        return self

    async def reader(self, user: str) -> SlackUser:
        zone = ZONES.get(user, "Asia/Shanghai")
        is_reading = user not in self.gone
        return SlackUser(
            user,
            Language.CHINESE,
            zone,
            frozenset(),
            is_guest=False,
            is_outsider=False,
            is_reading=is_reading,
        )

    def rules(self) -> RulesInForce:
        library = self.responder.index.library
        return RulesInForce(Responders(library, lambda _: self.responder), paths_over(library))

    async def of_person(self, _: str) -> Access:
        return Access(self.responder, catalogue_for(Language.CHINESE))


@dataclass
class Moment:
    at: datetime = FIRST

    def __call__(self) -> float:
        return self.at.timestamp()

    def today(self) -> date:
        return self.at.date()


@dataclass
class Office:
    """Two schedules over one store, as two bots have them."""

    store: Store
    moment: Moment
    seeing: Seeing
    schedules: list[Schedule]

    async def look(self) -> None:
        """Both look at the same time."""
        await asyncio.gather(*(schedule.look() for schedule in self.schedules))

    def enrol(self, person: str, zone: str, buddy: str = "", manager: str = "") -> None:
        start = self.moment.at.astimezone(ZoneInfo(zone)).date()
        assert self.store.onboarding.enrol(
            self.moment(), Enrolment(person, "general", "", start, zone, buddy, manager), ""
        )

    def said(self, person: str) -> frozenset[str]:
        there = self.store.onboarding.enrolment_of(person)
        assert there
        return there.posted_once

    def sent(self, person: str) -> tuple[NoticeSent, ...]:
        there = self.store.onboarding.enrolment_of(person)
        assert there
        return there.notices


@pytest.fixture
def office(store: Store, analyzer: Analyzer) -> Iterator[Office]:
    moment, books = Moment(), rules()
    seeing = Seeing(Responder(Index(books, (), analyzer)))
    calendar = Calendar(WorkingDays("CN"), QuietHours())
    with ExitStack() as stack:

        def schedule() -> Schedule:
            stored = AsyncStore(store, moment)
            stack.callback(stored.close)
            access = cast("AccessResolver", seeing)
            enrolments = Enrolments(stored, access, calendar, moment.today)
            cards = Cards(enrolments, "T1", lambda: None)
            hr = HrGroup(("UHR",), Directory(AsyncWebClient("xoxb-1"), dict, "T1", moment))
            reminders, due = Reminders(cards, hr), DueEnrolments(stored, lambda: books, moment.today)
            return Schedule(ProgressRecorder(cards), reminders, due, rest=60)

        yield Office(store, moment, seeing, [schedule(), schedule()])


async def test_45_days_of_people_who_do_nothing(office: Office) -> None:
    for person, zone in ZONES.items():
        office.enrol(person, zone)
    heard: dict[str, list[tuple[str, datetime]]] = {person: [] for person in ZONES}
    posted = 0
    for _ in range(45 * 3):
        await office.look()
        before, posted = posted, len(rows(office.store, "outbox"))
        for person in ZONES if posted > before else ():
            known = {what for what, _ in heard[person]}
            heard[person] += [(what, office.moment.at) for what in office.said(person) - known]
        office.moment.at += timedelta(hours=8)
    for person, zone in ZONES.items():
        first, *stages = (what for what, _ in heard[person])
        assert (first, sorted(stages)) == ("", ["day", "week"])
        words = [("said", at) for _, at in heard[person]] + [
            (each.kind, each.at) for each in office.sent(person)
        ]
        for what, at in words:
            local = at.astimezone(ZoneInfo(zone))
            assert 9 <= local.hour < 20, (what, local)
            assert local.date() not in HOLIDAYS
        own = [each for each in office.sent(person) if each.assignee is Assignee.NEW_HIRE]
        assert [each.kind for each in own] == [NoticeKind.REMINDER] * 3 + [NoticeKind.TO_MANAGER]
        assert len({each.at.astimezone(ZoneInfo(zone)).date() for each in own}) == 4
        others = [each for each in office.sent(person) if each.assignee is not Assignee.NEW_HIRE]
        assert {(each.assignee, each.kind) for each in others} == {
            (Assignee.BUDDY, NoticeKind.TO_MANAGER),
            (Assignee.MANAGER, NoticeKind.TO_MANAGER),
        }


async def test_who_has_joined_on_a_holiday_is_welcomed_at_once_and_hears_of_the_stages_afterwards(
    office: Office,
) -> None:
    office.moment.at = datetime(2026, 10, 3, 2, 0, tzinfo=UTC)
    office.enrol("UCHINA", "Asia/Shanghai")
    await office.look()
    assert office.said("UCHINA") == {""}
    office.moment.at = datetime(2026, 10, 7, 8, 0, tzinfo=UTC)
    await office.look()
    assert office.said("UCHINA") == {""}
    office.moment.at = datetime(2026, 10, 9, 1, 0, tzinfo=UTC)
    await office.schedules[
        0
    ].look()  # one message a look: the other process may have read the card as posted already
    assert office.said("UCHINA") == {"", "day"}
    await office.look()
    assert office.said("UCHINA") == {"", "day", "week"}


async def test_a_pause_keeps_everything_still(office: Office) -> None:
    office.enrol("UCHINA", "Asia/Shanghai")
    office.moment.at = datetime(2026, 9, 28, 2, 0, tzinfo=UTC)
    await office.look()
    office.store.onboarding.pause(office.moment(), "UCHINA", "U9", date(2026, 9, 28))
    for _ in range(20):
        office.moment.at += timedelta(days=1)
        await office.look()
    assert office.said("UCHINA") == {""}
    assert office.sent("UCHINA") == ()


@on_each_database
async def test_buddy_and_manager_are_reminded_of_their_own_tasks(office: Office) -> None:
    office.enrol("UCHINA", "Asia/Shanghai", buddy="UBUDDY", manager="UBOSS")
    for _ in range(20 * 6):
        await office.look()
        office.moment.at += timedelta(hours=4)
    assert [each.kind for each in office.sent("UCHINA") if each.assignee is Assignee.BUDDY] == [
        NoticeKind.REMINDER
    ] * 3 + [NoticeKind.TO_MANAGER]
    due = office.store.outbox.lease(office.moment(), 100, 60)
    assert {delivery.parcel.address.channel for delivery in due} == {"UCHINA", "UBUDDY", "UBOSS", "UHR"}


async def test_a_clause_that_changed_is_told_once(office: Office) -> None:
    office.enrol("UCHINA", "Asia/Shanghai")
    office.store.onboarding.record("UCHINA", ClauseRead("code/1.1", office.moment.at))
    office.moment.at = datetime(2026, 9, 28, 2, 0, tzinfo=UTC)
    signed = SignedClause("code/1.1", "2026.1", "", "旧的内容。")
    office.store.signatures.sign(office.moment(), "UCHINA", "day", [signed])
    for _ in range(5):
        office.moment.at += timedelta(minutes=1)
        await office.look()
    assert len([what for what in office.said("UCHINA") if what.startswith("resign/")]) == 1


async def test_who_has_finished_is_not_looked_at_any_more_but_hears_of_a_clause_that_changed(
    office: Office,
) -> None:
    office.enrol("UCHINA", "Asia/Shanghai")
    office.moment.at = datetime(2026, 9, 28, 2, 0, tzinfo=UTC)
    await office.look()
    for stage in ("day", "week"):
        office.store.onboarding.record("UCHINA", StageClosed(stage, Ending.DONE, office.moment.at))
    for _ in range(2):
        office.moment.at += timedelta(minutes=1)
        await office.look()
    assert [schedule.due.unfinished for schedule in office.schedules] == [frozenset(), frozenset()]
    old = SignedClause("code/1.1", "2026.1", "", "旧的内容。")
    office.store.signatures.sign(office.moment(), "UCHINA", "day", [old])
    await office.look()
    assert office.said("UCHINA") == {""}, "what is in force is compared once a day"
    for _ in range(20):
        office.moment.at += timedelta(days=1)
        await office.look()
    assert len([what for what in office.said("UCHINA") if what.startswith("resign/")]) == 1
    assert office.sent("UCHINA") == ()


async def test_who_has_left_hears_nothing_more_and_what_they_did_for_others_goes_to_those_who_are_there(
    office: Office,
) -> None:
    office.enrol("UCHINA", "Asia/Shanghai", manager="UBOSS")
    office.enrol("UBERLIN", "Europe/Berlin", buddy="UBUDDY", manager="UBOSS")
    office.seeing.gone |= {"UCHINA", "UBUDDY"}
    for _ in range(4):
        await office.look()
    assert office.store.onboarding.enrolment_of("UCHINA") is None
    there = office.store.onboarding.enrolment_of("UBERLIN")
    assert there
    assert (there.enrolment.buddy, there.enrolment.manager) == ("", "UBOSS")
    channels = [each.parcel.address.channel for each in office.store.outbox.lease(office.moment(), 100, 60)]
    assert "UCHINA" not in channels


@on_each_database
async def test_all_processes_together_say_fifty_words_a_minute(office: Office) -> None:
    office.moment.at = datetime(2026, 9, 28, 2, 0, tzinfo=UTC)
    for number in range(120):
        office.enrol(f"U{number}", "Asia/Shanghai")
    for minute, said in ((0, 50), (0, 50), (1, 100), (2, 120)):
        office.moment.at = datetime(2026, 9, 28, 2, minute, tzinfo=UTC)
        await office.look()
        since = office.moment() - FIRST.timestamp()
        posted = office.store.onboarding.posted_within(office.moment(), since)
        assert said <= posted <= said + len(office.schedules)
