"""Replies as people read them in a terminal."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import chop_cells
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from bot.answering import Answer, Choice, Citation, Contents, Reason, Refusal, Reply, SmallTalk
from bot.rulebook import Chapter, Clause
from bot.wording import Catalogue, clause_source, refusal_message, small_talk_reply, whom_to_ask


def show(reply: Reply, say: Catalogue, console: Console) -> None:
    """Print a reply."""
    console.print(Group(*_lines(reply, say)))


def _lines(reply: Reply, say: Catalogue) -> Iterator[RenderableType]:
    match reply:
        case Answer(citations):
            for citation in citations:
                yield from _citation(citation, say)
        case Choice(options):
            yield Text(say("choice.title"), style="bold")
            yield from (Text.assemble("  · ", _head(citation.clause)) for citation in options)
            yield Text(say("choice.hint"), style="dim")
        case Contents(chapters):
            yield from _chapter(chapters[0]) if len(chapters) == 1 else _contents(chapters, say)
        case Refusal():
            yield from _refusal(reply, say)
        case SmallTalk(kind):
            yield Text(small_talk_reply(kind, say))


def _citation(citation: Citation, say: Catalogue) -> Iterator[RenderableType]:
    clause = citation.clause
    yield _head(clause)
    yield _Quote(citation.quote, citation.marked)
    yield Text(f"  {clause_source(clause, say)}", style="dim")
    if citation.related:
        names = "、".join(f"{other.number} {other.title}".strip() for other in citation.related)
        yield Text(f"  {say('answer.related', clauses=names)}", style="dim")
    yield Text()


@dataclass(frozen=True)
class _Quote:
    """A clause's text, indented and broken where the line is full: Chinese has no spaces to break at."""

    text: str
    marked: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        text = Text(self.text.strip())
        if self.marked:
            start = text.plain.index(self.marked)
            text.stylize("bold", start, start + len(self.marked))
        for line in text.split("\n"):
            lengths = [len(part) for part in chop_cells(line.plain, max(10, options.max_width - 2))]
            for part in line.divide(list(accumulate(lengths))[:-1]):
                yield Text.assemble("  ", part)


def _chapter(chapter: Chapter) -> Iterator[RenderableType]:
    yield Text(chapter.heading.label, style="bold")
    for clause in chapter.clauses:
        yield _head(clause)
        yield _Quote(clause.text)
        yield Text()


def _head(clause: Clause) -> Text:
    return Text.assemble((clause.label, "bold cyan"), " ", (clause.title, "bold"))


def _contents(chapters: tuple[Chapter, ...], say: Catalogue) -> Iterator[RenderableType]:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    book = ""
    for chapter in chapters:
        heading = chapter.heading
        if heading.book != book:
            book = heading.book
            title = say("contents.book", title=heading.book_title, version=heading.version)
            table.add_row(Text(title, style="bold cyan"))
        table.add_row(
            Text(heading.label), Text(say("contents.clauses", count=len(chapter.clauses)), style="dim")
        )
    yield table
    yield Text(say("contents.hint"), style="dim")


def _refusal(refusal: Refusal, say: Catalogue) -> Iterator[RenderableType]:
    yield Text(refusal_message(refusal.reason, say), style="bold yellow")
    if refusal.nearest:
        yield Text(say("refusal.nearest"))
        for citation in refusal.nearest:
            yield Text.assemble("  · ", _head(citation.clause))
    if refusal.owner and refusal.reason is Reason.SILENT:
        yield Text(whom_to_ask(refusal.owner, say))
