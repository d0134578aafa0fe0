"""An admin installs the bot in a real browser: our page, Slack's, and the one that says how it ended."""

from pathlib import Path

import pytest
from bot.cli.context import shipped_manifest
from bot.store import Store
from playwright.async_api import Browser, expect

from tests.slack.installed.conftest import bots_of, estate_of


@pytest.mark.asyncio(loop_scope="session")
async def test_two_workspaces_and_an_organisation_install_it_and_see_only_their_own(
    browser: Browser, store: Store, tmp_path: Path, cache: Path
) -> None:
    async with estate_of(shipped_manifest(), store, tmp_path, cache) as estate, bots_of(estate) as bots:
        for tenant, slack in estate.workspaces.items():
            estate.writes_rules(tenant, f"{tenant} 迟到要写说明。")
            context = await browser.new_context(locale="en-GB")
            page = await context.new_page()
            await page.goto(f"{estate.site}/slack/install")
            await page.get_by_role("link", name="Continue to Slack").click()
            await page.get_by_label("Workspace").select_option(label=slack.state.team_name)
            await page.get_by_role("button", name="Allow").click()
            await expect(
                page.get_by_text(f"Shouze is installed in “{slack.state.team_name}”")
            ).to_be_visible()
            await context.close()
        for tenant in estate.workspaces:
            assert f"{tenant} 迟到要写说明" in await estate.reads(tenant)
        assert bots.at_hand.keys() == estate.workspaces.keys()
