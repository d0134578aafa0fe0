"""A person as the bot needs to know them."""

from dataclasses import dataclass

from bot.wording import Language


@dataclass(frozen=True)
class SlackUser:
    """A person as the bot needs to know them.

    `zone`: their time zone (IANA's name); `groups`: the keys of the audiences they belong to; `is_outsider`: of another
    organisation; `is_reading`: no bot, and nobody who has left; `name` and `title` as they stand in their profile;
    `is_known`: whether Slack has ever told who they are.
    """

    user: str
    language: Language
    zone: str
    groups: frozenset[str] = frozenset()
    is_guest: bool = False
    is_outsider: bool = False
    is_reading: bool = True
    name: str = ""
    title: str = ""
    is_known: bool = True

    @property
    def is_staff(self) -> bool:
        """Whether they work here: no guest, no bot, nobody of another organisation or gone."""
        return self.is_known and self.is_reading and not (self.is_guest or self.is_outsider)
