"""`shouze import`: rules in Word, PDF, web pages, text or tables -> rule files, looked at before they are written."""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.context import CliContext, Json
from bot.cli.errors import RestrictionLostError, UnreadableError, UnwritableError
from bot.cli.rules.knowledge import say_what_is_wrong
from bot.cli.user_messages import user_message
from bot.importing.books import ImportedBooks, ImportedClause
from bot.importing.draft import Draft, draft, put_in_place, restore
from bot.importing.identity import with_ids
from bot.importing.reading import read_books
from bot.importing.source import Changes, ImportRefusedError, Note
from bot.importing.unseen import seen
from bot.importing.writing import Unsaid
from bot.wording import Catalogue
from bot.wording.import_report import book_words, note_sentence, report

_YES = frozenset({"y", "yes", "是", "好", "要", "对"})


Files = Annotated[
    list[Path],
    typer.Argument(help="option.files"),
]
Into = Annotated[
    Path | None, typer.Option("--into", help="option.knowledge", show_default="SHOUZE_KNOWLEDGE")
]
TrackedChanges = Annotated[Changes | None, typer.Option(help="option.changes")]
BookId = Annotated[str | None, typer.Option("--id", help="option.id")]
Parts = Annotated[list[str] | None, typer.Option("--part", help="option.starts", metavar="TITLE|p.N")]
OwnerName = Annotated[str | None, typer.Option(help="option.owner", metavar="NAME")]
Since = Annotated[
    datetime | None, typer.Option(help="option.edition-from", formats=["%Y-%m-%d"], metavar="DATE")
]
Yes = Annotated[bool, typer.Option("--yes", help="option.write")]


def import_books(  # noqa: PLR0913  # a command takes as many options as it has
    context: typer.Context,
    files: Files,
    *,
    into: Into = None,
    changes: TrackedChanges = None,
    id_: BookId = None,
    parts: Parts = None,
    owner: OwnerName = None,
    effective: Since = None,
    yes: Yes = False,
    json_: Json = False,
) -> None:
    """Show what documents hold, and write it as rule files once somebody says yes."""
    cli: CliContext = context.obj
    knowledge = cli.folder(into)
    read = partial(_read, changes=changes, parts=parts or ())
    if json_:
        raise typer.Exit(_print_json(cli, files, read, knowledge, id_))
    books = with_ids(map(read, files), knowledge, id_)
    restore(books, knowledge)
    unsaid, since = Unsaid(seen(owner or "").strip(), cli.today()), effective.date() if effective else None
    with tempfile.TemporaryDirectory() as waiting:
        drafts = [
            each
            for its in books
            for each in draft(its, Path(waiting), knowledge, unsaid, book_words, since=since)
        ]
        _report(cli, drafts, books)
        if not _may_write(cli, drafts, knowledge, yes=yes):
            cli.print(cli.say("import.not-written"))
            raise typer.Exit(2 if yes else 0)
        _put_in_place(drafts, knowledge)
    say_what_is_wrong(cli, knowledge)
    cli.print(cli.say("import.next", folder=knowledge))


def _report(cli: CliContext, drafts: Sequence[Draft], books: Sequence[ImportedBooks]) -> None:
    """Raises RestrictionLostError where clauses that not all may read have no place in what would be written."""
    for line in report(drafts, [note for its in books for note in its.notes], cli.say):
        cli.print(line)
    lost = (clause.label for each in drafts if each.replacement for clause in each.replacement.unplaced)
    if labels := tuple(lost):
        raise RestrictionLostError(labels)


def _read(path: Path, changes: Changes | None, parts: Sequence[str]) -> ImportedBooks:
    try:
        return read_books(path, changes, parts)
    except OSError as error:
        raise UnreadableError.of(path, error) from error


def _put_in_place(drafts: Sequence[Draft], knowledge: Path) -> None:
    try:
        put_in_place(drafts)
    except OSError as error:
        raise UnwritableError.of(knowledge, error) from error


def _may_write(cli: CliContext, drafts: Sequence[Draft], knowledge: Path, *, yes: bool) -> bool:
    """Said in advance, or asked for: what restricted clauses say now is looked at first, whatever was said before."""
    is_to_be_read = any(each.replacement and each.replacement.reworded for each in drafts)
    if yes and is_to_be_read:
        cli.print(cli.say("import.look-first"))
    return (yes and not is_to_be_read) or _is_wanted(cli, knowledge)


def _is_wanted(cli: CliContext, knowledge: Path) -> bool:
    typer.echo(cli.say("import.write", folder=knowledge) + " ", nl=False)
    answer = sys.stdin.readline().strip().lower()
    typer.echo()
    return answer in _YES


def _print_json(
    cli: CliContext,
    files: Sequence[Path],
    read: Callable[[Path], ImportedBooks],
    knowledge: Path,
    id_: str | None,
) -> int:
    """One JSON object; the exit status: 2 where a file is refused."""
    read_files: list[ImportedBooks] = []
    books: Sequence[ImportedBooks] = ()
    refused = None
    for path in files:
        try:
            read_files.append(read(path))
        except ImportRefusedError as error:
            refused = refused or user_message(error, cli.say)
    try:
        books = with_ids(read_files, knowledge, id_)
    except ImportRefusedError as error:
        refused = refused or user_message(error, cli.say)
    found = {
        "books": [book for its in books for book in _books(its)],
        "notes": [_note(note, cli.say) for its in books for note in its.notes],
        "refused": refused,
    }
    typer.echo(json.dumps(found, ensure_ascii=False))
    return 2 if refused else 0


def _books(books: ImportedBooks) -> Iterator[dict[str, Any]]:
    for book in books.books:
        clauses = [
            {
                "label": clause.label,
                "number": clause.number,
                "path": [*_above(clause, before)],
                "title": clause.title,
                "text": clause.text,
                "tables": len(clause.tables),
            }
            for before, clause in zip((None, *book.clauses), book.clauses, strict=False)
        ]
        yield {"id": book.id, "title": book.title, "clauses": clauses}


def _above(clause: ImportedClause, before: ImportedClause | None) -> Sequence[str]:
    """The headings above it: where it is the text of a heading itself, and so the first below it, that is its title."""
    is_first = before is None or before.path[: len(clause.path)] != clause.path
    is_heading = is_first and not clause.label and clause.path[-1:] == (clause.title,)
    return clause.path[:-1] if is_heading else clause.path


def _note(note: Note, say: Catalogue) -> dict[str, Any]:
    place = {"page": note.page} if note.page else {"line": note.paragraph or note.row}
    return place | {"what": note_sentence(note, say)}
