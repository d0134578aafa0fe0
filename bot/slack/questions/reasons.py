"""为什么是这一条: what of a question led to its clauses, told in words to who asks, and to nobody else."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.answering import Grounds, grounds
from bot.inquiries import AnsweredQuestion, Outcome, Surface
from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.elements import labelled_title, line, truncate
from bot.slack.blocks.reply_row import WHY
from bot.slack.blocks.rich_text import Block, bullets, context, rich_text, section, text
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.surface import Screen, View, modal, notice
from bot.slack.transport.arriving.payloads import Click
from bot.store import AsyncStore
from bot.wording import Catalogue, grounds_message

_LONGEST_QUESTION = 300  # characters
_IN_CHANNEL = {Surface.MENTION, Surface.THREAD}


@dataclass(frozen=True)
class ReasonListeners:
    """Listens to the option behind ⋯."""

    store: AsyncStore
    access: AccessResolver
    screen: Screen

    def register(self, listening: Listening) -> None:
        """Start listening."""
        listening.on_click(WHY, self.why, Shows.IN_MODAL)

    async def why(self, click: Click, say: Catalogue) -> None:
        """Why these clauses? In a modal, which nobody else sees."""
        view = self._told(click, say)
        await self.screen.open_modal(click.trigger, "why.title", view, say, is_above=click.is_in_modal)

    async def _told(self, click: Click, say: Catalogue) -> View:
        asked = await self.store.escalations.question(click.value)
        # Whoever clicks in a channel has the question before their eyes: of another conversation they learn nothing.
        is_there = asked and asked.surface in _IN_CHANNEL and asked.channel == click.place.channel
        if asked is None or not (is_there or asked.person == click.person):
            return notice("why.title", "why.gone", say)
        index = (await self.access.of_person(click.person)).responder.index
        shown = asked.clauses[:1] if asked.outcome == Outcome.CHOICE else asked.clauses
        clauses = [index.library.by_name[name] for name in shown if name in index.library.by_name]
        if not clauses:
            return notice("why.title", "clause.gone", say)
        return reasons_view(asked, [grounds(index, asked.text, clause) for clause in clauses], say)


def reasons_view(asked: AnsweredQuestion, found: list[Grounds], say: Catalogue) -> View:
    """What led from the question to each clause, how sure that is, and what to do where it is wrong."""
    is_sure = asked.outcome == Outcome.ANSWER
    question = truncate(" ".join(asked.text.split()), _LONGEST_QUESTION)
    told = (block for each in found for block in _reason(each, say))
    sure = line(say("why.sure" if is_sure else "why.near"))
    return modal("why.title", [context(say("why.asked", question=question)), *told, sure, _hint(say)], say)


def _reason(found: Grounds, say: Catalogue) -> Iterator[Block]:
    name = section(text(labelled_title(found.clause), bold=True))
    yield rich_text(name, bullets(*(section(text(each)) for each in grounds_message(found, say))))


def _hint(say: Catalogue) -> Block:
    return context(say("why.hint"))
