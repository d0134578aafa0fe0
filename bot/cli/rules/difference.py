"""`shouze diff`: what one state of the rules changes of another, for people, programs and as a page."""

import json
import os
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from bot.cli.context import CliContext, Json
from bot.cli.errors import UnknownStateError, UnwritableError
from bot.cli.rules.difference_page import difference_page
from bot.knowledge import IssueKind, KnowledgeError, read_knowledge
from bot.publishing import BookDifference, differences, read_generation
from bot.rulebook import Library
from bot.rulebook.diff import diff as pieces
from bot.wording import Catalogue
from bot.wording.changes import change_lines

_COUNTING = "counting"  # how the state that counts is named where none is given

State = Annotated[str | None, typer.Argument(help="option.state", metavar="[STATE]")]


def diff(
    context: typer.Context,
    old: State = None,
    new: State = None,
    *,
    json_: Json = False,
    html: Annotated[Path | None, typer.Option("--html", help="option.diff-html", metavar="FILE")] = None,
) -> None:
    """Print what `new` (the folder, where none is given) changes of `old` (what counts). Raises UnknownStateError."""
    cli: CliContext = context.obj
    before = _library(old or _COUNTING, cli)
    after = _library(new, cli) if new else cli.knowledge(None).library
    found = list(differences(before, after))
    if html:
        try:
            html.write_text(difference_page(found, cli.say), encoding="utf-8")
        except OSError as error:
            raise UnwritableError.of(html, error) from error
    if json_:
        typer.echo(
            json.dumps([each for book in found for each in _as_json(book)], ensure_ascii=False, indent=2)
        )
    else:
        cli.print("\n".join(_lines(found, cli.say)))


def _library(state: str, cli: CliContext) -> Library:
    """The rules of a folder, a generation (by the beginning of its id) or a revision of git, in this order."""
    if os.path.isdir(state):  # noqa: PTH112  # no path raises here, however long it is
        return read_knowledge(Path(state)).library
    with closing(cli.store()) as store:
        publications = store.publications
        named = [publications.newest()] if state == _COUNTING else publications.named(state.lower())
        kept = publications.kept(named[0]) if len(named) == 1 else None
    return read_generation(kept).library if kept else _of_revision(state, cli.folder(None))


def _of_revision(revision: str, folder: Path) -> Library:
    """The rules as git has them: of the folder alone, as it stood then."""
    command = ["git", "-C", str(folder), "archive", "--format=tar", "--end-of-options", revision, "."]
    try:
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603  # no shell, no option of theirs
    except (OSError, subprocess.CalledProcessError) as error:
        raise UnknownStateError(revision) from error
    with (
        TemporaryDirectory(prefix="shouze-") as written,
        tarfile.open(fileobj=BytesIO(done.stdout)) as archive,
    ):
        try:
            archive.extractall(written, filter="data")
        except tarfile.FilterError as error:
            link = error.tarinfo
            raise KnowledgeError.at(
                folder / link.name, 1, IssueKind.LEADS_OUTSIDE, target=link.linkname
            ) from error
        return read_knowledge(Path(written)).library


def _lines(found: Sequence[BookDifference], say: Catalogue) -> Iterator[str]:
    if not found:
        yield say("diff.nothing")
    for book in found:
        yield say("diff.book", title=book.title, count=len(book.changes))
        for change in book.changes:
            yield from (f"  {each}" for each in change_lines(change, say))


def _as_json(book: BookDifference) -> Iterator[dict[str, Any]]:
    for each in book.changes:
        old, new = each.old, each.new
        yield {
            "book": book.id,
            "change": each.change,
            "old": old and {"number": str(old.number), "title": old.title, "text": old.text},
            "new": new and {"number": str(new.number), "title": new.title, "text": new.text},
            "pieces": [
                {"kind": piece.kind, "text": piece.text}
                for piece in pieces(old.text if old else "", new.text if new else "")
            ],
        }
