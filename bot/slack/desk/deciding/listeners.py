"""What an owner does with an item: 就是这条, 规则没写, 要改规则, 不归我, 无需处理. Of two at once the first counts."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from slack_bolt.async_app import AsyncAck

from bot.desk import Item, ItemState
from bot.rulebook import Clause
from bot.slack.desk import messages
from bot.slack.desk.deciding import forms
from bot.slack.desk.deciding.choosing import Choosing
from bot.slack.desk.deciding.decision import Deciding, Decision
from bot.slack.desk.owners import DeskOwners
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.surface import Screen, View, notice
from bot.slack.transport.arriving.payloads import Click, Submission
from bot.store import AsyncStore
from bot.wording import Catalogue

_GONE = "desk.gone"


@dataclass(frozen=True)
class DeskListeners:
    """Listens to the buttons under items and to the forms behind them; whoever acts must look after the item.

    `zone` is the organisation's.
    """

    store: AsyncStore
    owners: DeskOwners
    choosing: Choosing
    deciding: Deciding
    screen: Screen
    zone: ZoneInfo

    def register(self, listening: Listening) -> None:
        """Start listening."""
        listening.on_click(messages.DISMISS, self.dismiss, Shows.TO_PERSON)
        for button, open_window in (
            (messages.SETTLE, self.settle),
            (messages.CHANGE, self.change),
            (messages.ANSWER, self.answer),
            (messages.ROUTE, self.route),
            (messages.SHOW, self.show),
        ):
            listening.on_click(button, open_window, Shows.IN_MODAL)
        for form, taken in (
            (forms.SETTLE_FORM, self.settled),
            (forms.TELL_FORM, self.told),
            (forms.CHANGE_FORM, self.changing),
            (forms.ANSWER_FORM, self.answered),
            (forms.ROUTE_FORM, self.routed),
        ):
            listening.on_submission(form, taken, Shows.TO_PERSON)

    async def settle(self, click: Click, say: Catalogue) -> None:
        """就是这条: which one?"""
        await self._open(click, say, lambda item: self.choosing.settle_form(item, click.person, say))

    async def change(self, click: Click, say: Catalogue) -> None:
        """要改规则: which clause?"""
        await self._open(click, say, lambda item: self.choosing.change_form(item, click.person, say))

    async def answer(self, click: Click, say: Catalogue) -> None:
        """规则没写: what do they say themselves?"""
        await self._open(click, say, lambda item: _ready(forms.answer_form(item, say)))

    async def route(self, click: Click, say: Catalogue) -> None:
        """不归我: whose is it?"""

        async def form(item: Item) -> View:
            others = self.owners.others(item)
            return forms.route_form(item, others, say) if others else notice(forms.TITLE, "desk.nobody", say)

        await self._open(click, say, form)

    async def show(self, click: Click, say: Catalogue) -> None:
        """An item that a review names, or a menu, with all that can be done with it."""
        await self.screen.open_modal(
            click.trigger, forms.TITLE, self._window(click, say), say, is_above=click.is_in_modal
        )

    async def dismiss(self, click: Click, say: Catalogue) -> None:
        """无需处理."""
        item = await self._item(click.value, click.person)
        if item is None:
            await self.screen.tell(click, forms.TITLE, _GONE, say)
            return
        is_first = await self.deciding.carry_out(Decision(item, ItemState.DISMISSED, click.person))
        if click.view and click.is_in_modal:
            await self.screen.change_modal(click.view.id, await self._window(click, say))
        elif not is_first:
            await self.screen.tell(click, forms.TITLE, "desk.taken", say)

    async def settled(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """The clause is chosen: its wordings are tried, learned where they harm nothing, and the askers are told."""
        await self._with_clause(form, ItemState.SETTLED, say, ack)

    async def changing(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """The clause is chosen that is to be changed."""
        await self._with_clause(form, ItemState.CHANGING, say, ack)

    async def told(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """The askers are told, and nothing is learned."""
        named = json.loads(form.view.metadata)
        item = await self._item(str(named["item"]), form.person)
        clause = (await self.owners.visible(form.person)).by_name.get(str(named["clause"]))
        if item is None or clause is None:
            await ack(response_action="update", view=notice(forms.TITLE, _GONE, say))
            return
        decision = Decision(item, ItemState.SETTLED, form.person, clause)
        await self._answer_with(form, decision, say, ack)

    async def answered(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """The owner's own words."""
        reply, item = form.entered(forms.REPLY), await self._item(form.view.metadata, form.person)
        if not reply:
            await ack(response_action="errors", errors={forms.REPLY: say("escalate.reply.empty")})
        elif item is None:
            await ack(response_action="update", view=notice(forms.TITLE, _GONE, say))
        else:
            decision = Decision(item, ItemState.ANSWERED, form.person, reply=reply)
            await self._answer_with(form, decision, say, ack)

    async def routed(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """It is somebody else's."""
        item = await self._item(form.view.metadata, form.person)
        owner = self.owners.by_part.get(form.entered(forms.WHOSE))
        view = notice(forms.TITLE, _GONE, say)
        if item and owner and owner.address:
            said = await self.deciding.route(item, owner, form.person)
            view = notice(forms.TITLE, said, say)
        await ack(response_action="update", view=view)

    async def _with_clause(self, form: Submission, state: ItemState, say: Catalogue, ack: AsyncAck) -> None:
        item = await self._item(form.view.metadata, form.person)
        if item is None:
            await ack(response_action="update", view=notice(forms.TITLE, _GONE, say))
            return
        chosen = await self.choosing.chosen(form)
        wordings = self.choosing.wordings(form) if state is ItemState.SETTLED else ()
        if isinstance(chosen, Clause):
            decision = Decision(item, state, form.person, chosen, wordings=wordings)
            await self._answer_with(form, decision, say, ack)
        elif not chosen:
            await ack(response_action="errors", errors={forms.FIND: say("desk.find.none")})
        elif state is ItemState.SETTLED:
            view = forms.settle_form(item, chosen, "\n".join(wordings), say)
            await ack(response_action="update", view=view)
        else:
            await ack(response_action="update", view=forms.change_form(item, chosen, say))

    async def _answer_with(self, form: Submission, decision: Decision, say: Catalogue, ack: AsyncAck) -> None:
        await self.screen.answer_slow_form(ack, form, forms.TITLE, self.deciding.view(decision, say), say)

    async def _open(self, click: Click, say: Catalogue, form: Callable[[Item], Awaitable[View]]) -> None:
        async def drawn(item: Item) -> View:
            return await form(item) if item.state is ItemState.OPEN else forms.closed(item, say)

        view = self._about(click, say, drawn)
        await self.screen.open_modal(click.trigger, forms.TITLE, view, say, is_above=click.is_in_modal)

    async def _window(self, click: Click, say: Catalogue) -> View:
        async def drawn(item: Item) -> View:
            return forms.window(item, await self.owners.visible(click.person), say)

        return await self._about(click, say, drawn)

    async def _about(self, click: Click, say: Catalogue, drawn: Callable[[Item], Awaitable[View]]) -> View:
        """A window about the item that is clicked on, with its history."""
        item = await self._item(click.value, click.person)
        if item is None:
            return notice(forms.TITLE, _GONE, say)
        view, records = await drawn(item), await self.store.audit.of(item.id, item.opened_at)
        return forms.with_history(view, item, records, self.zone, say)

    async def _item(self, id_: str, person: str) -> Item | None:
        """The item, where this person may deal with it and read it."""
        item = await self.store.desk.find(id_)
        if item is None or not item.is_shown:
            return None
        return item if await self.owners.may_deal(item, person) else None


async def _ready(view: View) -> View:
    return view
