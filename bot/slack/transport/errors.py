"""Why the bot cannot be on Slack, or Slack did not take what it said; each error carries what the message needs."""

from bot.obstacles import Obstacle


class SlackRefusedError(Exception):
    """Slack does not accept a token: its error `code`, and the `setting` to look at."""

    def __init__(self, code: str, setting: str) -> None:
        super().__init__(f"{setting}: {code}")
        self.code = code
        self.setting = setting


class SlackUnreachableError(Exception):
    """No connection to Slack; `why` is the system's word for it. It may be there again after `seconds`."""

    def __init__(self, why: str, seconds: float = 0.0) -> None:
        super().__init__(why)
        self.why = why
        self.seconds = seconds


class NotSlackError(SlackUnreachableError):
    """What answers is not Slack: a proxy, or a page to log in; `why` is what came."""


class SlackBusyError(SlackUnreachableError):
    """Slack does not answer at this moment, and `why` it says so has nothing to do with a token."""


class OtherTeamError(Exception):
    """The token is of one workspace (`team`), and the database holds what belongs to another (`known`)."""

    def __init__(self, team: str, known: str) -> None:
        super().__init__(f"{team} is not {known}")
        self.team = team
        self.known = known


class MissingScopesError(Exception):
    """Without these `scopes` the bot can do nothing at all."""

    def __init__(self, scopes: tuple[str, ...]) -> None:
        super().__init__(", ".join(scopes))
        self.scopes = scopes


class NotNowError(Exception):
    """Slack did not do it, or nobody heard that it did, and may do it later; `why` is a word for it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class RateLimitedError(NotNowError):
    """Slack took nothing, and wants no such call for `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__("rate_limited")
        self.seconds = seconds


class AppRefusedError(NotNowError):
    """Slack took nothing, and takes nothing from this app until somebody mends what its word `why` names."""


class UnavailableError(NotNowError):
    """Slack took nothing at this moment, for no reason that lies in what it was asked."""


class SupersededError(NotNowError):
    """What was to be shown is being decided anew."""

    def __init__(self) -> None:
        super().__init__("superseded")


class UncertainError(NotNowError):
    """No word from Slack on whether it was done; `why` is what came instead."""


class NotTakenError(Exception):
    """Slack will never take this; `code` is its word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def is_no_member(self) -> bool:
        """Whether the bot is not in that conversation."""
        return self.code in {"not_in_channel", "channel_not_found"}


class NotListeningError(Exception):
    """This machine does not let the bot listen at an `address` (host:port); `why` is what is in the way."""

    def __init__(self, address: str, why: Obstacle) -> None:
        super().__init__(f"{address}: {why}")
        self.address = address
        self.why = why
