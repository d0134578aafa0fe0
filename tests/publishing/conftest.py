"""Where things are published."""

from pathlib import Path

import pytest
from bot.store import Store

from tests.publishing.desks import Desk


@pytest.fixture
def desk(store: Store, tmp_path: Path, cache: Path) -> Desk:
    return Desk(store, tmp_path / "knowledge", cache)
