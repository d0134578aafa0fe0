"""The command `shouze doctor`: everything that keeps the bot from working, and what mends it."""

import asyncio
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import typer
from pydantic import SecretStr

from bot.choosing import MissingChooserError, chooser_named
from bot.cli.context import CliContext, KnowledgeFolder, shipped_manifest
from bot.cli.errors import NoManifestError
from bot.cli.records.outbox import age
from bot.cli.running.finding import Finding, Mark
from bot.cli.running.reaching import reaching
from bot.cli.running.scopes import missing_scope
from bot.cli.second_opinion import missing
from bot.cli.user_messages import USER_ERRORS, user_message
from bot.retrieval import MissingEncoderError, encoder_named
from bot.settings import (
    InstallableSettings,
    SettingFault,
    Settings,
    SettingsError,
    SlackSettings,
    StoreSettings,
    read_settings,
)
from bot.slack.transport.refusals import OF_APP
from bot.store import Condition, NoDatabaseError, SealCounts, Waiting, open_to_others, sqlite_files
from bot.wording import Catalogue

_MAX_CLOCK_SKEW = 60.0  # seconds; Slack's signatures are good for 300
_TOO_LONG = 300.0  # seconds for a message to wait
_ZONES = ("SHOUZE_ONBOARDING_ZONE", "SHOUZE_TIMEZONE")  # a wrong one is named before, and counts no day here
_MIN_FREE_SPACE = 200 * 1024 * 1024  # bytes
_EXTRAS = {"import": "pypdfium2", "postgres": "psycopg"}


def doctor(context: typer.Context, *, knowledge: KnowledgeFolder = None) -> None:
    """Check everything and say what to mend; exit status 1 where something is wrong."""
    cli: CliContext = _with_own_token(context.obj)
    has_failed = False
    for finding in _findings(cli, knowledge):
        cli.print(f"{finding.mark} {finding.text}")
        has_failed |= finding.mark is Mark.BAD
    if has_failed:
        raise typer.Exit(1)


def _with_own_token(cli: CliContext) -> CliContext:
    """With the token of the tenant that is looked at, which stands in its installation."""
    found = None
    if cli.environment.get("SHOUZE_TENANT"):
        with suppress(*USER_ERRORS), closing(cli.store()) as store:  # which a check below names
            found = store.installations.find()
    return replace(cli, environment={**cli.environment, "SLACK_BOT_TOKEN": found.token}) if found else cli


def _is_for_many(cli: CliContext) -> bool:
    """Whether workspaces install the bot by themselves, and none of them is looked at."""
    return bool(cli.environment.get("SLACK_CLIENT_ID")) and not cli.environment.get("SHOUZE_TENANT")


def _findings(cli: CliContext, folder: Path | None) -> Iterator[Finding]:
    yield from _settings(cli)
    of_one = (_knowledge(cli, folder), _store(cli), _extras(cli), _slack(cli, folder), _cards(cli, folder))
    for check in (_store(cli), _extras(cli), _tenants(cli)) if _is_for_many(cli) else of_one:
        try:
            yield from check
        except SettingsError:
            pass  # the first check has named it
        except USER_ERRORS as error:
            yield _bad(error, cli)


def _settings(cli: CliContext) -> Sequence[Finding]:
    wrong, named = list[Finding](), list[SettingFault]()
    for model in (Settings, InstallableSettings if _is_for_many(cli) else SlackSettings, StoreSettings):
        try:
            read_settings(model, cli.environment)
        except SettingsError as error:
            if new := tuple(fault for fault in error.faults if fault not in named):
                wrong.append(_bad(SettingsError(new), cli))
            named += error.faults
    if not any(cli.environment.get(name) for name in ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")):
        wrong.append(Finding(Mark.BAD, cli.say("doctor.no-way")))
    return wrong or [_good(cli.say("doctor.settings"))]


def _tenants(cli: CliContext) -> Iterator[Finding]:
    with closing(cli.store()) as store:
        going_on = sum(each.goes_on for each in store.tenants())
    yield Finding(Mark.NOTE, cli.say("doctor.tenants", count=going_on))


def _knowledge(cli: CliContext, folder: Path | None) -> Iterator[Finding]:
    library = cli.knowledge(folder).library
    yield _good(cli.say("doctor.knowledge", books=len(library.books), clauses=len(library.clauses)))


def _store(cli: CliContext) -> Iterator[Finding]:
    say = cli.say
    zoneless = {name: value for name, value in cli.environment.items() if name not in _ZONES}
    settings = read_settings(StoreSettings, zoneless)
    try:
        found = replace(cli, environment=zoneless).store()
    except NoDatabaseError as error:
        yield Finding(Mark.NOTE if error.can_be_made else Mark.BAD, user_message(error, say))
        return
    with closing(found) as store:
        if (condition := store.condition(time.time())) is not Condition.GOOD:
            raise store.unusable(condition)
        if not store.is_intact():
            raise store.unusable(Condition.DAMAGED)
        url, counts = store.engine.url, store.seal_counts()
        waiting, dead_letters = store.dead_letters.waiting(), store.dead_letters.all()
        files = sqlite_files(url)
    yield _good(say("doctor.database", url=url.render_as_string(hide_password=True)))
    if files and (free := shutil.disk_usage(files[0].parent).free) < _MIN_FREE_SPACE:
        yield Finding(Mark.NOTE, say("doctor.disk", folder=files[0].parent, free=free // 1024**2))
    for path in open_to_others((*files, *(file.parent for file in files[:1]))):
        yield Finding(Mark.NOTE, say("doctor.open-to-others", path=path))
    yield from _outbox(waiting, len(dead_letters), say)
    yield from _sealing(counts, has_secret=bool(settings.secrets), say=say)


def _outbox(waiting: Waiting, dead_letters: int, say: Catalogue) -> Iterator[Finding]:
    seconds = time.time() - waiting.due_since
    if waiting.count and seconds > _TOO_LONG:
        told = say("doctor.waiting", count=waiting.count, age=age(seconds, say), why=waiting.why or "–")
        mend = say(f"doctor.mend.{OF_APP[waiting.why]}") if waiting.why in OF_APP else ""
        yield Finding(Mark.BAD, " ".join(filter(None, (told, mend))))
    if dead_letters:
        yield Finding(Mark.NOTE, say("doctor.dead-letters", count=dead_letters))


def _sealing(counts: SealCounts, *, has_secret: bool, say: Catalogue) -> Iterator[Finding]:
    if counts.unreadable:
        yield Finding(Mark.BAD, say("doctor.unreadable", count=counts.unreadable))
    if not has_secret:
        yield Finding(Mark.NOTE, say("doctor.no-secret"))
        return
    texts = say.listed(map(str, counts.by_secret))
    yield _good(say("doctor.secret", counts=texts, unsealed=counts.unsealed))
    if counts.older:
        yield Finding(Mark.NOTE, say("doctor.rotate", count=counts.older))


def _extras(cli: CliContext) -> Iterator[Finding]:
    installed = [extra for extra, module in _EXTRAS.items() if find_spec(module)]
    if installed:
        yield _good(cli.say("doctor.extras", extras=cli.say.listed(installed)))
    settings = read_settings(Settings, cli.environment)  # not what stands in for one that is wrong
    try:
        encoder = encoder_named(settings.encoder, settings.cache.expanduser())
    except MissingEncoderError as error:
        yield Finding(Mark.NOTE, missing(error, cli.say))
    else:
        if encoder:
            yield _good(cli.say("doctor.encoder", name=encoder.name))
        else:
            yield Finding(Mark.NOTE, cli.say("doctor.words-alone"))
    yield from _chooser(cli)


def _chooser(cli: CliContext) -> Iterator[Finding]:
    """What reads doubtful questions, where that is asked for; an endpoint is told of, since they leave the house."""
    name = cli.settings.chooser
    try:
        chooser_named(name, "", cli.settings.cache.expanduser())
    except MissingChooserError as error:
        yield Finding(Mark.NOTE, missing(error, cli.say))
        return
    if name.startswith("openai:"):
        yield Finding(Mark.NOTE, cli.say("doctor.chooser", name=name))
    elif name != "none":
        yield _good(cli.say("doctor.cross-encoder", name=name))


def _slack(cli: CliContext, folder: Path | None) -> Iterator[Finding]:
    from bot.slack.transport.standing import standing  # noqa: PLC0415  # slack_sdk, which other commands need not pay

    settings = read_settings(SlackSettings, cli.environment)
    found = asyncio.run(standing(settings))
    yield _good(cli.say("doctor.bot", team=found.team))
    yield from _manifest(cli, found.scopes)
    is_right = abs(found.ahead) <= _MAX_CLOCK_SKEW
    sentence = "doctor.clock" if is_right else "doctor.clock-wrong"
    yield Finding(Mark.GOOD if is_right else Mark.BAD, cli.say(sentence, seconds=round(found.ahead)))
    yield from _connections(cli, settings)
    yield from reaching(cli, folder, settings)


def _manifest(cli: CliContext, granted: frozenset[str]) -> Iterator[Finding]:
    from bot.slack.transport.scopes import FOLLOWING, is_without_following  # noqa: PLC0415  # as above

    try:
        manifest = shipped_manifest()
    except NoManifestError as error:
        yield Finding(Mark.NOTE, user_message(error, cli.say))
        return
    scopes = manifest["oauth_config"]["scopes"]
    optional = set(scopes.get("bot_optional") or ())
    wanted = set(scopes["bot"]) - optional
    if is_without_following(granted):
        yield Finding(Mark.NOTE, cli.say("doctor.minimal", scopes=", ".join(sorted(FOLLOWING - granted))))
        wanted -= FOLLOWING
    if missing := sorted(wanted - granted):
        yield Finding(Mark.BAD, cli.say("doctor.scopes-missing", scopes=", ".join(missing)))
        yield from (Finding(Mark.NOTE, missing_scope(scope, cli.say)) for scope in missing)
    else:
        yield _good(cli.say("doctor.scopes"))
    yield from (Finding(Mark.NOTE, missing_scope(scope, cli.say)) for scope in sorted(optional - granted))
    if surplus := sorted(granted - wanted - optional):
        yield Finding(Mark.NOTE, cli.say("doctor.scopes-surplus", scopes=", ".join(surplus)))
    events = ", ".join(manifest["settings"]["event_subscriptions"]["bot_events"])
    yield Finding(Mark.NOTE, cli.say("doctor.events", events=events))


def _cards(cli: CliContext, folder: Path | None) -> Iterator[Finding]:
    """Whether Slack would take all that the bot draws of these files; what is wrong elsewhere is said elsewhere."""
    from bot.slack.specimens import specimens  # noqa: PLC0415  # as above
    from bot.slack.transport.validating import NoValidationError, refused  # noqa: PLC0415  # as above

    try:
        settings, read = read_settings(SlackSettings, cli.environment), cli.knowledge(folder)
    except USER_ERRORS:
        return
    drawn = specimens(read.library, read.onboarding, cli.say)
    try:
        faults = asyncio.run(refused(settings, drawn.messages, drawn.views))
    except NoValidationError as error:
        yield Finding(Mark.NOTE, cli.say("doctor.cards-unknown", code=error.code))
        return
    yield from (Finding(Mark.BAD, cli.say("doctor.cards-refused", fault=fault)) for fault in faults)
    if not faults:
        yield _good(cli.say("doctor.cards", count=len(drawn.messages) + len(drawn.views)))


def _connections(cli: CliContext, settings: SlackSettings) -> Iterator[Finding]:
    """Socket Mode, HTTP, or both."""
    if settings.app_token:
        yield _app_token(cli, settings, settings.app_token)
    if settings.signing_secret:
        yield _good(cli.say("doctor.signing"))


def _app_token(cli: CliContext, settings: SlackSettings, token: SecretStr) -> Finding:
    from bot.slack.transport.standing import socket_opens  # noqa: PLC0415  # as above

    try:
        asyncio.run(socket_opens(settings, token.get_secret_value()))
    except USER_ERRORS as error:
        return _bad(error, cli)
    return _good(cli.say("doctor.app"))


def _good(text: str) -> Finding:
    return Finding(Mark.GOOD, text)


def _bad(error: Exception, cli: CliContext) -> Finding:
    return Finding(Mark.BAD, user_message(error, cli.say))
