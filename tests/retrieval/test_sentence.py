"""Quantities: which range holds what a question names."""

import pytest
from bot.retrieval.sentence import held_quantities, quantities, ranges
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("asked", "range_", "holds"),
    [
        pytest.param("晚到十分钟", "超过上班时间 1–30 分钟的为迟到", True, id="between"),
        pytest.param("迟到四十分钟", "超过上班时间 1–30 分钟的为迟到", False, id="not-between"),
        pytest.param("迟到四十分钟", "超过 30 分钟的按旷工计", True, id="above"),
        pytest.param("迟到超过三十分钟", "超过 30 分钟的按旷工计", True, id="the-question-names-a-range"),
        pytest.param("迟到超过三十分钟", "1–30 分钟的为迟到", False, id="a-range-not-held"),
        pytest.param("请八天假", "超过 3 天、不超过 7 天由主管批准", True, id="two-ranges-each-by-itself"),
        pytest.param("两次", "每月 3 次以内", True, id="below"),
        pytest.param("800元", "1,000 元以下由组长批准", True, id="thousands"),
        pytest.param("十分钟", "超过 5 天", False, id="another-unit"),
        pytest.param("三个工作日", "2 至 5 个工作日", True, id="counted-by-the-piece"),
        pytest.param("十分钟", "未提前 10 分钟到岗", False, id="no-range"),
        pytest.param("怎么算", "1–30 分钟", False, id="nothing-named"),
        pytest.param("百天", "1–300 天", False, id="characters-that-form-no-number"),
    ],
)
def test_a_range_holds_a_quantity_of_its_unit(*, asked: str, range_: str, holds: bool) -> None:
    assert any(held.holds(each) for held in ranges(range_) for each in quantities(asked)) == holds


def test_of_ranges_that_hold_a_quantity_the_narrowest_answers() -> None:
    limits = ["专员：100 元以内；", "主管：2,000 元以内；", "负责人：10,000 元以内；"]
    assert held_quantities(limits, quantities("退800元")) == [False, True, False]
    assert held_quantities(limits, quantities("退80元")) == [True, False, False]
    assert held_quantities(limits, quantities("退两万元")) == [False, False, False]


@given(st.text("一两十百千万1-9–~至超不满过以内上下，分钟天 个工作日", max_size=30))
def test_any_text_can_be_read(text: str) -> None:
    assert all(quantity.least <= quantity.most or quantity in ranges(text) for quantity in quantities(text))
