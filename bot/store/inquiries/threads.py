"""What the conversations have come to, by place; who comes back after two weeks means something new."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    Update,
    bindparam,
    select,
    update,
)

from bot.inquiries import Outcome, Place
from bot.store.database.opening import one_statement, upsert
from bot.store.personal.sealing import Seal, opened
from bot.store.tables import outbox, question, thread


class Threads:
    """The state of each conversation, as a text that only the answering side can read; for so many seconds."""

    def __init__(self, engine: Engine, seal: Seal, remembered: float) -> None:
        self._engine = engine
        self._seal = seal
        self._remembered = remembered

    def at(self, now: float, place: Place) -> str:
        """The state of a conversation; "" where nothing was said, or too long ago."""
        with one_statement(self._engine) as db:
            row = db.execute(_state(), self._known(now, place)).one_or_none()
        return opened(lambda row: self._seal.open(row.sealed_state), row) or ""

    def is_followed(self, now: float, place: Place) -> bool:
        """Whether the bot has answered there and was not told to stop."""
        with one_statement(self._engine) as db:
            return db.scalar(_followed(), self._known(now, place)) is not None

    def shown(self, now: float, place: Place, seconds: float, besides: str) -> Mapping[str, str]:
        """The messages (their timestamps) that showed clauses there, by the clauses' names, so many seconds back.

        The answer to the question with the id `besides` does not count.
        """
        which = {
            "channel_": place.channel,
            "thread_": place.thread,
            "since": now - seconds,
            "besides": besides,
        }
        with one_statement(self._engine) as db:
            rows = db.execute(_shown(), which).all()
        shown: dict[str, str] = {}
        for row in rows:
            sent = json.loads(row.sent)
            if sent and sent[0]["ts"]:
                shown |= dict.fromkeys(row.clauses.split(), str(sent[0]["ts"]))
        return shown

    def save(self, now: float, place: Place, state: str) -> None:
        """Remember what the conversation at a place has come to."""
        with self._engine.begin() as db:
            save_thread(db, place, self._seal.seal(state), now)

    def stop(self, now: float, place: Place) -> None:
        """Follow this conversation no more, until the bot is mentioned there again."""
        with self._engine.begin() as db:
            stop_thread(db, place, now)

    def _known(self, now: float, place: Place) -> dict[str, object]:
        return {"at": place.key, "since": now - self._remembered}


# A statement takes longer to build than to run: each is built once.
@cache
def _state() -> Select[str]:
    return select(thread.c.sealed_state).where(
        thread.c.place == bindparam("at"), thread.c.touched_at > bindparam("since")
    )


@cache
def _followed() -> Select[str]:
    return _state().with_only_columns(thread.c.place).where(thread.c.is_stopped.is_(False))


@cache
def _shown() -> Select[Any]:
    """The answers in a thread to questions since a moment, the oldest first, with what Slack shows of them."""
    there = (question.c.channel == bindparam("channel_"), question.c.thread == bindparam("thread_"))
    answered = (question.c.outcome == Outcome.ANSWER, question.c.is_withdrawn.is_(False))
    return (
        select(question.c.clauses, outbox.c.sent)
        .join(outbox, outbox.c.id == question.c.id)
        .where(
            *there, *answered, question.c.asked_at > bindparam("since"), question.c.id != bindparam("besides")
        )
        .order_by(question.c.asked_at)
    )


@cache
def _change() -> Update:
    return update(thread).where(thread.c.place == bindparam("at"))


def save_thread(db: Connection, place: Place, sealed_state: str, now: float) -> None:
    """Write the state of a conversation within a transaction; it is followed again."""
    saved = {"place": place.key, "sealed_state": sealed_state, "touched_at": now, "is_stopped": False}
    upsert(db, thread, [saved])


def stop_thread(db: Connection, place: Place, now: float) -> None:
    """Follow a conversation no more, within a transaction."""
    db.execute(_change(), {"at": place.key, "is_stopped": True, "touched_at": now})


def place_key(table: Table) -> ColumnElement[str]:
    """`Place.key` of the columns `team`, `channel` and `thread`."""
    return table.c.team + "/" + table.c.channel + "/" + table.c.thread
