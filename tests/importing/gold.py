"""How well files are imported, held against clauses that people wrote down: `python -m tests.importing.gold FOLDER`.

Beside a FILE of the folder stands FILE.gold.jsonl: {"clauses": n} first, and then an object a clause, with `label`,
`number`, `path`, `title`, the `first` and `last` 20 characters of its text without white space, `chars` and `tables`.
In fixtures/ every line of expected.jsonl names a Word file with its `paragraphs`, as pairs of number and text.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from bot.importing.books import ImportedClause
from bot.importing.readers.word.blocks import paragraphs
from bot.importing.readers.word.body import BodyReader
from bot.importing.readers.word.package import open_package
from bot.importing.readers.word.revisions import settle
from bot.importing.reading import read_books
from bot.importing.source import Changes, ImportRefusedError

_ENDS = 20  # characters of a text that are compared
_FIELDS = ("label", "number", "path", "title", "first", "last", "chars", "tables")


@dataclass(frozen=True)
class Comparison:
    """What was found of one file: clauses that stand there, were found, and are right in every field."""

    expected: int
    found: int
    right: int
    differences: tuple[str, ...]


def compare(file: Path, gold: Path) -> Comparison:
    """The clauses of a file, beside those that people wrote down."""
    expected = [json.loads(line) for line in gold.read_text("utf-8").splitlines()[1:]]
    found = [_as_gold(clause) for book in read_books(file).books for clause in book.clauses]
    if not any(clause.get("label") for clause in expected):
        expected, found = ([{**clause, "number": ""} for clause in clauses] for clauses in (expected, found))
    differences = tuple(_differences([_bare(each) for each in expected], found))
    wrong = {difference.partition(":")[0] for difference in differences} - {"false"}
    return Comparison(len(expected), len(found), len(expected) - len(wrong), differences)


def _as_gold(clause: ImportedClause) -> dict[str, Any]:
    text = "".join(clause.text.split())
    return _bare(
        {
            "label": clause.label,
            "number": clause.number,
            "path": clause.path,
            "title": clause.title,
            "first": text[:_ENDS],
            "last": text[-_ENDS:],
            "chars": len(text),
            "tables": len(clause.tables),
        }
    )


def _bare(clause: dict[str, Any]) -> dict[str, Any]:
    """Its fields without white space."""
    told = {field: clause.get(field, "") for field in _FIELDS}
    told["path"] = tuple("".join(heading.split()) for heading in clause["path"])
    return {key: "".join(each.split()) if isinstance(each, str) else each for key, each in told.items()}


def _differences(expected: list[dict[str, Any]], found: list[dict[str, Any]]) -> Iterator[str]:
    keys = [[clause["label"] + clause["first"][:8] for clause in clauses] for clauses in (expected, found)]
    matcher = SequenceMatcher(a=keys[0], b=keys[1], autojunk=False)
    for kind, start, end, found_start, found_end in matcher.get_opcodes():
        if kind != "equal":
            yield from (f"{start + at}: missing {clause}" for at, clause in enumerate(expected[start:end]))
            yield from (f"false: {clause}" for clause in found[found_start:found_end])
            continue
        for at, clause in enumerate(expected[start:end]):
            got = found[found_start + at]
            wrong = {field: (got[field], clause[field]) for field in _FIELDS if got[field] != clause[field]}
            if wrong:
                yield f"{start + at}: {clause['label']} {wrong}"


def fixtures_right(folder: Path) -> Iterator[tuple[str, bool]]:
    """Each Word file of a list of labels, and whether all of them are right."""
    for line in (folder / "expected.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        package = open_package(folder / case["file"])
        for part in (package.document, package.numbering):
            if part is not None:
                settle(part, Changes.ACCEPT)
        body = package.document.find("{*}body")
        blocks = () if body is None else BodyReader(package).blocks(body)
        yield case["file"], [[each.label, each.text] for each in paragraphs(blocks)] == case["paragraphs"]


def report(folder: Path) -> Iterator[str]:
    """A line a file, and each difference below it."""
    for gold in sorted(folder.glob("*.gold.jsonl")):
        file = gold.with_name(gold.name.removesuffix(".gold.jsonl"))
        try:
            seen = compare(file, gold)
        except ImportRefusedError as refused:
            yield f"{file.name}: refused, {refused.refusal}"
            continue
        yield f"{file.name}: {seen.right} of {seen.expected} right, {seen.found} found"
        yield from (f"  {difference}" for difference in seen.differences)
    if (folder / "fixtures").is_dir():
        results = dict(fixtures_right(folder / "fixtures"))
        wrong = [name for name, right in results.items() if not right]
        yield f"fixtures: {len(results) - len(wrong)} of {len(results)} right {' '.join(wrong)}".rstrip()


if __name__ == "__main__":
    print(*report(Path(sys.argv[1])), sep="\n")  # noqa: T201  # the product of this command
