"""「我的数据」: everybody, guests too, sees what is stored about them, takes it along and deletes it."""

from dataclasses import dataclass

from bot.audit import Action
from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.elements import line
from bot.slack.gate import Shows
from bot.slack.home.my_data.view import ERASE, OPEN, TAKE, OwnData
from bot.slack.listening import Listening
from bot.slack.surface import Screen, View, modal, notice
from bot.slack.transport.arriving.payloads import Click
from bot.store import AsyncStore, Retention
from bot.wording import Catalogue

_FILE = "shouze-data.json"
_TITLE = "data.title"


@dataclass(frozen=True)
class MyDataListeners:
    """Listens to the button on the home tab and to those in the modal that it opens; each acts on one's own data."""

    store: AsyncStore
    access: AccessResolver
    screen: Screen
    keep: Retention

    def register(self, listening: Listening) -> None:
        """Start listening. Nothing of the rulebook is shown but names of clauses that the person may see."""
        listening.on_click(OPEN, self.open, Shows.NOTHING)
        listening.on_click(TAKE, self.take, Shows.NOTHING)
        listening.on_click(ERASE, self.erase, Shows.NOTHING)

    async def open(self, click: Click, say: Catalogue) -> None:
        """Show what there is."""
        await self.screen.open_modal(click.trigger, _TITLE, self._shown(click.person, say), say)

    async def take(self, click: Click, say: Catalogue) -> None:
        """Send it as a file, into the direct conversation."""
        own = await self._own(click.person)
        await self.store.audit.record(click.person, Action.EXPORTED, click.person)
        files, comment = {_FILE: own.as_file()}, say("data.file")
        result = await self.screen.hand_over(click.person, files, comment, say)
        await self._say(click, modal(_TITLE, [line(result)], say))

    async def erase(self, click: Click, say: Catalogue) -> None:
        """Remove it, but for what others look after or wait for; Slack has asked whether that is meant."""
        await self.store.privacy.erase(click.person, click.person, only_own=True)
        left = await self._own(click.person)
        stays = left.data.onboarding or left.data.signatures or left.data.escalations
        await self._say(click, notice(_TITLE, "data.erased.but" if stays else "data.erased", say))

    async def _say(self, click: Click, view: View) -> None:
        if click.view:
            await self.screen.change_modal(click.view.id, view)

    async def _shown(self, person: str, say: Catalogue) -> View:
        return modal(_TITLE, (await self._own(person)).blocks(say), say)

    async def _own(self, person: str) -> OwnData:
        access = await self.access.of_person(person)
        visible = None if access.refusal else access.responder.index.library.by_name
        return OwnData.seen(await self.store.privacy.export(person), self.keep, visible)
