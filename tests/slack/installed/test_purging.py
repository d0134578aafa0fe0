"""What each tenant has kept long enough goes, also where its bot cannot be begun or is there no more."""

import time
from collections.abc import Callable

import pytest
from bot.slack.serving.bots import Bots
from bot.store import Seal, Store, new_secret

from tests.databases import rows
from tests.slack.installed.conftest import Estate
from tests.store.stored_questions import answer, ask

DAY = 86_400.0  # seconds


def slips(estate: Estate) -> None:
    estate.writes_rules("T0ACME", "迟到要写说明。", SHOUZE_SECRET="no such setting")


def is_away(estate: Estate) -> None:
    (estate.knowledge / "tenants" / "T0ACME.toml").unlink()


def is_uninstalled(estate: Estate) -> None:
    estate.store.of("T0ACME").installations.end(time.time())


def loses_its_key(estate: Estate) -> None:
    own = estate.store.of("T0ACME")
    found = own.installations.find()
    assert found
    Store.over(own.engine, Seal(new_secret()), "T0ACME").installations.keep(time.time(), found)


def with_questions_of(estate: Estate, *days: int) -> Store:
    """The store of a tenant in which one was asked and answered so many days ago."""
    own = estate.store.of("T0ACME")
    for each in days:
        answer(own, ask(own, f"U{each}", at=time.time() - each * DAY))
    return own


def askers(own: Store) -> list[str]:
    return sorted(row["person"] for row in rows(own, "question"))


@pytest.mark.parametrize("happens", [slips, is_away, is_uninstalled, loses_its_key])
async def test_what_is_old_goes_after_as_many_days_as_the_tenant_last_said(
    estate: Estate, bots: Bots, happens: Callable[[Estate], None]
) -> None:
    estate.writes_rules("T0ACME", "迟到要写说明。", SHOUZE_QUESTION_DAYS="400")
    await estate.installs("T0ACME")
    await bots.go_round()
    await bots.end("T0ACME")
    happens(estate)
    own = with_questions_of(estate, 300, 500)
    await bots.go_round()
    assert askers(own) == ["", "U300"]


async def test_nothing_goes_before_days_were_said_and_fewer_count_once_they_are_said_twice(
    estate: Estate, bots: Bots
) -> None:
    slips(estate)
    await estate.installs("T0ACME")
    own = with_questions_of(estate, 300, 500)
    await bots.go_round()
    assert askers(own) == ["U300", "U500"]
    for said, left in (("400", ["", "U300"]), ("200", ["", "U300"]), ("200", ["", ""])):
        estate.writes_rules("T0ACME", "迟到要写说明。", SHOUZE_QUESTION_DAYS=said)
        await bots.go_round()
        assert askers(own) == left
