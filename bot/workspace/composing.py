"""From what the app sent to a message that Slack would take: texts and blocks checked, ids given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.workspace.block_kit import limits
from bot.workspace.block_kit.validation import BlockKit
from bot.workspace.state.files import File
from bot.workspace.state.messages import Message
from bot.workspace.state.views import with_block_ids
from bot.workspace.state.workspace_state import State
from bot.workspace.wire import ApiError, Payload


@dataclass(frozen=True, slots=True)
class Content:
    """The words and blocks of a message, checked."""

    text: str
    blocks: tuple[Payload, ...]
    metadata: Payload | None = None


class Composing:
    """Checks what the app wants to show."""

    def __init__(self, state: State, block_kit: BlockKit) -> None:
        self._state = state
        self._block_kit = block_kit

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
            faults = self._block_kit.message(blocks)
            if faults or not isinstance(blocks, list):
                raise ApiError("invalid_blocks", _told(faults) | {"errors": [str(fault) for fault in faults]})
            if limits.characters(blocks) > limits.MESSAGE_CHARACTERS:
                fault = limits.Fault(
                    f"no more than {limits.MESSAGE_CHARACTERS} characters allowed", "/blocks"
                )
                raise ApiError("msg_blocks_too_long", _told([fault]))
            checked = with_block_ids(blocks, self._state.ids)
        return Content(text, tuple(checked), _checked_metadata(metadata))

    def view(self, view: object, *kinds: str) -> Payload:
        """The view as given; ApiError when Slack would not take it, or it is of another kind."""
        faults = self._block_kit.view(view)
        if not isinstance(view, dict) or faults:
            raise ApiError("invalid_arguments", _told(faults))
        if view["type"] not in kinds:
            fault = limits.Fault(f"unsupported type: {view['type']}", "/view/type")
            raise ApiError("invalid_arguments", _told([fault]))
        return view

    def bot_message(
        self,
        channel: str,
        content: Content,
        *,
        thread_ts: str | None = None,
        ephemeral_to: str | None = None,
        files: tuple[File, ...] = (),
    ) -> Message:
        """A message of the bot."""
        state = self._state
        return Message(
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


def _told(faults: Sequence[limits.Fault]) -> Payload:
    return {"response_metadata": {"messages": [str(fault) for fault in faults]}}


def _checked_metadata(metadata: object) -> Payload | None:
    if metadata is None:
        return None
    match metadata:
        case {"event_type": str(), "event_payload": dict()}:
            return dict(metadata) if isinstance(metadata, dict) else None
        case _:
            raise ApiError("invalid_metadata_format")
