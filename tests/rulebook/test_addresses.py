"""An address of a clause among the pages leads back to that clause."""

from dataclasses import replace
from datetime import date

import pytest
from bot.rulebook.addresses import address_of, name_at, page_of, permanent_address

from tests.amended_book import amended
from tests.rulebook.restricted_books import MANAGERS, restricted, to
from tests.small_books import TODAY, book, library, tree_book

SITE = "https://rules.example.org/守则"
CLAUSES = [
    *book({"7": {"7.1": "甲"}}).clauses,
    *(replace(each, heading=replace(each.heading, book="员工 手册#1")) for each in tree_book().clauses),
]


@pytest.mark.parametrize("address", [address_of, permanent_address])
def test_an_address_means_its_clause(address: object) -> None:
    assert callable(address)
    for clause in CLAUSES:
        assert name_at(f"{SITE}/{address(clause)}", SITE) == clause.name


def test_a_page_is_called_as_its_outermost_heading() -> None:
    assert [page_of(clause.heading) for clause in CLAUSES] == ["7.html", *["part-1.html"] * 3, "annex-1.html"]


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example.org/守则/code/7.html#7.1",
        f"{SITE}er/code/7.html#7.1",
        f"{SITE}/code/7.html",
        f"{SITE}/index.html#7.1",
        f"{SITE}/a/b/7.html#7.1",
        f"{SITE}/http://[",
        SITE,
        "",
    ],
)
def test_another_address_means_none(url: str) -> None:
    assert name_at(url, SITE) == ""


def test_clauses_that_everybody_may_see_know_their_page_and_are_the_same_ones() -> None:
    shelf = library(restricted(book({"7": {"7.1": "甲", "7.2": "乙"}}), {"7.2": (to(MANAGERS),)}))
    placed = shelf.in_force(TODAY).on_web(SITE)
    assert [clause.page for clause in placed.clauses] == [f"{SITE}/code/index.html#7.1", ""]
    assert placed.clauses == shelf.clauses


def test_a_clause_of_another_day_knows_its_page_too() -> None:
    placed = amended().in_force(TODAY).on_web(SITE).in_force(date(2027, 6, 1))
    assert {clause.page for clause in placed.clauses} == {
        f"{SITE}/code/index.html#7.1",
        f"{SITE}/code/index.html#7.9",
    }
    assert placed.repealed["code/7.2"].page == f"{SITE}/code/index.html#7.2"
