"""Messages and views that the app or a person makes: checked as Slack checks them, then posted; all are told."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.workspace.block_kit import BlockKit, Violation, characters, limits
from bot.workspace.delivery import Events
from bot.workspace.state import File, Message, Update, UpdateKind, WorkspaceState, with_block_ids
from bot.workspace.wire import ApiError, Payload


@dataclass(frozen=True, slots=True)
class Content:
    """The words and blocks of a message, checked."""

    text: str
    blocks: tuple[Payload, ...]
    metadata: Payload | None = None


@dataclass(frozen=True, slots=True)
class Composing:
    """Checks what the app wants to show."""

    state: WorkspaceState
    block_kit: BlockKit

    def content(
        self, text: str, blocks: object, attachments: object = None, metadata: object = None
    ) -> Content:
        """The content of a message; ApiError when Slack would not take it."""
        if not text and not blocks and not attachments:
            raise ApiError("no_text")
        if len(text) > limits.TEXT_CHARACTERS:
            raise ApiError("msg_too_long")
        checked: list[Any] = []
        if blocks:
            violations = self.block_kit.message(blocks)
            if violations or not isinstance(blocks, list):
                raise ApiError("invalid_blocks", violations, errors=[str(one) for one in violations])
            if characters(blocks) > limits.MESSAGE_CHARACTERS:
                told = f"no more than {limits.MESSAGE_CHARACTERS} characters allowed"
                raise ApiError("msg_blocks_too_long", [Violation(told, "/blocks")])
            checked = with_block_ids(blocks, self.state.ids)
        return Content(text, tuple(checked), _checked_metadata(metadata))

    def view(self, view: object, *kinds: str) -> Payload:
        """The view as given; ApiError when Slack would not take it, or it is of another kind."""
        violations = self.block_kit.view(view, kinds)
        if not isinstance(view, dict) or violations:
            raise ApiError("invalid_arguments", violations)
        return view


@dataclass(frozen=True, slots=True)
class Posting:
    """The only writer of messages: changes the history, tells the feed, announces events."""

    state: WorkspaceState
    events: Events

    def post_as_bot(
        self,
        channel: str,
        content: Content,
        *,
        thread_ts: str | None = None,
        ephemeral_to: str | None = None,
        files: tuple[File, ...] = (),
    ) -> Message:
        """Add a message of the bot."""
        state = self.state
        message = Message(
            channel=channel,
            ts=state.timestamps.next(),
            user=state.bot.id,
            text=content.text,
            team=state.team_id,
            blocks=content.blocks,
            files=files,
            thread_ts=thread_ts,
            ephemeral_to=ephemeral_to,
            bot_id=state.bot_id,
            app_id=state.app.id,
            metadata=content.metadata,
        )
        return self.post(message)

    def post(self, message: Message) -> Message:
        """Add a message; an ephemeral one is shown to its reader and announced to nobody."""
        self.state.history.put(message)
        self._tell("message_posted", message)
        pane = self.state.panes.get((message.channel, message.thread))
        if message.bot_id and pane and pane.status:  # an answer of the bot ends the status of its thread
            pane.status = ""
            self.state.feed.publish(Update("status_set", message.channel, message.thread))
        if message.ephemeral_to is None:
            self.events.message_posted(message)
        return message

    def edit(
        self, before: Message, text: str, blocks: tuple[Payload, ...], metadata: Payload | None
    ) -> Message:
        """Give a message other words."""
        edited = self.state.timestamps.next()
        after = replace(before, text=text, blocks=blocks, metadata=metadata, edited_ts=edited)
        self.state.history.put(after)
        self._tell("message_changed", after)
        if after.ephemeral_to is None:
            self.events.message_changed(before, after)
        return after

    def unfurl(
        self, message: Message, cards: Mapping[str, tuple[Payload, ...]], entities: Mapping[str, Payload]
    ) -> None:
        """Put cards, and Work Objects, below a message in the place of links in it."""
        after = replace(message, unfurls=cards, entities=entities)
        self._tell("message_changed", self.state.history.put(after))

    def pin(self, message: Message, user_id: str) -> Message:
        """Keep a message at the top of what its channel is for."""
        pinned = self.state.history.put(replace(message, pinned_by=user_id))
        self._tell("message_changed", pinned)
        return pinned

    def delete(self, message: Message) -> None:
        """Take a message away; one that has replies leaves a tombstone."""
        history = self.state.history
        if history.replies(message.channel, message.ts):
            tombstone = Message(
                message.channel, message.ts, "USLACKBOT", "This message was deleted.", message.team,
                thread_ts=message.ts, subtype="tombstone",
            )  # fmt: skip
            history.put(tombstone)
            self.events.message_changed(message, tombstone)
        else:
            history.remove(message)
            if message.ephemeral_to is None:
                self.events.message_deleted(message)
        self._tell("message_deleted", message)

    def react(self, message: Message, name: str, user_id: str) -> None:
        """Put an emoji under a message; ApiError when this person already did."""
        if message.reacted(user_id, name):
            raise ApiError("already_reacted")
        self._toggle("reaction_added", message, name, user_id)

    def unreact(self, message: Message, name: str, user_id: str) -> None:
        """Take one's emoji away; ApiError when it is not there."""
        if not message.reacted(user_id, name):
            raise ApiError("no_reaction")
        self._toggle("reaction_removed", message, name, user_id)

    def _toggle(self, event: str, message: Message, name: str, user_id: str) -> None:
        self._tell("reactions_changed", self.state.history.toggle(message, name, user_id))
        self.events.reaction(event, name, user_id, message)

    def _tell(self, kind: UpdateKind, message: Message) -> None:
        self.state.feed.publish(Update(kind, message.channel, message.ts, message.ephemeral_to))


def _checked_metadata(metadata: object) -> Payload | None:
    match metadata:
        case None:
            return None
        case {"event_type": str(), "event_payload": dict()} if isinstance(metadata, dict):
            return metadata
        case _:
            raise ApiError("invalid_metadata_format")
