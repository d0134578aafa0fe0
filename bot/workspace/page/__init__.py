"""The workspace as a page in a browser: a screen is drawn on the server from a location, and drawn again on changes.

A look: location -> `ScreenBuilder.build` -> templates -> HTML; `assets/` merges that HTML into the page that is
open, so that what a person is typing stays. Blocks become HTML in pure functions, and everything in them is escaped.
"""

from bot.workspace.page.blocks import blocks_html
from bot.workspace.page.page import Page, is_loopback
from bot.workspace.page.screen import ScreenBuilder
from bot.workspace.page.viewpoint import Names, Viewpoint

__all__ = ["Names", "Page", "ScreenBuilder", "Viewpoint", "blocks_html", "is_loopback"]
