"""Titles typed in the other script."""

from pathlib import Path

import pytest
from bot.retrieval.terms.title_script import TitleScript

from tests.resources import resources_in


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("工作规则第四条", "工作規則第四条"),  # of a book in traditional characters
        ("員工請假規定第四條", "员工请假规定第四條"),  # of one in simplified ones beside it
        ("規定第四條", "規定第四條"),  # both are called so
        ("规则第四条", "规則第四条"),
        ("Staff Rules 4", "Staff Rules 4"),
    ],
)
def test_a_title_is_written_as_its_book_writes_it(typed: str, written: str, cache: Path) -> None:
    titles = ("工作規則", "员工请假规定", "請假規定", "Staff Rules")

    assert TitleScript(titles, resources_in(cache).simplified)(typed) == written
