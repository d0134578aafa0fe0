"""What programs may ask of the rules as they are at this moment, for readers who belong to no audience."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.answering import Contents, Reply, Responder, RulesInForce
from bot.answering.conversation.days.earlier import Earlier, no_edition
from bot.answering.conversation.days.point_in_time import point_in_time
from bot.programs.reply import as_json
from bot.rulebook import read_references
from bot.rulebook.books_named import books_named

EVERYBODY: frozenset[str] = frozenset()
"""Whoever belongs to no audience."""


class NotADayError(ValueError):
    """A date that cannot be read, or beside which another one stands."""


class NotAReferenceError(ValueError):
    """Words where the number or the name of a clause or a heading is needed."""


class UnknownBookError(ValueError):
    """No book is called so; `titles` are those that there are."""

    def __init__(self, titles: tuple[str, ...]) -> None:
        super().__init__("no such book")
        self.titles = titles


@dataclass(frozen=True)
class Tools:
    """Each returns the object of `shouze ask --json` (docs/api.md); any thread may call.

    `rules` tells those of the moment, `today` the day in the organisation, `earlier` what counted on a day, as such
    readers may see it.
    """

    rules: Callable[[], RulesInForce]
    today: Callable[[], date]
    earlier: Earlier = no_edition

    def find_rule(self, question: str) -> dict[str, Any]:
        """The one reply to a question of staff."""
        return _timed(question, self._responder, Responder.__call__)

    def show_clause(self, reference: str) -> dict[str, Any]:
        """What stands at a reference; words are a question."""
        return _timed(reference, self._responder, Responder.section)

    def contents(self, book: str = "") -> dict[str, Any]:
        """The headings of a book, by its id or name, or of all; raises UnknownBookError."""
        responder = self._responder
        books = responder.index.library.books
        found = tuple(books_named(book, books)) if book else books
        if not found:
            raise UnknownBookError(tuple(each.label for each in books))
        return _timed(book, responder, lambda _, __: Contents.of(found))

    def as_of(self, reference: str, day: str) -> dict[str, Any]:
        """What stands at a reference on a day (2026-03-01); raises NotADayError and NotAReferenceError."""
        responder, asked = self._responder, f"{reference} @{_day(day)}"
        point = point_in_time(asked, None)
        if point is None:
            raise NotADayError
        if not read_references(point.rest, responder.index.library.names):
            raise NotAReferenceError
        return _timed(reference, responder, lambda _, __: responder(asked))

    @property
    def _responder(self) -> Responder:
        here = self.rules().responders.for_groups(EVERYBODY)
        return replace(here, today=self.today(), earlier=self.earlier)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise NotADayError from None


def _timed(question: str, responder: Responder, reply: Callable[[Responder, str], Reply]) -> dict[str, Any]:
    started = time.perf_counter()
    replied = reply(responder, question)
    elapsed_ms = (time.perf_counter() - started) * 1000
    return as_json(question, replied, elapsed_ms, by_meaning=responder.index.has_vectors)
