"""`shouze diff`: what one state of the rules changes of another, for people, programs and as a page."""

import json
import os
import subprocess
import tarfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, TypeVar

import typer

from bot.cli.context import CliContext, Json, KnowledgeFolder
from bot.cli.errors import NothingPublishedError, UnknownStateError, UnwritableError
from bot.cli.rules.publishing.difference_page import difference_page
from bot.cli.rules.publishing.impact import as_json, assessed, described, opened
from bot.generation import Generation
from bot.knowledge import IssueKind, KnowledgeError, known_as, read_knowledge
from bot.publishing import (
    BookDifference,
    Draft,
    Impact,
    Transition,
    differences,
    draft_of,
    new_requests,
    read_draft,
    read_generation,
)
from bot.rulebook import Clause
from bot.rulebook.editions.diff import word_diff
from bot.wording import Catalogue
from bot.wording.changes import changes_lines
from bot.wording.impact import to_be_signed

_COUNTING = "counting"  # how the state that counts is named where none is given

Read = TypeVar("Read")
State = Annotated[str | None, typer.Argument(help="option.state")]


def diff(  # noqa: PLR0913  # a command takes as many options as it has
    context: typer.Context,
    old: State = None,
    new: State = None,
    *,
    json_: Json = False,
    html: Annotated[Path | None, typer.Option("--html", help="option.diff-html", metavar="FILE")] = None,
    impact: Annotated[bool, typer.Option("--impact", help="option.impact")] = False,
    as_of: Annotated[str | None, typer.Option("--as-of", help="option.impact-as-of", metavar="DATE")] = None,
    knowledge: KnowledgeFolder = None,
) -> None:
    """Print what `new` (the folder, where none is given) changes of `old` (what counts).

    Raises UnknownStateError, NothingPublishedError.
    """
    cli: CliContext = context.obj
    states = _States(cli, cli.folder(knowledge))
    before, after = states.both(old, new, read_knowledge, read_generation)
    found = list(differences(before.library, after.library))
    if html:
        _write_page(html, found, cli.say)
    lines = list(_lines(found, cli.say))
    if not impact:
        requests = new_requests(before.library, after.library)
        lines += [to_be_signed(book, each, cli.say) for book, each in requests]
    told: Any = [each for book in found for each in _as_json(book)]
    if impact:
        drafts, day = states.both(old, new, read_draft, draft_of), cli.day(as_of)
        transition, touched = _impact(cli, drafts, day)
        lines += described(touched, transition, day, cli)
        told = {"changes": told, "impact": as_json(touched)}
    if json_:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        cli.print("\n".join(lines))


def _write_page(path: Path, found: Sequence[BookDifference], say: Catalogue) -> None:
    try:
        path.write_text(difference_page(found, say), encoding="utf-8")
    except OSError as error:
        raise UnwritableError.of(path, error) from error


def _impact(cli: CliContext, drafts: tuple[Draft, Draft], day: date) -> tuple[Transition, Impact]:
    with opened(cli) as store:
        learned = store.learned.all() if store else ()
        transition = Transition.between(*drafts, day, cli.by_words, learned)
        return transition, assessed(transition, store, cli)


@dataclass(frozen=True)
class _States:
    """Finds what is compared: `folder` is where the rules are."""

    cli: CliContext
    folder: Path

    def both(
        self,
        old: str | None,
        new: str | None,
        of_folder: Callable[[Path], Read],
        of_kept: Callable[[Generation], Read],
    ) -> tuple[Read, Read]:
        """What counts, and the folder, where nothing else is named."""
        before = self._one(old or _COUNTING, of_folder, of_kept)
        return before, self._one(new, of_folder, of_kept) if new else of_folder(self.folder)

    def _one(
        self, state: str, of_folder: Callable[[Path], Read], of_kept: Callable[[Generation], Read]
    ) -> Read:
        """The rules of a folder, a generation (by the beginning of its id) or a revision of git, in this order."""
        if os.path.isdir(state):  # noqa: PTH112  # no path raises here, however long it is
            return of_folder(Path(state))
        kept = self._newest() if state == _COUNTING else self._named(state)
        return of_kept(kept) if kept else _of_revision(state, self.folder, of_folder)

    def _newest(self) -> Generation | None:
        with closing(self.cli.store()) as store:
            newest = store.publications.newest()
            if not newest:
                raise NothingPublishedError
            return store.publications.kept(newest)

    def _named(self, state: str) -> Generation | None:
        with opened(self.cli) as store:  # revisions of git are compared without
            named = store.publications.named(state.lower()) if store else ()
            return store.publications.kept(named[0]) if store and len(named) == 1 else None


def _of_revision(revision: str, folder: Path, read: Callable[[Path], Read]) -> Read:
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
        with known_as(revision, Path(written)):
            return read(Path(written))


def _lines(found: Sequence[BookDifference], say: Catalogue) -> Iterator[str]:
    if not found:
        yield say("diff.nothing")
    for book in found:
        yield say("diff.book", title=book.title, count=len(book.changes))
        yield from (f"  {each}" for each in changes_lines(book.changes, say))


def _as_json(book: BookDifference) -> Iterator[dict[str, Any]]:
    for each in book.changes:
        old, new = each.old, each.new
        yield {
            "book": book.id,
            "change": each.change,
            "old": old and _clause_as_json(old),
            "new": new and _clause_as_json(new),
            "pieces": [
                {"kind": piece.kind, "text": piece.text}
                for piece in word_diff(old.text if old else "", new.text if new else "")
            ],
        }


def _clause_as_json(clause: Clause) -> dict[str, Any]:
    place, heading = clause.whereabouts
    repeal = clause.repeal
    return {
        "number": str(clause.number),
        "place": place,
        "heading": heading,
        "title": clause.title,
        "effective": clause.effective.isoformat(),
        "text": clause.text,
        "revisions": [
            {"effective": each.effective.isoformat(), "title": each.title, "text": each.text}
            for each in clause.wordings[1:]
        ],
        "repealed": repeal and {"on": repeal.on.isoformat(), "successor": repeal.successor},
    }
