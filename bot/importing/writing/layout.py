"""A book -> the texts of its files."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from bot.importing.books import Gap, ImportedBook, ImportedClause
from bot.importing.source import Missing
from bot.importing.writing.kept import Kept
from bot.importing.writing.labels import Labels, labels_of
from bot.importing.writing.tree import Branch, runs, tree_of
from bot.rulebook import Table
from bot.rulebook.printed import read_heading

_NO_NAME = re.compile(r"[^\w\u4e00-\u9fff-]+")
_LONGEST_NAME = 24  # characters of a file's name behind its number
_MARK = 16  # hexadecimal digits of the sha256 of a file, as much as tells it from others


@dataclass(frozen=True)
class Words:
    """What the program itself puts into a book, in the book's language.

    `why` a reference that leads nowhere was left; the mark of a `table` with its {number}; what is `missing`, and with
    its {page}; the name of a file of `clauses` without a heading; the `owner` of whom nobody knows the name.
    """

    why: str
    table: str
    missing: Mapping[Missing, str]
    missing_on_page: Mapping[Missing, str]
    clauses: str
    owner: str


class _Block(str):
    """A text that is written as a block."""


class _Inline(dict[str, Any]):
    """A mapping on one line."""


class _Row(list[str]):
    """A list on one line."""


class _Quoted(str):
    """A text in quotes: a number."""


class _Dumper(yaml.CSafeDumper):
    """YAML as people write it."""


_Dumper.add_representer(
    _Block, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|")
)
_Dumper.add_representer(
    _Quoted, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"')
)
_Dumper.add_representer(
    _Inline,
    lambda dumper, value: dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True),
)
_Dumper.add_representer(
    _Row, lambda dumper, value: dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)
)


def files_of(  # noqa: PLR0913  # a book, what it does not say, and what is known of it besides
    book: ImportedBook,
    owner: str,
    effective: date,
    words: Words,
    accepted: Mapping[str, Sequence[str]],
    *,
    kept: Kept,
) -> dict[str, str]:
    """The files of a book by their names; `accepted` are the references of each clause that lead nowhere.

    `kept` is what people added to an older edition: it counts more than what the document tells.
    """
    layout = _Layout(book, words, accepted, kept, labels_of(book))
    root = tree_of(book)
    files = {"book.yaml": _dumped(layout.head(root, owner, effective))}
    branches = list(runs(root))
    width = max(2, len(str(len(branches))))
    for place, branch in enumerate(branches, 1):
        name = _NO_NAME.sub("-", read_heading(branch.heading).title or branch.heading or words.clauses)
        files[f"{place:0{width}}-{name[:_LONGEST_NAME].strip('-')}.yaml"] = _dumped(layout.branch(branch))
    return files


def _dumped(value: Mapping[str, Any]) -> str:
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000, indent=2)


@dataclass(frozen=True)
class _Layout:
    book: ImportedBook
    words: Words
    accepted: Mapping[str, Sequence[str]]
    kept: Kept
    labels: Labels

    def head(self, root: Branch, owner: str, effective: date) -> dict[str, Any]:
        """book.yaml."""
        book = self.book
        in_force = book.effective or effective
        head = {
            "id": book.id,
            "title": book.title,
            "version": _Quoted(book.version.removesuffix("版").strip() or str(in_force.year)),
            "effective": in_force,
            "owner": _Inline(name=owner or self.words.owner),
            "issued": book.issued,
            "document_number": book.document_number,
            "labels": self.labels.form,
            "region": self.labels.region,
            "preface": _text(root.preface),
        } | _written(self.kept.book)
        return {key: value for key, value in head.items() if value}

    def branch(self, branch: Branch, above: tuple[str, ...] = ()) -> dict[str, Any]:
        """A heading with all that stands under it; `above` are the headings that it stands under."""
        path = (*above, branch.heading)
        kept = self.kept.of_heading(path)
        entry = {
            "heading": branch.heading,
            **_written(kept),
            "preface": _text(branch.preface or kept.get("preface", "").strip("\n")),
            "clauses": [self._clause(clause) for clause in branch.clauses],
            "headings": [self.branch(below, path) for below in branch.below.values()],
        }
        return {key: value for key, value in entry.items() if value}

    def _clause(self, clause: ImportedClause) -> dict[str, Any]:
        entry: dict[str, Any] = {"number": _Quoted(clause.number)}
        if (label := self.labels.own(clause)) is not None:
            entry["label"] = _Quoted(label)
        entry |= _written(self.kept.clauses.get(clause.number, {}))
        if clause.title:
            entry["title"] = clause.title
        entry["text"] = _text("\n".join(self._lines(clause)))
        if clause.tables:
            entry["tables"] = [_table(table) for table in clause.tables]
        entry["source"] = self._source(clause)
        if references := self.accepted.get(clause.number):
            entry["accept"] = [{"reference": reference, "why": self.words.why} for reference in references]
        return entry

    def _lines(self, clause: ImportedClause) -> Iterator[str]:
        tables = 0
        for block in clause.blocks:
            if isinstance(block, Table):
                tables += 1
                yield self.words.table.format(number=tables)
            elif isinstance(block, Gap):
                marks = self.words.missing_on_page if block.page else self.words.missing
                yield marks[block.missing].format(page=block.page)
            else:
                yield block

    def _source(self, clause: ImportedClause) -> _Inline:
        place = {
            "page": clause.page,
            "paragraph": None if clause.page else clause.paragraph,
            "row": clause.row,
        }
        return _Inline(
            file=self.book.file,
            **{key: value for key, value in place.items() if value},
            sha256=_Quoted(self.book.sha256[:_MARK]),
        )


def _written(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _Inline(value) if key == "owner" else value for key, value in kept.items()}


def _text(text: str) -> str:
    """A text of several lines as a block; blanks at the ends of lines would forbid that."""
    lines = [line.strip() for line in text.split("\n")]
    return _Block("\n".join(lines) + "\n") if len(lines) > 1 else lines[0]


def _table(table: Table) -> dict[str, Any]:
    entry: dict[str, Any] = {"caption": table.caption} if table.caption else {}
    return entry | {"header": _Row(table.header), "rows": [_Row(row) for row in table.rows]}
