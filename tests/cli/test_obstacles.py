"""Why a file or an address cannot be had is said in the reader's language, never in the system's words."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from bot.cli.errors import UnreadableError
from bot.cli.user_messages import user_message
from bot.knowledge import IssueKind, KnowledgeError
from bot.obstacles import Obstacle
from bot.wording import Language, catalogue_for

from tests.cli.conftest import Shouze
from tests.knowledge.test_permissions import unprivileged


def _beneath_a_file(folder: Path) -> None:
    (folder / "file").write_text("")
    (folder / "file" / "below").read_text()


def _shut(folder: Path) -> None:
    (folder / "shut").mkdir(0)
    with unprivileged():
        list((folder / "shut").iterdir())


def _in_use(_: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        socket.create_server(taken.getsockname())


TRIED: dict[Obstacle, Callable[[Path], object]] = {
    Obstacle.NOT_THERE: lambda folder: (folder / "none").read_text(),
    Obstacle.A_FOLDER: lambda folder: folder.read_text(),
    Obstacle.NO_FOLDER: _beneath_a_file,
    Obstacle.THERE_ALREADY: lambda folder: folder.mkdir(),
    Obstacle.NAME_TOO_LONG: lambda folder: (folder / ("x" * 999)).read_text(),
    Obstacle.FORBIDDEN: _shut,
    Obstacle.ADDRESS_TAKEN: _in_use,
    Obstacle.NO_ADDRESS: lambda _: socket.getaddrinfo("no such host", 80),
    Obstacle.OTHER: lambda _: os.close(-1),
}


@pytest.mark.parametrize("kind", TRIED)
def test_what_the_system_refuses_is_said_in_words_of_ours(kind: Obstacle, tmp_path: Path) -> None:
    with pytest.raises(OSError) as refused:  # noqa: PT011  # any kind of it: which one is asked for below
        TRIED[kind](tmp_path)
    why = Obstacle.of(refused.value)
    assert why is kind
    told = UnreadableError(tmp_path, why), KnowledgeError.at(tmp_path, 1, IssueKind.UNREADABLE, why=why)
    for language in Language:
        say = catalogue_for(language)
        for error in told:
            message = user_message(error, say)
            assert say(f"obstacle.{kind}") in message
            assert str(refused.value.strerror) not in message


def test_a_document_that_is_not_there_is_told_in_chinese(shouze: Shouze) -> None:
    told = shouze("import", "没有.docx")
    assert told.status == 2
    assert "没有这个文件或文件夹" in told.err
    assert "No such file" not in told.err
