"""Knowledge folders that an import has written."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shouze
from tests.cli.importing.documents import PAY, change, handbook


@pytest.fixture
def imported(shouze: Shouze, tmp_path: Path) -> Path:
    """A knowledge folder with the handbook in it."""
    knowledge = tmp_path / "rules"
    done = shouze("import", str(handbook(tmp_path)), "--into", str(knowledge), "--id", "handbook", "--yes")
    assert done.status == 0, done.err
    return knowledge


@pytest.fixture
def pay(shouze: Shouze, tmp_path: Path) -> Path:
    """A knowledge folder with a book whose second chapter is for the board only."""
    knowledge = tmp_path / "rules"
    document = handbook(tmp_path, PAY, "薪酬.docx")
    assert shouze("import", str(document), "--into", str(knowledge), "--id", "pay", "--yes").status == 0
    change(knowledge / "pay" / "book.yaml", audiences={"board": ["U0BOARD01"]})
    change(knowledge / "pay" / "02-高管薪酬.yaml", audience=["board"])
    return knowledge
