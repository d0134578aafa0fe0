"""What a thread goes on from: the clauses that it was about, and what was asked of them."""

import pytest
from bot.answering import (
    Answer,
    Choice,
    Citation,
    Contents,
    Reason,
    Refusal,
    Reply,
    SmallTalk,
    SmallTalkKind,
    Thread,
    next_thread,
)
from bot.answering.conversation.following.combined import combined_question

from tests.answering.conversation.test_follow_up import BOOKS, LATE, PASSWORD, SICK, THREAD
from tests.small_books import book, library


def _answer(*clauses: object) -> Answer:
    return Answer(tuple(Citation.whole(clause) for clause in clauses), 0.9)  # type: ignore[arg-type]  # Clauses


@pytest.mark.parametrize(
    "reply",
    [
        Refusal(Reason.NO_SUCH_CLAUSE, (), None),
        SmallTalk(SmallTalkKind.THANKS),
        Contents(BOOKS.books[0].divisions),
    ],
    ids=["no-such-clause", "small-talk", "all-contents"],
)
def test_what_asks_for_no_rule_leaves_the_thread_as_it_was(reply: Reply) -> None:
    assert next_thread(THREAD, "谢谢", reply) is THREAD


def test_what_is_cited_offered_or_listed_is_what_the_thread_goes_on_from() -> None:
    assert next_thread(THREAD, "病假", _answer(SICK, LATE)) == Thread("病假", (SICK, LATE), (LATE,))
    options = _answer(PASSWORD, SICK).citations
    assert next_thread(THREAD, "密", Choice(options, 0.2)) == Thread("密", (PASSWORD, SICK), (LATE,))
    assert next_thread(THREAD, "第一章", Contents(BOOKS.books[0].divisions[:1])) == Thread(
        "第一章", (LATE, SICK)
    )


def test_what_came_to_nothing_is_what_the_thread_goes_on_from_with_the_nearest_clauses() -> None:
    silent = Refusal(Reason.SILENT, (Citation.whole(SICK),), None)
    assert next_thread(THREAD, "产假", silent) == Thread("产假", (SICK,), (LATE,))
    nothing = next_thread(THREAD, "食堂", Refusal(Reason.SILENT, (), None))
    assert nothing == Thread("食堂", (), (LATE,))
    assert nothing.shown == (LATE,)


def test_what_was_asked_before_stays_while_the_talk_stays_with_its_clause() -> None:
    assert combined_question(THREAD, "要扣分吗", _answer(LATE)) == "迟到怎么处理 要扣分吗"


def test_where_the_talk_moves_only_what_the_new_clause_speaks_of_too_is_kept() -> None:
    thread = Thread("迟到要告知组长吗", (LATE,))
    assert combined_question(thread, "那病假呢", _answer(SICK)) == "告知组长 那病假呢"


def test_of_an_english_question_whole_words_are_kept() -> None:
    clause = library(book({"1": {"1.1": "Probation is six months. A review is held on Monday."}})).clauses[0]
    thread = Thread("how long is probation", (LATE,))
    assert combined_question(thread, "and after that", _answer(clause)) == "is probation and after that"


def test_what_is_kept_stays_short() -> None:
    thread = THREAD
    for _ in range(20):
        reply = _answer(LATE)
        thread = next_thread(thread, combined_question(thread, "那迟到四十分钟呢", reply), reply)
    assert len(thread.question) <= 60
    assert thread.question.endswith("那迟到四十分钟呢")


def test_a_thread_remembers_the_last_two_clauses_that_it_was_about() -> None:
    thread = THREAD
    for clause in (SICK, LATE, PASSWORD):
        thread = next_thread(thread, "", _answer(clause))
    assert (thread.clauses, thread.earlier) == ((PASSWORD,), (LATE, SICK))
    assert next_thread(thread, "", _answer(LATE)).earlier == (PASSWORD, SICK)
