"""Whom the bot answers, and where: what an organisation writes for its staff is not for everybody on Slack."""

from dataclasses import dataclass

from bot.slack.access.directory import SlackUser


@dataclass(frozen=True)
class Admission:
    """What the settings allow besides staff in channels of their own."""

    allow_guests: bool = False
    allow_shared_channels: bool = False

    def refusal(self, reader: SlackUser, *, is_shared: bool) -> str | None:
        """The name of the sentence that refuses them; None for who may ask.

        `is_shared`: whether the reply would stand where other organisations read along.
        """
        if reader.is_outsider and not self.allow_shared_channels:
            return "admission.outsider"
        if reader.is_guest and not self.allow_guests:
            return "admission.guest"
        if is_shared and not self.allow_shared_channels:
            return "admission.shared"
        return None
