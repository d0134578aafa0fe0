"""From its installation to the end of the days of grace: who leaves is gone, and for nobody else anything changed."""

import time
from dataclasses import replace

from bot.audit import Action
from bot.slack.serving import on_slack_of_all
from bot.store import GRACE_DAYS, Store

from tests.databases import everything, rows
from tests.slack.installed.conftest import ASKED, Estate, house_of
from tests.store.enrolments import clause, newcomer

DAY = 86_400.0  # seconds
RULES = {"T0ACME": "迟到一次扣十元", "T0BOLT": "迟到要写说明", "E0CORP": "迟到由主管口头提醒"}


def chains(own: Store) -> list[tuple[int, bool]]:
    """How long its chains are, and whether they hold."""
    found = own.signatures.verify(), own.audit.verify()
    return [(each.count, each.fault is None) for each in found]


def signs(own: Store) -> None:
    """Somebody there signs a clause and comes to the end of their path, and something is done at the terminal."""
    now = time.time()
    assert own.onboarding.enrol(now, newcomer(), "U9")
    assert own.signatures.sign(now, "U1", "first", [clause()])
    assert own.onboarding.end(now, "U1", "U9")
    own.audit.record(now, "cli:root", Action.ERASED, "U1")


async def test_who_uninstalls_it_is_gone_after_the_days_of_grace_and_all_others_go_on(estate: Estate) -> None:
    stays = [tenant for tenant in RULES if tenant != "T0ACME"]
    stores = {tenant: estate.store.of(tenant) for tenant in RULES}
    for tenant, text in RULES.items():
        estate.writes_rules(tenant, text)
    with house_of(estate, estate.store) as house:
        async with on_slack_of_all(house, estate.address):
            await estate.installs(*RULES)
            said = {tenant: await estate.reads(tenant) for tenant in RULES}
            await estate.workspaces["T0ACME"].uninstalls_app()
            for tenant in RULES:
                await estate.workspaces[tenant].settled()
        for own in stores.values():
            signs(own)
        held = {tenant: chains(stores[tenant]) for tenant in RULES}
        later = time.time() + (GRACE_DAYS + 1) * DAY
        async with on_slack_of_all(replace(house, clock=lambda: later), estate.address):
            await estate.workspaces["T0BOLT"].until(lambda: not rows(stores["T0ACME"], "tenant") or None)
            for tenant in stays:
                said[tenant] += await estate.reads(tenant, f"请问{ASKED}")
    for tenant, read in said.items():
        assert [text for text in RULES.values() if text in read] == [RULES[tenant]]
    assert not everything(stores["T0ACME"]).strip()
    assert not rows(stores["T0ACME"], "audit")
    for tenant in stays:
        assert chains(stores[tenant]) == held[tenant]
        assert all(count and holds for count, holds in held[tenant])
        assert said[tenant].count(RULES[tenant]) == 2
