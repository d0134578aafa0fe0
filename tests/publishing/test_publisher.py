"""What passes the gate counts; what does not, counts only by name; and all of it is written down."""

from dataclasses import replace
from pathlib import Path

import pytest
from bot.answering import Responder
from bot.audit import Action
from bot.generation import Event
from bot.knowledge import IssueKind, Knowledge
from bot.publishing import Gate, read_draft
from bot.wording import Language, catalogue_for
from bot.wording.publishing import objection_lines

from tests.databases import rows
from tests.publishing import desks
from tests.publishing.desks import Desk
from tests.publishing.folders import GOLDEN, LATER, LEAVE, a_folder, chapter
from tests.responders import built


def test_what_is_published_last_counts(desk: Desk) -> None:
    first, second = desk.publish(), desk.publish(chapter(LATER))
    assert (first.is_new, second.is_new, second.objections) == (True, True, ())
    assert desk.counting == second.generation != first.generation


def test_what_counts_is_not_published_again(desk: Desk) -> None:
    assert [desk.publish().is_new for _ in range(2)] == [True, False]
    assert len(desk.store.publications.log()) == 1


def test_a_generation_comes_back_from_the_store_as_it_was(desk: Desk) -> None:
    verdict = desk.publish()
    assert desk.store.publications.kept(verdict.generation) == read_draft(desk.folder).generation
    assert desk.store.publications.kept("0" * 64) is None


def test_a_file_that_did_not_change_is_kept_once(desk: Desk) -> None:
    desk.publish()
    desk.publish(chapter(LATER))
    assert len(rows(desk.store, "generation_file")) == 6
    assert len(rows(desk.store, "file_content")) == 4


def test_what_counts_is_not_asked_what_the_draft_answers_right(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.publish()
    made = list[Knowledge]()

    def kept(knowledge: Knowledge, cache: Path) -> Responder:
        made.append(knowledge)
        return built(knowledge, cache)

    monkeypatch.setattr(desks, "built", kept)
    assert desk.publish(chapter(LATER)).is_new
    assert [each.library.by_name["code/1.1"].text for each in made] == [LATER]


def test_a_new_gap_in_the_numbers_does_not_pass(desk: Desk) -> None:
    first = desk.publish()
    held = desk.publish(chapter(second="1.3"), golden=GOLDEN.replace("1.2", "1.3"))
    assert [each.gate for each in held.objections] == [Gate.CHECK]
    assert desk.counting == first.generation


def test_a_clause_in_force_that_was_only_given_a_later_day_does_not_pass(desk: Desk) -> None:
    first = desk.publish()
    held = desk.publish(chapter().replace("上班迟到,", "上班迟到, effective: 2999-01-01,"))
    assert [(each.path.name, each.line, each.kind) for each in held.objections[0].errors] == [
        ("01.yaml", 4, IssueKind.AMENDED_IN_PLACE)
    ]
    assert desk.counting == first.generation
    for language in Language:
        _, line = objection_lines(held.objections[0], catalogue_for(language))
        assert "01.yaml:4: " in line
        assert "revisions" in line


def test_a_gap_that_is_in_use_keeps_nothing_from_being_amended(desk: Desk) -> None:
    golden = GOLDEN.replace("1.2", "1.3")
    desk.publish(chapter(second="1.3"), golden)
    amended = desk.publish("# 修订\n\n" + chapter(LATER, second="1.3"), golden)
    assert amended.objections == ()
    assert desk.counting == amended.generation


def test_golden_questions_that_are_answered_worse_do_not_pass(desk: Desk) -> None:
    desk.publish()
    held = desk.publish(
        chapter(LEAVE.replace("年假", "年假有几天，"), "此处待补充细则。").replace(
            "title: 年假", "title: 细则"
        )
    )
    assert [(each.gate, each.questions) for each in held.objections] == [(Gate.GOLDEN, ("年假有几天",))]


def test_a_golden_question_that_is_new_or_gone_is_not_compared(desk: Desk) -> None:
    desk.publish(golden="- {question: 年假有几天, clauses: [code/1.1]}\n")
    amended = desk.publish(chapter(LATER), golden="- {question: 食堂在哪里, clauses: [code/1.1]}\n")
    assert amended.objections == ()


def test_a_gate_is_overruled_by_name_and_that_is_recorded(desk: Desk) -> None:
    desk.publish()
    desk.publish(chapter(second="1.3"), golden="[]", overrule="1.2 已废止")
    first, second = desk.store.publications.log()
    assert (first.overruled, second.overruled, second.by) == ("", "1.2 已废止", "cli:root")
    done = [link.record.action for link in desk.store.audit.chain()]
    assert done == [Action.PUBLISHED, Action.PUBLISHED, Action.OVERRULED]
    assert desk.store.audit.verify().fault is None


def test_what_was_examined_beside_something_that_no_longer_counts_is_examined_anew(desk: Desk) -> None:
    desk.publish()
    gap = read_draft(a_folder(desk.folder, chapter(second="1.3"), "[]"))
    other = read_draft(a_folder(desk.folder, chapter("此处待补充。"), "[]")).generation
    desk.store.publications.keep(2.0, other)

    def built(knowledge: Knowledge) -> Responder:
        desk.store.publications.note(2.0, other.id, Event.PUBLISHED, "U1")
        return desk.built(knowledge)

    meanwhile = replace(desk.publisher, built=built)
    assert [each.gate for each in meanwhile.publish(3.0, gap, "bot").objections] == [Gate.CHECK]
    a_folder(desk.folder, chapter(LATER))
    verdict = meanwhile.publish(4.0, read_draft(desk.folder), "bot")
    assert desk.counting == verdict.generation


def test_where_nothing_stands_against_it_nothing_is_overruled(desk: Desk) -> None:
    desk.publish(overrule="以防万一")
    assert desk.store.publications.log()[0].overruled == ""


def test_an_older_generation_is_restored_and_nothing_is_lost(desk: Desk) -> None:
    first, second = desk.publish(), desk.publish(chapter(LATER))
    assert desk.store.publications.note(9.0, first.generation, Event.RESTORED, "cli:root")
    assert desk.counting == first.generation
    assert [each.generation for each in desk.store.publications.log()] == [
        first.generation,
        second.generation,
        first.generation,
    ]


def test_what_was_withdrawn_may_be_proposed_again_and_not_be_published_by_a_decision_before(
    desk: Desk,
) -> None:
    desk.publish()
    draft = read_draft(a_folder(desk.folder, chapter(LATER))).generation
    publications = desk.store.publications
    publications.keep(2.0, draft)
    steps = [Event.WITHDRAWN, Event.PROPOSED, Event.WITHDRAWN, Event.WITHDRAWN]
    assert [publications.note(3.0, draft.id, event, "bot") for event in steps] == [False, True, True, False]
    assert not publications.note(4.0, draft.id, Event.PUBLISHED, "U1", is_decision=True)
    assert publications.note(5.0, draft.id, Event.PROPOSED, "bot")


def test_what_was_proposed_is_declined_once_and_not_proposed_again(desk: Desk) -> None:
    desk.publish()
    draft = read_draft(a_folder(desk.folder, chapter(LATER))).generation
    publications = desk.store.publications
    publications.keep(2.0, draft)
    steps = [Event.PROPOSED, Event.PROPOSED, Event.DECLINED, Event.DECLINED, Event.PROPOSED, Event.PUBLISHED]
    done = [publications.note(3.0, draft.id, event, "U1") for event in steps]
    assert done == [True, False, True, False, False, True]
