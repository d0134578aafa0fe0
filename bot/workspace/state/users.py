"""Who is in the workspace: members, guests, people of other organisations, the bot, and user groups."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TypedDict, Unpack
from zoneinfo import ZoneInfo

from bot.workspace.wire import Payload


@dataclass(frozen=True, slots=True)
class User:
    """One account, with what `users.info` tells of it; `titles` is its title on the page, by the reader's language."""

    id: str
    name: str
    real_name: str
    team_id: str
    locale: str = "zh-CN"
    tz: str = "Asia/Shanghai"
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_bot: bool = False
    is_stranger: bool = False
    deleted: bool = False
    updated: int = 0
    bot_id: str | None = None
    title: str = ""
    titles: Mapping[str, str] = field(default_factory=dict, hash=False)
    enterprise_id: str = ""

    @property
    def is_guest(self) -> bool:
        """Whether this is a single- or multi-channel guest."""
        return self.is_restricted or self.is_ultra_restricted

    def to_api(self, *, with_locale: bool = False) -> Payload:
        """The user object of `users.info`, `team_join` and `user_change`."""
        user: Payload = {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "deleted": self.deleted,
            "color": "9f69e7",
            "real_name": self.real_name,
            **self._zone(),
            "profile": self._profile(),
            "is_admin": self.is_admin,
            "is_restricted": self.is_guest,
            "is_ultra_restricted": self.is_ultra_restricted,
            "is_bot": self.is_bot,
            **dict.fromkeys(("is_owner", "is_primary_owner", "is_app_user"), False),
            "updated": self.updated,
            "is_email_confirmed": True,
            "who_can_share_contact_card": "EVERYONE",
        }
        if self.is_stranger:
            user["is_stranger"] = True
        if self.enterprise_id:
            company = {"id": self.id, "enterprise_id": self.enterprise_id, "teams": [self.team_id]}
            user["enterprise_user"] = company
        return user | ({"locale": self.locale} if with_locale else {})

    def to_interaction(self) -> Payload:
        """The short user object of interaction payloads."""
        return {"id": self.id, "username": self.name, "name": self.name, "team_id": self.team_id}

    def _zone(self) -> Payload:
        """The time zone; of an account that has none Slack tells nothing."""
        if not self.tz:
            return {}
        offset = datetime.now(UTC).astimezone(ZoneInfo(self.tz)).utcoffset()
        return {"tz": self.tz, "tz_label": self.tz, "tz_offset": int(offset.total_seconds()) if offset else 0}

    def _profile(self) -> Payload:
        profile: Payload = {
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.name,
            "display_name_normalized": self.name,
            "title": self.title,
            **dict.fromkeys(("avatar_hash", "status_text", "status_emoji"), ""),
            "team": self.team_id,
        }
        return profile | ({"bot_id": self.bot_id, "always_active": True} if self.is_bot else {})


class AccountSettings(TypedDict, total=False):
    """What may be chosen for a person, as `User` names it."""

    real_name: str
    title: str
    titles: Mapping[str, str]
    locale: str
    tz: str
    is_admin: bool
    is_restricted: bool
    is_ultra_restricted: bool
    is_bot: bool
    deleted: bool


@dataclass(frozen=True, slots=True)
class UserGroup:
    """A user group, such as @hr: its handle, its name and who is in it."""

    id: str
    handle: str
    name: str
    team_id: str
    members: tuple[str, ...]

    def to_api(self) -> Payload:
        """The object of `usergroups.list`."""
        return {
            "id": self.id,
            "team_id": self.team_id,
            "is_usergroup": True,
            "name": self.name,
            "handle": self.handle,
            "description": "",
            "is_external": False,
            **dict.fromkeys(("date_create", "date_update", "date_delete"), 0),
            "auto_type": None,
            "user_count": len(self.members),
        }


class Users(dict[str, User]):
    """The accounts by id, in the order in which they came, and the user groups."""

    def __init__(self) -> None:
        super().__init__()
        self.groups: dict[str, UserGroup] = {}

    def add(self, user: User) -> User:
        """Take in an account, or put it in the place of the one with its id."""
        self[user.id] = user
        return user

    def named(self, name: str) -> User | None:
        """The account with this name or real name, whatever the case."""
        wanted = name.casefold()
        return next(
            (one for one in self.values() if wanted in {one.name.casefold(), one.real_name.casefold()}), None
        )

    def change(self, user_id: str, *, updated: int, **account: Unpack[AccountSettings]) -> User:
        """The account with other properties; returns it as it is now."""
        return self.add(replace(self[user_id], updated=updated, **account))
