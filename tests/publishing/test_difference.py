"""What one state of the rules changes of another, and whatever it is, both are made up of it."""

from bot.publishing import differences
from bot.rulebook import Library
from bot.rulebook.editions.comparison import Change
from hypothesis import given
from hypothesis import strategies as st

from tests.small_books import book, library

LATE, LEAVE = "上班迟到十分钟以内，口头提醒。", "年假每年十天，提前一周申请。"


def of(texts: dict[str, str], id_: str = "code") -> Library:
    return library(book({"1": texts}, id=id_))


def found(old: Library, new: Library) -> list[tuple[Change, str, str]]:
    return [
        (each.change, str(each.old.number) if each.old else "", str(each.new.number) if each.new else "")
        for difference in differences(old, new)
        for each in difference.changes
    ]


def test_each_clause_is_told_by_what_became_of_it() -> None:
    old = of({"1.1": LATE, "1.2": LEAVE, "1.3": "工牌须佩戴在胸前。", "1.4": "食堂十二点开饭。"})
    new = of(
        {
            "1.1": LATE.replace("口头", "书面"),
            "1.3": LEAVE,
            "1.4": "食堂十二点开饭。",
            "1.5": "会议室须预订，用后关灯。",
        }
    )
    assert found(old, new) == [
        (Change.CHANGED, "1.1", "1.1"),
        (Change.MOVED, "1.2", "1.3"),
        (Change.ADDED, "", "1.5"),
        (Change.REMOVED, "1.3", ""),
    ]


def test_a_book_that_is_new_or_gone_is_told_with_all_its_clauses() -> None:
    old, new = of({"1.1": LATE}), of({"1.1": LEAVE}, "safety")
    assert found(old, new) == [(Change.REMOVED, "1.1", ""), (Change.ADDED, "", "1.1")]


TEXTS = st.dictionaries(
    st.sampled_from(["1.1", "1.2", "1.3", "1.4"]), st.text("甲乙丙，。", min_size=1, max_size=8), min_size=1
)


@given(TEXTS, TEXTS)
def test_the_older_state_with_the_difference_is_the_newer_one(
    old: dict[str, str], new: dict[str, str]
) -> None:
    before, after = of(old), of(new)
    made = dict(old)
    changes = [each for difference in differences(before, after) for each in difference.changes]
    for each in changes:
        if each.old:
            made.pop(str(each.old.number))
    made |= {str(each.new.number): each.new.text for each in changes if each.new}
    assert {number: "".join(text.split()) for number, text in made.items()} == {
        number: "".join(text.split()) for number, text in new.items()
    }


@given(TEXTS)
def test_a_state_differs_in_nothing_from_itself(texts: dict[str, str]) -> None:
    assert found(of(texts), of(texts)) == []
