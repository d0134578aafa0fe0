"""How a clause is headed in Slack."""

from dataclasses import replace

import pytest
from bot.rulebook import ClauseNumber
from bot.slack.blocks.elements import labelled_title

from tests.small_books import clause


@pytest.mark.parametrize(
    ("number", "headed"),
    [("7.2", "《运营中心守则》第七章第二条（7.2）首次回复"), ("7", "《运营中心守则》第七条 首次回复")],
)
def test_a_clause_is_headed_with_the_number_that_is_quicker_to_type(number: str, headed: str) -> None:
    named = replace(clause("甲"), number=ClauseNumber.parse(number), title="首次回复")
    assert labelled_title(named) == headed
