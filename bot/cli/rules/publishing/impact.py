"""The impact of a change at the terminal: for people and for programs."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from typing import Any

from bot.cli.context import CliContext
from bot.publishing import ChangedAnswer, Impact, Reading, Transition, assess, impact
from bot.store import NoDatabaseError, Store
from bot.wording.impact import impact_lines, told_in_words


@contextmanager
def opened(cli: CliContext) -> Iterator[Store | None]:
    """The store, where there is one: what stands in files can be compared without."""
    try:
        store = cli.store()
    except NoDatabaseError:
        yield None
        return
    with closing(store):
        yield store


def assessed(transition: Transition, store: Store | None, cli: CliContext) -> Impact:
    """The impact of a change on what stands in the files and on what is kept, with a progress bar."""

    def watch(questions: Sequence[str]) -> Iterable[str]:
        return cli.progress(questions, cli.say("impact.progress"))

    if store is None:
        return impact(transition, (), watch=watch)
    return assess(store, transition, time.time(), watch=watch)


def described(touched: Impact, transition: Transition, day: date, cli: CliContext) -> Iterator[str]:
    """The impact on a day in lines, and on which days there is more."""
    yield cli.say("impact.title", day=day.isoformat())
    yield from (f"  {line}" for line in impact_lines(touched, cli.say))
    if transition.later:
        days = cli.say.listed(each.isoformat() for each in transition.later)
        yield "  " + cli.say("impact.later", days=days, day=transition.later[0].isoformat())


def as_json(touched: Impact) -> dict[str, Any]:
    """The impact as data; of what people asked, the words only of what many asked."""
    return {
        "golden": [_changed(each) for each in touched.golden],
        "learned": [_changed(each) for each in touched.learned],
        "asked": {
            "all": touched.looked_at,
            "changed": touched.times,
            "questions": [
                _changed(each) | {"times": each.times, "people": each.people}
                for each in told_in_words(touched)
            ],
        },
        "references": [{"clause": each.clause.name, "written": each.written} for each in touched.references],
        "quiz": [each.text for each in touched.quiz],
        "signers": touched.signers,
        "requests": [
            {"book": book.id, "on": each.on.isoformat(), "who": list(each.who), "days": each.days}
            for book, each in touched.requests
        ],
    }


def _changed(each: ChangedAnswer) -> dict[str, Any]:
    return {"question": each.question, "before": _reading(each.before), "after": _reading(each.after)}


def _reading(reading: Reading) -> dict[str, Any]:
    return {"outcome": reading.outcome, "clauses": list(reading.clauses)}
