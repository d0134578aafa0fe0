"""The files of a knowledge folder as text: taken as a whole, and laid out again."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from bot.knowledge.documents.document import read_text
from bot.knowledge.onboarding import ONBOARDING
from bot.knowledge.pulse import PULSE
from bot.knowledge.questions import GOLDEN, LEARNED

SYNONYMS = "synonyms.yaml"
_OF_ALL_BOOKS = (GOLDEN, LEARNED, ONBOARDING, PULSE, SYNONYMS)
Stamp = tuple[tuple[str, int, int, int], ...]
"""Of each file its path, inode, size in bytes, and when it was last changed (nanoseconds)."""


def read_files(folder: Path) -> dict[str, str]:
    """All that is knowledge in a folder, by its path there; raises KnowledgeError for a file that is no text."""
    return {path.relative_to(folder).as_posix(): read_text(path) for path in _paths(folder)}


def write_files(files: Mapping[str, str], folder: Path) -> None:
    """Lay files out in an empty folder; raises ValueError for a path that leads out of it."""
    for name, text in files.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise ValueError(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def is_there(folder: Path) -> bool:
    """Whether there is such a folder, as far as this process may look."""
    with suppress(PermissionError):
        return folder.exists()
    return False


def stamp(folder: Path) -> Stamp:
    """Something that is another one where a file was changed, added or taken away, or can be read no longer."""
    found: list[tuple[str, int, int, int]] = []
    with suppress(PermissionError):
        found.extend(_stamps(folder))
    return tuple(found)


def _stamps(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    for path in _paths(folder):
        with suppress(FileNotFoundError):  # taken away just now: the next stamp is another one
            at = path.stat()
            yield str(path), at.st_ino, at.st_size, at.st_mtime_ns


def _paths(folder: Path) -> Iterator[Path]:
    yield from (path for name in _OF_ALL_BOOKS if (path := folder / name).exists())
    folders = folder.iterdir() if folder.is_dir() else ()
    for book in sorted(path for path in folders if path.is_dir() and not path.name.startswith(".")):
        yield from sorted(path for path in book.glob("*.yaml") if not path.name.startswith("."))
