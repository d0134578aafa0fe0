"""The home tab's view and the modal's: as Slack takes them, and as they come back when somebody acts on them.

Of several acts in one view the last has the last word: the older must not put its page over the newer one's.
"""

import asyncio
import math
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.blocks import limits
from bot.slack.blocks.elements import divided_once, divider, line, plain, truncate
from bot.slack.blocks.rich_text import Block, context
from bot.slack.home.context import Frame
from bot.slack.home.links import Link, ToStart, link_buttons
from bot.slack.surface import View, gone_view_ignored, modal, with_submit
from bot.slack.transport.arriving.payloads import Body, Click, SentView, actor, opened_home, view_in
from bot.wording import Catalogue, Disclosure

ASK_RULE = "ask_rule"  # the global shortcut, and the modal that it opens
_QUESTION = "question"  # the action id of the modal's box
_REMEMBERED = 10_000  # views; some hundred bytes each


@dataclass(frozen=True)
class ViewEvent:
    """A person did something in a view of ours.

    `modal` is the view's id, "" for the home tab; `moment` is when they acted (seconds; 0.0 where Slack does not
    say); `query` is what they searched last, `question` its id in the store; `seed` changes with the view.
    """

    user: str
    modal: str = ""
    moment: float = 0.0
    query: str = ""
    question: str = ""
    seed: str = ""

    @property
    def frame(self) -> Frame:
        """Where they are."""
        return Frame.MODAL if self.modal else Frame.HOME

    @property
    def view(self) -> str:
        """Which view they act upon: one modal, or their home."""
        return self.modal or self.user

    @classmethod
    def opened(cls, event: Mapping[str, Any]) -> "ViewEvent":
        """Somebody opened the home tab."""
        return cls(event["user"], moment=float(event.get("event_ts") or 0))

    @classmethod
    def clicked(cls, click: Click) -> "ViewEvent":
        """Somebody used a button or the search box of a view; outside of any it would be as if on their home tab."""
        if click.view is None:
            return cls(click.person, moment=click.moment)
        return cls.acted(click.person, click.view, click.moment)

    @classmethod
    def acted(cls, person: str, view: SentView, moment: float = 0.0) -> "ViewEvent":
        """Somebody did something in a view, or submitted it."""
        above, between, below = view.metadata.partition("\n")
        question, query = (above, below) if between else ("", above)  # older views hold the words alone
        modal = view.id if view.kind == Frame.MODAL else ""
        return cls(person, modal, moment, query, question, view.hash)

    @property
    def metadata(self) -> str:
        """What the next act in the view must know of this one."""
        return f"{self.question}\n{self.query}"[: limits.METADATA] if self.question else self.query


def page_view(event: ViewEvent, blocks: Sequence[Block], say: Catalogue) -> View:
    """A page in the view that a person acted on; what was asked there stays with it.

    The event's seed differs from view to view: so the modal's box for the next question is another one, and empty.
    """
    if event.frame is Frame.HOME:
        return {"type": "home", "private_metadata": event.metadata, "blocks": list(divided_once(blocks))}
    return _asking(
        [*divided_once([*blocks, divider()]), _box(say("modal.again"), say, event.seed)], say, event.metadata
    )


def question_form(say: Catalogue, disclosure: Disclosure) -> View:
    """The modal as it opens; who asks for the first time does so here, too, and reads what is kept of it."""
    box = _box(say("modal.question"), say, "first")
    box["element"]["focus_on_load"] = True
    return _asking([box, *map(context, disclosure.sentences("data.notice", say))], say)


def loading_view(question: str, say: Catalogue) -> View:
    """The modal while the question is looked up."""
    asked = line(say("modal.asked", question=truncate(question, 300)))
    return modal("modal.title", [asked, line(say("modal.loading"))], say) | {"callback_id": ASK_RULE}


def question_in(view: SentView) -> tuple[str, str]:
    """The id of the block in a submitted modal that asks, and what was asked there."""
    [asked] = (
        (block, box[_QUESTION]["value"] or "") for block, box in view.values.items() if _QUESTION in box
    )
    return asked


async def show(view: View, event: ViewEvent, client: AsyncWebClient) -> None:
    """Put a view where the person acted; raises SlackApiError unless nobody is there to see it."""
    with gone_view_ignored():
        if event.modal:
            await client.views_update(view_id=event.modal, view=view)
        else:
            await client.views_publish(user_id=event.user, view=view)


async def show_failure(incident: str, say: Catalogue, body: Body, client: AsyncWebClient) -> bool:
    """Say that a page cannot be drawn, with the incident's id, in the view where it was to stand.

    The sentence differs from "not found". False where the payload is about no view of ours.
    """
    if opened := opened_home(body):
        event = ViewEvent.opened(opened)
    elif view := view_in(body):
        event = ViewEvent.acted(actor(body), view)
    else:
        return False
    back = link_buttons(Link(say("home.start"), ToStart())) if event.frame is Frame.HOME else ()
    await show(page_view(event, [line(say("failure.text", id=incident)), *back], say), event, client)
    return True


def _asking(blocks: Sequence[Block], say: Catalogue, metadata: str = "") -> View:
    return with_submit(modal("modal.title", blocks, say), ASK_RULE, say("modal.submit"), metadata)


def _box(label: str, say: Catalogue, seed: str) -> Block:
    placeholder = plain(say("modal.placeholder"))
    element: Block = {"type": "plain_text_input", "action_id": _QUESTION, "placeholder": placeholder}
    return {"type": "input", "block_id": f"question/{seed}", "label": plain(label), "element": element}


@dataclass
class _View:
    latest: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True)
class Act:
    """What somebody did in a view, after which another page is to stand there."""

    _view: _View
    _moment: float

    @asynccontextmanager
    async def view_lock(self) -> AsyncIterator[bool]:
        """Wait until nobody else writes to the view; False, and at once, where a later act is known."""
        if self._is_overtaken:
            yield False
            return
        async with self._view.lock:
            yield not self._is_overtaken

    @property
    def _is_overtaken(self) -> bool:
        return self._moment < self._view.latest


class LatestWins:
    """Orders what is done in a view by the moments at which people acted: Slack's deliveries may overtake each other.

    So an opening of the home tab that Slack delivers once more, minutes later, does not take a page from its reader.
    """

    def __init__(self) -> None:
        self._views: OrderedDict[str, _View] = OrderedDict()

    def begin(self, view: str, moment: float) -> Act:
        """An act at a moment (seconds; 0.0: after all that are known)."""
        known = self._views.setdefault(view, _View())
        self._views.move_to_end(view)
        if len(self._views) > _REMEMBERED:
            self._views.popitem(last=False)
        moment = moment or math.nextafter(known.latest, math.inf)
        known.latest = max(known.latest, moment)
        return Act(known, moment)
