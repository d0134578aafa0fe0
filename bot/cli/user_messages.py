"""The sentence for every error that a user can mend: where, what, and what to do.

The sentence's placeholders are the error's attributes.
"""

from collections.abc import Iterator
from pathlib import Path

from bot.cli.errors import (
    AmbiguousClauseError,
    BrokenSummaryError,
    IdsOrAllError,
    MissingExtraError,
    NoCsvError,
    NoGoldenError,
    NoManifestError,
    NoPortError,
    NoQuestionError,
    NoReasonError,
    NotADateError,
    NotAMemberError,
    NotAMonthError,
    NotEmptyError,
    NothingPublishedError,
    NotLoopbackError,
    RestrictionLostError,
    UnknownAudienceError,
    UnknownGenerationError,
    UnknownStateError,
    UnknownTenantError,
    UnreadableError,
    UnresolvedClauseError,
    UnwritableError,
)
from bot.importing.source import ImportRefusedError
from bot.knowledge import KnowledgeError, ValidationIssue
from bot.obstacles import Obstacle
from bot.pages import NotASiteError
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
from bot.wording import Catalogue, finding_sentence, place, refusal_sentence, visible

_SENTENCES: dict[type[Exception], str] = {  # a subclass stands before its base
    NotAMonthError: "month.invalid",
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
    NotEmptyError: "init.not-empty",
    NoManifestError: "demo.no-manifest",
    NotLoopbackError: "demo.not-loopback",
    NoPortError: "demo.no-port",
    MissingExtraError: "usage.no-extra",
    AmbiguousClauseError: "learn.ambiguous",
    UnresolvedClauseError: "learn.unknown",
    NoGoldenError: "eval.no-golden",
    NoQuestionError: "learn.no-question",
    UnknownGenerationError: "publish.unknown",
    UnknownTenantError: "tenants.unknown",
    NoReasonError: "publish.no-reason",
    UnknownStateError: "diff.unknown",
    NothingPublishedError: "history.nothing",
    UnknownAudienceError: "site-command.no-audience",
    NotASiteError: "site-command.not-ours",
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
        case UnresolvedClauseError(written=written, nearest=()):
            return say("learn.none", written=written)
        case ImportRefusedError():
            return refusal_sentence(error, say)
        case DatabaseError(condition=condition) if condition in _CONDITIONS:
            return say(_CONDITIONS[condition], **vars(error))
        case _:
            sentence = next(name for kind, name in _SENTENCES.items() if isinstance(error, kind))
            return say(sentence, **{name: _word(value, say) for name, value in vars(error).items()})


def _word(value: object, say: Catalogue) -> object:
    match value:
        case Obstacle():
            return say(f"obstacle.{value}")
        case Path():
            return visible(value)
        case _:
            return value


def _issue(issue: ValidationIssue, say: Catalogue) -> str:
    return f"{place(issue)}: {finding_sentence(issue, say)}"


def _settings(error: SettingsError, say: Catalogue) -> Iterator[str]:
    missing = [fault.name for fault in error.faults if fault.kind == "missing"]
    if missing:
        yield say("settings.missing", names=", ".join(missing))
    for fault in error.faults:
        if fault.kind != "missing":
            yield say("settings.invalid", name=fault.name, why=say(f"setting.{fault.kind}", **fault.words))
