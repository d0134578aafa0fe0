"""A decision on an item is carried out: tried, written down, posted to whoever waits, and shown where it stood."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.desk import Item, ItemState, LearnedPair
from bot.publishing import Lesson, Teacher
from bot.rulebook import Clause, Owner
from bot.slack.desk.deciding import forms
from bot.slack.desk.deciding.tellings import Tellings
from bot.slack.desk.digests import Digests
from bot.slack.desk.owners import DeskOwners
from bot.slack.questions.posted_answers import PostedAnswers
from bot.slack.surface import View, notice
from bot.store import AsyncStore, Closed, Closing
from bot.wording import Catalogue

_TRIES = 3  # where others learn or ask at the same time


@dataclass(frozen=True)
class Decision:
    """What an owner wants done with an item as they read it; `wordings` are how staff ask for the clause."""

    item: Item
    state: ItemState
    by: str
    clause: Clause | None = None
    reply: str = ""
    wordings: tuple[str, ...] = ()

    @property
    def pairs(self) -> tuple[LearnedPair, ...]:
        """What is to be learned; what is left of the question's own words remembers whose they are."""
        if self.clause is None:
            return ()
        name, mark = self.clause.name, self.clause.text_mark
        return tuple(LearnedPair("", each, name, mark, self.item.source_of(each)) for each in self.wordings)


@dataclass(frozen=True)
class Deciding:
    """Carries decisions out; `teacher` (None: nothing is learned) tries pairs, `ready` wakes the delivery.

    `posted` says below answers what became of what was passed on; `refresh` draws the home tab of a person anew.
    """

    store: AsyncStore
    owners: DeskOwners
    tellings: Tellings
    digests: Digests
    teacher: Teacher | None
    posted: PostedAnswers
    ready: Callable[[], None]
    refresh: Callable[[str], Awaitable[None]]

    async def view(self, decision: Decision, say: Catalogue) -> View:
        """Carry it out, and say what came of it; where it would do harm, what harm, and nothing is done."""
        for _ in range(_TRIES):
            lesson = await self._lesson(decision)
            if lesson and lesson.harms and decision.clause:
                library = await self.owners.visible(decision.by)
                return forms.harmed(decision.item, decision.clause, lesson, library, say)
            closed = await self._close(decision, lesson)
            if closed is Closed.TAKEN:
                taken = await self.store.desk.find(decision.item.id)
                return forms.closed(taken, say) if taken else notice(forms.TITLE, "desk.gone", say)
            if closed is Closed.DONE:
                return notice(forms.TITLE, _said(decision, lesson), say)
        return notice(forms.TITLE, "desk.busy", say)

    async def carry_out(self, decision: Decision) -> bool:
        """Carry out what teaches nothing; False where somebody else was first."""
        return await self._close(decision, None) is Closed.DONE

    async def route(self, item: Item, owner: Owner, by: str) -> str:
        """Have somebody else look after it; the name of the sentence that says what came of it."""
        is_done = await self.digests.route(item, owner, by)
        self.ready()
        await self.refresh(by)
        return "desk.routed" if is_done else "desk.taken"

    async def _lesson(self, decision: Decision) -> Lesson | None:
        if self.teacher is None or not decision.pairs:
            return None
        return await asyncio.to_thread(self.teacher.examine, decision.pairs)

    async def _close(self, decision: Decision, lesson: Lesson | None) -> Closed:
        """Write it down; who asks, or is told otherwise, at that moment is reckoned with."""
        item, closed = decision.item, Closed.OTHERS_ASKED
        for _ in range(_TRIES):
            closed = await self.store.desk.close(await self._closing(replace(decision, item=item), lesson))
            if closed is not Closed.OTHERS_ASKED:
                break
            by_now = await self.store.desk.find(item.id)
            item = replace(item, voices=by_now.voices if by_now else ())
        if closed is Closed.DONE:
            for question in {voice.question for voice in item.voices if voice.escalation}:
                await self.posted.refresh(question)
            await self._show(item, decision.by)
        return closed

    async def _closing(self, decision: Decision, lesson: Lesson | None) -> Closing:
        item, clause = decision.item, decision.clause
        name, mark = (clause.name, clause.text_mark) if clause else ("", "")
        beside = await self.digests.beside(item)
        closed = replace(item, state=decision.state, closed_by=decision.by)
        return Closing(
            item,
            decision.state,
            decision.by,
            name,
            mark,
            decision.reply,
            tellings=await self.tellings.parcels(item, decision.state, name, decision.reply),
            letters=await self.tellings.letters(item, decision.reply, decision.by),
            told=await self.digests.saying(closed, beside),
            beside=beside,
            **({"learning": lesson.learning} if lesson else {}),
        )

    async def _show(self, item: Item, by: str) -> None:
        await self.digests.redraw(item.digest)  # of the others something may have become meanwhile
        self.ready()
        await self.refresh(by)


def _said(decision: Decision, lesson: Lesson | None) -> str:
    if decision.state is not ItemState.SETTLED:
        return f"desk.done.{decision.state}"
    if lesson is None:
        return "desk.done.told"
    return "desk.done.settled" if lesson.is_answered else "desk.done.unsure"
