"""Buttons under replies of older rules: they show what counts now, and say where that is no longer what stood there."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.answering import Answer, Refusal, Reply
from bot.answering.citing import repealed
from bot.publishing import Archive
from bot.rulebook import Clause, Library
from bot.slack.blocks.buttons import cited
from bot.slack.blocks.elements import line
from bot.slack.blocks.messages import OutgoingMessage
from bot.slack.transport.arriving.payloads import Click
from bot.wording import Catalogue


@dataclass(frozen=True)
class Revised:
    """Knows what counted when a message was posted, by the organisation's days, which are those of `zone`."""

    archive: Archive
    zone: str

    async def names(self, click: Click, names: Sequence[str], library: Library) -> tuple[str, ...]:
        """What clauses are called now that a message named so: where another took a number, that of before is meant."""
        then = await asyncio.to_thread(self._then, click)
        return tuple(_name_now(name, then, library) for name in names)

    async def told(
        self, click: Click, reply: Reply, shown: Sequence[OutgoingMessage], say: Catalogue
    ) -> tuple[OutgoingMessage, ...]:
        """A reply as it is shown to whoever clicked, with a line above where one of its clauses was revised since."""
        clauses = [each.clause for each in reply.citations] if isinstance(reply, Answer) else []
        then = await asyncio.to_thread(self._then, click) if clauses else {}
        if not any(_reads_otherwise(clause, then) for clause in clauses):
            return tuple(shown)
        first, *others = shown
        lead = line(say("clause.revised"), is_bold=True)
        return (replace(first, blocks=(lead, *first.blocks)), *others)

    def _then(self, click: Click) -> Mapping[str, Clause]:
        """The clauses in force when the message was posted under which somebody clicked, by their names."""
        posted = _moment(click)
        library = self.archive.library_at(posted) if posted else None
        if posted is None or library is None:
            return {}
        return library.in_force(posted.astimezone(ZoneInfo(self.zone)).date()).by_name


def named(library: Library, *names: str) -> Answer | Refusal | None:
    """The clauses of these names; of one that was repealed that it was, and its successor; None where one is gone."""
    answer = cited(library, *names)
    over = [library.repealed[name] for name in names if name in library.repealed] if answer is None else []
    return repealed(library, over[0]) if over else answer


def _name_now(name: str, then: Mapping[str, Clause], library: Library) -> str:
    old, holder = then.get(name), library.by_name.get(name)
    if old is None or holder is None or holder.text == old.text:
        return name
    return next((each.name for each in library.clauses if name in each.names[1:]), name)


def _reads_otherwise(clause: Clause, then: Mapping[str, Clause]) -> bool:
    old = next((then[name] for name in reversed(clause.names) if name in then), None)
    return old is not None and (old.number, old.text.split()) != (clause.number, clause.text.split())


def _moment(click: Click) -> datetime | None:
    """When the message was posted under which somebody clicked; None for what stands in no message."""
    try:
        return datetime.fromtimestamp(float(click.message), UTC) if click.message else None
    except ValueError:
        return None
