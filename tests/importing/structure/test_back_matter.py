"""What is signed, recorded or sent below the last rule is none of its words, and whoever imports hears of it."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.importing.source import NoteKind
from bot.importing.structure import books_of

from tests.importing.structure.test_structure import block_as_written
from tests.importing.written_lines import document

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "back_matter.yaml").read_text(encoding="utf-8")
)
RULES = "离职办法\n第一条 提前三十日告知。\n第二条 交还门禁卡。"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["below"].splitlines()[0])
def test_what_stands_below_the_last_clause_is_text_of_it_only_where_it_is_a_rule(
    case: dict[str, Any],
) -> None:
    found = books_of(document(f"{RULES}\n{case['below']}"))
    last = found.books[0].clauses[-1]
    told = [note for note in found.notes if note.kind is NoteKind.SIGNATURE_DROPPED]

    assert bool(told) is case["left_out"]
    assert ("/".join(map(block_as_written, last.blocks)) == "交还门禁卡。") is case["left_out"]
    assert last.label == "第二条"
