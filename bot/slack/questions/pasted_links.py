"""A link to a clause that somebody pastes shows the clause below it, as far as all who read there may see it."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.answering import Citation
from bot.rulebook import Clause
from bot.rulebook.addresses import name_at
from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.messages import shared_out
from bot.slack.blocks.replies import quoted
from bot.slack.blocks.rich_text import Block, context
from bot.slack.listening import Listening, Shows
from bot.slack.transport.errors import NotNowError, NotTakenError
from bot.slack.transport.message_client import MessageClient
from bot.slack.work import InFlight
from bot.wording import Catalogue, citation_notes

_MOST = 5  # clauses below one message
_POSTED = "conversations_history"  # the other source is what somebody is still writing, nobody knows where to
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PastedLinks:
    """Knows the links that lead to clauses below the address of a `site`; without one, none does."""

    access: AccessResolver
    message_client: MessageClient
    in_flight: InFlight
    site: str

    def register(self, listening: Listening) -> None:
        """Listen to links to the domains that the app has in Slack."""
        listening.on_event("link_shared", self.shared, Shows.UNFURL)

    async def shared(self, event: Mapping[str, Any]) -> None:
        """Only where the bot is in the conversation: of others it does not know who reads there."""
        named = dict(self._named(event.get("links") or ()))
        is_here = event.get("is_bot_user_member") and event.get("source", _POSTED) == _POSTED
        if not named or not is_here:
            return
        async with self.in_flight:
            channel, person = str(event["channel"]), str(event["user"])
            if await self.access.refusal_in(channel, person):
                return
            library = (await self.access.responder_in(channel, person)).index.library
            say = await self.access.words_of(person)
            clauses = {url: library.by_name[name] for url, name in named.items() if name in library.by_name}
            if cards := {url: _card(clause, say) for url, clause in clauses.items()}:
                await self._unfurl(channel, str(event["message_ts"]), cards)

    def _named(self, links: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
        """The links that lead to clauses, with the name of each."""
        found = ((str(link.get("url")), name_at(str(link.get("url")), self.site)) for link in links)
        yield from [(url, name) for url, name in found if self.site and name][:_MOST]

    async def _unfurl(self, channel: str, ts: str, cards: Mapping[str, Sequence[Block]]) -> None:
        try:
            await self.message_client.unfurl(channel, ts, cards)
        except (NotTakenError, NotNowError) as error:  # the link stays a link
            _log.info("not unfurled: %s", type(error).__name__)


def _card(clause: Clause, say: Catalogue) -> Sequence[Block]:
    """The clause with its source: of a very long one as much as one message holds."""
    notes = map(context, citation_notes(Citation.whole(clause), say))
    return shared_out([*quoted(clause, clause.text), *notes], "")[0].blocks
