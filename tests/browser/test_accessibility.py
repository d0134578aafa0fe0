"""Nothing serious keeps anybody from reading and using the pages, whatever they see, press or listen with."""

from pathlib import Path

import pytest
from bot.pages import Site, site_files, write_site
from bot.wording import Language, catalogue_for
from bot.workspace import Workspace
from playwright.async_api import Page

from tests.amended_book import amended

from .accessible import barriers
from .screen import PageScreen
from .test_pages import DAY, opens
from .test_pages import page as page  # noqa: PLC0414  # a fixture

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize(
    ("name", "who", "asked"),
    [
        ("王敏", "wang.min", "客户提的请求最晚多久要回？"),
        ("Emma Chen", "emma", "When does the canteen open?"),
    ],
)
async def test_home_thread_and_modal_of_the_demo(
    screen: PageScreen, demo: Workspace, name: str, who: str, asked: str
) -> None:
    await screen.goes_to(name)
    await screen.says(f"@守则 {asked}")
    await screen.last.locator(".replies").click()
    await screen.thread.locator(".message").nth(1).wait_for()
    found = {"thread": await barriers(screen.page)}
    await demo.person(who).uses_shortcut("问规则")
    await screen.modal.wait_for()
    found["modal"] = await barriers(screen.page)
    await screen.page.keyboard.press("Escape")
    await screen.page.locator("nav.sidebar a.entry").filter(has_text="守则").click()
    await screen.opens_tab(screen.page.locator(".tabs a").first)
    await screen.page.locator(".home-view").wait_for()
    found["home"] = await barriers(screen.page)
    assert {place: each for place, each in found.items() if each} == {}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("address", ["index.html", "code/7.html", "amendments.html"])
async def test_the_rulebook_as_pages(page: Page, tmp_path: Path, address: str, language: Language) -> None:
    files = site_files(Site(amended().in_force(DAY), DAY, catalogue_for(language)))
    write_site(files, tmp_path / "site")
    await opens(page, tmp_path / "site", address)
    assert await barriers(page) == []


async def test_what_keeps_people_out_is_found(page: Page) -> None:
    await page.set_content('<html lang="zh"><title>x</title><main><h1>x</h1><button></button></main>')
    assert {each.split(": ")[1] for each in await barriers(page)} == {"button-name"}
