"""The commands about what counts: `shouze publish`, `history` and `rollback`."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli.context import CliContext, Json, KnowledgeFolder
from bot.cli.errors import AmbiguousClauseError, NoReasonError, UnknownGenerationError, UnresolvedClauseError
from bot.cli.rules.knowledge import clause_at
from bot.cli.rules.publishing.impact import as_json, assessed, described, opened
from bot.generation import COUNTING, SHOWN, Event, Publication
from bot.publishing import (
    Draft,
    Impact,
    Verdict,
    Version,
    read_draft,
    read_generation,
    read_library,
    versions,
)
from bot.rulebook import Clause, Library
from bot.store import Publications
from bot.wording import Catalogue
from bot.wording.changes import text_over_time
from bot.wording.publishing import objection_lines

Reason = Annotated[str | None, typer.Option("--overrule", help="option.overrule", metavar="REASON")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="option.dry-run")]


def publish(
    context: typer.Context,
    *,
    dry_run: DryRun = False,
    json_: Json = False,
    overrule: Reason = None,
    knowledge: KnowledgeFolder = None,
) -> None:
    """Publish what is in the folder; exit status 1 where a gate does not let it pass. Raises NoReasonError."""
    cli: CliContext = context.obj
    if overrule is not None and not overrule.strip():
        raise NoReasonError
    draft = read_draft(cli.folder(knowledge))
    if dry_run:
        verdict, touched = _tried(draft, cli)
    else:
        touched = None
        with closing(cli.store(creates=True)) as store:
            verdict = cli.publisher(store).publish(time.time(), draft, cli.actor, (overrule or "").strip())
    if json_:
        told = _as_json(verdict) | ({"impact": as_json(touched)} if touched is not None else {})
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        cli.print("\n".join(_verdict_lines(verdict, cli.say, is_tried=dry_run)))
        if cli.is_reviewed and verdict.is_new and not verdict.objections:
            cli.print(cli.say("publish.unreviewed", command="publish"))
        if touched is not None and verdict.transition:
            cli.print("\n".join(described(touched, verdict.transition, cli.today(), cli)))
    if verdict.objections:
        raise typer.Exit(1)


def _tried(draft: Draft, cli: CliContext) -> tuple[Verdict, Impact | None]:
    """What would become of a draft, and what it touches; a database that is not there is not made."""
    with opened(cli) as store:
        if store is None:
            return Verdict(draft.generation.id, is_new=True), None
        verdict = cli.publisher(store).examine(draft)
        return verdict, assessed(verdict.transition, store, cli) if verdict.transition else None


def history(
    context: typer.Context,
    reference: Annotated[str | None, typer.Argument(help="option.history")] = None,
    *,
    json_: Json = False,
    knowledge: KnowledgeFolder = None,
) -> None:
    """Print what was published when and by whom, the newest first, or the versions of one clause.

    Where a folder is given, the clause is the one that it calls so, which may have another number than was published.
    """
    cli: CliContext = context.obj
    with closing(cli.store()) as store:
        log = store.publications.log()
        if reference is None:
            shown = [_entry(each, cli) for each in reversed(log)]
            lines = [_entry_line(each, cli) for each in reversed(log)]
        else:
            newest = [cli.knowledge(knowledge).library] if knowledge else []
            found = _versions(reference, log, store.publications, cli, newest)
            shown = [_entry(each.publication, cli) | _text(each.clause) for each in found]
            lines = [_version_line(each.publication, each.clause, cli) for each in found]
    lines = lines or [cli.say("history.nothing")]
    cli.print(json.dumps(shown, ensure_ascii=False, indent=2) if json_ else "\n".join(lines))


def rollback(
    context: typer.Context,
    generation: Annotated[str, typer.Argument(help="option.generation")],
) -> None:
    """Publish an older generation anew; nothing is deleted. Raises UnknownGenerationError."""
    cli: CliContext = context.obj
    with closing(cli.store()) as store:
        publications = store.publications
        named = publications.named(generation.strip().lower())
        kept = publications.kept(named[0]) if len(named) == 1 else None
        if kept is None:
            raise UnknownGenerationError(generation, tuple(each[:SHOWN] for each in named))
        clauses = len(read_generation(kept).in_force(cli.today()).library.clauses)
        is_new = publications.note(time.time(), kept.id, Event.RESTORED, cli.actor)
    done = "publish.restored" if is_new else "publish.counts"
    cli.print(cli.say(done, generation=kept.id[:SHOWN], **({"clauses": clauses} if is_new else {})))
    if cli.is_reviewed and is_new:
        cli.print(cli.say("publish.unreviewed", command="rollback"))


def _verdict_lines(verdict: Verdict, say: Catalogue, *, is_tried: bool) -> Iterator[str]:
    generation = verdict.generation[:SHOWN]
    if verdict.objections:
        yield say("publish.held", generation=generation)
        for objection in verdict.objections:
            yield from (f"  {line}" for line in objection_lines(objection, say))
        yield say("publish.overruling")
    elif not verdict.is_new:
        yield say("publish.counts", generation=generation)
    else:
        yield say("publish.passes" if is_tried else "publish.done", generation=generation)


def _as_json(verdict: Verdict) -> dict[str, Any]:
    against = [
        {
            "gate": each.gate,
            "errors": [{"path": str(one.path), "line": one.line, "kind": one.kind} for one in each.errors],
            "questions": list(each.questions),
        }
        for each in verdict.objections
    ]
    return {"generation": verdict.generation, "is_new": verdict.is_new, "objections": against}


def _versions(
    reference: str,
    log: Sequence[Publication],
    publications: Publications,
    cli: CliContext,
    newest: Sequence[Library],
) -> tuple[Version, ...]:
    """When a clause got which text, the newest first; None: it was no longer there. `newest` says what is meant."""
    counting = [each for each in log if each.event in COUNTING]
    if not counting:  # whether there is such a clause is not known yet
        return ()
    libraries = dict[str, Library]()
    for each in cli.progress(counting, cli.say("history.progress")):
        if each.generation not in libraries:
            libraries[each.generation] = read_library(publications, each.generation) or Library(())
    clause = _named(reference, [*newest, *(libraries[each.generation] for each in reversed(counting))])
    states = ((each, libraries[each.generation]) for each in counting)
    return versions(states, clause.names)


def _named(reference: str, libraries: Sequence[Library]) -> Clause:
    """The clause that is meant, in the newest library that has it; raises UnresolvedClauseError."""
    for library in libraries:
        try:
            return clause_at(reference, library)
        except AmbiguousClauseError:
            raise
        except UnresolvedClauseError:
            continue
    raise UnresolvedClauseError(reference)


def _entry(each: Publication, cli: CliContext) -> dict[str, Any]:
    return {
        "generation": each.generation,
        "event": each.event,
        "at": _local(each.at, cli).isoformat(timespec="seconds"),
        "by": each.by,
        "overruled": each.overruled,
    }


def _text(clause: Clause | None) -> dict[str, Any]:
    heading = clause and clause.whereabouts[1]
    return {"clause": clause and clause.name, "heading": heading, "text": clause and clause.text}


def _entry_line(each: Publication, cli: CliContext) -> str:
    line = cli.say(
        "history.entry",
        generation=each.generation[:SHOWN],
        at=_local(each.at, cli).strftime("%Y-%m-%d %H:%M"),
        event=cli.say(f"history.event.{each.event}"),
        by=each.by or "–",
    )
    return line + (cli.say("history.overruled", reason=each.overruled) if each.overruled else "")


def _version_line(each: Publication, clause: Clause | None, cli: CliContext) -> str:
    lines = [cli.say("history.gone")]
    if clause:
        lines = [clause.titled_label, clause.whereabouts[1], text_over_time(clause, cli.say)]
    return "\n".join([_entry_line(each, cli), *filter(None, lines), ""])


def _local(at: datetime, cli: CliContext) -> datetime:
    return at.astimezone(ZoneInfo(cli.settings.timezone))
