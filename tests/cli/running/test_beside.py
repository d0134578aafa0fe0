"""What takes long is done in a process of its own: what comes of it comes back, and what it computed is kept."""

import asyncio
import os
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import psutil
import pytest
from bot.cli.running.beside import beside
from bot.knowledge import IssueKind, KnowledgeError
from bot.publishing import CarryOut, Publisher, TroubleKind
from bot.publishing.following.submission import NotCarriedOutError, read, submit
from bot.store import Store

from tests.publishing.desks import Desk
from tests.publishing.folders import LATER, a_folder, chapter

EVERYBODY = frozenset[str]()


@pytest.fixture
def cache(cache: Path, tmp_path: Path) -> Path:
    """Its own, for other workers write into the common one; with the dictionary, which takes long to make."""
    own = tmp_path / "cache"
    own.mkdir(mode=0o700)
    for pages in cache.glob("jieba-*"):
        shutil.copy(pages, own)
    return own


@pytest.fixture
def environment(database: str, cache: Path) -> dict[str, str]:
    return {"SHOUZE_DATABASE_URL": database, "SHOUZE_CACHE": str(cache)}


@pytest.fixture
def beside_us(environment: dict[str, str]) -> Iterator[CarryOut]:
    with beside(environment, is_reviewed=False) as carry_out:
        yield carry_out


@pytest.fixture
def desk(store: Store, tmp_path: Path, cache: Path) -> Desk:
    return Desk(store, tmp_path / "knowledge", cache)


def test_a_change_is_published_there_and_built_for_all_who_read_it(
    desk: Desk, beside_us: CarryOut, cache: Path
) -> None:
    desk.publish(chapter())
    a_folder(desk.folder, chapter(f"{LATER}那一次起算。"))
    submission = beside_us(submit, desk.folder, 1.0, [EVERYBODY])
    assert submission.trouble is None
    assert submission.knowledge is not None
    assert submission.knowledge.generation == desk.counting
    assert submission.knowledge.library.by_name["code/1.1"].text == f"{LATER}那一次起算。"
    kept = {*cache.iterdir()}
    desk.built(submission.knowledge)
    assert {*cache.iterdir()} == kept  # nothing is computed here any more


def test_what_is_wrong_comes_back_as_it_was_found(desk: Desk, beside_us: CarryOut) -> None:
    desk.publish(chapter())
    a_folder(desk.folder, "chapter: 1\n")
    trouble = beside_us(submit, desk.folder, 1.0, [EVERYBODY]).trouble
    assert trouble is not None
    assert trouble.kind is TroubleKind.BROKEN
    assert trouble.issues
    with pytest.raises(KnowledgeError) as error:
        beside_us(read, "0" * 64, [EVERYBODY])
    assert [each.kind for each in error.value.issues] == [IssueKind.NO_BOOK]


def parent(_: Publisher) -> int:
    """The process that its own was begun by."""
    return os.getppid()


def test_the_next_is_forked_from_one_that_has_loaded_the_program_and_answers_nobody(
    beside_us: CarryOut,
) -> None:
    loaded = {beside_us(parent) for _ in range(2)}
    assert len(loaded) == 1
    assert os.getpid() not in loaded


def written_and_waiting(_: Publisher, file: Path) -> None:
    """Writes the number of its process, and goes on for ever."""
    file.with_suffix(".new").write_text(str(os.getpid()), "utf-8")
    file.with_suffix(".new").rename(file)
    while True:
        time.sleep(1)


def beginning(environment: dict[str, str], file: Path) -> None:
    """What a process does that is killed meanwhile."""
    with beside(environment, is_reviewed=False) as carry_out:
        carry_out(written_and_waiting, file)


async def test_it_ends_with_the_process_that_began_it_though_that_one_is_killed(
    environment: dict[str, str], tmp_path: Path
) -> None:
    began = get_context("spawn").Process(target=beginning, args=(environment, tmp_path / "pid"))
    began.start()
    while not (tmp_path / "pid").exists():
        await asyncio.sleep(0.05)
    there = psutil.Process(int((tmp_path / "pid").read_text("utf-8")))
    began.kill()
    began.join()
    try:
        await asyncio.to_thread(there.wait, 60)
    finally:
        if there.is_running():
            there.kill()


def test_it_ends_where_nobody_wants_it_any_more(environment: dict[str, str], tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as thread:
        with beside(environment, is_reviewed=False) as carry_out:
            waiting = thread.submit(carry_out, written_and_waiting, tmp_path / "pid")
            while not (tmp_path / "pid").exists():
                time.sleep(0.05)
        assert not psutil.pid_exists(int((tmp_path / "pid").read_text("utf-8")))
        with pytest.raises(NotCarriedOutError):
            waiting.result()
