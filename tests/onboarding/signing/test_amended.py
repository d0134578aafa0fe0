"""What was read, asked and signed follows a clause through its texts and numbers."""

from dataclasses import replace
from datetime import date

from bot.onboarding.path import Reading, Signing
from bot.onboarding.progress import ClauseRead, Progress, open_steps
from bot.onboarding.quiz import OneOf, Quiz
from bot.onboarding.signatures import changed_clauses
from bot.rulebook import ClauseNumber, Library, Revision

from tests.onboarding.journeys import CLAUSES, FIRST, LIBRARY, NOON, later, signature, stage

CHANGE = date(2027, 1, 1)
BEFORE = date(2026, 12, 31)
NEW = "早班 9:00 上班。提前 10 分钟到岗。"
ENDURING = OneOf("q2", "提前几分钟？", CLAUSES["1.1"], "提前 10 分钟到岗。", ("10", "5"), 0)
PASSING = OneOf("q1", "几点上班？", CLAUSES["1.1"], "早班 8:30 上班。", ("8:30", "9:00"), 0)
COMING = OneOf("q3", "几点上班？", CLAUSES["1.1"], "早班 9:00 上班。", ("9:00", "8:30"), 0)


def _with(at: str, **changes: object) -> Library:
    """The library with one clause changed so."""
    [book] = LIBRARY.books
    clauses = (
        replace(each, **changes) if str(each.number) == at else each  # type: ignore[arg-type]  # any field
        for each in book.clauses
    )
    return Library((replace(book, clauses=tuple(clauses)),))


def _amended() -> Library:
    first = CLAUSES["1.1"]
    revisions = (Revision(first.effective, first.text), Revision(CHANGE, NEW))
    return _with("1.1", revisions=revisions)


def _renumbered(text: str = CLAUSES["1.1"].text) -> Library:
    """1.1 is 1.9 now."""
    return _with("1.1", number=ClauseNumber.parse("1.9"), formerly=(ClauseNumber.parse("1.1"),), text=text)


def test_a_quiz_asks_what_the_text_of_the_day_says() -> None:
    quiz = Quiz((PASSING, ENDURING, COMING), 0.5, 2)
    asked = [
        [question.id for question in found.questions]
        for day in (BEFORE, CHANGE)
        if (found := quiz.within(_amended().in_force(day)))
    ]
    assert asked == [["q1", "q2"], ["q2", "q3"]]


def test_what_is_read_and_signed_is_the_text_of_the_day() -> None:
    there = _amended().in_force(CHANGE)
    given = stage("first", ("1.1",), signs=True)
    within = given.within(there)
    assert [clause.text for clause in within.clauses] == [NEW]
    assert within.signing == Signing((there.by_name["code/1.1"],))


def test_a_change_is_signed_from_its_day_on() -> None:
    signed = [signature(FIRST, CLAUSES["1.1"])]
    assert changed_clauses(signed, _amended().in_force(BEFORE)) == ()
    [change] = changed_clauses(signed, _amended().in_force(CHANGE))
    assert change.clause.text == NEW


def test_a_new_number_is_not_signed_again_and_another_text_is_once() -> None:
    signed = [signature(FIRST, CLAUSES["1.1"])]
    assert changed_clauses(signed, _renumbered()) == ()
    [change] = changed_clauses(signed, _renumbered(NEW))
    assert (change.clause.name, change.signed.name) == ("code/1.9", "code/1.1")
    again = [*signed, signature(FIRST, change.clause, at=later(1))]
    assert changed_clauses(again, _renumbered(NEW)) == ()


def test_where_another_clause_bears_the_number_that_is_the_one_that_was_signed() -> None:
    there = _with("2.1", formerly=(ClauseNumber.parse("1.1"),))
    assert changed_clauses([signature(FIRST, CLAUSES["1.1"])], there) == ()


def test_what_was_read_under_the_old_number_is_read() -> None:
    given = stage("first", ("1.1",)).within(_renumbered())
    assert given.readings == (Reading(_renumbered().by_name["code/1.9"]),)
    assert open_steps(given, Progress()) == given.readings
    assert open_steps(given, Progress(read=(ClauseRead("code/1.1", NOON),))) == ()
