"""How long a tenant keeps what is stored, by its settings; they are remembered for when its file cannot be used."""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, select

from bot.store.database.opening import upsert
from bot.store.installations import is_there
from bot.store.personal.retention import Retention
from bot.store.tables import installation

_NAME = "kept"


@dataclass(frozen=True)
class Kept:
    """Days for questions and for who did what; days without an hour are those in `zone`, by its IANA name."""

    questions: int
    audit: int
    zone: str

    @property
    def retention(self) -> Retention:
        """The same for each kind of thing."""
        return Retention.of_questions(self.questions, self.audit)

    def at_least(self, other: "Kept") -> "Kept":
        """The same, for no fewer days than the other."""
        return replace(
            self, questions=max(self.questions, other.questions), audit=max(self.audit, other.audit)
        )

    @property
    def timezone(self) -> ZoneInfo:
        """The zone itself."""
        return ZoneInfo(self.zone)


def remembered(engine: Engine) -> Kept | None:
    """What was remembered last; None where nothing was."""
    with engine.begin() as db:
        told = db.scalar(select(installation.c.value).where(installation.c.name == _NAME))
    if not told:
        return None
    questions, audit, zone = told.split(" ")
    return Kept(int(questions), int(audit), zone)


def remember(engine: Engine, now: float, kept: Kept) -> None:
    """Remember it, where it is not what is remembered, and the tenant was not removed meanwhile."""
    if kept != remembered(engine):
        with engine.begin() as db:
            if is_there(db, now):
                value = f"{kept.questions} {kept.audit} {kept.zone}"
                upsert(db, installation, [{"name": _NAME, "value": value}])
