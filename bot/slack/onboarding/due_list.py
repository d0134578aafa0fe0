"""Who is on a path, and whose course is worth a look: most of those who finished theirs have nothing to hear."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.rulebook import Library
from bot.store import AsyncStore, Enrolled

_AT_ONCE = 100  # of those who finished: twice as many as are told of anything in a minute


@dataclass
class Roll:
    """As it was at the last look. `library` holds all clauses, `today` tells the day in the organisation.

    `managers`: everybody on a path with their manager ("": nobody is named); `newcomers`: those of them who have not
    finished it.
    """

    store: AsyncStore
    library: Library
    today: Callable[[], date]
    managers: Mapping[str, str] = field(default_factory=dict)
    newcomers: frozenset[str] = frozenset()
    _day: date | None = None
    _to_tell: dict[str, None] = field(default_factory=dict)  # in the order in which they are looked at

    async def read(self) -> tuple[Enrolled, ...]:
        """Those to whom something may have to be said: not finished, or what they signed says something else today."""
        onboarding = self.store.onboarding
        self.managers = await onboarding.managers()
        unfinished = await onboarding.unfinished()
        self.newcomers = frozenset(each.enrolment.person for each in unfinished)
        if self._day != self.today():  # clauses come into force by the day
            today = self.today()
            old = await self.store.signatures.outdated(self._digests())
            self._day, self._to_tell = today, dict.fromkeys(sorted(old - self.newcomers))
        others = list(self._to_tell)[:_AT_ONCE]
        for person in others:  # whoever may not be written to now waits at the end, and nobody behind them
            self._to_tell[person] = self._to_tell.pop(person)
        return (*unfinished, *(await onboarding.courses(others) if others else ()))

    def told(self, person: str) -> None:
        """Nothing is to be said to them about what they signed: not before another day, if they have finished."""
        self._to_tell.pop(person, None)

    def _digests(self) -> dict[str, str]:
        return {each.name: each.fingerprint for each in self.library.in_force(self.today()).clauses}
