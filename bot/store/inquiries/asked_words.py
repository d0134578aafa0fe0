"""What staff asked lately, in their own words: to see what a change of the rules does to it."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Engine, Row, Select, select

from bot.inquiries import AskedWords, Outcome
from bot.store.personal.sealing import Seal, all_opened
from bot.store.tables import question

_REPLIED = (Outcome.ANSWER, Outcome.CHOICE, Outcome.REFUSAL, Outcome.CONTENTS)


def asked_words(engine: Engine, seal: Seal, since: float, most: int | None) -> Sequence[AskedWords]:
    """What was asked since a moment and got a reply, each words once: of the newest questions, at most so many."""
    words = (question.c.sealed_text != "", question.c.is_withdrawn.is_(False))
    asked: Select[Any] = (
        select(question.c.sealed_text, question.c.person)
        .where(question.c.asked_at >= since, question.c.outcome.in_(_REPLIED), *words)
        .order_by(question.c.asked_at.desc())
        .limit(most)
    )
    with engine.begin() as db:
        rows: Sequence[Row[Any]] = db.execute(asked).all()

    def opened(row: Row[Any]) -> tuple[str, str]:
        return " ".join(seal.open(row.sealed_text).split()), row.person

    by_text = groupby(sorted(all_opened(opened, rows)), key=lambda each: each[0])
    people = ((text, [person for _, person in of_text]) for text, of_text in by_text)
    return tuple(AskedWords(text, len(them), len(set(them))) for text, them in people if text)
