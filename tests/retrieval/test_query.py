"""Words that mean the same: found in a question, and counted once."""

import pytest
from bot.retrieval import Analyzer, Index
from bot.retrieval.query import QueryBuilder

from tests.small_books import book, library

GROUPS = (("迟到", "晚到", "late"), ("客户", "customer"), ("客户满意度", "csat"), ("AT&T", "运营商"))
BOOKS = library(
    book(
        {
            "1": {
                "1.1": "员工迟到须在十分钟内告知组长。",
                "1.2": "加班须提前一天申请。",
                "1.3": "客户满意度每月调查。",
            }
        }
    )
)


@pytest.mark.parametrize(
    ("question", "groups"),
    [
        pytest.param("晚到怎么办", [("晚到", "迟到", "late")], id="as-asked-first"),
        pytest.param("am I late?", [("late", "迟到", "晚到")], id="latin"),
        pytest.param("see you later, translate it", [], id="latin-inside-a-word"),
        pytest.param("LATE", [("late", "迟到", "晚到")], id="upper-case"),
        pytest.param("ＬＡＴＥ", [("late", "迟到", "晚到")], id="full-width"),
        pytest.param("遲到", [("迟到", "晚到", "late")], id="traditional"),
        pytest.param("我late了", [("late", "迟到", "晚到")], id="latin-between-chinese"),
        pytest.param("客户满意度", [("客户满意度", "csat")], id="longest-first"),
        pytest.param("客户和 csat", [("客户", "customer"), ("csat", "客户满意度")], id="several"),
        pytest.param("at&t 的合同", [("at&t", "运营商")], id="no-pattern-of-its-own"),
        pytest.param("食堂", [], id="none"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_which_groups_a_question_opens(
    question: str, groups: list[tuple[str, ...]], analyzer: Analyzer
) -> None:
    query = QueryBuilder(GROUPS, analyzer).build(question)
    assert [words for words in query.word_groups if len(words) > 1] == groups
    assert len(query.alternatives) == len(groups)


def test_a_word_with_synonyms_counts_only_as_one_of_the_alternatives(analyzer: Analyzer) -> None:
    query = QueryBuilder(GROUPS, analyzer).build("组长迟到")
    assert query.terms == tuple(analyzer.terms("组长"))
    assert query.alternatives == (tuple(tuple(analyzer.terms(word)) for word in ("迟到", "晚到", "late")),)
    assert query.word_groups == (("组长",), ("迟到", "晚到", "late"))


def test_without_groups_all_terms_count_as_they_stand(analyzer: Analyzer) -> None:
    query = QueryBuilder((), analyzer).build("组长迟到")
    assert (query.terms, query.alternatives) == ((*analyzer.terms("组长迟到"),), ())


@pytest.mark.parametrize("word", ["晚到", "late", "LATE"])
def test_a_synonym_asks_as_well_as_the_word_that_the_book_uses(word: str, analyzer: Analyzer) -> None:
    index = Index(BOOKS, GROUPS, analyzer)
    asked = index.search(f"{word} 怎么告知")
    assert str(asked.hits[0].clause.number) == "1.1"
    assert asked == index.search("迟到 怎么告知")


def test_a_clause_that_holds_several_alternatives_gains_no_more_than_by_the_word_asked(
    analyzer: Analyzer,
) -> None:
    both = library(book({"1": {"1.1": "迟到 晚到", "1.2": "迟到 早退", "1.3": "休假"}}))
    asked = Index(both, GROUPS, analyzer).search("迟到").hits[0]
    alone = [Index(both, (), analyzer).search(word).hits[0] for word in ("迟到", "晚到")]
    assert asked.clause == both.clauses[0]
    assert asked.score == pytest.approx(alone[0].score)
    assert asked.score < alone[1].score


def test_what_is_asked_in_the_words_of_the_book_is_not_outdone_by_a_longer_or_rarer_synonym(
    analyzer: Analyzer,
) -> None:
    groups = (("旷工", "无故缺勤"), ("处分", "处罚"))
    texts = {
        "1": {
            "1.1": "旷工扣发工资。",
            "1.2": "统计缺勤率。",
            "1.3": "处分须书面作出。",
            "1.4": "不服处分的可申诉。",
        }
    }
    index = Index(library(book({**texts, "2": {"2.1": "扣分累计即受处罚。"}})), groups, analyzer)
    assert [str(index.search(word).hits[0].clause.number) for word in ("旷工", "处分", "处罚")] == [
        "1.1",
        "1.3",
        "2.1",
    ]


def test_without_the_group_only_a_word_of_the_shipped_vocabulary_finds_it(analyzer: Analyzer) -> None:
    index = Index(BOOKS, (), analyzer)
    assert index.search("late").hits
    assert index.search("behindhand").hits == ()
