"""Writing into conversations: post, edit, delete, react. Whoever does it, all who must know are told."""

from dataclasses import replace

from bot.workspace.delivery.events import Events
from bot.workspace.state.feed import Change, Kind
from bot.workspace.state.messages import Message
from bot.workspace.state.workspace_state import State
from bot.workspace.wire import ApiError, Payload


class Posting:
    """The only writer of messages: changes the history, tells the feed, announces events."""

    def __init__(self, state: State, events: Events) -> None:
        self._state = state
        self._events = events

    def post(self, message: Message) -> Message:
        """Add a message; an ephemeral one is shown to its reader and announced to nobody."""
        self._state.history.put(message)
        self._tell("message_posted", message)
        if message.bot_id:
            self._clear_status(message)
        if message.ephemeral_to is None:
            self._events.message_posted(message)
        return message

    def edit(
        self, before: Message, text: str, blocks: tuple[Payload, ...], metadata: Payload | None
    ) -> Message:
        """Give a message other words."""
        edited = self._state.timestamps.next()
        after = replace(before, text=text, blocks=blocks, metadata=metadata, edited_ts=edited)
        self._state.history.put(after)
        self._tell("message_changed", after)
        if after.ephemeral_to is None:
            self._events.message_changed(before, after)
        return after

    def delete(self, message: Message) -> None:
        """Take a message away; one that has replies leaves a tombstone."""
        history = self._state.history
        if history.replies(message.channel, message.ts):
            tombstone = Message(
                message.channel, message.ts, "USLACKBOT", "This message was deleted.", message.team,
                thread_ts=message.ts, subtype="tombstone",
            )  # fmt: skip
            history.put(tombstone)
            self._events.message_changed(message, tombstone)
        else:
            history.remove(message)
            if message.ephemeral_to is None:
                self._events.message_deleted(message)
        self._tell("message_deleted", message)

    def react(self, message: Message, name: str, user_id: str) -> None:
        """Put an emoji under a message; ApiError when this person already did."""
        if any(one.name == name and user_id in one.users for one in message.reactions):
            raise ApiError("already_reacted")
        self._tell("reactions_changed", self._state.history.react(message, name, user_id))
        self._events.reaction("reaction_added", name, user_id, message)

    def unreact(self, message: Message, name: str, user_id: str) -> None:
        """Take one's emoji away; ApiError when it is not there."""
        if not any(one.name == name and user_id in one.users for one in message.reactions):
            raise ApiError("no_reaction")
        self._tell("reactions_changed", self._state.history.unreact(message, name, user_id))
        self._events.reaction("reaction_removed", name, user_id, message)

    def _clear_status(self, message: Message) -> None:
        """An answer of the bot ends the status of its thread."""
        pane = self._state.panes.get((message.channel, message.thread))
        if pane and pane.status:
            pane.status = ""
            self._state.feed.publish(Change("status_set", message.channel, message.thread))

    def _tell(self, kind: Kind, message: Message) -> None:
        self._state.feed.publish(Change(kind, message.channel, message.ts, message.ephemeral_to))
