"""The rulebook's pages as files in a real browser: found, followed, printed, by keyboard and on a phone."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import pytest_asyncio
from bot.knowledge import Knowledge
from bot.pages import Site, site_files, write_site
from bot.wording import Language, catalogue_for
from playwright.async_api import Browser, Page, expect

from tests.amended_book import amended
from tests.small_books import library

from .conftest import ARTIFACTS

pytestmark = pytest.mark.asyncio(loop_scope="session")
DAY = date(2027, 2, 1)


@pytest.fixture(scope="session")
def site(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped book beside one that is amended, as files."""
    folder = tmp_path_factory.mktemp("pages") / "site"
    rules = library(*knowledge.library.books, replace(amended().books[0], title="考勤规定"))
    write_site(site_files(Site(rules.in_force(DAY), DAY, catalogue_for(Language.CHINESE))), folder)
    return folder


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A page that may log no error and ask no server."""
    problems: list[str] = []
    page = await browser.new_page(viewport={"width": 1280, "height": 860})
    page.on("console", lambda line: problems.append(line.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith("file:") else problems.append(asked.url))
    yield page
    await page.close()
    assert problems == []


async def opens(page: Page, site: Path, address: str) -> None:
    name, mark, anchor = address.partition("#")
    await page.goto(f"{(site / name).as_uri()}{mark}{anchor}")


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("客户投诉的处理时限", "7.6"),
        ("7.5", "7.5"),
        ("第七章第五条", "7.5"),
        ("迟到怎么处理", "4.2"),
        ("７．１", "7.1"),
    ],
)
async def test_words_and_numbers_find_their_clause(page: Page, site: Path, asked: str, first: str) -> None:
    await opens(page, site, "operations-code/index.html")
    await page.keyboard.press("/")
    await page.keyboard.insert_text(asked)
    found = page.locator("#found li")
    await expect(found.first.locator("a")).to_contain_text(first)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator("article:target")).to_have_attribute("id", first)
    await page.mouse.move(5, 5)
    await page.screenshot(path=ARTIFACTS / f"site-{first}.png")


async def test_what_was_found_is_marked_and_what_was_not_is_said(page: Page, site: Path) -> None:
    await opens(page, site, "index.html")
    await page.locator("#query").fill("迟到")
    await expect(page.locator("#found mark").first).to_have_text("迟到")
    await page.locator("#query").fill("量子力学")
    await expect(page.locator("#count")).to_contain_text("没有找到")
    await page.keyboard.press("Escape")
    await expect(page.locator("#found")).to_be_hidden()


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("code/index.html#7.1", "code/7.html#7.1"),
        ("code/index.html#5.3", "code/7.html#7.9"),
        ("code/7.html#5.3", "code/7.html#5.3"),
        ("operations-code/3.html#7.5", "operations-code/7.html#7.5"),
    ],
    ids=["permanent", "a former number", "a former number on its page", "a page that it has left"],
)
async def test_an_address_goes_on_to_where_the_clause_stands(
    page: Page, site: Path, address: str, leads_to: str
) -> None:
    await opens(page, site, address)
    name, _, anchor = leads_to.partition("#")
    await page.wait_for_url(f"{(site / name).as_uri()}#{anchor}")


async def test_by_keyboard_the_first_stop_leads_past_the_head(page: Page, site: Path) -> None:
    await opens(page, site, "operations-code/7.html")
    await page.keyboard.press("Tab")
    await expect(page.locator(".skip")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("name", ["operations-code/7.html", "operations-code/index.html", "amendments.html"])
async def test_on_a_phone_nothing_stands_outside_of_the_screen(page: Page, site: Path, name: str) -> None:
    await page.set_viewport_size({"width": 360, "height": 740})
    await page.emulate_media(color_scheme="dark")
    await opens(page, site, name)
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    ARTIFACTS.mkdir(exist_ok=True)
    await page.screenshot(path=ARTIFACTS / f"pages-phone-{name.partition('/')[2] or name}.png")


async def test_on_paper_a_title_stands_with_its_text_below_the_name_of_the_chapter(
    page: Page, site: Path, tmp_path: Path
) -> None:
    await opens(page, site, "operations-code/7.html")
    await page.pdf(path=tmp_path / "7.pdf", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(tmp_path / "7.pdf") as printed:
        sheets = [sheet.get_textpage().get_text_bounded() for sheet in printed]
        ARTIFACTS.mkdir(exist_ok=True)
        printed[0].render(scale=1.2).to_pil().save(ARTIFACTS / "pages-print.png")
    assert len(sheets) > 1
    for number, text in enumerate(sheets, 1):
        assert "运营中心守则" in text
        assert "第七章" in text
        assert f"{number} / {len(sheets)}" in text
        assert "查找" not in text
