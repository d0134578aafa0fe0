"""What a report makes of history: replies that came late, and clauses under the name that they have today."""

from bot.inquiries import Outcome
from bot.report import CountedQuestion, Figure, Handled, History, report

from tests.small_books import book, library

BOOKS = library(book({"1": {"1.1": "甲。", "1.2": "乙。"}, "2": {"2.1": "丙。"}}))


def made(history: History, now: float = 100.0) -> dict[Figure, float]:
    return dict(report(history, BOOKS, lambda since: since + 24, now).figures)


def test_a_reply_is_late_after_its_time_and_so_is_one_that_has_not_come_by_then() -> None:
    waited = (Handled(10, 34), Handled(10, 35), Handled(70, 0.0), Handled(80, 0.0))
    figures = made(History(letters=waited[:2], items=waited[2:]))
    assert (figures[Figure.LATE], figures[Figure.WAITING]) == (2, 2)


def test_without_a_question_no_share_is_made_of_nothing() -> None:
    assert set(made(History()).values()) == {0}
    found = report(History(), BOOKS, lambda since: since, 0.0)
    assert {found.written(figure) for figure in Figure if figure.is_share} == {"–"}
    asked = History((CountedQuestion(Outcome.ANSWER, ""),))
    assert report(asked, BOOKS, lambda since: since, 0.0).written(Figure.REFUSED_SHARE) == "0%"


def test_answers_are_counted_by_chapter_and_what_never_answered_is_named() -> None:
    names = ("code/1.1", "code/1.1", "code/2.1", "code/9.9")
    asked = tuple(CountedQuestion(Outcome.ANSWER, "", clauses=(name,)) for name in names)
    found = report(History(asked), BOOKS, lambda since: since, 0.0)
    assert [count for _, count in found.chapters] == [2, 1]
    assert [(clause.name, count) for clause, count in found.shown] == [("code/1.1", 2), ("code/2.1", 1)]
    assert [clause.name for clause in found.unseen] == ["code/1.2"]
