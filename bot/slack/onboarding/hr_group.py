"""The people of HR, as the setting names them: Slack ids of people and of user groups."""

from collections.abc import Callable, Sequence

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.access.lookups import Lookup, Terms

_WHILE = 5 * 60.0  # seconds


class People:
    """Whoever the ids name; a group is looked up in Slack, and remembered for five minutes. Nothing raises."""

    def __init__(self, ids: Sequence[str], client: AsyncWebClient, clock: Callable[[], float]) -> None:
        self._ids = ids
        self._client = client
        self._in_group = Lookup("usergroups.users.list", self._members, _nobody, _WHILE, Terms(clock))

    async def members(self) -> frozenset[str]:
        """Their ids."""
        people: set[str] = set()
        for each in self._ids:
            people |= await self._in_group(each) if each.startswith("S") else {each}
        return frozenset(people)

    async def includes(self, person: str) -> bool:
        """Whether this person is one of them."""
        return person in await self.members()

    async def _members(self, group: str) -> frozenset[str]:
        told = await self._client.usergroups_users_list(usergroup=group)
        return frozenset(told.get("users") or ())


def _nobody(_: str) -> frozenset[str]:
    return frozenset()
