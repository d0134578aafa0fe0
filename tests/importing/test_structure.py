from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.importing.books import Block, Gap, ImportedClause
from bot.importing.source import ImportRefusedError, Refusal
from bot.importing.structure import books_of
from bot.rulebook import Table

from tests.importing.written_lines import document

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "structure.yaml").read_text(encoding="utf-8")
)


def as_written(clause: ImportedClause) -> str:
    title = f"[{clause.title}]" if clause.title else ""
    text = " / ".join(map(block_as_written, clause.blocks))
    path = "".join(f"{heading} › " for heading in clause.path)
    label = f"{clause.label} " if clause.label or not title else ""
    return f"{clause.number} · {path}{label or ' ' * bool(path)}{title} {text}".replace("   ", "  ").strip()


def block_as_written(block: Block) -> str:
    match block:
        case Table():
            return f"<{';'.join(','.join(row) for row in (block.header, *block.rows))}>"
        case Gap():
            return f"<{block.missing} {block.page}>"
        case _:
            return block


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_document_is_divided_as_its_case_says(case: dict[str, Any]) -> None:
    (book,) = books_of(document(case["lines"])).books

    assert [" ".join(as_written(clause).split()) for clause in book.clauses] == [
        " ".join(each.split()) for each in case["clauses"]
    ]


def test_a_text_without_any_numbers_or_headings_is_refused() -> None:
    with pytest.raises(ImportRefusedError) as refused:
        books_of(document("请大家准时上班。\n下班前关灯。\n谢谢。"))

    assert refused.value.refusal is Refusal.NO_SCHEME
