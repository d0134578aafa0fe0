"""Every fault that a user can mend, as the one plain message that says where, what, and what to do."""

from collections.abc import Iterator

from bot.cli.context import NotADateError
from bot.cli.errors import (
    BrokenSummaryError,
    DemoError,
    LearnError,
    NoCsvError,
    NoManifestError,
    NoPortError,
    NoQuestionError,
    NotLoopbackError,
    RecordError,
    UnknownClauseError,
    UnreadableError,
    UnwritableError,
)
from bot.knowledge import Fault, KnowledgeError
from bot.settings import NotAnAddressError, SettingsError
from bot.slack.errors import NotListeningError, SlackRefusedError, SlackUnreachableError
from bot.store import DatabaseError, NewerSchemaError, SealError
from bot.wording import Wording

MENDABLE = (
    KnowledgeError,
    SettingsError,
    NotADateError,
    SlackRefusedError,
    SlackUnreachableError,
    DatabaseError,
    SealError,
    NotAnAddressError,
    NotListeningError,
    DemoError,
    LearnError,
    RecordError,
)


def explain(error: Exception, say: Wording) -> str:
    """The message for one of the MENDABLE errors, a line a fault."""
    match error:
        case KnowledgeError(faults=faults):
            count = [say("check.faults", count=len(faults))] if len(faults) > 1 else []
            return "\n".join([*(_fault(fault, say) for fault in faults), *count])
        case SettingsError():
            return "\n".join(_settings(error, say))
        case NotADateError(written=written):
            return say("date.invalid", written=written)
        case DatabaseError() | SealError():
            return _stored(error, say)
        case SlackRefusedError() | SlackUnreachableError() | NotAnAddressError() | NotListeningError():
            return _outside(error, say)
        case DemoError() | LearnError() | RecordError():
            return _refused(error, say)
        case _:
            raise error


def _stored(error: DatabaseError | SealError, say: Wording) -> str:
    match error:
        case NewerSchemaError(place=place, why=revision):
            return say("store.newer", place=place, revision=revision)
        case DatabaseError(place=place, why=why):
            return say("store.unusable", place=place, why=why)
        case SealError():
            return say("seal.unfit")


def _outside(
    error: SlackRefusedError | SlackUnreachableError | NotAnAddressError | NotListeningError, say: Wording
) -> str:
    match error:
        case NotAnAddressError(written=written):
            return say("http.no-address", written=written)
        case NotListeningError(address=address, why=why):
            return say("http.taken", address=address, why=why)
        case SlackRefusedError(code=code, setting=setting):
            return say("serve.refused", code=code, setting=setting)
        case SlackUnreachableError(why=why):
            return say("serve.unreachable", why=why)


def _refused(error: DemoError | LearnError | RecordError, say: Wording) -> str:
    match error:
        case NoManifestError(path=path):
            return say("demo.no-manifest", path=path)
        case NotLoopbackError(host=host):
            return say("demo.not-loopback", host=host)
        case NoPortError(host=host, port=port, why=why):
            return say("demo.no-port", host=host, port=port, why=why)
        case UnknownClauseError(written=written, nearest=nearest):
            return say("learn.unknown", written=written, nearest="、".join(nearest) or "–")
        case NoQuestionError():
            return say("learn.no-question")
        case RecordError():
            return _record(error, say)
        case _:
            raise error


def _record(error: RecordError, say: Wording) -> str:
    match error:
        case UnreadableError(path=path, why=why):
            return say("record.unreadable", path=path, why=why)
        case UnwritableError(path=path, why=why):
            return say("record.unwritable", path=path, why=why)
        case BrokenSummaryError(path=path, why=field):
            return say("record.no-summary", path=path, field=field or "JSON")
        case NoCsvError(path=path):
            return say("record.no-csv", path=path)
        case _:
            raise error


def _fault(fault: Fault, say: Wording) -> str:
    words = dict(fault.words)
    if words.get("expected") in {"text", "list", "mapping"}:
        words["expected"] = say(f"expected.{words['expected']}")
    return f"{fault.path}:{fault.line}: {say(f'fault.{fault.kind}', **words)}"


def _settings(error: SettingsError, say: Wording) -> Iterator[str]:
    missing = [fault.name for fault in error.faults if not fault.why]
    if missing:
        yield say("settings.missing", names=", ".join(missing))
    for fault in error.faults:
        if fault.why:
            yield say("settings.invalid", name=fault.name, why=fault.why)
