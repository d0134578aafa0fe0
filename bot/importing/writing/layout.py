"""A book -> the texts of its files."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

from bot.importing.books import Gap, ImportedBook, ImportedClause, Path
from bot.importing.source import Missing
from bot.importing.writing.kept import PLANNED, Kept
from bot.importing.writing.labels import Labels, labels_of
from bot.importing.writing.tree import Branch, in_order, runs, tree_of, with_repeats
from bot.importing.writing.yaml_text import Inline, Quoted, Row, as_block, dumped, laid_out
from bot.rulebook import ClauseNumber, Table
from bot.rulebook.designation.numerals import parse_numeral
from bot.rulebook.printed import read_heading

_NO_NAME = re.compile(r"[^\w\u4e00-\u9fff-]+")
_EDITION = re.compile(
    r"(?:(?<=[0-9])\s{0,3}年)?\s{0,3}版\s{0,3}$"
)  # the 版 of 2026年版 is what its sentence says already
_NTH = re.compile(r"(?:(?P<year>[0-9]{4})\s?年?\s?)?第\s?(?P<nth>[0-9一二三四五六七八九十]{1,3})\s?版")
_LONGEST_NAME = 24  # characters of a file's name behind its number
_MARK = 16  # hexadecimal digits of the sha256 of a file, as much as tells it from others


@dataclass(frozen=True)
class Words:
    """What the program itself puts into a book, in the book's language.

    `why` a reference that leads nowhere was left, why there is a `gap` before a number, and why that of a heading is
    `repeated`; the mark of a `table` with
    its {number}; what is `missing`, and with its {page}; the name of a file of `clauses` without a heading; the
    `owner` of whom nobody knows the name.
    """

    why: str
    table: str
    missing: Mapping[Missing, str]
    missing_on_page: Mapping[Missing, str]
    clauses: str
    owner: str
    gap: str
    repeated: str


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
    files = {"book.yaml": dumped(layout.head(root, owner, effective))}
    branches = list(with_repeats(list(runs(root))))
    width = max(2, len(str(len(branches))))
    for place, (branch, is_repeated) in enumerate(branches, 1):
        name = _NO_NAME.sub("-", read_heading(branch.heading).title or branch.heading or words.clauses)
        files[f"{place:0{width}}-{name[:_LONGEST_NAME].strip('-')}.yaml"] = dumped(
            layout.branch(branch, is_repeated=is_repeated)
        )
    return files


@dataclass(frozen=True)
class _Layout:
    book: ImportedBook
    words: Words
    accepted: Mapping[str, Sequence[str]]
    kept: Kept
    labels: Labels

    @cached_property
    def gaps(self) -> frozenset[str]:
        """The numbers of clauses before which others are missing where they are written."""
        counted = [ClauseNumber.parse(clause.number) for clause in in_order(tree_of(self.book))]
        return frozenset(
            str(number)
            for before, number in pairwise(counted)
            if before.levels[:-1] == number.levels[:-1]
            and before.counted
            and number.counted
            and number.counted[0] > before.counted[0] + 1
        )

    @cached_property
    def repeats(self) -> frozenset[str]:
        """The numbers of clauses that are printed like one before them under the same heading."""
        seen, found = set[tuple[Path, str]](), set[str]()
        for clause in self.book.clauses:
            if clause.label and (clause.path, clause.label) in seen:
                found.add(clause.number)
            seen.add((clause.path, clause.label))
        return frozenset(found)

    def head(self, root: Branch, owner: str, effective: date) -> dict[str, Any]:
        """book.yaml."""
        book = self.book
        in_force = book.effective or book.issued or effective
        head = {
            "id": book.id,
            "title": book.title,
            "version": Quoted(_edition(book.version) or str(in_force.year)),
            "effective": in_force,
            "owner": Inline(name=owner or book.owner or self.words.owner),
            "issued": book.issued,
            "document_number": book.document_number,
            "labels": self.labels.form,
            "region": self.labels.region,
            "preface": as_block(root.preface),
        } | _written(self.kept.book)
        return {key: value for key, value in head.items() if value}

    def branch(self, branch: Branch, above: Path = (), *, is_repeated: bool = False) -> dict[str, Any]:
        """A heading with all that stands under it; `above` are the headings that it stands under."""
        path = (*above, branch.heading)
        kept = self.kept.of_heading(path)
        entry = {
            "heading": branch.heading,
            **({"repeated": self.words.repeated} if is_repeated else {}),
            **({"owner": Inline(name=self.book.owners[path])} if path in self.book.owners else {}),
            **_written(kept),
            "preface": as_block(branch.preface or kept.get("preface", "").strip("\n")),
            "clauses": [self._clause(clause) for clause in branch.clauses],
            "headings": [
                self.branch(below, path, is_repeated=is_repeated)
                for below, is_repeated in with_repeats(list(branch.below.values()))
            ],
        }
        return {key: value for key, value in entry.items() if value}

    def _clause(self, clause: ImportedClause) -> dict[str, Any]:
        entry: dict[str, Any] = {"number": Quoted(clause.number)}
        if (label := self.labels.own(clause)) is not None:
            entry["label"] = Quoted(label)
        kept = self.kept.clauses.get(clause.number, {})
        entry |= _written({key: value for key, value in kept.items() if key not in PLANNED})
        if clause.title:
            entry["title"] = clause.title
        entry["text"] = as_block("\n".join(self._lines(clause)))
        if clause.tables:
            entry["tables"] = [_table(table) for table in clause.tables]
        entry["source"] = self._source(clause)
        entry |= {key: laid_out(kept[key], key) for key in PLANNED if key in kept}
        if references := self.accepted.get(clause.number):
            entry["accept"] = [{"reference": reference, "why": self.words.why} for reference in references]
        if clause.number in self.gaps:
            entry["gap"] = self.words.gap
        if clause.number in self.repeats:
            entry["repeated"] = self.words.repeated
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

    def _source(self, clause: ImportedClause) -> Inline:
        place = {
            "page": clause.page,
            "paragraph": None if clause.page else clause.paragraph,
            "row": clause.row,
        }
        return Inline(
            file=self.book.file,
            **{key: value for key, value in place.items() if value},
            sha256=Quoted(self.book.sha256[:_MARK]),
        )


def _written(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {key: Inline(value) if key == "owner" else value for key, value in kept.items()}


def _table(table: Table) -> dict[str, Any]:
    entry: dict[str, Any] = {"caption": table.caption} if table.caption else {}
    return entry | {"header": Row(table.header), "rows": [Row(row) for row in table.rows]}


def _edition(version: str) -> str:
    """What is put before 版 in a sentence: 2026 of 2026年版, 2026.1 of 2026年第1版, 1 of 第一版."""
    if nth := _NTH.fullmatch(version):
        return ".".join(filter(None, [nth["year"], str(parse_numeral(nth["nth"]) or nth["nth"])]))
    return _EDITION.sub("", version)
