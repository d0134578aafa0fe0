"""Why the bot cannot be on Slack; each error carries what the message needs."""


class SlackRefusedError(Exception):
    """Slack does not accept a token: its error `code`, and the `setting` to look at."""

    def __init__(self, code: str, setting: str) -> None:
        super().__init__(f"{setting}: {code}")
        self.code = code
        self.setting = setting


class SlackUnreachableError(Exception):
    """No connection to Slack; `why` is the system's word for it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NotInChannelError(Exception):
    """The bot cannot post where it is no member; carries the `channel`."""

    def __init__(self, channel: str) -> None:
        super().__init__(f"not in channel {channel}")
        self.channel = channel


class NotShownError(Exception):
    """Slack did not take a private reply; carries the HTTP `status`."""

    def __init__(self, status: int) -> None:
        super().__init__(f"response_url answered {status}")
        self.status = status
