"""How chapters, clauses and their parts are numbered: tokens, designators, and that any text is read in one pass."""

import time
from itertools import pairwise

import pytest
from bot.rulebook import names_reference
from bot.rulebook.designators import Designator, Parser, TokenKind, tokens
from hypothesis import given
from hypothesis import strategies as st

WRITTEN = "第 章 条 條 款 项 之一 一 十二 廿五 一百零一 12 39-1 7.1 2026.1.3 12345 % . - ( （ ) ） 、 和 或者"
PIECES = [*WRITTEN.split(), "的规定", "小时"]
TEXTS = st.one_of(
    st.text(max_size=30), st.lists(st.sampled_from([*PIECES, " ", "\n"]), max_size=12).map("".join)
)


def _designators(text: str) -> list[Designator]:
    parser, found = Parser(text), []
    while not parser.is_done:
        if designator := parser.designator():
            found.append(designator)
        else:
            parser.skip()
    return found


@given(TEXTS)
def test_the_tokens_of_a_text_are_the_text(text: str) -> None:
    cut = list(tokens(text))
    assert "".join(token.text for token in cut) == text
    assert all(text[token.start : token.end] == token.text for token in cut)
    assert not any(first.kind is second.kind is TokenKind.OTHER for first, second in pairwise(cut))


@given(TEXTS)
def test_designators_stand_in_any_text_one_after_the_other(text: str) -> None:
    end = 0
    for designator in _designators(text):
        assert end <= designator.start < designator.end
        end = designator.end
        for numeral in (designator.chapter, designator.article, designator.inserted):
            assert numeral in text[designator.start : designator.end]


@pytest.mark.parametrize(
    ("text", "numerals", "is_sure"),
    [
        pytest.param("第七章第一条", ("七", "一", ""), True, id="chapter-and-clause"),
        pytest.param("第七章", ("七", "", ""), True, id="chapter"),
        pytest.param("七章", ("七", "", ""), False, id="so-many-chapters"),
        pytest.param("第一百零一条之二", ("", "一百零一", "二"), True, id="inserted"),
        pytest.param("第卅条", ("", "卅", ""), True, id="thirty-in-one-character"),
        pytest.param("39-1", ("", "39", "1"), False, id="inserted-in-figures"),
        pytest.param("7.1", ("7", "1", ""), False, id="levels"),
        pytest.param("第7.1", ("7", "1", ""), True, id="levels-with-an-ordinal"),
        pytest.param("7.1 条", ("7", "1", ""), True, id="levels-with-a-unit"),
        pytest.param("十二条", ("", "十二", ""), False, id="so-many-clauses"),
        pytest.param("第三条第二款第（三）项(1)", ("", "三", ""), True, id="parts-are-read-over"),
    ],
)
def test_a_designator_and_whether_it_can_be_a_quantity(
    text: str, numerals: tuple[str, str, str], *, is_sure: bool
) -> None:
    [found] = _designators(text)
    assert (found.chapter, found.article, found.inserted) == numerals
    assert found.is_sure is is_sure
    assert (found.start, found.end) == (0, len(text))


@pytest.mark.parametrize("text", ["2026.1.3", "12345", "12.5%", "99%", "第12345条", "第", "条", "第条", ".1"])
def test_figures_that_go_on_are_no_designator(text: str) -> None:
    assert _designators(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("第一百零一条", True),
        ("请看第 12 条", True),
        ("第二款", True),
        ("第七章", True),
        ("第十項", True),
        (" 7.1 ", True),
        ("12", False),
        ("7.1 小时", False),
        ("第三个", False),
        ("十二条建议", False),
        ("", False),
    ],
)
def test_which_texts_name_a_place(text: str, *, names: bool) -> None:
    assert names_reference(text) is names


@pytest.mark.parametrize(
    "piece", [*PIECES, " ", "第一条、", "(1)", "第二款", "第1章第2条", "之一", "零", "1."]
)
def test_a_long_text_is_read_in_one_pass(piece: str) -> None:
    text = "第一条、" + piece * (40_000 // len(piece))
    started = time.perf_counter()
    _designators(text)
    names_reference(text)
    assert time.perf_counter() - started < 5  # seconds: it takes a tenth of that
