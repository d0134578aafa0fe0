"""What axe-core finds on a page that keeps people from using it: by the rules of WCAG 2.2, A and AA."""

from collections.abc import Sequence
from importlib import resources
from typing import Final, Literal

from playwright.async_api import Page, ViewportSize

from .screen import ON_DESK

_AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
_RUN = """() => axe.run({
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    resultTypes: ["violations"],
    preload: false,
})"""
_PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
_SERIOUS = {"serious", "critical"}


async def barriers(page: Page) -> Sequence[str]:
    """The serious and critical findings, in light and, as wide as a phone, in dark: each rule with what breaks it."""
    await page.evaluate(_AXE)
    found: list[str] = []
    desk = page.viewport_size or ON_DESK
    ways: tuple[tuple[Literal["dark", "light"], ViewportSize], ...] = (("dark", _PHONE), ("light", desk))
    for scheme, size in ways:
        await page.set_viewport_size(size)
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        result = await page.evaluate(_RUN)
        found += [
            f"{scheme}: {one['id']}: {node['target']} {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
            for one in result["violations"]
            if one["impact"] in _SERIOUS
            for node in one["nodes"]
        ]
    return found
