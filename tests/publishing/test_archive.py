"""What was published before, as readers may see it today."""

import pytest
from bot.generation import Event
from bot.publishing import Archive, read_draft
from bot.rulebook.editions.comparison import Change

from tests.publishing.desks import Desk
from tests.publishing.folders import LATE, LATER, LEAVE, a_folder, chapter

EVERYBODY, MANAGERS = frozenset[str](), frozenset({"code/管理层"})
SECRET = chapter().replace(f"text: {LEAVE}", f"audience: [管理层], text: {LEAVE}")
OTHER = "年假每年二十天。"


class History:
    """Publishes one chapter after the other."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.archive = Archive(desk.store.publications)

    def publishes(self, *chapters: str) -> None:
        for written in chapters:
            more = "audiences: {管理层: [S0123ABCD]}\n"
            draft = read_draft(a_folder(self._desk.folder, written, "[]", more))
            self._desk.now += 1
            publications = self._desk.store.publications
            publications.keep(self._desk.now, draft.generation)
            publications.note(self._desk.now, draft.generation.id, Event.PUBLISHED, "cli:root")

    def changes(self, groups: frozenset[str] = EVERYBODY) -> list[tuple[Change, str]]:
        return [
            (each.change, (each.new or each.old).text)  # type: ignore[union-attr]  # one of the two is there
            for published in self.archive.recent(groups)
            for book in published.differences
            for each in book.changes
        ]

    def texts(self, *names: str, groups: frozenset[str] = EVERYBODY) -> list[str | None]:
        found = self.archive.versions(names, groups)
        return [each.clause.text if each.clause else None for each in found]


@pytest.fixture
def history(desk: Desk) -> History:
    return History(desk)


def test_each_publication_has_its_changes_the_newest_first(history: History) -> None:
    assert not history.archive.has_changes()
    history.publishes(chapter(), chapter(LATER), chapter(LATER, OTHER))
    assert history.archive.has_changes()
    assert history.changes() == [(Change.CHANGED, OTHER), (Change.CHANGED, LATER)]
    first = history.archive.change(2, EVERYBODY)
    assert first
    assert [each.new.text for each in first.differences[0].changes if each.new] == [LATER]
    assert history.archive.change(1, EVERYBODY) is None
    assert history.archive.change(9, EVERYBODY) is None


def test_a_clause_has_its_versions_also_under_the_number_that_it_had(history: History) -> None:
    moved = chapter(LATER, OTHER, "1.3").replace('number: "1.3"', 'number: "1.3", formerly: ["1.2"]')
    history.publishes(chapter(), chapter(LATER), chapter(LATER, OTHER), moved)
    assert history.texts("code/1.1") == [LATER, LATE]
    assert history.texts("code/1.3", "code/1.2") == [OTHER, OTHER, LEAVE]


def test_a_clause_that_is_gone_has_its_versions_and_its_end(history: History) -> None:
    gone = chapter().replace(f'  - {{number: "1.2", title: 年假, text: {LEAVE}}}\n', "")
    history.publishes(chapter(), gone)
    assert history.texts("code/1.2") == [None, LEAVE]


def test_a_clause_for_some_readers_is_in_nobody_elses_history(history: History) -> None:
    history.publishes(SECRET, SECRET.replace(LEAVE, OTHER), SECRET.replace(LEAVE, OTHER).replace(LATE, LATER))
    assert history.changes() == [(Change.CHANGED, LATER)]
    assert history.changes(MANAGERS) == [(Change.CHANGED, LATER), (Change.CHANGED, OTHER)]
    assert history.texts("code/1.2") == []
    assert history.texts("code/1.2", groups=MANAGERS) == [OTHER, LEAVE]


def test_what_was_open_by_mistake_is_not_shown_once_it_no_longer_is(history: History) -> None:
    gone = chapter().replace(f'  - {{number: "1.2", title: 年假, text: {LEAVE}}}\n', "")
    history.publishes(gone, chapter(), SECRET, gone.replace(LATE, LATER))
    assert history.changes() == [(Change.CHANGED, LATER)]
    assert history.texts("code/1.2") == []
    assert history.archive.change(2, EVERYBODY) is None
