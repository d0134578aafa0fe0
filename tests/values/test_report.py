"""What a report makes of history: replies that came late, what so few did, clauses by the name that they have today."""

import random
from dataclasses import replace

from bot.inquiries import Complaint, Outcome
from bot.report import Counted, CountedOpinion, CountedQuestion, Figure, Handled, History, Report, report
from bot.tallies import ENOUGH_PEOPLE, Untold

from tests.small_books import book, library

BOOKS = library(book({"1": {"1.1": "甲。", "1.2": "乙。"}, "2": {"2.1": "丙。"}}))
NAMES = tuple(clause.name for clause in BOOKS.clauses)


def made(history: History, now: float = 100.0) -> Report:
    return report(history, BOOKS, lambda since: since + 24, now)


def asked(name: str, *people: str) -> tuple[CountedQuestion, ...]:
    return tuple(CountedQuestion(Outcome.ANSWER, clauses=(name,), person=person) for person in people)


def test_a_reply_is_late_after_its_time_and_so_is_one_that_has_not_come_by_then() -> None:
    waited = (Handled(10, 34), Handled(10, 35), Handled(70, 0.0), Handled(80, 0.0))
    found = made(History(letters=waited[:2], items=waited[2:]))
    assert (found.told(Figure.LATE), found.told(Figure.WAITING)) == (2, 2)


def test_without_a_question_no_share_is_made_of_nothing() -> None:
    found = made(History())
    assert set(found.figures.values()) == {0}
    assert [found.told(figure) for figure in Figure if figure.is_share] == [None, None]
    assert made(History(asked(NAMES[0], *"abcde"))).told(Figure.REFUSED_SHARE) == 0.0


def test_answers_are_counted_by_chapter_and_what_never_answered_is_named() -> None:
    history = (*asked(NAMES[0], *"abcdeabcde"), *asked(NAMES[2], *"abcde"), *asked("code/9.9", *"abcde"))
    found = made(History(history))
    assert [count for _, count in found.chapters] == [10, 5]
    assert [(clause.name, count) for clause, count in found.shown] == [("code/1.1", 10), ("code/2.1", 5)]
    assert [clause.name for clause in found.unseen] == ["code/1.2"]


def test_what_fewer_than_five_people_did_is_not_told_and_stands_behind_what_is() -> None:
    history = (*asked(NAMES[0], *"abcdefg"), *asked(NAMES[1], *"aabb"), *asked(NAMES[2], *"abcdeabcde"))
    found = made(History(history))
    assert [(clause.name, count) for clause, count in found.shown] == [
        ("code/2.1", 10),
        ("code/1.1", Untold.BESIDE),  # 11 in its chapter, less 7, would tell
        ("code/1.2", Untold.FEW),
    ]
    assert found.told(Figure.QUESTIONS) == 21


def test_answers_from_a_clause_that_is_gone_do_not_hide_what_can_be_worked_out() -> None:
    gone = asked("code/9.9", *"abcde")
    history = (*asked(NAMES[0], *"abcdeabcde"), *asked(NAMES[1], *"aa"), *asked(NAMES[2], *"abcdefgh"), *gone)
    found = made(History(history))
    told = [*dict(found.shown).values(), *dict(found.chapters).values()]
    assert dict(found.shown)[BOOKS.clauses[1]] is Untold.FEW
    assert {10, 12} - {*told}, "12 in its chapter, less 10, is 2"


def test_a_share_is_not_told_where_one_of_its_parts_is_not() -> None:
    refused = replace(asked("", "a")[0], outcome=Outcome.REFUSAL, clauses=())
    found = made(History((*asked(NAMES[0], *"abcde"), refused)))
    assert found.figures[Figure.REFUSED] is Untold.FEW
    assert isinstance(found.figures[Figure.REFUSED_SHARE], Untold)


def test_by_brute_force_every_count_that_is_told_is_right_and_of_five_people_or_more() -> None:
    chance = random.Random(3)  # noqa: S311  # no secret
    for _ in range(200):
        history = _any(chance)
        found = made(history)
        for figure, of in _by_hand(history).items():
            _is_right(found.figures[figure], of)
        for complaint, count in found.complaints.items():
            _is_right(count, [each for each in history.opinions if each.complaint is complaint])
        for clause, count in found.shown:
            answers = (each for each in history.questions if each.outcome is Outcome.ANSWER)
            _is_right(count, [each for each in answers if each.clauses[0] == clause.name])
        for heading, count in found.chapters:
            names = {clause.name for clause in BOOKS.clauses if clause.heading == heading}
            about = (each for each in history.questions if each.outcome in {Outcome.ANSWER, Outcome.CHOICE})
            _is_right(count, [each for each in about if each.clauses[0] in names])


def _any(chance: random.Random) -> History:
    outcomes = [Outcome.ANSWER, Outcome.CHOICE, Outcome.REFUSAL, Outcome.COURTESY]

    def some(most: int) -> list[tuple[str, str]]:
        names = (*NAMES, "code/9.9")  # the last one is gone
        return [(chance.choice(names), chance.choice("abcdefghij")) for _ in range(chance.randrange(most))]

    return History(
        tuple(
            CountedQuestion(chance.choice(outcomes), clauses=(name,), person=person)
            for name, person in some(60)
        ),
        tuple(
            CountedOpinion(chance.choice([None, *Complaint]), clauses=(name,), person=person)
            for name, person in some(40)
        ),
        tuple(Handled(1.0, 0.0, clauses=(name,), person=person) for name, person in some(12)),
    )


def _by_hand(history: History) -> dict[Figure, list[Counted]]:
    def of(*outcomes: Outcome) -> list[Counted]:
        return [each for each in history.questions if each.outcome in outcomes]

    return {
        Figure.QUESTIONS: list(history.questions),
        Figure.ANSWERED: of(Outcome.ANSWER),
        Figure.OFFERED: of(Outcome.CHOICE),
        Figure.REFUSED: of(Outcome.REFUSAL),
        Figure.OTHERS: of(Outcome.COURTESY),
        Figure.USEFUL: [each for each in history.opinions if each.complaint is None],
        Figure.USELESS: [each for each in history.opinions if each.complaint],
        Figure.PASSED_ON: list(history.letters),
    }


def _is_right(count: float | Untold, of: list[Counted]) -> None:
    people = {each.person for each in of}
    if isinstance(count, Untold):
        assert (count is Untold.FEW) == (len(people) < ENOUGH_PEOPLE)
    else:
        assert count == len(of)
        assert not of or len(people) >= ENOUGH_PEOPLE
