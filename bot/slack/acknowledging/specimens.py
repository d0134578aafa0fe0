"""What each message and view on what is to be signed looks like."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.rulebook import Clause
from bot.slack.acknowledging.messages import (
    Standing,
    ToSign,
    asking,
    count_message,
    named,
    reminding,
    sign_form,
    unsigned_message,
)
from bot.slack.blocks.messages import OutgoingMessage
from bot.slack.surface import View, modal
from bot.wording import Catalogue

_ID, _DAY, _PEOPLE = "0" * 32, date(2026, 1, 5), ["U0123456789"] * 600


def acknowledging_messages(
    clauses: Sequence[Clause], say: Catalogue
) -> Iterator[tuple[str, OutgoingMessage]]:
    """The messages by name."""
    to_sign = _to_sign(clauses)
    book = to_sign.book
    for index, message in enumerate(asking(to_sign, say)):
        yield f"asked to sign {index}", message
    yield "asked and signed", asking(to_sign, say, is_signed=True)[-1]
    yield "late to sign", reminding(to_sign, say)
    for name, title in (("counted", book), ("counted unnamed", "")):
        yield name, count_message(Standing(_ID, title, _DAY, 5_000, 12, is_closed=not title), say)
    for name, title in (("unsigned", book), ("unsigned unnamed", "")):
        yield name, unsigned_message(title, _PEOPLE, say)


def acknowledging_views(clauses: Sequence[Clause], say: Catalogue) -> Iterator[tuple[str, View]]:
    """The views by name."""
    yield "acknowledge", sign_form(_to_sign(clauses), say)
    yield "who has not signed", modal("acknowledge.who.title", named(_PEOPLE, say), say)


def _to_sign(clauses: Sequence[Clause]) -> ToSign:
    before = tuple("" if index else f"{each.text}。" for index, each in enumerate(clauses))
    return ToSign(_ID, clauses[0].heading.book_label, _DAY, tuple(clauses), before)
