"""What one state of the rules changes of another, and whatever it is, both are made up of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bot.publishing import differences
from bot.publishing.changes.difference import commenced_on
from bot.rulebook import ClauseNumber, Heading, HeadingKind, Library
from bot.rulebook.editions.comparison import Change
from bot.wording import Language, catalogue_for
from bot.wording.changes import change_title, changes_lines
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


def renamed(library: Library, **formerly: list[str]) -> Library:
    """The library with these former numbers: `c1_2=["1.1"]` says that 1.2 was 1.1."""
    named = {
        name[1:].replace("_", "."): tuple(map(ClauseNumber.parse, each)) for name, each in formerly.items()
    }
    [rules] = library.books
    return Library((rules.with_each(lambda one: replace(one, formerly=named.get(str(one.number), ()))),))


PHONE, BADGE = "打卡用手机，忘带的当天补登。", "工牌须佩戴在胸前。"


def test_a_clause_that_is_rewritten_and_renumbered_at_once_is_followed_by_its_former_number() -> None:
    old, new = of({"1.1": LATE, "1.2": BADGE}), of({"1.1": LATE, "1.7": PHONE})
    assert found(old, new) == [(Change.ADDED, "", "1.7"), (Change.REMOVED, "1.2", "")]
    assert found(old, renamed(new, c1_7=["1.2"])) == [(Change.MOVED, "1.2", "1.7")]


def test_a_chain_of_clauses_that_each_take_the_number_of_the_next_is_followed() -> None:
    old, new = of({"1.1": LATE, "1.2": BADGE}), of({"1.1": LEAVE, "1.2": PHONE, "1.3": "会议室须预订。"})
    assert found(old, renamed(new, c1_2=["1.1"], c1_3=["1.2"])) == [
        (Change.ADDED, "", "1.1"),
        (Change.MOVED, "1.1", "1.2"),
        (Change.MOVED, "1.2", "1.3"),
    ]


def test_a_number_that_another_clause_has_by_now_is_no_renumbering() -> None:
    old = renamed(of({"1.1": LATE, "1.7": PHONE}), c1_7=["1.1"])
    assert found(old, renamed(of({"1.1": LATE, "1.7": BADGE}), c1_7=["1.1"])) == [
        (Change.ADDED, "", "1.7"),
        (Change.REMOVED, "1.7", ""),
    ]
    noted_later = of({"1.1": LATE, "1.7": PHONE})
    assert found(noted_later, renamed(noted_later, c1_7=["1.1"])) == []


def test_of_several_former_numbers_the_last_one_leads_to_what_it_was() -> None:
    old = renamed(of({"1.1": LEAVE, "1.7": PHONE}), c1_7=["1.1"])
    new = renamed(of({"1.1": BADGE, "1.9": LATE}), c1_9=["1.1", "1.7"])
    assert (Change.MOVED, "1.7", "1.9") in found(old, new)


def under(library: Library, heading: Heading) -> Library:
    [rules] = library.books
    return Library((rules.with_each(lambda one: replace(one, heading=heading)),))


ELSEWHERE = {
    "under another chapter": ({"number": "2", "title": "纪律"}, "第二章 纪律"),
    "under a chapter with another title": ({"title": "章一"}, "第一章 章一"),
    "under the book itself": ({"kind": HeadingKind.BOOK, "number": "", "printed": "守则"}, "守则"),
}


@pytest.mark.parametrize(("heading", "named"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_clause_that_stands_elsewhere_is_told_as_moved(heading: dict[str, Any], named: str) -> None:
    old = of({"1.1": LATE})
    [difference] = differences(old, under(old, replace(old.clauses[0].heading, **heading)))
    [change] = difference.changes
    assert change.change is Change.MOVED
    chinese, english = (change_title(change, catalogue_for(each)) for each in Language)
    assert chinese == f"所属标题由“第一章 章1”改为“{named}”：第一章第一条"
    assert english == f"heading changed from “第一章 章1” to “{named}”: 第一章第一条"


def test_clauses_whose_heading_got_another_title_are_told_in_one_line() -> None:
    old = of({"1.1": LATE, "1.2": LEAVE, "1.3": BADGE})
    heading = replace(old.clauses[0].heading, title="章一")
    new = under(of({"1.1": LATE, "1.2": LEAVE, "1.3": "工牌须佩戴在右胸。"}), heading)
    [difference] = differences(old, new)
    assert list(changes_lines(difference.changes, catalogue_for(Language.CHINESE))) == [
        "标题由“第一章 章1”改为“第一章 章一”：2 条",
        "修改 第一章第三条",
        f"  − {BADGE}",
        "  + 工牌须佩戴在右胸。",
    ]


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ({"1.1": LATE}, ["新增 第一章第二条（2027-01-01 起施行）"]),
        ({"1.1": LATE, "1.2": LEAVE}, ["修改 第一章第二条（2027-01-01 起施行）"]),
    ],
    ids=["a new one", "one that was in force"],
)
def test_a_clause_that_begins_on_another_day_than_its_book_is_told_with_it(
    before: dict[str, str], told: list[str]
) -> None:
    new = library(book({"1": {"1.1": LATE, "1.2": LEAVE}}, later={"1.2": date(2027, 1, 1)}))
    assert titles(of(before), new) == told
    assert titles(new, new) == []
    [commenced] = commenced_on(date(2027, 1, 1), new)
    assert commenced.changes[0].since is None  # which the whole of it is told with


def titles(old: Library, new: Library) -> list[str]:
    found = (each for difference in differences(old, new) for each in difference.changes)
    return [change_title(each, catalogue_for(Language.CHINESE)) for each in found]


def test_a_clause_that_is_printed_with_another_label_is_told_as_moved() -> None:
    old = of({"1.1": LATE})
    new = Library((old.books[0].with_each(lambda one: replace(one, printed="一、")),))
    assert titles(old, new) == ["换号 第一章第一条 → 第一章 章1 › 一、"]


def test_a_new_edition_of_a_book_without_headings_moves_no_clause() -> None:
    old = of({"1.1": LATE})
    heading = replace(old.clauses[0].heading, number="", kind=HeadingKind.BOOK, printed="守则（2026版）")
    assert found(under(old, heading), under(old, replace(heading, printed="守则（2027版）"))) == []


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
