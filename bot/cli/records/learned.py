"""The commands `shouze learned`: what owners settled while the bot runs, to look at, drop, or write into the files."""

import json
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import CliContext, Json, KnowledgeFolder
from bot.desk import LearnedPair
from bot.knowledge import read_checked, wordings_settled
from bot.rulebook import Clause, Library

_SHOWN = 8  # characters of an id: by so many a pair is named
Ids = Annotated[list[str], typer.Argument(help="option.pairs")]


def list_learned(context: typer.Context, *, knowledge: KnowledgeFolder = None, json_: Json = False) -> None:
    """Print the pairs, and which of them are set aside because their clause reads otherwise by now."""
    cli: CliContext = context.obj
    library, pairs = cli.knowledge(knowledge).library, _pairs(cli)
    if json_:
        rows = [asdict(pair) | {"is_used": bool(wordings_settled(pair, library))} for pair in pairs]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
        return
    cli.print(cli.say("learned.count", count=len(pairs)))
    for pair in pairs:
        is_used = bool(wordings_settled(pair, library))
        cli.print(
            cli.say(
                "learned.pair" if is_used else "learned.aside",
                id=pair.id[:_SHOWN],
                question=pair.question,
                clause=pair.clause,
                day=pair.settled_on.isoformat(),
            )
        )


def drop_learned(context: typer.Context, ids: Ids) -> None:
    """Have pairs count no more; exit status 1 where one is not there, or the beginning of several."""
    cli: CliContext = context.obj
    with closing(cli.store()) as store:
        pairs = store.learned.all()
        found = {written: [pair.id for pair in pairs if pair.id.startswith(written)] for written in ids}
        named = [each[0] for each in found.values() if len(each) == 1]
        dropped = store.learned.drop(time.time(), named, cli.actor)
    cli.print(cli.say("learned.dropped", count=dropped))
    unknown = [written for written, each in found.items() if len(each) != 1]
    for written in unknown:
        cli.print(cli.say("learned.unknown", id=written))
    if unknown:
        raise typer.Exit(1)


def export_learned(context: typer.Context, *, knowledge: KnowledgeFolder = None) -> None:
    """Print the pairs as `questions:` of their clauses, each with the place in the files where it belongs."""
    cli: CliContext = context.obj
    checked, pairs = read_checked(cli.folder(knowledge)), _pairs(cli)
    places = {
        each.clause.name: (each.document.path, each.document.line(each.location)) for each in checked.placed
    }
    for line in _exported(pairs, checked.knowledge.library, places):
        typer.echo(line)


def _exported(
    pairs: Sequence[LearnedPair], library: Library, places: Mapping[str, tuple[Path, int]]
) -> Iterator[str]:
    questions: dict[Clause, list[str]] = defaultdict(list)
    for pair in pairs:
        for clause in wordings_settled(pair, library)[:1]:
            if pair.question not in (*library.by_name[clause.name].questions, *questions[clause]):
                questions[clause].append(pair.question)
    for clause, asked in questions.items():
        if not asked:
            continue
        path, number = places[clause.name]
        yield f"# {clause.listed_label} ({path}:{number})"
        yield "questions:"
        yield from (f"  - {json.dumps(each, ensure_ascii=False)}" for each in asked)


def _pairs(cli: CliContext) -> Sequence[LearnedPair]:
    with closing(cli.store()) as store:
        return store.learned.all()
