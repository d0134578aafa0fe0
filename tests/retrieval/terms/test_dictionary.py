"""A dictionary opened page by page cuts as jieba cuts that has loaded it whole."""

from itertools import pairwise
from pathlib import Path

import jieba
import pytest
from bot.knowledge import Knowledge
from bot.retrieval import ArrayCache
from bot.retrieval.terms.dictionary import Dictionary, Tokenizer
from hypothesis import given
from hypothesis import strategies as st

OWN = ["迟到扣款", "kpi", "在线客服质检", "的的"]
TEXTS = ["客户提的请求最晚多久要回？", "AT&T 的 KPI，1号店 B超 3.14%", "𠮷野家 龘", "", "\n", "第二十五条"]


@pytest.fixture(scope="module")
def whole(cache: Path) -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(cache)
    for word in OWN:
        tokenizer.add_word(word)
    return tokenizer


def _paged(cache: Path) -> Tokenizer:
    return Tokenizer(Dictionary(ArrayCache(cache)), OWN)


@pytest.fixture
def paged(cache: Path) -> Tokenizer:
    """A fresh one for each test: only the pages of its own words are open."""
    return _paged(cache)


@pytest.fixture(scope="module")
def opened(cache: Path) -> Tokenizer:
    """One that opens more and more pages."""
    return _paged(cache)


def test_the_shipped_rulebook_and_questions_are_cut_alike(
    knowledge: Knowledge, whole: jieba.Tokenizer, paged: Tokenizer
) -> None:
    for text in [*TEXTS, *OWN, *(clause.text for clause in knowledge.library.clauses)]:
        assert list(paged.cut(text)) == list(whole.cut(text))
        assert list(paged.cut_for_search(text)) == list(whole.cut_for_search(text))
    assert paged.total == whole.total


@given(st.text("迟到扣款在线客服质检中华人民共和国的一是kpi&T ，1.", max_size=30))
def test_any_text_is_cut_alike(opened: Tokenizer, whole: jieba.Tokenizer, text: str) -> None:
    assert list(opened.cut_for_search(text)) == list(whole.cut_for_search(text))


def test_frequencies_are_those_of_the_whole_dictionary(whole: jieba.Tokenizer, paged: Tokenizer) -> None:
    for text in TEXTS + OWN:
        for word in [text, *text, *map("".join, pairwise(text))]:
            assert paged.frequency(word) == whole.FREQ.get(word, 0)


def test_a_word_added_stays_when_its_page_is_read_again(cache: Path) -> None:
    tokenizer = Tokenizer(Dictionary(ArrayCache(cache)), ["迟到扣款"])
    assert list(tokenizer.cut("迟到扣款迟")) == ["迟到扣款", "迟"]


def test_the_words_of_one_organisation_are_no_words_of_another_on_the_same_dictionary(cache: Path) -> None:
    shared = Dictionary(ArrayCache(cache))
    one, other = Tokenizer(shared, ["迟到扣款"]), Tokenizer(shared, ["扣款单"])
    assert list(one.cut("迟到扣款")) == ["迟到扣款"]
    assert list(other.cut("迟到扣款")) == ["迟到", "扣款"]
    assert (other.frequency("迟到扣款"), one.frequency("扣款单")) == (0, 0)
    assert list(Tokenizer(shared).cut("迟到扣款")) == ["迟到", "扣款"]


def test_words_whose_frequencies_are_known_are_added_as_if_these_were_found_anew(cache: Path) -> None:
    shared = Dictionary(ArrayCache(cache))
    found = Tokenizer(shared, OWN * 2)
    known = Tokenizer(shared, OWN * 2, found.frequencies)
    assert (known.total, dict(known.FREQ)) == (found.total, dict(found.FREQ))


def test_only_the_pages_of_the_text_are_opened(paged: Tokenizer, whole: jieba.Tokenizer) -> None:
    list(paged.cut("员工迟到"))
    assert 0 < len(paged.FREQ) < len(whole.FREQ) / 20


def test_a_broken_file_in_the_cache_is_made_anew(tmp_path: Path) -> None:
    Dictionary(ArrayCache(tmp_path))
    [path] = tmp_path.glob("jieba-*.npy")
    path.write_bytes(path.read_bytes()[:-1000])
    assert list(Tokenizer(Dictionary(ArrayCache(tmp_path))).cut("员工迟到")) == ["员工", "迟到"]


@given(st.text("迟到扣款在线客服质检中华人民共和国的一是", max_size=30))
def test_a_cut_in_two_steps_is_that_of_search_mode(
    opened: Tokenizer, whole: jieba.Tokenizer, text: str
) -> None:
    searched = [part for word in opened.cut(text) for part in opened.search_words(word)]
    assert searched == list(whole.cut_for_search(text))


def test_a_word_with_which_an_own_one_begins_stays_a_word_of_a_dictionary_that_is_not_open_yet(
    cache: Path,
) -> None:
    """安全 is one, though 安全隐患 is an organisation's own; its frequency was found at an earlier start."""
    own = ["安全隐患", "员工手册", "在线客服质检"]
    found = Tokenizer(Dictionary(ArrayCache(cache)), own)
    known = Tokenizer(Dictionary(ArrayCache(cache)), own, found.frequencies)
    for text in ("行政安全组的员工须在线", *own):
        assert list(known.cut(text)) == list(found.cut(text))
