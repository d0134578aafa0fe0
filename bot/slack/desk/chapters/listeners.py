"""已复核 and 要修改 under the message that a chapter is to be read again: for whoever looks after it, or its book."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from slack_bolt.async_app import AsyncAck

from bot.slack.desk.chapters.chapter import Chapter, planned_change
from bot.slack.desk.chapters.messages import (
    CLAUSE,
    NEXT,
    NOTE,
    REVIEWED,
    REVIEWED_FORM,
    REVISE,
    REVISE_FORM,
    TITLE,
    reviewed_form,
    revise_form,
)
from bot.slack.desk.chapters.watch import ChapterWatch
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.surface import Screen, View, notice
from bot.slack.transport.arriving.payloads import Click, Submission
from bot.wording import Catalogue

_GONE = "desk.gone"


@dataclass(frozen=True)
class ReviewListeners:
    """Listens to both buttons and the forms behind them.

    `today` tells the day in the organisation, `ready` wakes the delivery, `refresh` draws somebody's home tab anew.
    """

    watch: ChapterWatch
    screen: Screen
    today: Callable[[], date]
    ready: Callable[[], None]
    refresh: Callable[[str], Awaitable[None]]

    def register(self, listening: Listening) -> None:
        """Start listening."""
        listening.on_click(REVIEWED, self.reviewed, Shows.IN_MODAL)
        listening.on_click(REVISE, self.revise, Shows.IN_MODAL)
        listening.on_submission(REVIEWED_FORM, self.recorded, Shows.TO_PERSON)
        listening.on_submission(REVISE_FORM, self.planned, Shows.TO_PERSON)

    async def reviewed(self, click: Click, say: Catalogue) -> None:
        """When is it to be read the next time?"""

        async def drawn() -> View:
            chapter = await self._chapter(click.value, click.person)
            return (
                reviewed_form(chapter, _a_year_after(self.today()), say)
                if chapter
                else notice(TITLE, _GONE, say)
            )

        await self.screen.open_modal(click.trigger, TITLE, drawn(), say)

    async def revise(self, click: Click, say: Catalogue) -> None:
        """Which clause is to be changed?"""

        async def drawn() -> View:
            chapter = await self._chapter(click.value, click.person)
            seen = (await self.watch.owners.visible(click.person)).by_name if chapter else {}
            clauses = [each for each in chapter.clauses if each.name in seen] if chapter else []
            return revise_form(chapter, clauses, say) if chapter and clauses else notice(TITLE, _GONE, say)

        await self.screen.open_modal(click.trigger, TITLE, drawn(), say)

    async def recorded(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """They have read it, and named a day."""
        written = form.entered(NEXT)
        next_due = date.fromisoformat(written) if written else self.today()
        if next_due <= self.today():
            await ack(response_action="errors", errors={NEXT: say("desk.review.later")})
            return
        await self.screen.answer_form(ack, TITLE, self._recorded(form, next_due, say), say)

    async def planned(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """The clause is chosen."""
        await self.screen.answer_form(ack, TITLE, self._planned(form, say), say)

    async def _recorded(self, form: Submission, next_due: date, say: Catalogue) -> View:
        chapter = await self._chapter(form.view.metadata, form.person)
        if chapter is None:
            return notice(TITLE, _GONE, say)
        reviews = self.watch.store.chapter_reviews
        told = await self.watch.redrawn(chapter, form.person, next_due)
        if not await reviews.review(chapter.name, chapter.due, next_due, form.person, told=told):
            return notice(TITLE, "desk.taken", say)
        self.ready()
        return notice(TITLE, "desk.review.recorded", say, date=next_due.isoformat())

    async def _planned(self, form: Submission, say: Catalogue) -> View:
        chapter = await self._chapter(form.view.metadata, form.person)
        chosen = form.entered(CLAUSE)
        clause = next((each for each in chapter.clauses if each.name == chosen), None) if chapter else None
        if clause is None or clause.name not in (await self.watch.owners.visible(form.person)).by_name:
            return notice(TITLE, _GONE, say)
        item = planned_change(clause, form.entered(NOTE), form.person)
        await self.watch.store.chapter_reviews.plan_change(item)
        await self.refresh(form.person)
        return notice(TITLE, "desk.review.planned", say)

    async def _chapter(self, value: str, person: str) -> Chapter | None:
        """The chapter as it is due now, where this person looks after it and nobody has read it meanwhile."""
        chapter = await self.watch.find(value)
        if chapter is None or not await self.watch.is_owner(chapter, person):
            return None
        return chapter if chapter.value == value else None


def _a_year_after(day: date) -> date:
    is_leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap else day.day)
