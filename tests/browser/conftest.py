"""A real headless Chromium, the demo as it is shipped, and a page of it; screenshots go to artifacts/."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from bot.answering import CurrentRules
from bot.cli.context import shipped_manifest
from bot.cli.running.demo import demo_workspace
from bot.store import Store
from bot.wording import Language, catalogue_for
from bot.workspace import Workspace
from playwright.async_api import Browser, Page, Request, async_playwright, expect

from .screen import ON_DESK, PageScreen

ARTIFACTS = Path("artifacts")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is; skipped where there is none, unless it was promised (SHOUZE_REQUIRE_BROWSER)."""
    found = shutil.which("chromium")
    if found is None:
        if os.environ.get("SHOUZE_REQUIRE_BROWSER"):
            pytest.fail("there is no chromium, and SHOUZE_REQUIRE_BROWSER is set: apt-get install chromium")
        pytest.skip("there is no chromium: apt-get install chromium")
    return found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """One browser for all tests."""
    expect.set_options(timeout=10_000)  # a busy machine
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def demo(chromium: str, rules: CurrentRules, store: Store) -> AsyncIterator[Workspace]:  # noqa: ARG001  # skips without it
    """`shouze demo` with the real bot; nothing that the bot sent may have been refused."""
    say = catalogue_for(Language.CHINESE)
    async with demo_workspace(shipped_manifest(), rules, store, say) as slack:
        yield slack
        assert not slack.recording.refused


@pytest_asyncio.fixture(loop_scope="session")
async def opened() -> AsyncIterator[list[PageScreen]]:
    """The pages of a test, closed at its end; none may have logged an error or asked another server."""
    pages: list[PageScreen] = []
    yield pages
    for one in pages:
        await one.page.context.close()
    assert [problem for one in pages for problem in one.problems] == []


@pytest_asyncio.fixture(loop_scope="session")
async def screen(browser: Browser, demo: Workspace, opened: list[PageScreen]) -> PageScreen:
    """The demo on a desk."""
    return await show(browser, demo, opened)


async def show(
    browser: Browser, slack: Workspace, opened: list[PageScreen], *, dark: bool = False, phone: bool = False
) -> PageScreen:
    """Open the page of a workspace."""
    context = await browser.new_context(
        viewport={"width": 390, "height": 844} if phone else ON_DESK,
        has_touch=phone,
        is_mobile=phone,
        device_scale_factor=2 if phone else 1,
        color_scheme="dark" if dark else "light",
        timezone_id="Asia/Shanghai",
        locale="zh-CN",
    )
    page = await context.new_page()
    page.set_default_timeout(10_000)
    shown = PageScreen(page, slack, ARTIFACTS)
    opened.append(shown)
    _watch(page, slack.page_url, shown.problems)
    await page.goto(slack.page_url)
    await page.wait_for_selector("html[data-ready]")
    return shown


def _watch(page: Page, own: str, problems: list[str]) -> None:
    def asked(request: Request) -> None:
        if not request.url.startswith(own):
            problems.append(f"asked {request.url}")

    page.on("console", lambda line: problems.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", asked)
