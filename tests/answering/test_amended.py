"""Clauses that are amended, repealed and renumbered: what is in force, what was and will be, and where that went."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.answering import Answer, Reason, Refusal, Reply, Responder, Responders, Thread
from bot.cli.rules.show import show
from bot.retrieval import Analyzer, Index
from bot.rulebook import Library, Repeal, Timeline
from bot.slack.blocks.messages import messages
from bot.slack.blocks.reply_row import Offers
from bot.wording import Language, catalogue_for
from rich.console import Console

from tests.amended_book import amended
from tests.rulebook.restricted_books import MANAGERS, restricted, to
from tests.small_books import book, library

CASES = yaml.load((Path(__file__).parent / "amended.yaml").read_text("utf-8"), yaml.CSafeLoader)
SAY = catalogue_for(Language.CHINESE)


def _reply(books: Library, day: date, asked: str, analyzer: Analyzer) -> Reply:
    return Responder(Index(Timeline(books).in_force(day), (), analyzer))(asked)


def _in_the_terminal(reply: Reply) -> str:
    console = Console(width=200)
    with console.capture() as capture:
        show(reply, SAY, console)
    return capture.get()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['asked']} on {case['day']}")
def test_what_is_said_of_a_clause_on_a_day(case: dict[str, Any], analyzer: Analyzer) -> None:
    reply = _reply(amended(), case["day"], case["asked"], analyzer)
    on_slack = str([message.blocks for message in messages(reply, SAY)])
    for said in (on_slack, _in_the_terminal(reply)):
        assert all(str(words) in said for words in case.get("says", ()))
        assert not any(words in said for words in case.get("lacks", ()))


def test_of_another_day_nothing_is_offered_that_would_show_today(analyzer: Analyzer) -> None:
    reply = _reply(amended(), date(2027, 6, 1), "7.1 @2026-03-01", analyzer)
    [message] = messages(reply, SAY, "q1", Offers(is_private=True, can_share=True))
    elements = (each for block in message.blocks for each in block.get("elements", ()))
    offered = {each["action_id"] for each in elements if "action_id" in each}
    assert offered == {"useful", "useless", "show_change", "show_versions"}


def test_a_talk_goes_on_from_what_is_in_force(analyzer: Analyzer) -> None:
    responder = Responder(Index(Timeline(amended()).in_force(date(2027, 6, 1)), (), analyzer))
    before = responder.turn("7.9", Thread()).thread
    turn = responder.turn("7.1 @2026-03-01", before)
    assert isinstance(turn.reply, Answer)
    assert turn.thread == before


@pytest.mark.parametrize("asked", ["7.1", "7.1 @2026-03-01", "7.1 @2027-01-01", "7.2", "7.2 @2026-03-01"])
@pytest.mark.parametrize("day", [date(2025, 12, 30), date(2026, 11, 23), date(2027, 6, 1)])
def test_what_a_reader_may_not_see_they_see_of_no_day(asked: str, day: date, analyzer: Analyzer) -> None:
    only = (to(MANAGERS),)
    books = library(restricted(amended().books[0], {"7.1": only, "7.2": only})).seen_by(frozenset())
    said = _in_the_terminal(_reply(books, day, asked, analyzer))
    assert not any(words in said for words in ("迟到", "工牌", "废止", "改用", "才施行"))


@pytest.mark.parametrize("asked", ["9.9", "9.9 @2026-03-01", "9.9 @2020-01-01"])
def test_a_number_that_never_was_is_no_clause_on_any_day(asked: str, analyzer: Analyzer) -> None:
    reply = _reply(amended(), date(2027, 6, 1), asked, analyzer)
    assert isinstance(reply, Refusal)
    assert reply.reason is Reason.NO_SUCH_CLAUSE


@pytest.mark.parametrize("asked", ["7.2", "7.2 @2026-03-01"])
def test_who_sees_the_same_today_may_see_other_things_of_other_days(asked: str, analyzer: Analyzer) -> None:
    books = library(restricted(amended().books[0], {"7.2": (to(MANAGERS),)}))
    after = Timeline(books).in_force(date(2027, 6, 1))
    responders = Responders(after, lambda seen: Responder(Index(seen, (), analyzer)))
    manager, other = (responders.for_groups(groups)(asked) for groups in (frozenset({MANAGERS}), frozenset()))
    assert "第七章第二条" in _in_the_terminal(manager)
    assert "第七章第二条" not in _in_the_terminal(other)


def test_of_a_book_that_is_repealed_nothing_is_left_but_that_it_is(analyzer: Analyzer) -> None:
    end = Repeal(date(2027, 3, 1), "new")
    old = book({"1": {"1.1": "旧的。"}}, id="old", title="考勤办法")
    old = replace(old, preface="旧前言。", clauses=tuple(replace(each, repeal=end) for each in old.clauses))
    books = library(old, book({"1": {"1.1": "新的。"}}, id="new", title="出勤规定"))
    for asked in ("考勤办法目录", "考勤办法第一章第一条"):
        said = _in_the_terminal(_reply(books, date(2027, 3, 1), asked, analyzer))
        assert "已于 2027-03-01 废止。" in said
        assert "它由《出勤规定》取代。" in said
        assert "旧的。" not in said
    contents = _in_the_terminal(_reply(books, date(2027, 3, 1), "目录", analyzer))
    assert "出勤规定" in contents
    assert "考勤办法" not in contents
    assert "旧前言。" not in contents
    assert "旧的。" in _in_the_terminal(_reply(books, date(2027, 2, 28), "考勤办法第一章第一条", analyzer))
