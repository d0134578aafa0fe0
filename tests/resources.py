"""What analyzers share, once a folder: the tests make hundreds of them."""

from functools import cache
from pathlib import Path

from bot.retrieval import ArrayCache, LanguageResources


@cache
def resources_in(folder: Path) -> LanguageResources:
    """Those that are kept in a folder."""
    return LanguageResources(ArrayCache(folder))
