"""The panel that opens beside a conversation when somebody clicks on a clause below a link: theirs alone."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk.models.metadata import EntityMetadata, ExternalRef

from bot.rulebook.addresses import name_at
from bot.slack.blocks.reply_row import Subject
from bot.slack.escalation.open import EscalateListeners
from bot.slack.gate import Shows
from bot.slack.home.data import HomePort, NotAdmittedError, Throttled
from bot.slack.listening import Listening
from bot.slack.questions.posted_answers import Card
from bot.slack.surface import Screen, View, notice
from bot.slack.transport.arriving.payloads import Click
from bot.slack.transport.errors import NotNowError, NotTakenError
from bot.slack.transport.message_client import MessageClient
from bot.slack.web_links.work_objects import ASK_OWNER, history, panel
from bot.wording import Catalogue, catalogue_for

_MOST_VERSIONS = 5
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ClausePanels:
    """Fills panels with what each reader may see, and passes on what they ask there.

    `site` is where the pages are, `zone` whose days count.
    """

    port: HomePort
    escalations: EscalateListeners
    message_client: MessageClient
    screen: Screen
    site: str
    zone: ZoneInfo

    def register(self, listening: Listening) -> None:
        """Listen to panels that open, and to their button."""
        listening.on_event("entity_details_requested", self.requested, Shows.PAGE)
        listening.on_click(ASK_OWNER, self.ask_owner, Shows.IN_MODAL)

    async def requested(self, event: Mapping[str, Any]) -> None:
        """Somebody opened a panel: Slack waits three seconds for what it shows."""
        person, trigger = (str(event.get(name) or "") for name in ("user", "trigger_id"))
        async with self.port.working():
            say = catalogue_for(await self.port.language(person))
            shown = await self._shown(person, event, say)
            try:
                if isinstance(shown, EntityMetadata):
                    await self.message_client.present(trigger, shown)
                else:
                    await self.message_client.present_none(trigger, say("object.kind"), shown)
            except (NotTakenError, NotNowError) as error:  # the panel says so itself
                _log.info("no panel: %s", error)

    async def _shown(self, person: str, event: Mapping[str, Any], say: Catalogue) -> EntityMetadata | str:
        """The clause, or a sentence; of what they may not see they read the same as of what is not there."""
        url = str(event.get("entity_url") or "")
        clicked = event.get("external_ref") or {}
        name = str(clicked.get("id") or name_at(url, self.site))
        try:
            library = (await self.port.responder(person)).index.library
        except NotAdmittedError as error:
            return say(error.key)
        clause = library.by_name.get(name)
        if clause is None:
            return say("home.gone")
        versions = await self.port.versions(person, clause.names)
        before = islice(history(clause, versions, self.zone, say), _MOST_VERSIONS)
        return panel(clause, before, ExternalRef(name, clicked.get("type")), url, say)

    async def ask_owner(self, click: Click, say: Catalogue) -> None:
        """The button: the form by which a question about this clause goes to its owner."""
        await self.screen.open_modal(click.trigger, "escalate.title", self._form(click, say), say)

    async def _form(self, click: Click, say: Catalogue) -> View:
        """The clause is looked up as if they had asked for it: that is the question that is passed on."""
        responder = await self.port.responder(click.person)
        clause = responder.index.library.by_name.get(click.value)
        if clause is None:
            return notice("escalate.title", "home.gone", say)
        reply, question = await self.port.ask(click.person, clause.label, responder)
        if isinstance(reply, Throttled):
            return notice("escalate.title", "throttled.text", say, limit=reply.limit)
        return await self.escalations.offered(Card(Subject(question), click.person), say)
