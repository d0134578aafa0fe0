"""What a command refuses. Each error carries what its sentence needs (see `user_messages`)."""

from pathlib import Path
from typing import Self

from bot.obstacles import Obstacle


class NotADateError(ValueError):
    """A date that cannot be read; carries it as `written`."""

    def __init__(self, written: str) -> None:
        super().__init__(f"{written!r} is no date")
        self.written = written


class NotAMonthError(NotADateError):
    """A month that cannot be read."""


class NotEmptyError(Exception):
    """Something stands already where a new folder was to be (`path`)."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not empty")
        self.path = path


class NoManifestError(Exception):
    """The app's manifest is not where it is looked for (`path`)."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"no manifest at {path}")
        self.path = path


class NotLoopbackError(Exception):
    """Another address than this machine's own (`host`), and nobody said that this is meant."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} is not a loopback address")
        self.host = host


class NoPortError(Exception):
    """The demo cannot listen on this `host` and `port`; `why` is what is in the way."""

    def __init__(self, host: str, port: int, why: Obstacle) -> None:
        super().__init__(f"cannot listen on {host}:{port}: {why}")
        self.host = host
        self.port = port
        self.why = why


class MissingExtraError(Exception):
    """What a command needs is not installed; `extra` is the name that it is installed under."""

    def __init__(self, extra: str) -> None:
        super().__init__(f"shouze[{extra}] is not installed")
        self.extra = extra


class UnresolvedClauseError(Exception):
    """No one clause is meant by what was written (`written`); `nearest` are those that may be."""

    def __init__(self, written: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(f"no clause {written}")
        self.written = written
        self.nearest = nearest


class AmbiguousClauseError(UnresolvedClauseError):
    """Several clauses are meant by what was written."""


class UnknownTenantError(Exception):
    """Nobody with the id `tenant` installed the bot."""

    def __init__(self, tenant: str) -> None:
        super().__init__(f"no tenant {tenant}")
        self.tenant = tenant


class UnknownGenerationError(Exception):
    """No generation that was published begins as `written`, or several do: `nearest`."""

    def __init__(self, written: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(f"no generation {written}")
        self.written = written
        self.nearest = nearest


class UnknownStateError(Exception):
    """Neither a folder nor a generation nor a revision of git is meant by what was written (`written`)."""

    def __init__(self, written: str) -> None:
        super().__init__(f"no state {written}")
        self.written = written


class NothingPublishedError(Exception):
    """There is nothing to compare with: nothing counts yet."""


class UnknownAudienceError(Exception):
    """No book names an audience as `written`; `known` are those that there are."""

    def __init__(self, written: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no audience {written}")
        self.written = written
        self.known = known


class NoReasonError(Exception):
    """To overrule a gate, and say nothing of why."""


class NoGoldenError(Exception):
    """There are no known questions at `path`; `clause` is the name of one that could answer such a question."""

    def __init__(self, path: Path, clause: str) -> None:
        super().__init__(f"no questions at {path}")
        self.path = path
        self.clause = clause


class NoQuestionError(Exception):
    """A question without a letter or a figure."""


class IdsOrAllError(Exception):
    """Neither ids nor `--all`, or both."""


class NotAMemberError(Exception):
    """What was written is no id of a Slack member; carries it as `written`."""

    def __init__(self, written: str) -> None:
        super().__init__(f"{written!r} is no member id")
        self.written = written


class RecordError(Exception):
    """A report or its summary that cannot be used, or not be written; carries its `path`."""

    def __init__(self, path: Path, why: str = "") -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why

    @classmethod
    def of(cls, path: Path, error: OSError) -> Self:
        """The error for what the system refused to do with a file."""
        return cls(path, Obstacle.of(error))


class UnreadableError(RecordError):
    """The file is not there or cannot be read; `why` is what is in the way."""


class UnwritableError(RecordError):
    """The file cannot be written; `why` is what is in the way."""


class BrokenSummaryError(RecordError):
    """The file is no summary; `why` names what is missing or wrong in it."""


class RestrictionLostError(Exception):
    """A newer edition has no place for the audience of older clauses; carries their labels as `clauses`."""

    def __init__(self, clauses: tuple[str, ...]) -> None:
        super().__init__(f"no place for the audience of {clauses}")
        self.clauses = clauses


class NoCsvError(RecordError):
    """The summary's name does not tell that of the file that it belongs to."""
