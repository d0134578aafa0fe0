"""All voices over the parts of the bot."""

from collections.abc import Callable
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.rulebook import Library
from bot.slack.aside import Aside
from bot.slack.gateway import Gateway
from bot.slack.intake import Intake
from bot.slack.modals import Modals
from bot.slack.running import Running
from bot.slack.sight import Sights
from bot.slack.stored import Stored
from bot.slack.voices.addressing import Addressing
from bot.slack.voices.closing import ClosingListeners
from bot.slack.voices.feedback import FeedbackListeners
from bot.slack.voices.passing import PassingListeners
from bot.slack.voices.rooms import Rooms
from bot.slack.voices.shortcut import ShortcutListener


@dataclass(frozen=True)
class Voices:
    """The parts that the listeners work with.

    `library` is the whole of it; `ready` is called when something is to be posted.
    """

    stored: Stored
    sights: Sights
    rooms: Rooms
    gateway: Gateway
    intake: Intake
    library: Library
    running: Running
    ready: Callable[[], None]

    def register(self, app: AsyncApp) -> None:
        """Listen to the buttons under answers, their forms, and the message shortcut."""
        modals, aside = Modals(self.sights), Aside(self.gateway)
        addressing = Addressing(self.rooms, self.sights)
        stored, running, ready = self.stored, self.running, self.ready
        FeedbackListeners(stored, modals, aside, running).register(app)
        PassingListeners(stored, addressing, modals, self.library, running, ready).register(app)
        ClosingListeners(stored, addressing, modals, aside, running, ready).register(app)
        ShortcutListener(self.intake, modals, self.gateway).register(app)
