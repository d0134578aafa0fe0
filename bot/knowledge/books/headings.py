"""The files of a book -> its tree of headings with their clauses, and what is wrong with it.

A file holds one heading with all that stands under it. A long part may have a file of its own for each chapter, which
names the headings above it (`under`); each of those is the heading of another file, where its owner and audience stand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.knowledge.documents.document import Document, Location
from bot.knowledge.documents.schema import ChapterFile, HeadingEntry
from bot.knowledge.issues import IssueKind, ValidationIssue, Word
from bot.rulebook.heading import HeadingKind, chapter_label
from bot.rulebook.printed import PrintedHeading, read_heading

Printed = tuple[str, ...]
"""Headings as they are printed, from the outermost; () is the book."""


@dataclass(frozen=True)
class Node:
    """A heading where it stands in its file; `path` are the headings down to it, as printed."""

    document: Document
    location: Location
    entry: HeadingEntry
    path: Printed

    @property
    def read(self) -> PrintedHeading:
        """Its kind, number and title."""
        if self.entry.chapter:
            return PrintedHeading(HeadingKind.CHAPTER, self.entry.chapter, self.entry.title or "")
        if not self.entry.heading:
            return PrintedHeading(HeadingKind.BOOK, "", "")
        return read_heading(self.entry.heading)

    def issue(self, kind: IssueKind, key: Location = (), **words: Word) -> ValidationIssue:
        """What is wrong with it, or with what stands at `key` in it."""
        return self.document.issue(kind, (*self.location, *key), **words)


Tree = Mapping[Printed, Sequence[Node]]
"""The headings below each heading, in the order of the files."""


def heading_tree(files: Sequence[tuple[Document, ChapterFile]], *, in_english: bool) -> Tree:
    """All headings of a book, each under the one above it."""
    tree: dict[Printed, list[Node]] = {}
    for document, file in files:
        for node in _nodes(document, (), file, tuple(file.under), in_english=in_english):
            tree.setdefault(node.path[:-1], []).append(node)
    return tree


def in_order(tree: Tree, path: Printed = ()) -> Iterator[Node]:
    """The headings as the document has them one after the other; those under a heading that is not there are not."""
    for node in tree.get(path, ()):
        yield node
        yield from in_order(tree, node.path)


def heading_issues(tree: Tree) -> Iterator[ValidationIssue]:
    """Headings that are not written right, stand twice, have nothing under them, or stand under none that is there."""
    nodes = [node for below in tree.values() for node in below]
    paths = {node.path for node in nodes}
    for node in nodes:
        yield from _form_issues(node)
        if not node.entry.clauses and node.path not in tree:
            yield node.issue(IssueKind.EMPTY_HEADING, ("clauses",), heading=node.path[-1])
        if isinstance(node.entry, ChapterFile) and node.path[:-1] not in {(), *paths}:
            others = [each.path for each in nodes if each.document is not node.document]
            known = {"\n".join(path): path for path in others}
            near = get_close_matches("\n".join(node.entry.under), known, 1)
            words = {"written": tuple(node.entry.under), "known": known[near[0]] if near else ()}
            yield node.issue(IssueKind.UNKNOWN_HEADING, ("under",), **words)
    for below in tree.values():
        yield from _repeated(below)


def _nodes(
    document: Document, location: Location, entry: HeadingEntry, above: Printed, *, in_english: bool
) -> Iterator[Node]:
    label = entry.heading or ""
    if entry.chapter and not label:
        label = chapter_label(entry.chapter, entry.title or "", is_english=in_english)
    path = (*above, label) if label else above
    if label or entry.clauses or not entry.headings:
        yield Node(document, location, entry, (*above, label))
    for index, below in enumerate(entry.headings):
        yield from _nodes(document, (*location, "headings", index), below, path, in_english=in_english)


def _form_issues(node: Node) -> Iterator[ValidationIssue]:
    entry = node.entry
    has_parts = bool(entry.chapter or entry.title)
    if entry.heading and has_parts:
        yield node.issue(IssueKind.HEADING_FORM, ("heading",))
    elif entry.chapter and not entry.title:
        yield node.document.issue(IssueKind.MISSING_KEY, node.location, key="title")
    elif not entry.heading and not entry.chapter and (has_parts or len(node.path) > 1):
        yield node.document.issue(IssueKind.MISSING_KEY, node.location, key="heading")


def _repeated(below: Sequence[Node]) -> Iterator[ValidationIssue]:
    """Of headings beside each other those that have a number, or a title, of one before them.

    Without a number, or where it is said why that is `repeated`, it is the title that must be another.
    """
    seen: dict[PrintedHeading, str] = {}
    for node in below:
        read = node.read
        if read.kind is HeadingKind.BOOK:
            continue
        by_number = PrintedHeading(read.kind, read.number, "")
        same = by_number if read.number and not node.entry.repeated else read
        if same in seen:
            is_chapter = bool(node.entry.chapter)
            kind = IssueKind.DUPLICATE_CHAPTER if is_chapter else IssueKind.DUPLICATE_HEADING
            key = ("chapter" if is_chapter else "heading",)
            written = node.entry.chapter or node.path[-1]
            yield node.issue(kind, key, written=written, first=seen[same])
        for each in (by_number, read):
            seen.setdefault(each, node.document.path.name)
