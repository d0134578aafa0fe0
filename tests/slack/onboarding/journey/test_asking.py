"""Questions of new colleagues: which clause comes first for them, and what those after them are offered."""

from dataclasses import replace
from datetime import date

from bot.answering import Choice, Responder
from bot.retrieval import Analyzer

from tests.responders import indexed
from tests.slack.onboarding.conftest import TEXTS, House, rules

TWICE = {**TEXTS, "1": {**TEXTS["1"], "1.4": "客户资料不得外发。"}}
ASKED = "客户资料不得外发"
TODAY = date(2026, 11, 23)


def test_of_two_clauses_that_are_equally_good_the_preferred_one_comes_first(analyzer: Analyzer) -> None:
    books = rules(TWICE)
    plain = indexed(books, analyzer)
    [later] = [clause for clause in books.clauses if str(clause.number) == "2.1"]

    def cited(responder: Responder) -> list[str]:
        reply = responder(ASKED)
        assert isinstance(reply, Choice)  # in so small a book hardly anything is sure
        return [str(option.clause.number) for option in reply.options]

    assert cited(plain) == ["1.4", "2.1"]
    assert cited(Responder(plain.index, preferred=frozenset({later}))) == ["2.1", "1.4"]


def test_what_answers_worse_does_not_come_first_for_being_preferred(analyzer: Analyzer) -> None:
    books = rules()
    plain = indexed(books, analyzer)
    others = frozenset(clause for clause in books.clauses if str(clause.number) != "1.2")
    assert plain("请假须提前几天申请？") == Responder(plain.index, preferred=others)("请假须提前几天申请？")


async def test_a_question_inside_a_stage_prefers_its_clauses(house: House) -> None:
    house.books = rules(TWICE)
    async with house.bot():
        kai, old = await house.slack.newcomer("kai", title="销售"), house.slack.person("old")
        await house.card(kai, "欢迎加入")
        for person, first, second in (
            (old, "第一章第四条", "第二章第一条"),
            (kai, "第二章第一条", "第一章第四条"),
        ):
            await person.messages_bot(ASKED)
            answer = await house.card(person, "客户资料不得外发。", lacks="欢迎")
            shown = answer.reads.split("也可能是")[0]
            assert first in shown
            assert second not in shown


async def test_what_five_new_colleagues_asked_is_offered_to_the_next(house: House) -> None:
    book = house.books.books[0]
    clauses = (replace(each, questions=(f"{each.number} 问什么？",)) for each in book.clauses)
    house.books = replace(house.books, books=(replace(book, clauses=tuple(clauses)),))
    async with house.bot():
        people = [await house.slack.newcomer(f"new{number}") for number in range(5)]
        for person in people:
            assert "其他新同事常问" not in (await house.card(person, "欢迎加入")).reads
            await person.messages_bot("请假须提前几天申请？")
            await house.card(person, "请假须提前一天申请")
        await house.slack.settled(quiet=0.2)
        sixth = await house.slack.newcomer("sixth")
        welcome = await house.card(sixth, "欢迎加入", "其他新同事常问")
        await sixth.clicks(welcome, "1.2 问什么？")
        await house.card(sixth, "第一章第二条")
