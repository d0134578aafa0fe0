"""The rules of a tenant change while its bot is at work: what its folder says counts there alone."""

from bot.slack.serving.bots import Bots

from tests.slack.installed.conftest import Estate


async def test_what_changes_in_the_folder_of_a_tenant_counts_there_alone(estate: Estate, bots: Bots) -> None:
    for tenant in ("T0ACME", "T0BOLT"):
        estate.writes_rules(tenant, "迟到一次扣十元。")
    await estate.installs("T0ACME", "T0BOLT")
    published = estate.store.of("T0BOLT").publications.newest()
    bot = await bots.find("T0ACME")
    assert bot
    follower = bot.watches.rules.follower
    assert follower
    # In no process of its own: to load the program takes long.
    follower.carry_out = lambda work, *args: work(follower.publisher, *args)  # type: ignore[assignment]  # any work
    before = follower.generation
    estate.writes_rules("T0ACME", "迟到两次扣二十元。")
    await estate.workspaces["T0ACME"].until(lambda: follower.generation != before or None)
    assert "扣二十元" in await estate.reads("T0ACME")
    assert "扣十元" in await estate.reads("T0BOLT")
    assert estate.store.of("T0BOLT").publications.newest() == published
