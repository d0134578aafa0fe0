"""The rules at this moment: the one place that is asked what is in force, and who answers from it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Lock, Thread

from bot.answering.build import Responders
from bot.knowledge import Knowledge
from bot.onboarding.path import Onboarding
from bot.pulse import Pulse
from bot.rulebook import Library

_log = logging.getLogger(__name__)
_DAY = timedelta(days=1)
_CLAUSE = 3_600  # bytes: one of a hundred characters with all that it is made of
_EVERYBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RulesInForce:
    """What counts at one moment: the responders over all in force, who learns them, the generation, the pulse."""

    responders: Responders
    onboarding: Onboarding | None = None
    generation: str = ""
    pulse: Pulse | None = None

    @property
    def library(self) -> Library:
        """All that is in force, whoever may see it."""
        return self.responders.library


class CurrentRules:
    """Tells the rules of the moment at which it is called: of what was published last, what is in force today.

    `over` makes responders over what is in force; it is called once for each stretch of days without a change, and
    the evening before a change for what comes, so that nobody waits at midnight. `site` is where the rules are read on
    the web. Any thread may call.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        over: Callable[[Knowledge], Responders],
        today: Callable[[], date],
        site: str = "",
    ) -> None:
        self._knowledge, self._over, self.today, self._site = knowledge, over, today, site
        self._lock = Lock()
        self._kept: dict[int, RulesInForce] = {}  # by the interval of the timeline: today's, tomorrow's

    def __call__(self) -> RulesInForce:
        """The same object as long as nothing changes."""
        today = self.today()
        with self._lock:
            place, next_place = map(self._knowledge.timeline.interval, (today, today + _DAY))
            before, self._kept = self._kept, {}
            for interval, day in ((place, today), (next_place, today + _DAY)):
                self._kept[interval] = before.get(interval) or self._rules(self._knowledge, day)
            rules, coming = self._kept[place], self._kept[next_place]
        if next_place not in before and coming is not rules:
            Thread(target=_prepared, args=(coming,), daemon=True).start()
        return rules

    @property
    def readers(self) -> tuple[frozenset[str], ...]:
        """The groups for whom there are responders, everybody first."""
        return (_EVERYBODY, *self().responders.asked)

    @property
    def nbytes(self) -> int:
        """About how much memory they take: the clauses, and what answers from them."""
        with self._lock:
            kept = tuple(self._kept.values())
        own = sum(rules.responders.nbytes for rules in kept)
        if len(kept) == 1:  # it is asked of all tenants at once
            return _CLAUSE * len(kept[0].library.clauses) + own
        return _CLAUSE * len({id(clause) for rules in kept for clause in rules.library.clauses}) + own

    def publish(self, knowledge: Knowledge) -> None:
        """From now on this counts, and nothing of what was; raises what building raises, and then all stays.

        Meanwhile the rules before it answer.
        """
        today, before = self.today(), self()
        rules = self._rules(knowledge, today)
        if knowledge.library is self._knowledge.library:  # owners settled something: all else is as it was
            known = knowledge.in_force(today)
            rules.responders.learn_from(before.responders, lambda seen: known.within(seen).learned)
        for groups in self.readers:  # nobody who asks meanwhile has to wait afterwards
            rules.responders.for_groups(groups)
        with self._lock:
            self._knowledge, self._kept = knowledge, {knowledge.timeline.interval(today): rules}

    def _rules(self, knowledge: Knowledge, day: date) -> RulesInForce:
        in_force = knowledge.in_force(day)
        if self._site:
            in_force = in_force.within(in_force.library.on_web(self._site))
        return RulesInForce(self._over(in_force), in_force.onboarding, in_force.generation, in_force.pulse)


def _prepared(rules: RulesInForce) -> None:
    try:
        rules.responders.for_groups(_EVERYBODY)
    except Exception as error:  # noqa: BLE001  # whoever asks on that day builds it, and hears what is wrong
        _log.warning("not prepared: %s", type(error).__name__)
