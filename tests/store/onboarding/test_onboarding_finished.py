"""Who has finished, who has left, and whose signed clauses say something else now, is known without reading all."""

from dataclasses import replace
from datetime import date

import pytest
from bot.onboarding.path import Path, Stage
from bot.onboarding.progress import Ending, StageClosed
from bot.store import Store
from bot.store.onboarding import onboardings

from tests.store.enrolments import AT, DAY, HERE, NOW, clause, newcomer

PATH = Path(
    "general", "路径", (Stage("first", "第一天", 1, 1, "欢迎", ()), Stage("new", "后来加的", 2, 2, "", ()))
)


def test_who_has_finished_is_looked_at_no_more_and_is_still_on_the_path(any_store: Store) -> None:
    on = any_store.onboarding
    on.enrol(NOW, newcomer(), "U9")
    on.enrol(NOW, replace(newcomer("U2"), manager=""), "U9")
    assert on.finish(NOW, "U1")
    assert not on.finish(NOW + 1, "U1")
    assert [each.enrolment.person for each in on.unfinished()] == ["U2"]
    assert [each.enrolment.person for each in on.unfinished(since=NOW)] == ["U1", "U2"]
    assert [each.enrolment.person for each in on.unfinished(since=NOW + 1)] == ["U2"]
    assert [each.enrolment.person for each in on.unfinished(since=NOW, manager="U9")] == ["U1"]
    assert {each.enrolment.person: each.is_finished for each in on.enrolments()} == {"U1": True, "U2": False}
    assert on.managers() == {"U1": "U9", "U2": ""}


def test_everybody_is_read_in_pieces_by_their_first_day(
    any_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onboardings, "_AT_ONCE", 2)
    for number in range(5):
        any_store.onboarding.enrol(NOW, newcomer(f"U{number}", date(2026, 4, 9 - number)), "")
    assert [each.enrolment.person for each in any_store.onboarding.everybody()] == [
        "U4",
        "U3",
        "U2",
        "U1",
        "U0",
    ]


def test_a_stage_that_is_written_later_is_not_for_those_who_have_finished(any_store: Store) -> None:
    on = any_store.onboarding
    for person in ("U1", "U2"):
        on.enrol(NOW, newcomer(person), "U9")
        on.record(person, StageClosed("first", Ending.DONE, AT))
    on.finish(NOW, "U1")
    finished, other = (on.enrolment_of(person) for person in ("U1", "U2"))
    assert finished
    assert other
    assert [stage.id for stage in finished.on(PATH).path.stages] == ["first"]
    assert other.on(PATH).path == PATH


def test_a_restart_is_not_finished(any_store: Store) -> None:
    on = any_store.onboarding
    on.enrol(NOW, newcomer(), "U9")
    on.finish(NOW, "U1")
    on.restart(NOW + 1, newcomer(), "U9")
    assert [each.is_finished for each in on.unfinished()] == [False]


def test_who_leaves_is_on_no_path_and_goes_with_nobody(any_store: Store) -> None:
    on = any_store.onboarding
    for person, buddy, manager in (("U1", "U8", "U9"), ("U9", "U1", "U1"), ("U3", "U8", "U7")):
        on.enrol(NOW, replace(newcomer(person), buddy=buddy, manager=manager), "")
    assert on.leave(NOW, "U1")
    assert not on.leave(NOW, "U1")
    assert on.enrolment_of("U1") is None
    there = {each.enrolment.person: each.enrolment for each in on.enrolments()}
    assert {name: (each.buddy, each.manager) for name, each in there.items()} == {
        "U9": ("", ""),
        "U3": ("U8", "U7"),
    }


def test_what_was_said_lately_is_counted_over_all_people(any_store: Store) -> None:
    on = any_store.onboarding
    for number, person in enumerate(["U1", "U2", "U3"]):
        on.enrol(NOW, newcomer(person), "")
        on.post_once(NOW + number * 10, person, "", {f"p{number}": HERE})
    assert [on.posted_within(NOW + 20, seconds) for seconds in (21, 20, 15, 5, 0)] == [3, 2, 2, 1, 0]
    assert on.posted_within(NOW + 5, 60) == 1  # the others were written by a clock that was ahead


@pytest.mark.parametrize(
    ("signed", "now", "told"),
    [
        pytest.param(["甲"], "甲", False, id="as it stands"),
        pytest.param(["甲"], "乙", True, id="in another text"),
        pytest.param(["甲", "乙"], "乙", False, id="again, as it stands"),
        pytest.param(["甲", "乙"], "甲", True, id="as it stood once, but not last"),
        pytest.param(["甲"], None, False, id="which is gone"),
        pytest.param([], "甲", False, id="never"),
    ],
)
def test_who_signed_another_text_is_found(
    any_store: Store, signed: list[str], now: str | None, *, told: bool
) -> None:
    any_store.onboarding.enrol(NOW, newcomer(), "")
    for day, text in enumerate(signed):
        stage = f"stage {day}"  # wherever it was signed
        any_store.signatures.sign(NOW + day * DAY, "U1", stage, [clause(text=text), clause("2.2", "别的")])
    current = {
        each.name: each.digest for each in [clause("2.2", "别的"), *([clause(text=now)] if now else [])]
    }
    assert any_store.signatures.outdated(current) == (frozenset({"U1"}) if told else frozenset())


def test_what_was_signed_before_a_restart_or_on_a_path_that_ended_is_not_signed_again(
    any_store: Store,
) -> None:
    for person in ("U1", "U2"):
        any_store.onboarding.enrol(NOW, newcomer(person), "")
        any_store.signatures.sign(NOW, person, "first", [clause()])
    changed = {clause().name: clause(text="改了").digest}
    assert any_store.signatures.outdated(changed) == {"U1", "U2"}
    any_store.onboarding.restart(NOW, newcomer("U1", date(2026, 4, 1)), "")
    any_store.onboarding.end(NOW, "U2", "U9")
    assert any_store.signatures.outdated(changed) == frozenset()
