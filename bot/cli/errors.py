"""What a command refuses, and the sentence for every error that a user can mend: where, what, and what to do.

Each error carries what its sentence needs: the sentence's placeholders are the error's attributes.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Self

from bot.importing.source import ImportRefusedError
from bot.knowledge import KnowledgeError, ValidationIssue
from bot.settings import NotAnAddressError, SettingsError
from bot.slack.transport.errors import (
    MissingScopesError,
    NotListeningError,
    NotSlackError,
    OtherTeamError,
    SlackBusyError,
    SlackRefusedError,
    SlackUnreachableError,
)
from bot.store import Condition, DatabaseError, NewerSchemaError, NoDatabaseError
from bot.wording import Catalogue, finding_sentence, visible


class NotADateError(ValueError):
    """A date that cannot be read; carries it as `written`."""

    def __init__(self, written: str) -> None:
        super().__init__(f"{written!r} is no date")
        self.written = written


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
    """The demo cannot listen on this `host` and `port`; `why` is the system's word for it."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(f"cannot listen on {host}:{port}: {why}")
        self.host = host
        self.port = port
        self.why = why


class UnresolvedClauseError(Exception):
    """No clause, or several, are meant by what was written (`written`); `nearest` are those that may be."""

    def __init__(self, written: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(f"no clause {written}")
        self.written = written
        self.nearest = nearest


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
        return cls(path, error.strerror or type(error).__name__)


class UnreadableError(RecordError):
    """The file is not there or cannot be read; `why` is the system's word for it."""


class UnwritableError(RecordError):
    """The file cannot be written; `why` is the system's word for it."""


class BrokenSummaryError(RecordError):
    """The file is no summary; `why` names what is missing or wrong in it."""


class RestrictionLostError(Exception):
    """A newer edition has no place for the audience of older clauses; carries their labels as `clauses`."""

    def __init__(self, clauses: tuple[str, ...]) -> None:
        super().__init__(f"no place for the audience of {clauses}")
        self.clauses = clauses


class NoCsvError(RecordError):
    """The summary's name does not tell that of the file that it belongs to."""


_SENTENCES: dict[type[Exception], str] = {  # a subclass stands before its base
    NotADateError: "date.invalid",
    NewerSchemaError: "store.newer",
    NoDatabaseError: "store.missing",
    DatabaseError: "store.unusable",
    NotAnAddressError: "http.no-address",
    NotListeningError: "http.taken",
    SlackRefusedError: "serve.refused",
    MissingScopesError: "serve.scopes",
    OtherTeamError: "serve.other-team",
    NotSlackError: "serve.not-slack",
    SlackBusyError: "serve.busy",
    SlackUnreachableError: "serve.unreachable",
    NoManifestError: "demo.no-manifest",
    NotLoopbackError: "demo.not-loopback",
    NoPortError: "demo.no-port",
    UnresolvedClauseError: "learn.unknown",
    NoQuestionError: "learn.no-question",
    IdsOrAllError: "usage.ids-or-all",
    NotAMemberError: "privacy.no-member",
    UnreadableError: "record.unreadable",
    UnwritableError: "record.unwritable",
    BrokenSummaryError: "record.no-summary",
    NoCsvError: "record.no-csv",
    RestrictionLostError: "import.restriction-lost",
}

_CONDITIONS = {
    Condition.AWAY: "store.away",
    Condition.LOCKED: "store.locked",
    Condition.FULL: "store.full",
    Condition.READ_ONLY: "store.read-only",
    Condition.DAMAGED: "store.damaged",
    Condition.REPLACED: "store.replaced",
}

USER_ERRORS: tuple[type[Exception], ...] = (KnowledgeError, SettingsError, ImportRefusedError, *_SENTENCES)


def user_message(error: Exception, say: Catalogue) -> str:
    """The message for one of the USER_ERRORS; a line an issue where an error carries several."""
    match error:
        case KnowledgeError(issues=issues):
            count = [say("check.faults", count=len(issues))] if len(issues) > 1 else []
            return "\n".join([*(_issue(issue, say) for issue in issues), *count])
        case SettingsError():
            return "\n".join(_settings(error, say))
        case ImportRefusedError(refusal=refusal, words=words):
            shown = {name: visible(word) for name, word in words.items()}
            return say(f"import.refused.{refusal.replace('_', '-')}", **shown)
        case DatabaseError(condition=condition) if condition in _CONDITIONS:
            return say(_CONDITIONS[condition], **vars(error))
        case _:
            sentence = next(name for kind, name in _SENTENCES.items() if isinstance(error, kind))
            several = {
                name: "、".join(value) or "–"
                for name, value in vars(error).items()
                if isinstance(value, tuple)
            }
            paths = {name: visible(value) for name, value in vars(error).items() if isinstance(value, Path)}
            return say(sentence, **vars(error) | several | paths)


def _issue(issue: ValidationIssue, say: Catalogue) -> str:
    return f"{visible(issue.path)}:{issue.line}: {finding_sentence(issue, say)}"


def _settings(error: SettingsError, say: Catalogue) -> Iterator[str]:
    missing = [fault.name for fault in error.faults if not fault.why]
    if missing:
        yield say("settings.missing", names=", ".join(missing))
    for fault in error.faults:
        if fault.why:
            yield say("settings.invalid", name=fault.name, why=fault.why)
