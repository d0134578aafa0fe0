"""The commands `shouze tenants`: who installed the bot, what is stored for them, and to have all of it removed."""

import json
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.audit import Action
from bot.chain import ChainCheck
from bot.cli.context import CliContext, Json
from bot.cli.errors import UnknownTenantError, UnwritableError
from bot.store import GRACE_DAYS, Installation, Store, write_privately
from bot.wording import Catalogue

Tenant = Annotated[str, typer.Argument(help="option.tenant")]
_SECRET = {"token", "refresh_token"}


def list_tenants(context: typer.Context, *, json_: Json = False) -> None:
    """Print who installed the bot, by their ids."""
    cli: CliContext = context.obj
    with closing(cli.store()) as store:
        found = store.tenants()
    if json_:
        typer.echo(json.dumps([*map(_as_json, found)], ensure_ascii=False, indent=2))
        return
    cli.print(cli.say("tenants.count", count=len(found)))
    for each in found:
        cli.print(_line(each, cli))


def show_tenant(context: typer.Context, tenant: Tenant) -> None:
    """Print how it stands with one of them: what waits, what counts, whether chains hold. Raises UnknownTenantError."""
    cli: CliContext = context.obj
    with closing(cli.store()) as store:
        lines = [_line(_found(store, tenant), cli), *_standing(store.of(tenant), cli.say)]
    cli.print("\n".join(lines))


def _standing(own: Store, say: Catalogue) -> Iterator[str]:
    waiting = own.backlog()
    yield say("tenants.waiting", questions=waiting.questions, parcels=waiting.parcels, lost=waiting.given_up)
    newest = own.publications.newest()
    yield say("tenants.counts", generation=newest[:12]) if newest else say("tenants.no-rules")
    yield _held("signatures", own.signatures.verify(), say)
    yield _held("audit", own.audit.verify(), say)


def _held(name: str, found: ChainCheck[Any], say: Catalogue) -> str:
    return say(f"tenants.{name}" if found.is_good else f"tenants.{name}-broken", count=found.count)


def export_tenant(
    context: typer.Context, tenant: Tenant, file: Annotated[Path, typer.Argument(help="option.tenant-file")]
) -> None:
    """Write all that is stored for one of them, a line of JSON a row. Raises UnknownTenantError, UnwritableError."""
    cli: CliContext = context.obj
    with closing(cli.store()) as store:
        _found(store, tenant)
        store.audit.record(time.time(), cli.actor, Action.TENANT_EXPORTED, tenant)
        rows = [
            json.dumps({"table": table, **row}, ensure_ascii=False, default=str)
            for table, row in store.of(tenant).installations.export()
        ]
    try:
        write_privately(file, "".join(f"{row}\n" for row in rows).encode())
    except OSError as error:
        raise UnwritableError.of(file, error) from error
    cli.print(cli.say("tenants.exported", count=len(rows), path=str(file)))


def remove_tenant(
    context: typer.Context,
    tenant: Tenant,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="option.yes")] = False,
) -> None:
    """Have all go at once that is stored for one of them. Raises UnknownTenantError."""
    cli: CliContext = context.obj
    with closing(cli.store()) as store:
        found = _found(store, tenant)
        if not (yes or typer.confirm(cli.say("tenants.confirm", name=found.name))):
            cli.print(cli.say("tenants.kept"))
            return
        store.audit.record(time.time(), cli.actor, Action.TENANT_REMOVED, tenant)
        store.of(tenant).installations.remove(time.time())
    cli.print(cli.say("tenants.removed", name=found.name))


def _found(store: Store, tenant: str) -> Installation:
    known = {each.tenant: each for each in store.tenants()}
    if tenant not in known:
        raise UnknownTenantError(tenant)
    return known[tenant]


def _line(found: Installation, cli: CliContext) -> str:
    say, zone = cli.say, ZoneInfo(cli.settings.timezone)
    kind = say("tenants.workspace" if found.team else "tenants.organisation")
    told = say(
        "tenants.line", id=found.tenant, name=found.name, kind=kind, day=_day(found.installed_at, zone)
    )
    if found.goes_on:
        return told
    gone = _day(found.ended_at + timedelta(days=GRACE_DAYS).total_seconds(), zone)
    return f"{told} {say('tenants.ended', day=_day(found.ended_at, zone), gone=gone)}"


def _as_json(found: Installation) -> dict[str, object]:
    return {name: value for name, value in asdict(found).items() if name not in _SECRET}


def _day(seconds: float, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(seconds, zone).date().isoformat()
