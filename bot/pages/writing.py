"""Pages as a folder: written whole beside the one before, then put in its place; what is not ours is left alone."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

_LIST = ".shouze-site"  # the file that tells a site of ours, with the names of all others in it


class NotASiteError(Exception):
    """The folder at `path` is no site of ours, or holds something else as well: `found` is the first of it."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(f"{path} holds {found}")
        self.path = path
        self.found = found


def write_site(files: Iterable[tuple[str, str]], folder: Path) -> int:
    """Write the files, each under its path, as this folder; how many there are.

    Whoever reads meanwhile has the pages of before or the new ones. Raises NotASiteError where the folder holds what no
    site of ours wrote, and OSError.
    """
    folder = folder.resolve()
    before = _written_before(folder)
    new = folder.with_name(f".{folder.name}-{uuid4().hex[:8]}")
    new.mkdir(parents=True)
    written = list[str]()
    try:
        for name, text in files:
            path = new / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            written.append(name)
        (new / _LIST).write_text("\n".join(written), encoding="utf-8")
        _put(new, folder, before)
    except BaseException:
        _remove(new, [*written, _LIST])
        raise
    return len(written)


def _put(new: Path, folder: Path, before: list[str]) -> None:
    if not folder.exists():
        new.rename(folder)
        return
    old = new.with_name(f"{new.name}-old")
    folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    _remove(old, before)


def _written_before(folder: Path) -> list[str]:
    """The files of the site that is there, none where nothing is; raises NotASiteError."""
    if not folder.exists():
        return []
    if not folder.is_dir():
        raise NotASiteError(folder, folder.name)
    listed = folder / _LIST
    ours = {_LIST, *listed.read_text("utf-8").splitlines()} if listed.is_file() else set()
    found = [path for path in sorted(folder.rglob("*")) if path.is_symlink() or not path.is_dir()]
    names = [path.relative_to(folder).as_posix() for path in found]
    if strange := next((name for name in names if name not in ours), None):
        raise NotASiteError(folder, strange)
    return names


def _remove(folder: Path, names: Iterable[str]) -> None:
    """Take away what was written; a folder that holds anything else stays."""
    paths = [folder / name for name in names]
    for path in paths:
        path.unlink(missing_ok=True)
    for parent in sorted({path.parent for path in paths} | {folder}, reverse=True):
        with suppress(OSError):
            parent.rmdir()
