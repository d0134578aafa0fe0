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


def is_uninstalled(estate: Estate) -> None:
    estate.store.of("T0ACME").installations.end(time.time())


def loses_its_key(estate: Estate) -> None:
    own = estate.store.of("T0ACME")
    found = own.installations.find()
    assert found
    Store.over(own.engine, Seal(new_secret()), "T0ACME").installations.keep(time.time(), found)


@pytest.mark.parametrize("happens", [slips, is_uninstalled, loses_its_key])
async def test_what_is_old_goes_after_as_many_days_as_the_tenant_last_said(
    estate: Estate, bots: Bots, happens: Callable[[Estate], None]
) -> None:
    estate.writes_rules("T0ACME", "迟到要写说明。", SHOUZE_QUESTION_DAYS="400")
    await estate.installs("T0ACME")
    await bots.go_round()
    await bots.end("T0ACME")
    happens(estate)
    own = estate.store.of("T0ACME")
    for days in (300, 500):
        answer(own, ask(own, f"U{days}", at=time.time() - days * DAY))
    await bots.go_round()
    assert sorted(row["person"] for row in rows(own, "question")) == ["", "U300"]
