"""The form in which HR, or a manager, says who goes with a new colleague: what the command does, without typing ids."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.blocks.elements import line, plain
from bot.slack.blocks.rich_text import Block, context
from bot.slack.onboarding.buttons import ARRANGE, ARRANGE_FORM
from bot.slack.onboarding.enrolments import Courses
from bot.slack.onboarding.oversight.commands_typed import Order, Verb
from bot.slack.operations.in_flight import InFlight
from bot.slack.surface import Modals, View, asked, modal, sentence, submitted
from bot.wording import Catalogue

Body = Mapping[str, Any]
_LONGEST_ROLE = 75  # characters: Slack's limit for an option


@dataclass(frozen=True)
class Arranging:
    """Listens to the button and the form; `do` carries out an order of somebody's and says what came of it."""

    courses: Courses
    modals: Modals
    in_flight: InFlight
    do: Callable[[Order, str, Catalogue], Awaitable[str]]

    def register(self, app: AsyncApp) -> None:
        """Listen on `app`."""
        app.action(ARRANGE)(self.arrange)
        app.view(ARRANGE_FORM)(self.submitted)

    async def arrange(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """The empty form."""
        await ack()
        async with self.in_flight:
            say = await self.modals.words(body)
            roles = [role for path in self.courses.onboarding.paths for role in path.roles]
            await client.views_open(trigger_id=body["trigger_id"], view=arrange_form(roles, say))

    async def submitted(self, ack: AsyncAck, body: Body) -> None:
        """The form is filled in."""
        async with self.in_flight:
            say = await self.modals.words(body)
            await self.modals.answer(ack, say("onboarding.arrange"), self._done(body, say), say)

    async def _done(self, body: Body, say: Catalogue) -> View:
        wanted = arranged(body["view"]["state"]["values"])
        is_there = await self.courses.of(wanted.who) is not None
        order = wanted if is_there else replace(wanted, verb=Verb.START)
        told = await self.do(order, str(body["user"]["id"]), say)
        return sentence(say("onboarding.arrange"), line(told), say=say)


def arrange_form(roles: Sequence[str], say: Catalogue) -> View:
    """Who, with whom, in which role and from when on; only the first is needed."""
    names = [{"text": plain(each[:_LONGEST_ROLE]), "value": each[:_LONGEST_ROLE]} for each in roles]
    kinds: dict[str, Block] = {name: {"type": "users_select"} for name in ("who", "buddy", "manager")}
    kinds |= {"role": {"type": "static_select", "options": names}} if roles else {}
    kinds |= {"start": {"type": "datepicker"}}
    blocks = [
        asked(name, say(f"onboarding.arrange.{name}"), kind | {"action_id": name}, is_optional=name != "who")
        for name, kind in kinds.items()
    ]
    form = modal(say("onboarding.arrange"), [*blocks, context(say("onboarding.arrange.hint"))], say)
    return submitted(form, ARRANGE_FORM, say("onboarding.arrange.submit"))


def arranged(values: Mapping[str, Mapping[str, Any]]) -> Order:
    """The submitted form as an order whose verb is still open."""
    chosen = {name: _chosen(field[name]) for name, field in values.items()}
    start = chosen.pop("start")
    return Order(Verb.CHANGE, start=date.fromisoformat(start) if start else None, **chosen)


def _chosen(field: Mapping[str, Any]) -> str:
    option = field.get("selected_option") or {}
    return str(field.get("selected_user") or field.get("selected_date") or option.get("value") or "")
