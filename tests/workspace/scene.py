"""Something to call methods on."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.workspace import Message, Person, Workspace
from bot.workspace.state import Channel
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

HOME = {"type": "home", "blocks": []}
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}


@dataclass
class Scene:
    """A channel with a question in it, and the bot's own message under that."""

    slack: Workspace
    client: AsyncWebClient
    alice: Person
    ops: Channel
    question: Message
    own: Message

    def trigger(self) -> str:
        return self.slack.state.triggers.issue(self.alice.id)

    def trigger_in_modal(self) -> str:
        view = self.slack.state.views.open(self.alice.id, MODAL)
        return self.slack.state.triggers.issue(self.alice.id, view.id)


Call = Callable[[Scene], Awaitable[AsyncSlackResponse]]
