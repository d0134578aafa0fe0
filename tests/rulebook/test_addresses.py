"""An address of a clause among the pages leads back to that clause."""

from dataclasses import replace

import pytest
from bot.rulebook.addresses import address_of, name_at, page_of, permanent_address

from tests.small_books import book, tree_book

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
        SITE,
        "",
    ],
)
def test_another_address_means_none(url: str) -> None:
    assert name_at(url, SITE) == ""
