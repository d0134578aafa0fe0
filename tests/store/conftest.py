"""Databases in which nobody has made anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bot.store import Store
from sqlalchemy import Engine, create_engine, make_url

from tests.databases import Databases
from tests.store.twin import Twin


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database in which nobody has made anything, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
    else:
        databases: Databases = request.getfixturevalue("postgres")
        with databases.new() as url:
            yield url


def engine_of(url: str) -> Engine:
    parsed = make_url(url)
    return create_engine(
        parsed.set(drivername="postgresql+psycopg") if parsed.get_backend_name() == "postgresql" else parsed
    )


@pytest.fixture
def store(request: pytest.FixtureRequest, store: Store) -> Store:
    """An empty store, beside which there is another tenant with the same ids."""
    return _beside_twin(request, store)


@pytest.fixture
def any_store(request: pytest.FixtureRequest, any_store: Store) -> Store:
    """The same, once over each kind of database."""
    return _beside_twin(request, any_store)


def _beside_twin(request: pytest.FixtureRequest, store: Store) -> Store:
    is_one_by_one = store.engine.dialect.name == "sqlite"  # else the twin would wait for those it is beside
    if is_one_by_one and not request.node.get_closest_marker("alone"):
        Twin(store)
    return store
