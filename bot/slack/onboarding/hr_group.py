"""The people of HR, as the setting names them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack.access.directory import Directory


@dataclass(frozen=True)
class HrGroup:
    """Whoever the `ids` name: Slack ids of people and of user groups."""

    ids: Sequence[str]
    directory: Directory

    async def members(self) -> frozenset[str]:
        """The ids of the people."""
        return await self.directory.members_of(self.ids)

    async def includes(self, person: str) -> bool:
        """Whether this person is one of them."""
        return person in await self.members()
