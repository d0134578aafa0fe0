"""What became of a clause, in a line that tells which one it is."""

from dataclasses import replace

import pytest
from bot.rulebook.editions.comparison import Change, ClauseChange
from bot.wording import Language, catalogue_for
from bot.wording.changes import change_summary, retitled

from tests.small_books import clause

SAY = catalogue_for(Language.CHINESE)
UNTITLED = clause("早退扣五元。")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("早退", "早退", ""),
        ("早退", "提前离岗", "标题由“早退”改为“提前离岗”"),
        ("", "早退", "加上标题“早退”"),
        ("早退", "", "去掉标题“早退”"),
    ],
)
def test_a_title_is_changed_added_or_dropped(before: str, after: str, said: str) -> None:
    assert retitled(replace(UNTITLED, title=before), replace(UNTITLED, title=after), SAY) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (ClauseChange(Change.REMOVED, UNTITLED, None), "删去 第一章第一条 早退扣五元。"),
        (ClauseChange(Change.ADDED, None, UNTITLED), "新增 第一章第一条：早退扣五元。"),
    ],
)
def test_a_clause_without_a_title_is_told_by_its_words_once(change: ClauseChange, said: str) -> None:
    assert change_summary(change, SAY) == said
