"""How far each person has read each conversation."""

from collections.abc import Iterable, Sequence

from bot.workspace.state import Message


class Unread:
    """Remembers the last message that was on the screen."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], float] = {}

    def read(self, user_id: str, messages: Sequence[Message]) -> None:
        """This person has these messages of one conversation on the screen."""
        if messages:
            latest = max(float(one.ts) for one in messages)
            self._read[user_id, messages[0].channel] = latest

    def count(self, user_id: str, messages: Iterable[Message]) -> int:
        """How many messages of others came since, threads not counted."""
        return sum(
            float(one.ts) > self._read.get((user_id, one.channel), 0.0)
            for one in messages
            if one.user != user_id and not one.is_reply and not one.subtype
        )
