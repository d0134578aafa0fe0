"""Questions about the books themselves: about_books.yaml says what each is told."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bot.answering import AboutBook, Responder, Thread
from bot.answering.conversation.book_questions import about_all_books, about_book
from bot.knowledge.documents.document import read_document
from bot.rulebook import Library, Owner, Rulebook
from bot.wording import Language, catalogue_for, plain_sentences

from tests.small_books import book

TOLD: Any = read_document(Path(__file__).parents[1] / "about_books.yaml").value
UNNAMED = [(asked, question) for asked, questions in TOLD.pop("unnamed").items() for question in questions]
CASES = [(told, question) for told, questions in TOLD.items() for question in questions]


def _attendance() -> Rulebook:
    rules = book(
        {"1": {"1": "按时到岗。", "2": "迟到扣分。"}, "2": {"3": "排班提前公布。"}},
        title="考勤管理办法（试行）",
        id="hours",
    )
    owners = {"1": Owner("人事部", "#hr"), "2": Owner("排班组")}
    return replace(
        rules,
        version="2",
        owner=owners["1"],
        issued=date(2025, 12, 1),
        document_number="人力〔2025〕3号",
        replaces=("考勤办法（2019）",),
        clauses=tuple(
            replace(
                each,
                heading=replace(
                    each.heading,
                    owner=owners[each.heading.number],
                    title="排班" if each.heading.number == "2" else "总则",
                ),
            )
            for each in rules.clauses
        ),
    )


def _library() -> Library:
    manual = book({"1": {"1": "工牌随身佩戴。", "2": "本手册由秘书组解释。"}}, title="员工手册", id="manual")
    return Library(
        (_attendance(), replace(manual, aliases=("Staff Handbook",), owner=Owner("行政部", "#office")))
    )


@pytest.mark.parametrize(("told", "question"), CASES, ids=[question for _, question in CASES])
def test_what_is_asked_about_a_book_is_told_from_its_data(told: str, question: str) -> None:
    reply = about_book(question, _library())
    said = plain_sentences(reply, catalogue_for(Language.CHINESE)) if reply else ("规定",)
    assert said == (told,)


def test_a_book_of_which_nothing_is_in_force_or_seen_tells_nothing() -> None:
    later = replace(_attendance(), clauses=())
    assert about_book("考勤办法什么时候生效", Library((later,))) is None
    assert about_book("怎么联系人事部", _library()) is not None


@pytest.mark.parametrize(("asked", "question"), UNNAMED, ids=[question for _, question in UNNAMED])
def test_what_names_nothing_is_asked_of_all_books(asked: str, question: str) -> None:
    reply = about_all_books(question, _library())
    assert (reply.asked if reply else "规定") == asked
    assert not reply or [book.id for book in reply.books] == ["hours", "manual"]


def test_what_names_nothing_goes_on_from_the_clause_in_talk(responder: Responder) -> None:
    assert isinstance(responder("什么时候生效"), AboutBook)
    talk = responder.turn("迟到怎么处理", Thread()).thread
    assert not isinstance(responder.turn("什么时候生效", talk).reply, AboutBook)
