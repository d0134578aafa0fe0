"""Whom a refusal names is who gets the question that is passed on."""

from dataclasses import replace

import pytest
from bot.answering import Citation, Reason, Refusal
from bot.answering.citing import refusal
from bot.rulebook import Library, Owner
from bot.slack.blocks.messages import messages
from bot.slack.escalation.recipients import owners_of
from bot.wording import Language, catalogue_for

from tests.small_books import book, library, owned_by

TEXTS = {"1": {"1.1": "甲。", "1.2": "乙。"}, "2": {"2.1": "丙。"}, "3": {"3.1": "丁。"}}


@pytest.fixture
def books() -> Library:
    """Each chapter has an owner of its own, and so has the book."""
    whole = owned_by(book(TEXTS), Owner("总务", "#book"))
    clauses = tuple(
        replace(
            each, heading=replace(each.heading, owner=Owner(each.heading.number, f"#{each.heading.number}"))
        )
        for each in whole.clauses
    )
    return library(replace(whole, clauses=clauses))


@pytest.mark.parametrize(
    ("nearest", "named"),
    [((), "总务"), (("2.1",), "2"), (("1.1", "1.2", "3.1"), "1"), (("1.1", "2.1", "3.1"), "总务")],
)
def test_what_was_refused_goes_to_whom_the_refusal_names(
    books: Library, nearest: tuple[str, ...], named: str
) -> None:
    names = [f"code/{number}" for number in nearest]
    refused = refusal(books, Reason.SILENT, [Citation.whole(books.by_name[name]) for name in names])
    [(_, owner)] = owners_of(names, books, is_refused=True)
    assert refused.owner == owner
    assert owner.name == named


def test_where_whom_it_names_has_no_contact_nothing_can_be_passed_on(books: Library) -> None:
    near = Citation.whole(books.by_name["code/2.1"])
    say = catalogue_for(Language.CHINESE)
    for owner, is_offered in ((Owner("总务"), False), (Owner("总务", "#book"), True)):
        [message] = messages(Refusal(Reason.SILENT, (near,), owner), say, "q1")
        assert (say("escalate.button") in str(message.blocks)) is is_offered
