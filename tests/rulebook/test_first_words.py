"""A clause without a title is named by how it begins, in one line that ends with a word."""

from dataclasses import replace
from unicodedata import east_asian_width

import pytest
from bot.rulebook import ClauseNumber, Table
from bot.rulebook.first_words import first_words
from hypothesis import given
from hypothesis import strategies as st

from tests.small_books import book, clause

TEXTS = st.text(st.sampled_from("规则甲，。 \nab-9")).map(str.strip)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("早退扣五元。\n", "早退扣五元。"),
        ("早" * 21, f"{'早' * 20}…"),
        ("Passwords have at least 14 characters and are kept.", "Passwords have at least 14 characters…"),
        ("使用 Microsoft PowerPoint Presentation 须经批准", "使用 Microsoft PowerPoint Presentation…"),
        ("第一个接到请求的员工为首问责任人，他们，不得推托。", "第一个接到请求的员工为首问责任人，他们…"),
        ("（一）火警：\n（二）停电", "（一）火警： （二）停电"),
        ("a" * 60, f"{'a' * 40}…"),
    ],
)
def test_it_is_as_much_as_a_list_has_room_for(text: str, shown: str) -> None:
    assert first_words(text) == shown


@given(TEXTS)
def test_it_is_how_the_text_begins(text: str) -> None:
    shown, line = first_words(text), " ".join(text.split())
    assert line.startswith(shown.removesuffix("…"))
    assert sum(2 if east_asian_width(each) in "WF" else 1 for each in shown.removesuffix("…")) <= 40
    assert shown.endswith("…") or shown == line


def test_in_a_list_a_clause_is_named_by_its_title_or_else_by_its_first_words() -> None:
    untitled = clause("早退扣五元。")
    titled, unnumbered = replace(untitled, title="早退"), replace(untitled, printed="")
    assert untitled.listed_label == "《运营中心守则》第一章第一条 早退扣五元。"
    assert untitled.numbered_title == "1.1 早退扣五元。"
    assert titled.listed_label == titled.titled_label == "《运营中心守则》第一章第一条 早退"
    assert unnumbered.listed_label == "《运营中心守则》第一章 章1 早退扣五元。"
    assert book({"1": {"1.1": "甲。"}}).clauses[0].titled_label == "《运营中心守则》第一章第一条"


def test_a_table_is_no_part_of_how_a_clause_is_named() -> None:
    table = Table(("城市", "上限"), (("北京", "600 元"),))
    rows = "\n".join(table.lines)
    named = {
        text: replace(clause(text), title="", tables=(table,)).title_or_first_words
        for text in (f"住宿费按下表报销：\n{rows}", rows)
    }
    assert list(named.values()) == ["住宿费按下表报销：", "城市：北京 ｜ 上限：600 元"]


def test_a_number_in_financial_numerals_is_named_without_its_heading() -> None:
    fourth = replace(clause("甲"), number=ClauseNumber.parse("4"), printed="肆、")
    assert fourth.place == "肆、"
