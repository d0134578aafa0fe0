"""Which workspaces a list is asked for: in an organisation Slack gives people, groups and channels by the workspace."""

from collections.abc import Sequence

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.access.lookups import Lookup, Terms

_HOUR = 60 * 60.0  # seconds
_PAGE = 200
_ALL = ""  # the key of the one list


class Workspaces:
    """The workspaces in which an organisation has the bot; of one that has it alone (`team`) none need be named."""

    def __init__(self, client: AsyncWebClient, team: str, terms: Terms) -> None:
        self._client = client
        self._is_organisation = team.startswith("E")
        self._ids = Lookup("auth.teams.list", self._listed, lambda _: (), _HOUR, terms)

    async def __call__(self) -> Sequence[str | None]:
        """Their ids, as lists are asked for. Raises TimeoutError where Slack does not tell."""
        if not self._is_organisation:
            return (None,)
        if found := await self._ids(_ALL):
            return found
        raise TimeoutError  # whoever asks does so again soon

    async def _listed(self, _: str) -> tuple[str, ...]:
        pages = await self._client.auth_teams_list(limit=_PAGE)
        return tuple([str(team["id"]) async for page in pages for team in page["teams"]])
