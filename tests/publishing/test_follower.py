"""A process publishes what changes in its folder, and changes over to what counts, whoever published it."""

import os
import shutil
from pathlib import Path

import pytest
from bot.generation import Event
from bot.knowledge import KnowledgeError
from bot.publishing import TroubleKind, read_draft, start
from bot.publishing.following import submission
from bot.publishing.following.submission import NotCarriedOutError, read, submit
from bot.store import Condition, StoreError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from tests.publishing.desks import Desk, Process
from tests.publishing.folders import GOLDEN, LATE, LATER, a_folder, chapter

BROKEN = "chapter: 1\ntitle: 考勤\nclauses: [{number: x}]\n"


@pytest.fixture
def process(desk: Desk) -> Process:
    """A process that has begun with the folder as it is."""
    return Process(desk, a_folder(desk.folder))


def test_a_start_publishes_what_is_in_the_folder(desk: Desk, process: Process) -> None:
    assert desk.counting == read_draft(desk.folder).generation.id == process.rules().generation
    assert [each.by for each in desk.store.publications.log()] == ["bot"]


def test_a_start_with_what_counts_examines_and_writes_nothing(
    desk: Desk, process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def seen(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    def examined(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(submission, "read_draft", examined)
    event.listen(desk.store.engine, "before_cursor_execute", seen)
    begun = start(desk.folder, desk.publisher, desk.now)
    event.remove(desk.store.engine, "before_cursor_execute", seen)
    assert begun.generation == desk.counting
    assert [clause.text for clause in begun.knowledge.library.clauses] == [
        clause.text for clause in process.rules().library.clauses
    ]
    assert [each.split()[0] for each in asked if not each.startswith("BEGIN")] == ["SELECT"]


def test_a_change_counts_once_nobody_writes_any_more(desk: Desk, process: Process) -> None:
    a_folder(desk.folder, chapter(LATER))
    process.looks(1)
    assert process.text() == LATE
    assert process.looks(1) is None
    assert process.text() == LATER
    assert desk.counting == process.rules().generation


def test_where_nothing_changes_nothing_is_published(desk: Desk, process: Process) -> None:
    rules = process.rules()
    os.utime(desk.folder / "code/01.yaml", (1, 1))
    assert process.looks(3) is None
    assert process.rules() is rules
    assert len(desk.store.publications.log()) == 1


@pytest.mark.parametrize("works", [submit, read])
def test_where_the_process_that_reads_ends_it_is_told_and_tried_again_later(
    desk: Desk, process: Process, monkeypatch: pytest.MonkeyPatch, works: object
) -> None:
    able, tries = process.follower.carry_out, list[object]()

    def carry_out(work: object, *args: object) -> object:
        if work is not works:
            return able(work, *args)  # type: ignore[arg-type]  # as it is called
        tries.append(work)
        raise NotCarriedOutError

    with monkeypatch.context() as patched:
        patched.setattr(process.follower, "carry_out", carry_out)
        if works is submit:
            a_folder(desk.folder, chapter(LATER))
        else:
            Desk(desk.store, desk.folder.with_name("elsewhere"), desk.cache).publish(chapter(LATER))
        trouble = process.looks(5)
        assert trouble is not None
        assert trouble.kind is TroubleKind.INTERRUPTED
        assert len(tries) == 1
        assert process.text() == LATE
    desk.now += 61
    assert process.looks() is None
    assert process.text() == LATER


def test_with_a_fault_the_old_book_goes_on_and_the_fault_has_its_place(desk: Desk, process: Process) -> None:
    a_folder(desk.folder, BROKEN)
    trouble = process.looks()
    assert trouble is not None
    assert trouble.kind is TroubleKind.BROKEN
    assert [(issue.path.name, issue.line) for issue in trouble.issues][:1] == [("01.yaml", 3)]
    assert process.text() == LATE
    a_folder(desk.folder, chapter(LATER))
    assert process.looks() is None
    assert process.text() == LATER


def test_what_a_gate_holds_back_waits_until_it_is_mended(desk: Desk, process: Process) -> None:
    a_folder(desk.folder, chapter(second="1.3"), GOLDEN.replace("1.2", "1.3"))
    trouble = process.looks()
    assert trouble is not None
    assert (trouble.kind, process.text("1.2")) == (TroubleKind.HELD, process.text("1.2"))
    a_folder(desk.folder)
    assert process.looks() is None


def test_what_was_held_back_counts_once_somebody_publishes_it_by_name(desk: Desk, process: Process) -> None:
    written, golden = chapter(second="1.3"), GOLDEN.replace("1.2", "1.3")
    a_folder(desk.folder, written, golden)
    assert process.looks() is not None
    desk.publish(written, golden, overrule="1.2 已废止")
    assert process.looks() is None
    assert process.rules().generation == desk.counting


def test_a_process_takes_over_what_another_one_published(
    desk: Desk, process: Process, tmp_path: Path
) -> None:
    without_folder = Process(desk, tmp_path / "nowhere")
    assert without_folder.text() == LATE
    a_folder(desk.folder, chapter(LATER))
    process.looks()
    assert without_folder.looks(1) is None
    assert without_folder.text() == LATER


def test_what_is_restored_counts_everywhere_and_stays(desk: Desk, process: Process) -> None:
    first = desk.counting
    a_folder(desk.folder, chapter(LATER))
    process.looks()
    desk.store.publications.note(desk.now, first, Event.RESTORED, "cli:root")
    process.looks()
    assert process.text() == LATE
    again = Process(desk, desk.folder)
    assert again.text() == LATE
    assert again.follower.trouble is not None
    assert again.follower.trouble.kind is TroubleKind.OLDER
    a_folder(desk.folder, chapter(LATER + "再犯记过。"))
    assert again.looks() is None
    assert again.text() == LATER + "再犯记过。"


def test_an_older_release_that_starts_again_does_not_go_back(desk: Desk, tmp_path: Path) -> None:
    old = a_folder(tmp_path / "old")
    Process(desk, old)
    desk.now = 4e9  # years after all files were written
    new = Process(desk, a_folder(desk.folder, chapter(LATER)))
    restarted = Process(desk, old)
    assert (restarted.text(), new.text()) == (LATER, LATER)
    assert restarted.follower.trouble is not None


def test_a_folder_that_was_taken_back_while_nobody_watched_counts(desk: Desk, process: Process) -> None:
    a_folder(desk.folder, chapter(LATER))
    process.looks()
    a_folder(desk.folder)
    assert Process(desk, desk.folder).text() == LATE


def test_a_folder_that_is_broken_at_the_start_keeps_nobody_from_what_counted(
    desk: Desk, process: Process
) -> None:
    a_folder(desk.folder, BROKEN)
    again = Process(desk, desk.folder)
    assert again.text() == process.text() == LATE
    assert again.follower.trouble is not None
    assert again.follower.trouble.kind is TroubleKind.BROKEN


@pytest.mark.parametrize("written", [None, BROKEN], ids=["no folder", "a broken folder"])
def test_where_nothing_was_ever_published_a_start_needs_a_folder_in_order(
    desk: Desk, written: str | None
) -> None:
    if written:
        a_folder(desk.folder, written)
    with pytest.raises(KnowledgeError):
        Process(desk, desk.folder)
    assert desk.counting == ""


def test_the_swap_of_a_link_is_a_change(desk: Desk, tmp_path: Path) -> None:
    """As Kubernetes mounts a ConfigMap: files are links into a folder behind one link, which is swapped."""
    mounted = a_folder(desk.folder) / "code"
    for version, late in (("..1", LATE), ("..2", LATER)):
        shutil.copytree(a_folder(tmp_path / version, chapter(late)) / "code", mounted / version)
    for name in ("book.yaml", "01.yaml"):
        (mounted / name).unlink()
        (mounted / name).symlink_to(f"..data/{name}")
    (mounted / "..data").symlink_to("..1")
    process = Process(desk, desk.folder)
    (mounted / "..new").symlink_to("..2")
    (mounted / "..new").rename(mounted / "..data")
    process.looks()
    assert process.text() == LATER


def test_a_generation_of_a_newer_version_that_is_not_readable_changes_nothing(
    desk: Desk, process: Process
) -> None:
    unreadable = read_draft(desk.folder).generation.__class__({"code/book.yaml": "id: [code"})
    desk.store.publications.keep(1.0, unreadable)
    desk.store.publications.note(1.0, unreadable.id, Event.PUBLISHED, "cli:root")
    trouble = process.looks()
    assert trouble is not None
    assert (trouble.kind, process.text()) == (TroubleKind.UNREADABLE, LATE)
    desk.store.publications.note(1.0, process.follower.generation, Event.RESTORED, "cli:root")
    assert process.looks() is None


def test_a_change_that_met_no_database_is_published_once_there_is_one(
    desk: Desk, process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_folder(desk.folder, chapter(LATER))
    process.looks(1)
    with monkeypatch.context() as away:
        away.setattr(desk.store.publications, "keep", _away)
        with pytest.raises(StoreError):
            process.looks(1)
    assert process.looks(1) is None
    assert process.text() == LATER


def _away(*_: object) -> None:
    raise StoreError(Condition.AWAY)


STEPS = st.lists(st.sampled_from([chapter(), chapter(LATER), BROKEN, "restored", "looks"]), max_size=8)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_in_the_end_all_processes_have_what_counts(desk: Desk, steps: list[str]) -> None:
    """Whatever is written, restored and looked at in between; and never a broken book."""
    process = Process(desk, a_folder(desk.folder))
    other = Process(desk, desk.folder.parent / "nowhere")
    first = desk.store.publications.log()[0].generation
    for step in steps:
        if step == "restored":
            desk.store.publications.note(desk.now, first, Event.RESTORED, "cli:root")
        elif step == "looks":
            process.looks()
        else:
            a_folder(desk.folder, step)
    process.looks(), other.looks()
    assert process.rules().generation == other.rules().generation == desk.counting
    assert process.text() == other.text() in {LATE, LATER}
