"""The one gate before the rulebook: whoever may not see what is asked for reads why, where they look."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from enum import StrEnum

from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.elements import line, plain
from bot.slack.blocks.messages import note
from bot.slack.surface import Screen, View, modal
from bot.slack.transport.arriving.payloads import Click, SentView, Shortcut, SlashCommand, Submission
from bot.wording import Catalogue

AnyAct = Click | SlashCommand | Shortcut | Submission
SOON = 1.5  # seconds that admission may take where a modal is to open, or a form waits for its ack: these have three
UNKNOWN = "admission.unknown"


class Shows(StrEnum):
    """What a listener may show, and so who must be let in before it is called."""

    NOTHING = "nothing"  # of the rulebook: an opinion, a stop, an empty form
    TO_PERSON = "to-person"  # rules, or the words of others, to whoever acts, alone
    IN_MODAL = "in-modal"  # the same, in a modal that is to open soon
    TO_READERS = "to-readers"  # rules, to whoever reads the message that is acted on
    TO_CONVERSATION = "to-conversation"  # rules, to all who read in the conversation
    UNFURL = (
        "unfurl"  # rules, to all who read where a link was pasted; where they may not, the link stays a link
    )
    ANSWER = "answer"  # nothing yet: what is asked is kept, and admission is decided when it is answered
    PAGE = "page"  # rules, on a page of one's own, which itself says why there are none


@dataclass(frozen=True)
class Gate:
    """Says who is let in to what is shown, and tells those who are not."""

    access: AccessResolver
    screen: Screen

    async def met(self, act: AnyAct, shows: Shows) -> tuple[Catalogue, str]:
        """The words of whoever acts, and the name of the sentence that refuses them ("" for who is let in)."""
        return await asyncio.gather(self.access.words_of(act.person), self._refusal(act, shows))

    async def _refusal(self, act: AnyAct, shows: Shows) -> str:
        match shows:
            case Shows.NOTHING | Shows.ANSWER | Shows.PAGE:
                return ""
            case Shows.TO_READERS if isinstance(act, Click) and not act.is_ephemeral:
                return await self.access.refusal_in(act.place.channel, act.person)
            case Shows.TO_CONVERSATION if isinstance(act, Click):
                return await self.access.refusal_in(act.place.channel, act.person)
            case Shows.IN_MODAL:
                return await _soon(self.access.refusal_of(act.person))
            case _ if isinstance(act, Submission):
                return await _soon(self.access.refusal_of(act.person))
            case _:  # what one sees alone stays theirs alone where it is drawn anew
                return await self.access.refusal_of(act.person)

    async def refuse(self, act: Click | SlashCommand | Shortcut, refusal: str, say: Catalogue) -> None:
        """Say why where they look: in the modal, or in one above their home tab or panel, or beside the message."""
        if not isinstance(act, Click):
            await self.screen.message_client.whisper(act.alone, [note(say(refusal))])
        elif act.is_in_panel:
            view = modal("modal.title", [line(say(refusal))], say)
            await self.screen.client.views_open(trigger_id=act.trigger, view=view)
        elif act.view is None:
            await self.screen.whisper(act, note(say(refusal)))
        elif act.view.kind == "modal":
            await self.screen.change_modal(act.view.id, refused_view(act.view, refusal, say))
        else:
            view = refused_view(act.view, refusal, say)
            await self.screen.client.views_open(trigger_id=act.trigger, view=view)


def refused_view(sent: SentView, refusal: str, say: Catalogue) -> View:
    """The modal that says why, under the title of the one in whose place it stands."""
    view = modal("modal.title", [line(say(refusal))], say)
    return view | {"title": plain(sent.title)} if sent.kind == "modal" else view


async def _soon(refusal: Awaitable[str]) -> str:
    """A refusal that is known soon; who somebody is that Slack does not tell in time is not known."""
    known = asyncio.ensure_future(refusal)
    await asyncio.wait({known}, timeout=SOON)
    return known.result() if known.done() else UNKNOWN
