"""The rulebook as pages: what everybody may see of it (or one audience), for a browser and for paper."""

from bot.pages.drawing import Site, site_files
from bot.pages.writing import NotASiteError, write_site

__all__ = ["NotASiteError", "Site", "site_files", "write_site"]
