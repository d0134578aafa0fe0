"""Headings as documents print them."""

import pytest
from bot.rulebook.heading import HeadingKind
from bot.rulebook.printed import PrintedHeading, read_heading
from hypothesis import given
from hypothesis import strategies as st

K = HeadingKind


@pytest.mark.parametrize(
    ("printed", "kind", "number", "title"),
    [
        ("第七章 客户服务标准", K.CHAPTER, "7", "客户服务标准"),
        ("第二编　物权", K.PART, "2", "物权"),
        ("第三篇 財務", K.PART, "3", "財務"),
        ("第二部分 安全", K.PART, "2", "安全"),
        ("第一分编 通则", K.SUBPART, "1", "通则"),
        ("第一节 会员大会", K.SECTION, "1", "会员大会"),
        ("第 十二 節 通則", K.SECTION, "12", "通則"),
        ("附件一", K.ANNEX, "1", ""),
        ("附件", K.ANNEX, "", ""),
        ("附件：差旅标准", K.ANNEX, "", "差旅标准"),
        ("附件：差旅标准（试行）", K.ANNEX, "", "差旅标准（试行）"),
        ("附件1）差旅标准）", K.ANNEX, "1", "差旅标准"),
        ("附录A 表格", K.ANNEX, "A", "表格"),
        ("附表2 标准", K.ANNEX, "2", "标准"),
        ("附则", K.OTHER, "", "附则"),
        ("一、总则", K.OTHER, "1", "总则"),
        ("（一）目的", K.OTHER, "1", "目的"),
        ("4.1 Leave", K.OTHER, "4.1", "Leave"),
        ("5. Safety", K.OTHER, "5", "Safety"),
        ("A. General", K.OTHER, "A", "General"),
        ("Part II General", K.PART, "2", "General"),
        ("Chapter 7", K.CHAPTER, "7", ""),
        ("ARTICLE VIII. AMENDMENTS", K.ARTICLE, "8", "AMENDMENTS"),
        ("Section 8.03 Notice", K.SECTION, "8.03", "Notice"),
        ("Appendix C: Forms", K.ANNEX, "C", "Forms"),
        ("Annex I", K.ANNEX, "1", ""),
        ("Remote work", K.OTHER, "", "Remote work"),
        ("Part of the team", K.OTHER, "", "Part of the team"),
        ("3M 公司", K.OTHER, "", "3M 公司"),
    ],
)
def test_a_heading_is_taken_apart(printed: str, kind: HeadingKind, number: str, title: str) -> None:
    assert read_heading(printed) == PrintedHeading(kind, number, title)


@given(st.text("第一十二编章节附件 ABVIX.12、（）partsection", max_size=20))
def test_any_text_is_a_heading(printed: str) -> None:
    read = read_heading(printed)
    assert read.title in printed
    assert read.number or read.kind in {K.OTHER, K.ANNEX}
