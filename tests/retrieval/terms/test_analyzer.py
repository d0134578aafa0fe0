"""Text as terms: one way of writing, and what counts as a term."""

from itertools import pairwise
from pathlib import Path

import pytest
from bot.retrieval import Analyzer
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.resources import resources_in

TEXTS = st.one_of(st.text(max_size=30), st.text("迟到怎么处理遲請假abcＡＢＣ１２7.1-_😀，。 \n", max_size=30))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("遲到怎麼處理", "迟到怎么处理", id="traditional"),
        pytest.param("軟體", "软件", id="taiwan-wording"),
        pytest.param("ＯＴ １２：３０", "OT 12:30", id="full-width"),
        pytest.param("OverTime", "overtime", id="upper-case"),
        pytest.param("ﾃｽﾄ①", "テスト1", id="half-width-and-circled"),
    ],
)
def test_two_ways_of_writing_have_the_same_terms(one: str, other: str, analyzer: Analyzer) -> None:
    assert analyzer.normalise(one) == analyzer.normalise(other)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        pytest.param("迟到", ["c迟", "c到", "p迟到", "w迟到"], id="word-characters-pair"),
        pytest.param("假", ["c假", "w假"], id="one-character"),
        pytest.param("迟到，迟到", ["c迟", "c到", "p迟到", "w迟到"] * 2, id="repeated-and-no-pair-across"),
        pytest.param("complaints", ["lcomplaints", "scomplaint"], id="latin"),
        pytest.param(
            "v2.1-beta user_id don't",
            ["lv2.1-beta", "sv2.1-beta", "luser_id", "suser_id", "ldon't", "sdon't"],
            id="latin-whole",
        ),
        pytest.param("24小时", ["l24", "s24", "c小", "c时", "p小时", "w小时"], id="figure-before-chinese"),
        pytest.param("……？！,.;-_'", [], id="punctuation"),
        pytest.param("😀👍🏽❤️", [], id="emoji"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_the_terms_of_a_text(text: str, terms: list[str], analyzer: Analyzer) -> None:
    assert analyzer.terms(text) == terms


def test_a_long_word_also_counts_by_the_words_in_it(analyzer: Analyzer) -> None:
    assert {"w中华人民共和国", "w人民", "w共和国"} <= set(analyzer.terms("中华人民共和国"))


def test_the_words_of_a_text_stand_side_by_side(analyzer: Analyzer) -> None:
    assert analyzer.words("员工迟到，kpi 90%！") == ["员工", "迟到", "kpi", "90"]


def test_a_word_of_the_organisation_stays_whole(cache: Path) -> None:
    assert "首问负责制" not in Analyzer(resources_in(cache)).words("实行首问负责制")
    assert "首问负责制" in Analyzer(resources_in(cache), ["首問負責制"]).words("实行首问负责制")


def test_a_rare_word_says_more_than_a_common_one(analyzer: Analyzer) -> None:
    assert 0 < analyzer.information("的") < analyzer.information("迟到") < analyzer.information("迟到罚则")
    assert analyzer.information("的") == pytest.approx(5, abs=1)
    assert analyzer.information("没有这个词") == pytest.approx(18, abs=1)


def test_the_dictionary_is_kept_in_a_private_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "cache"
    Analyzer(resources_in(folder))
    assert folder.stat().st_mode & 0o077 == 0
    assert list(folder.iterdir())


@given(TEXTS)
@example("TRUE")  # a common word of English
@settings(deadline=None)
def test_every_term_has_its_kind_and_every_pair_its_neighbours(analyzer: Analyzer, text: str) -> None:
    normalised = analyzer.normalise(text)
    terms = analyzer.terms(normalised)
    neighbours = {left + right for left, right in pairwise(normalised)}
    for term in terms:
        kind, said = term[0], term[1:]
        assert kind in "wcplsm"
        assert kind in "sm" or said in normalised
        assert kind != "c" or len(said) == 1
        assert kind != "p" or said in neighbours
    assert all(word in normalised for word in analyzer.words(normalised))
