"""What a person does with the page, in words."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.workspace import Workspace
from playwright.async_api import Locator, Page, ViewportSize, expect

ON_DESK: Final[ViewportSize] = {"width": 1280, "height": 800}


@dataclass
class PageScreen:
    """One page before one person; `problems` are errors that it logged and other servers that it asked."""

    page: Page
    slack: Workspace
    artifacts: Path
    problems: list[str] = field(default_factory=list)

    @property
    def composer(self) -> Locator:
        return self.page.locator("#composer-main")

    @property
    def last(self) -> Locator:
        """The last message of the conversation."""
        return self.page.locator("main .message").last

    @property
    def thread(self) -> Locator:
        return self.page.locator("aside.thread")

    @property
    def modal(self) -> Locator:
        return self.page.locator("dialog[data-modal][open]")

    async def goes_to(self, name: str) -> None:
        """Choose a conversation or a person in the sidebar."""
        await self.page.locator("nav.sidebar a").filter(has_text=name).click()
        await expect(self.page.locator("nav.sidebar a[aria-current]").filter(has_text=name)).to_have_count(1)

    async def opens_tab(self, tab: Locator) -> None:
        """Choose a tab of the app's conversation."""
        await tab.click()

    async def says(self, text: str) -> None:
        """Type into the conversation and send."""
        await self.composer.fill(text)
        await self.composer.press("Escape")
        await self.composer.press("Enter")

    async def opens_menu(self) -> None:
        """Open the menu of the last message."""
        await self.last.hover()
        await self.last.locator("summary.icon-button").click()

    async def reads(self, where: Locator, words: str) -> None:
        """Wait until the words stand there."""
        await expect(where).to_contain_text(words)

    async def has_focus(self, where: Locator) -> None:
        await expect(where).to_be_focused()

    async def is_gone(self, where: Locator) -> None:
        await expect(where).to_have_count(0)

    async def is_photographed(self, name: str) -> None:
        """Keep a picture for people to look at."""
        self.artifacts.mkdir(exist_ok=True)
        await self.page.screenshot(path=self.artifacts / f"{name}.png", animations="disabled")
