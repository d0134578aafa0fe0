"""What is signed again after clauses changed."""

from bot.onboarding.signatures import changed_clauses, last_signed
from bot.rulebook import Library

from tests.onboarding.journeys import CLAUSES, FIRST, LIBRARY, SECOND, changed, later, signature

NEW = "早班 9:00 上班。提前 10 分钟到岗。"
SIGNED = signature(FIRST, CLAUSES["1.1"], CLAUSES["1.2"])


def test_nothing_is_signed_again_as_long_as_nothing_changed() -> None:
    assert changed_clauses([SIGNED], LIBRARY) == ()


def test_only_the_clause_that_changed_is_signed_again_beside_the_text_that_was_signed() -> None:
    (change,) = changed_clauses([SIGNED], changed(NEW))
    assert change.clause.text == NEW
    assert change.signed.text == CLAUSES["1.1"].text


def test_who_never_signed_the_clause_does_not_sign_the_change() -> None:
    assert changed_clauses([signature(SECOND, CLAUSES["2.1"])], changed(NEW)) == ()
    assert changed_clauses([], changed(NEW)) == ()


def test_what_is_gone_is_not_to_be_signed() -> None:
    assert changed_clauses([SIGNED], Library(())) == ()


def test_who_signed_the_change_is_done_until_the_next_one() -> None:
    again = signature(FIRST, changed(NEW).clauses[0], at=later(1))
    assert changed_clauses([SIGNED, again], changed(NEW)) == ()
    (back,) = changed_clauses([SIGNED, again], LIBRARY)
    assert back.signed.text == NEW


def test_the_last_signature_of_a_clause_counts() -> None:
    again = signature(FIRST, changed(NEW).clauses[0], at=later(1))
    assert {name: clause.text for name, clause in last_signed([SIGNED, again]).items()} == {
        "code/1.1": NEW,
        "code/1.2": CLAUSES["1.2"].text,
    }
