"""A folder that this process may not look into is told as a fault with its path, and looked at again."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bot.knowledge import IssueKind, KnowledgeError, is_there, read_knowledge, stamp

from tests.publishing.folders import a_folder

_NOBODY = 65_534


@contextmanager
def unprivileged() -> Iterator[None]:
    """Whoever runs the tests as root is somebody else meanwhile: root may look everywhere."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may look into; pytest's own are for whoever runs the tests alone."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.parametrize("shut", [".", "code"], ids=["the folder", "a book"])
def test_a_folder_that_may_not_be_read_is_a_fault_with_its_path(open_folder: Path, shut: str) -> None:
    folder = a_folder(open_folder / "knowledge")
    closed = folder / shut
    closed.chmod(0)
    try:
        with unprivileged(), pytest.raises(KnowledgeError) as raised:
            read_knowledge(folder)
        [issue] = raised.value.issues
        assert (issue.path, issue.kind) == (closed, IssueKind.UNREADABLE)
        with unprivileged():
            before = stamp(folder)
    finally:
        closed.chmod(0o755)
    assert stamp(folder) != before


def test_a_folder_in_one_that_may_not_be_entered_is_as_one_that_is_not_there(open_folder: Path) -> None:
    folder = a_folder(open_folder / "shut" / "knowledge")
    folder.parent.chmod(0)
    try:
        with unprivileged():
            assert not is_there(folder)
            assert stamp(folder) == ()
    finally:
        folder.parent.chmod(0o755)
    assert is_there(folder)
