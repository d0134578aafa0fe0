"""What was published before, as readers may see it today."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from bot.answering import Thread
from bot.generation import Event, Generation
from bot.knowledge import Knowledge, KnowledgeError
from bot.publishing import Archive, read_draft
from bot.publishing.changes.draft import read_generation
from bot.rulebook.editions.comparison import Change
from bot.slack.blocks.messages import messages
from bot.slack.blocks.reply_row import reply_row
from bot.wording import Language, catalogue_for

from tests.counted_calls import calls
from tests.publishing.desks import Desk, Process
from tests.publishing.folders import LATE, LATER, LEAVE, a_folder, chapter

EVERYBODY, MANAGERS = frozenset[str](), frozenset({"code/管理层"})
SECRET = chapter().replace(f"text: {LEAVE}", f"audience: [管理层], text: {LEAVE}")
OTHER = "年假每年二十天。"


class History:
    """Publishes one chapter after the other."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.archive = Archive(desk.store.publications)

    def publishes(self, *chapters: str, members: str = "S0123ABCD") -> None:
        for written in chapters:
            more = f"audiences: {{管理层: [{members}]}}\n"
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


def test_what_a_process_answers_from_is_not_read_again(desk: Desk) -> None:
    desk.publish()
    process = Process(desk, desk.folder)
    a_folder(desk.folder, chapter(LATER))
    process.looks()
    assert process.text() == LATER
    publications = desk.store.publications
    knowing, reading = Archive(publications, process.follower.library), Archive(publications)
    assert knowing.recent(EVERYBODY) == reading.recent(EVERYBODY)
    assert len(knowing.recent(EVERYBODY)) == 1
    known, unknown = (
        calls(partial(each.recent, EVERYBODY))
        for each in (Archive(publications, process.follower.library), Archive(publications))
    )
    assert known * 3 < unknown


def test_a_clause_that_stands_under_another_heading_has_a_version_that_says_so(history: History) -> None:
    history.publishes(chapter(), chapter().replace("title: 考勤", "title: 纪律"))
    assert history.changes() == [(Change.MOVED, LATE), (Change.MOVED, LEAVE)]
    newest, _ = history.archive.versions(["code/1.1"], EVERYBODY)
    assert newest.clause
    assert newest.clause.heading.label == "第一章 纪律"


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


ZONE = "Asia/Shanghai"
REVISED = chapter().replace(LATE, f"{LATE}, revisions: [{{effective: 2026-03-10, text: {LATER}}}]")


def said(history: History, asked: str, groups: frozenset[str] = EVERYBODY) -> str:
    """What is said of a clause on another day, once the last edition counts."""
    desk = history._desk
    knowledge = read_draft(desk.folder).knowledge
    responder = desk.built(knowledge.within(knowledge.in_force(date(2026, 6, 1)).library.seen_by(groups)))
    reply = replace(responder, earlier=lambda day: history.archive.edition(day, groups, ZONE))(asked)
    return str([message.blocks for message in messages(reply, catalogue_for(Language.CHINESE))])


def on(history: History, day: int, written: str, members: str = "S0123ABCD") -> None:
    """It is published at noon of a day in March."""
    history._desk.now = datetime(2026, 3, day, 12, tzinfo=ZoneInfo(ZONE)).timestamp()
    history.publishes(written, members=members)


def test_a_text_that_was_edited_in_place_reads_on_an_earlier_day_as_it_was_published(
    history: History,
) -> None:
    on(history, 1, chapter())
    on(history, 5, chapter(LATER))
    on(history, 9, chapter(LATER, OTHER))
    shown = said(history, "1.1 @2026-03-04")
    assert LATE in shown
    assert "2026-03-01 发布的那一版" in shown
    assert LATER in said(history, "1.1 @2026-03-05")  # since the noon of that day
    assert LEAVE in said(history, "1.2 2026年3月8日的规定")
    assert "发布的那一版" not in said(history, "1.1 @2026-03-09")
    assert "发布的那一版" not in said(history, "1.1 @2026-02-28")  # nothing was kept then


def test_a_clause_that_is_gone_reads_on_an_earlier_day_as_it_was_published(history: History) -> None:
    on(history, 1, chapter())
    on(history, 5, chapter().split('  - {number: "1.2"')[0])
    assert LEAVE in said(history, "1.2 @2026-03-02")
    gone = said(history, "1.2 @2026-03-05")
    on(history, 8, chapter(LATER))
    assert "里面没有这一条，或者现在不能给您看" in said(history, "1.2 @2026-03-06")
    assert "没有这一条" in gone


def test_what_the_file_says_of_its_days_counts_however_it_was_published(history: History) -> None:
    on(history, 1, chapter(OTHER))
    on(history, 5, REVISED)
    shown = said(history, "1.1 @2026-03-02")
    assert LATE in shown
    assert OTHER not in shown


def test_nobody_reads_of_an_earlier_day_what_they_may_not_see_today_or_could_not_then(
    history: History,
) -> None:
    on(history, 1, chapter())
    on(history, 5, SECRET)
    assert LEAVE not in said(history, "1.2 @2026-03-02")
    on(history, 7, chapter(leave=OTHER))
    assert LEAVE not in said(history, "1.2 @2026-03-06")
    assert LEAVE in said(history, "1.2 @2026-03-06", MANAGERS)


GYM = "健身卡每人一张。"


def with_more(*clauses: str) -> str:
    """The chapter with these clauses in the place of the one on leave."""
    return chapter().split('  - {number: "1.2"')[0] + "".join(f"  - {{{clause}}}\n" for clause in clauses)


FORMERLY, BARE = ', formerly: ["1.2"]', ""


@pytest.mark.parametrize("formerly", [FORMERLY, BARE])
@pytest.mark.parametrize("taken", [(), (f'number: "1.2", title: 健身, text: {GYM}',)])
def test_a_clause_with_other_readers_today_is_not_shown_under_the_number_that_it_had(
    history: History, formerly: str, taken: tuple[str, ...]
) -> None:
    on(history, 1, chapter())
    moved = f'number: "1.3", title: 年假, text: {LEAVE}, audience: [管理层]{formerly}'
    on(history, 5, with_more(*taken, moved))
    assert LEAVE not in said(history, "1.2 @2026-03-02")
    assert LEAVE in said(history, "1.2 @2026-03-02", MANAGERS)
    assert LEAVE not in str((history.texts("code/1.2"), history.changes()))


def test_two_clauses_that_changed_their_numbers_are_told_apart_by_their_words(history: History) -> None:
    on(history, 1, chapter())
    first = f'{{number: "1.1", title: 年假, text: {LEAVE}, formerly: ["1.2"]}}'
    second = f'{{number: "1.2", title: 上班迟到, text: {LATE}, formerly: ["1.1"], audience: [管理层]}}'
    on(history, 5, f"chapter: 1\ntitle: 考勤\nclauses: [{first}, {second}]\n")
    assert LATE not in said(history, "1.1 @2026-03-02") + said(history, "1.1、1.2 @2026-03-02")
    assert LEAVE in said(history, "1.2 @2026-03-02")


def test_an_open_clause_whose_number_a_restricted_one_took_is_shown(history: History) -> None:
    on(history, 1, chapter())
    dismissals = 'number: "1.2", title: 裁员名单, text: 裁员名单由董事会定。, audience: [管理层]'
    on(history, 5, with_more(dismissals, f'number: "1.3", title: 年假, text: {LEAVE}'))
    assert LEAVE in said(history, "1.2 @2026-03-02")


def test_nothing_is_shown_of_what_counted_before_a_publication_that_cannot_be_read(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(history, 1, chapter())
    on(history, 3, SECRET)
    on(history, 5, with_more())

    def refuse_restricted(kept: Generation) -> Knowledge:
        read = read_generation(kept)
        if any(clause.restriction for clause in read.library.clauses):
            raise KnowledgeError(())
        return read

    monkeypatch.setattr("bot.publishing.history.archive.read_generation", refuse_restricted)
    assert LEAVE not in said(history, "1.2 @2026-03-02")
    assert history.texts("code/1.2") == []


def test_who_joined_an_audience_later_does_not_read_what_it_alone_could_read_before(
    history: History,
) -> None:
    on(history, 1, SECRET)
    others = with_more(f'number: "1.3", title: 健身, text: {GYM}, audience: [管理层]')
    on(history, 5, others, members="U0LEAD001")
    assert LEAVE not in said(history, "1.2 @2026-03-02", MANAGERS)


def test_the_edition_of_a_day_alone_says_which_clauses_there_were(history: History) -> None:
    on(history, 1, with_more(f'number: "1.3", title: 健身, text: {GYM}'))
    on(history, 5, chapter())
    whole = said(history, "第一章 @2026-03-02")
    assert LATE in whole
    assert GYM in whole
    assert LEAVE not in whole
    assert LEAVE not in said(history, "1.2 @2026-03-02")


def test_a_clause_that_was_renumbered_is_found_by_both_numbers(history: History) -> None:
    on(history, 1, chapter())
    on(history, 5, with_more(f'number: "1.4", title: 年假, text: {OTHER}, formerly: ["1.2"]'))
    assert LEAVE in said(history, "1.2 @2026-03-02")
    assert LEAVE in said(history, "1.4 @2026-03-02")


def test_what_was_for_some_readers_then_is_not_said_to_have_been_in_force_in_other_words(
    history: History,
) -> None:
    on(history, 1, SECRET)
    on(history, 5, chapter(leave=OTHER))
    shown = said(history, "1.2 @2026-03-02")
    assert OTHER not in shown
    assert LEAVE not in shown


def test_nothing_that_acts_on_the_clause_of_today_hangs_on_what_was_published_before(
    history: History,
) -> None:
    on(history, 1, chapter())
    on(history, 5, chapter(LATER))
    desk = history._desk
    read = desk.built(read_draft(desk.folder).knowledge)
    responder = replace(read, earlier=lambda day: history.archive.edition(day, EVERYBODY, ZONE))
    turn = responder.turn("1.1 @2026-03-02", responder.turn("1.2", Thread()).thread)
    assert turn.thread == Thread()
    assert reply_row(turn.reply, "a1", catalogue_for(Language.CHINESE)) == ()
