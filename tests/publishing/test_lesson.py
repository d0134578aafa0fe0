"""What an owner settles is tried first: nothing that is answered right today may be answered worse for it."""

import pytest
from bot.answering import Answer
from bot.desk import LearnedPair, Learning
from bot.knowledge import Knowledge
from bot.publishing import Teacher
from bot.rulebook import Library

from tests.publishing.desks import Desk, Process
from tests.publishing.folders import GOLDEN, LATER, a_folder, chapter

ASKED = "班车没赶上晚了怎么办"
SILENT = "食堂几点开门"


def pair(desk: Desk, question: str, number: str) -> LearnedPair:
    library = desk.publisher.knowledge(desk.counting).library
    clause = library.by_name[f"code/{number}"]
    return LearnedPair("", question, clause.name, clause.text_mark)


def learn(desk: Desk, *pairs: LearnedPair) -> None:
    learning = Learning(pairs, desk.store.learned.version())
    assert desk.store.learned.learn(desk.now, learning, "U9")


def answered(process: Process, question: str) -> str:
    reply = process.rules().responders.for_groups(frozenset())(question)
    return str(reply.citations[0].clause.number) if isinstance(reply, Answer) else ""


def test_a_pair_that_harms_nothing_is_accepted_and_answered_by_every_process(desk: Desk) -> None:
    desk.publish()
    one, other = (Process(desk, desk.folder) for _ in range(2))
    assert answered(one, ASKED) == ""
    lesson = Teacher(desk.publisher).examine([pair(desk, ASKED, "1.1")])
    assert (lesson.harms, lesson.is_answered) == ((), True)
    assert desk.store.learned.learn(desk.now, lesson.learning, "U9")
    for process in (one, other):
        process.looks()
        assert answered(process, ASKED) == "1.1"
        assert answered(process, "没赶上班车，晚了该怎么办？") == "1.1"
    later = Process(desk, desk.folder)
    later.looks(1)
    assert answered(later, ASKED) == "1.1"


def test_a_silent_golden_question_that_would_be_answered_is_named(desk: Desk) -> None:
    desk.publish(golden=GOLDEN + f"- {{question: {SILENT}, clauses: []}}\n")
    lesson = Teacher(desk.publisher).examine([pair(desk, SILENT, "1.2")])
    assert [(harm.question, harm.clause, harm.instead) for harm in lesson.harms] == [(SILENT, "", "code/1.2")]


def test_an_earlier_pair_that_would_lose_its_clause_is_named(desk: Desk) -> None:
    desk.publish()
    learn(desk, pair(desk, ASKED, "1.2"))
    lesson = Teacher(desk.publisher).examine([pair(desk, ASKED, "1.1")])
    assert [(harm.question, harm.clause, harm.instead) for harm in lesson.harms] == [
        (ASKED, "code/1.2", "code/1.1")
    ]


def test_what_is_dropped_is_answered_no_more(desk: Desk) -> None:
    desk.publish()
    learn(desk, pair(desk, ASKED, "1.1"))
    process = Process(desk, desk.folder)
    process.looks(1)
    assert answered(process, ASKED) == "1.1"
    desk.store.learned.drop(desk.now, [desk.store.learned.all()[0].id], "cli:root")
    process.looks(1)
    assert answered(process, ASKED) == ""


def test_a_pair_goes_when_its_clause_reads_otherwise(desk: Desk) -> None:
    desk.publish()
    learn(desk, pair(desk, ASKED, "1.1"))
    process = Process(desk, desk.folder)
    process.looks(1)
    a_folder(desk.folder, chapter(LATER))
    process.looks(3)
    assert process.text() == LATER
    assert answered(process, ASKED) == ""


def test_a_pair_of_a_clause_that_a_reader_does_not_see_is_not_there_for_them(knowledge: Knowledge) -> None:
    clause = knowledge.library.clauses[0]
    taught = knowledge.taught([LearnedPair("", ASKED, clause.name, clause.text_mark)])
    assert [each.question for each in taught.learned if each.clause == clause] == [ASKED]
    others = Library(tuple(book for book in knowledge.library.books if book.id != clause.heading.book))
    assert taught.within(others).learned == ()


@pytest.mark.parametrize("text_mark", ["", "0" * 12])
def test_a_pair_of_another_text_is_not_taught(knowledge: Knowledge, text_mark: str) -> None:
    clause = knowledge.library.clauses[0]
    assert knowledge.taught([LearnedPair("", ASKED, clause.name, text_mark)]).learned == knowledge.learned
