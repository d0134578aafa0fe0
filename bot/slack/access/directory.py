"""Who a person on Slack is, and what may be shown in a conversation.

Where Slack cannot tell, the safe side is taken: no audience; a channel counts as shared; a person whom Slack does not
know, or does not show us, counts as a guest and an outsider. Where the failure is not about the person (a scope is
missing, Slack is down) they are who they were when Slack last told; whoever was never seen is not known, and waits.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.onboarding.calendar import known_zone
from bot.slack.access.channels import Channels, is_direct
from bot.slack.access.lookups import Lookup, Terms, told_of
from bot.slack.access.slack_user import SlackUser
from bot.slack.access.workspaces import Workspaces
from bot.slack.process.going_on import GoingOn
from bot.store import Account
from bot.wording import Language

_log = logging.getLogger(__name__)
_DAY, _HOUR, _WHILE = 24 * 60 * 60.0, 60 * 60.0, 5 * 60.0  # seconds: accounts; all of them; members
_PATIENCE = 30.0  # seconds: a large workspace has many pages of people
_ALL = ""  # the key of the one list of people
_PAGE = 200  # members a page: what Slack recommends
_SLACKBOT = "USLACKBOT"  # its account does not say that nobody reads there
_ABOUT_THE_PERSON = {"user_not_found", "user_not_visible"}


class AccountMemory(Protocol):
    """Keeps what Slack tells of accounts for when it does not: the store does."""

    def keep(self, seen: Sequence[Account], /) -> Awaitable[None]:
        """Keep accounts as they are now."""

    def find(self, id: str, /) -> Awaitable[Account | None]:  # noqa: A002  # Slack's own word
        """An account as it was last seen."""


class Directory:
    """Looks people, user groups and channels up in Slack; remembers accounts for a day, the others for five minutes.

    `audiences` tells their members by key, as `Library.audiences` has them; `team`: the id of our workspace or
    organisation; `clock` tells the seconds that have passed since some moment; `zone` is where people live of whom
    Slack tells no time zone, `language` what they read of whom it tells none, and what stands in channels.
    Nothing raises where Slack fails.
    """

    def __init__(  # noqa: PLR0913  # all that it looks people up with, by name
        self,
        client: AsyncWebClient,
        audiences: Callable[[], Mapping[str, tuple[str, ...]]],
        team: str,
        clock: Callable[[], float],
        zone: str = "Asia/Shanghai",
        *,
        language: Language = Language.CHINESE,
        memory: AccountMemory | None = None,
    ) -> None:
        self._client = client
        self._audiences = audiences
        self._team = team
        self._zone = zone
        self.language = language
        terms = Terms(clock)
        self._memory = memory
        self._accounts = Lookup("users.info", self._info, self._unknown, _DAY, terms, recall=self._recalled)
        self._in_group = Lookup("usergroups.users.list", self._group_members, _nobody, _WHILE, terms)
        self._in_channel = Lookup("conversations.members", self._channel_members, _nobody, _WHILE, terms)
        self._guests_read = Lookup("guests in", self._has_guests, lambda _: True, _WHILE, terms)
        self._staff = Lookup("users.list", self._staff_listed, _nobody, _HOUR, Terms(clock, _PATIENCE))
        self._workspaces = Workspaces(client, team, terms)
        self.channels = Channels(client, clock, self._workspaces)

    @property
    def unanswered(self) -> int:
        """How often Slack said nothing at all of accounts, members and channels."""
        asked = (self._accounts, self._in_group, self._in_channel, self.channels)
        return sum(each.unanswered for each in asked)

    async def reader(self, user: str) -> SlackUser:
        """The person with this id."""
        account, groups = await asyncio.gather(self._accounts(user), self._groups_of(user))
        return replace(account, user=user, groups=groups)

    def account(self, told: Mapping[str, Any]) -> SlackUser:
        """The person of whom Slack tells (its user object), which does not say to which audiences they belong."""
        locale, profile = str(told.get("locale") or self.language), told.get("profile") or {}
        is_machine = told.get("is_bot") or told.get("is_workflow_bot") or told.get("id") == _SLACKBOT
        # With Enterprise Grid an account has several workspaces, and the bot may be in all of them.
        company = told.get("enterprise_user") or {}
        teams = {told.get("team_id", ""), company.get("enterprise_id", ""), *company.get("teams", ())}
        return SlackUser(
            str(told.get("id") or ""),
            Language.CHINESE if locale.lower().startswith("zh") else Language.ENGLISH,
            known_zone(str(told.get("tz") or ""), self._zone),
            is_guest=bool(told.get("is_restricted") or told.get("is_ultra_restricted")),
            is_outsider=bool(told.get("is_stranger")) or self._team not in teams,
            is_reading=not (is_machine or told.get("deleted")),
            name=str(profile.get("real_name") or profile.get("display_name") or ""),
            title=str(profile.get("title") or ""),
        )

    async def members_of(self, ids: Iterable[str]) -> frozenset[str]:
        """The people whom ids name: people themselves, and the members of user groups (S...)."""
        people: set[str] = set()
        for each in ids:
            people |= await self._in_group(each) if each.startswith("S") else {each}
        return frozenset(people)

    async def know_everybody(self) -> None:
        """Look all accounts up by the page: one by one, a morning's first questions would wait for Slack's limits."""
        try:
            async for page in self._everybody():
                people = [self.account(told) for told in told_of(page, "members")]
                for person in people:
                    self._accounts.learn(person.user, person)
                await self._keep(people)
        except (SlackApiError, ClientError, OSError) as error:
            _log.warning("not everybody is known beforehand: %s", type(error).__name__)

    async def account_changed(self, told: Mapping[str, Any]) -> None:
        """An account is another one now, as an event tells (Slack's user object, mostly without the language)."""
        person = self.account(told)
        self.forget(person.user)
        if self._memory is not None:
            before = await self._memory.find(person.user)
            if before and not told.get("locale"):
                person = replace(person, language=Language(before.language))
            await self._memory.keep([_kept(person)])

    async def staff(self) -> frozenset[str]:
        """All who work here; none where Slack does not tell."""
        return await self._staff(_ALL)

    def forget(self, changed: str) -> None:
        """Look it up anew when next asked: somebody's account has changed, or others read in a channel by now."""
        if changed.startswith(("U", "W")):  # who may be a guest now, wherever they read
            self._accounts.forget(changed)
            self._guests_read.forget_all()
        else:
            self.channels.forget(changed)
            self._in_channel.forget(changed)
            self._guests_read.forget(changed)

    async def guests_read(self, channel: str) -> bool:
        """Whether guests are among those who read there, or it cannot be told that they are not."""
        return not is_direct(channel) and await self._guests_read(channel)

    async def readers_in(self, channel: str) -> frozenset[str]:
        """The members of a channel; none where there is no such channel, or Slack does not tell."""
        return await self._in_channel(channel) if channel else frozenset()

    async def reads_in(self, channel: str, user: str) -> bool:
        """Whether a person can read what stands in a channel; nobody does where Slack does not tell who does."""
        return not await self.channels.is_private(channel) or user in await self.readers_in(channel)

    async def groups_in(self, channel: str, user: str) -> frozenset[str]:
        """The audiences for which the answer to a person may be meant there.

        In a direct message their own; elsewhere those of their own to which all others belong who read along.
        """
        own = await self._groups_of(user)
        if not own or is_direct(channel):
            return own
        members = await self._in_channel(channel)
        return frozenset([key for key in sorted(own) if members and await self._has_all(key, members)])

    async def _groups_of(self, user: str) -> frozenset[str]:
        audiences = self._audiences()
        people = await asyncio.gather(*map(self.members_of, audiences.values()))
        return frozenset(key for key, those in zip(audiences, people, strict=True) if user in those)

    async def _has_all(self, key: str, members: frozenset[str]) -> bool:
        """Whether all who read along belong to the audience; the first who does not settles it."""
        for member in sorted(members - await self.members_of(self._audiences().get(key, ()))):
            if (await self._accounts(member)).is_reading:
                return False
        return True

    async def _staff_listed(self, _: str) -> frozenset[str]:
        people = [self.account(told) async for page in self._everybody() for told in told_of(page, "members")]
        return frozenset(person.user for person in people if person.is_staff)

    async def _has_guests(self, channel: str) -> bool:
        members = [await self._accounts(member) for member in await self._in_channel(channel)]
        if any(member.is_guest for member in members):
            return True
        if not members or not all(member.is_known for member in members):
            raise TimeoutError  # Slack does not tell who they are: it is asked again soon
        return False

    async def _info(self, user: str) -> SlackUser:
        answer = await self._client.users_info(user=user, include_locale=True)
        person = replace(self.account(told_of(answer, "user")), user=user)
        await self._keep([person])
        return person

    def _unknown(self, why: str) -> SlackUser:
        is_strange = why in _ABOUT_THE_PERSON
        return SlackUser(
            "",
            self.language,
            self._zone,
            is_guest=is_strange,
            is_outsider=is_strange,
            is_known=is_strange,
        )

    async def _keep(self, people: Sequence[SlackUser]) -> None:
        if self._memory is not None:
            with GoingOn(_log, "accounts not kept"):  # nobody waits, or is refused, because of that
                await self._memory.keep([_kept(person) for person in people])

    async def _recalled(self, user: str, why: str) -> SlackUser | None:
        """Who somebody was when Slack last told; None where it says now that they are a stranger."""
        if self._memory is None or why in _ABOUT_THE_PERSON:
            return None
        known = None
        with GoingOn(_log, "account not recalled"):  # else they are not known
            known = await self._memory.find(user)
        if known is None:
            return None
        return SlackUser(
            user,
            Language(known.language),
            known.zone,
            is_guest=known.is_guest,
            is_outsider=known.is_outsider,
            is_reading=known.is_reading,
        )

    async def _everybody(self) -> AsyncIterator[AsyncSlackResponse]:
        """The pages of all people."""
        for team in await self._workspaces():
            pages = await self._client.users_list(limit=_PAGE, include_locale=True, team_id=team)
            async for page in pages:
                yield page

    async def _group_members(self, group: str) -> frozenset[str]:
        unknown: SlackApiError | None = None
        for team in await self._workspaces():
            try:
                told = await self._client.usergroups_users_list(usergroup=group, team_id=team)
            except SlackApiError as error:  # it may be another workspace's
                unknown = error
            else:
                return frozenset(told.get("users") or ())
        if unknown:
            raise unknown
        return frozenset()

    async def _channel_members(self, channel: str) -> frozenset[str]:
        pages = await self._client.conversations_members(channel=channel, limit=_PAGE)
        return frozenset([member async for page in pages for member in told_of(page, "members")])


def _kept(person: SlackUser) -> Account:
    """What is kept of a person: no name."""
    return Account(
        person.user,
        person.is_guest,
        person.is_outsider,
        person.is_reading,
        person.language.value,
        person.zone,
    )


def _nobody(_: str) -> frozenset[str]:
    return frozenset()
