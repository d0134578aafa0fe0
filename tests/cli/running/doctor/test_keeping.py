"""What doctor says of the secret, the database and what waits in it."""

from contextlib import closing
from pathlib import Path

from bot.store import Address, Parcel, Seal, Store, new_secret, open_database
from bot.workspace import Workspace

from tests.cli.conftest import Shouze
from tests.cli.running.doctor.conftest import SECRET, examine, lines
from tests.databases import Databases, opened
from tests.slack.outages import READ_ONLY
from tests.store.database.test_condition import damage
from tests.store.deliveries.test_dead_letters import given_up
from tests.store.stored_questions import NOW, ask


async def test_without_a_secret_there_is_a_note(shouze: Shouze, slack: Workspace, tmp_path: Path) -> None:
    done = await examine(shouze, slack, tmp_path, SHOUZE_SECRET="")
    assert done.status == 0
    assert any("shouze secret" in line for line in lines(done, "!"))


async def test_a_secret_that_does_not_open_what_is_stored_is_wrong(
    shouze: Shouze, slack: Workspace, tmp_path: Path
) -> None:
    with closing(
        Store.over(open_database(f"sqlite:///{tmp_path / 'doctor.db'}"), Seal(new_secret()))
    ) as store:
        ask(store)
    done = await examine(shouze, slack, tmp_path)
    assert ["SHOUZE_SECRET 打不开" in line for line in lines(done, "✗")] == [True]


async def test_the_rows_under_each_key_are_counted_until_the_old_one_can_go(
    shouze: Shouze, slack: Workspace, tmp_path: Path
) -> None:
    old = new_secret()
    database = open_database(f"sqlite:///{tmp_path / 'doctor.db'}")
    with closing(Store.over(database, Seal(old))) as store:
        ask(store)
    both = {"SHOUZE_SECRET": f"{SECRET},{old}"}
    done = await examine(shouze, slack, tmp_path, **both)
    assert done.status == 0
    assert any("0、2 处" in line for line in lines(done, "✓"))
    assert any("shouze secret rotate" in line for line in lines(done, "!"))
    with closing(
        Store.over(open_database(f"sqlite:///{tmp_path / 'doctor.db'}"), Seal(SECRET, old))
    ) as store:
        store.rotate()
    done = await examine(shouze, slack, tmp_path, **both)
    assert any("2、0 处" in line for line in lines(done, "✓"))
    assert not any("shouze secret rotate" in line for line in lines(done, "!"))


async def test_a_database_that_others_may_read_is_a_note(
    shouze: Shouze, slack: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "doctor.db"
    open_database(f"sqlite:///{file}").dispose()
    file.chmod(0o644)
    tmp_path.chmod(0o755)
    done = await examine(shouze, slack, tmp_path)
    assert done.status == 0
    told = [line for line in lines(done, "!") if "chmod go=" in line]
    assert [line.split()[-1] for line in told] == [str(file), str(tmp_path)]


async def test_what_waits_for_slack_is_named_with_what_to_mend(
    shouze: Shouze, slack: Workspace, tmp_path: Path
) -> None:
    with opened(f"sqlite:///{tmp_path / 'doctor.db'}", SECRET) as store:
        given_up(store)
        store.outbox.enqueue(NOW, Parcel(Address("T1", "C1"), []))
        [delivery] = store.outbox.lease(NOW, 1, 30.0)
        store.outbox.put_off(NOW, delivery, 9.0, "missing_scope", counts=False, is_uncertain=False)
    done = await examine(shouze, slack, tmp_path)
    [bad] = lines(done, "✗")
    assert "missing_scope" in bad
    assert "app.yaml" in bad
    assert any("shouze outbox" in line for line in lines(done, "!"))


async def test_a_damaged_database_is_told_in_plain_words(
    shouze: Shouze, slack: Workspace, tmp_path: Path
) -> None:
    with opened(f"sqlite:///{tmp_path / 'doctor.db'}") as store:
        damage(store, "claim")
    done = await examine(shouze, slack, tmp_path)
    [bad] = lines(done, "✗")
    assert "损坏" in bad


async def test_a_database_that_cannot_be_written_is_told(
    shouze: Shouze, slack: Workspace, postgres: Databases, tmp_path: Path
) -> None:
    with postgres.new() as url:
        open_database(url).dispose()
        with READ_ONLY.of(url, ()):
            done = await examine(shouze, slack, tmp_path, SHOUZE_DATABASE_URL=url)
    [bad] = lines(done, "✗")
    assert "只能读" in bad
