"""What takes long is done in a process of its own: what comes of it comes back, and what it computed is kept."""

from pathlib import Path

import pytest
from bot.cli.running.beside import beside
from bot.knowledge import IssueKind, KnowledgeError
from bot.publishing import CarryOut, TroubleKind
from bot.publishing.following.submission import read, submit
from bot.store import Store

from tests.publishing.desks import Desk
from tests.publishing.folders import LATER, a_folder, chapter

EVERYBODY = frozenset[str]()


@pytest.fixture
def beside_us(database: str, cache: Path) -> CarryOut:
    environment = {"SHOUZE_DATABASE_URL": database, "SHOUZE_CACHE": str(cache)}
    return beside(environment, is_reviewed=False)


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
