"""The headings of a book as a tree, in the order of the document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.importing.books import ImportedBook, ImportedClause, Path
from bot.rulebook import HeadingKind
from bot.rulebook.printed import read_heading


@dataclass
class Branch:
    """A heading ("" is the book) with the clauses directly under it and the headings below."""

    heading: str
    preface: str = ""
    clauses: list[ImportedClause] = field(default_factory=list)
    below: dict[str, "Branch"] = field(default_factory=dict)


def tree_of(book: ImportedBook) -> Branch:
    """The book as a tree.

    Clauses stand before the headings below theirs; one that comes behind such a heading gets its title as a heading of
    its own, so that the order of the document stays.
    """
    prefaces, clauses = _without_title(book)
    root = Branch("", prefaces.get((), ""))
    for each in clauses:
        clause, branch, path = each, root, each.path
        for end, heading in enumerate(path, 1):
            branch = branch.below.setdefault(heading, Branch(heading, prefaces.get(path[:end], "")))
        if branch.below and clause.title:
            heading = f"{clause.label} {clause.title}".strip()
            branch = branch.below.setdefault(heading, Branch(heading))
            clause = clause if clause.label else replace(clause, title="")
        branch.clauses.append(clause)
    return root


def in_order(branch: Branch) -> Iterator[ImportedClause]:
    """The clauses as they are written: those right under a heading before those of the headings below."""
    yield from branch.clauses
    for below in branch.below.values():
        yield from in_order(below)


def with_repeats(beside: Sequence[Branch]) -> Iterator[tuple[Branch, bool]]:
    """Headings beside each other, and whether one before has the same number."""
    seen = set[tuple[HeadingKind, str]]()
    for branch in beside:
        read = read_heading(branch.heading)
        yield branch, bool(read.number) and (read.kind, read.number) in seen
        seen.add((read.kind, read.number))


def _without_title(book: ImportedBook) -> tuple[Mapping[Path, str], Sequence[ImportedClause]]:
    """Prefaces and clauses without the heading that is the book's own title and stands above all."""
    tops = {clause.path[:1] for clause in book.clauses}
    if len(tops) != 1 or not (top := next(iter(tops))) or _bare(top[0]) != _bare(book.title):
        return book.prefaces, book.clauses
    clauses = [replace(clause, path=clause.path[1:]) for clause in book.clauses]
    above = [book.prefaces[path] for path in ((), top) if path in book.prefaces]
    prefaces = {path[1:]: text for path, text in book.prefaces.items() if path[:1] == top}
    return {**prefaces, (): "\n".join(above)}, clauses


def _bare(text: str) -> str:
    return "".join(text.split())


def runs(root: Branch) -> Iterator[Branch]:
    """What each gets a file: the book's own clauses, so many at a time, and each outermost heading."""
    for start in range(0, len(root.clauses), _CLAUSES_A_FILE):
        yield Branch("", clauses=root.clauses[start : start + _CLAUSES_A_FILE])
    yield from root.below.values()


_CLAUSES_A_FILE = 500
