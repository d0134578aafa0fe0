"""A link to a clause that somebody pastes shows the clause below it, as far as all who read there may see it."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.answering import Citation
from bot.rulebook import Clause
from bot.rulebook.addresses import name_at
from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.elements import labelled_title, plain
from bot.slack.blocks.messages import shared_out
from bot.slack.blocks.rich_text import Block, context, pieces
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.process.work import InFlight
from bot.slack.transport.errors import NotNowError, NotTakenError
from bot.slack.transport.message_client import MessageClient
from bot.slack.web_links.work_objects import work_object
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
        async with self.in_flight.at_work():
            channel, person = str(event["channel"]), str(event["user"])
            if await self.access.refusal_in(channel, person):
                return
            library = (await self.access.responder_in(channel, person)).index.library
            say = await self.access.words_of(person)
            clauses = {url: library.by_name[name] for url, name in named.items() if name in library.by_name}
            if clauses:
                await self._unfurl(channel, str(event["message_ts"]), clauses, say)

    def _named(self, links: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
        """The links that lead to clauses, with the name of each."""
        found = ((str(link.get("url")), name_at(str(link.get("url")), self.site)) for link in links)
        yield from [(url, name) for url, name in found if self.site and name][:_MOST]

    async def _unfurl(self, channel: str, ts: str, clauses: Mapping[str, Clause], say: Catalogue) -> None:
        """As Work Objects, and as cards where Slack has them not switched on, or does not take them."""
        cards = {url: _card(clause, say) for url, clause in clauses.items()}
        objects = [work_object(clause, self.site, url, say) for url, clause in clauses.items()]
        unfurl = partial(self.message_client.unfurl, channel, ts, cards)
        try:
            try:
                await unfurl(objects)
            except NotTakenError as error:
                _log.warning("no work objects: %s", error.code)
                await unfurl()
        except (NotTakenError, NotNowError) as error:  # the link stays a link
            _log.info("not unfurled: %s", type(error).__name__)


def _card(clause: Clause, say: Catalogue) -> Sequence[Block]:
    """The clause with its source, of a very long one as much as one message holds; Slack takes no rich text here."""
    texts = [labelled_title(clause), *pieces(clause.text.rstrip())]
    notes = map(context, citation_notes(Citation.whole(clause), say))
    return shared_out([*map(_paragraph, filter(None, texts)), *notes], "")[0].blocks


def _paragraph(text: str) -> Block:
    return {"type": "section", "text": plain(text)}
