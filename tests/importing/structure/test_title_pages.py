from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.importing.structure import books_of

from tests.importing.written_lines import document

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "title_pages.yaml").read_text(encoding="utf-8")
)
SAID = ("title", "version", "document_number", "issued", "effective", "owner")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_title_page_says_what_its_case_says(case: dict[str, Any]) -> None:
    (book,) = books_of(document(case["lines"])).books

    assert {key: value for key in SAID if (value := getattr(book, key))} == {
        key: case[key] for key in SAID if key in case
    }
