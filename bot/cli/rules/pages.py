"""`shouze site`: the rulebook as pages in a folder."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import AsOf, CliContext, KnowledgeFolder
from bot.cli.errors import UnknownAudienceError, UnwritableError
from bot.pages import Site, site_files, write_site
from bot.rulebook import Library


def site(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(help="option.site-folder")],
    *,
    audience: Annotated[str | None, typer.Option(help="option.audience", metavar="NAME")] = None,
    knowledge: KnowledgeFolder = None,
    as_of: AsOf = None,
) -> None:
    """Write the rules of a day as pages. Raises UnknownAudienceError, NotASiteError and UnwritableError."""
    cli: CliContext = context.obj
    day = cli.day(as_of)
    library = cli.knowledge(knowledge).in_force(day).library
    seen = library.seen_by(_groups(library, audience) if audience else frozenset())
    try:
        count = write_site(site_files(Site(seen, day, cli.say, audience or "", cli.settings.timezone)), out)
    except OSError as error:
        raise UnwritableError.of(out, error) from error
    cli.print(
        cli.say("site-command.written", count=count, clauses=len(seen.clauses), path=out / "index.html")
    )


def _groups(library: Library, name: str) -> frozenset[str]:
    """What an audience belongs to: in each book that names one so, or, with its book before it, in that one."""
    known = {key: key.partition("/")[2] for key in library.audiences}
    groups = frozenset(key for key, short in known.items() if name in {key, short})
    if not groups:
        raise UnknownAudienceError(name, tuple(sorted(set(known.values()))))
    return groups
