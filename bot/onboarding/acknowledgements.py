"""A change that its readers sign: what of which book, by when, and what is to be sent when somebody has not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.onboarding.calendar import Calendar, WorkingDays
from bot.onboarding.deadlines import MOST


@dataclass(frozen=True)
class Acknowledgement:
    """What a publication changed of a book and what is signed of it.

    `place` is the publication's in the log, `day` the one as of which the new texts are compared with what was in
    force before. `who` are keys of audiences (() is all staff who may see it), `due` is the last day to sign in time.
    `clauses` are the names of what changed, each with the name that it had before ("": it is new).
    """

    id: str
    book: str
    place: int
    day: date
    due: date
    clauses: Mapping[str, str]
    who: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signer:
    """Somebody who was asked: when, how often they were reminded, last when, and when they signed (None: not yet)."""

    person: str
    asked_at: datetime
    reminders: int = 0
    reminded_at: datetime | None = None
    signed_at: datetime | None = None


def is_reminder_due(
    acknowledgement: Acknowledgement, signer: Signer, now: datetime, calendar: Calendar, zone: str
) -> bool:
    """Whether somebody is reminded now: as of a late stage, once a working day after the last day, three times."""
    if signer.signed_at or signer.reminders >= MOST or not calendar.allows(now, zone):
        return False
    today = now.astimezone(ZoneInfo(zone)).date()
    last = signer.reminded_at or signer.asked_at
    return today > acknowledgement.due and last.astimezone(ZoneInfo(zone)).date() < today


def report_day(acknowledgement: Acknowledgement, working_days: WorkingDays) -> date:
    """The day on which HR hears who has not signed: after the reminders, as a manager does."""
    return working_days.after(acknowledgement.due, MOST + 1)
