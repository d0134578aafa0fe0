"""Questions in, rankings out."""

from dataclasses import replace

import pytest
from bot.answering import Responder
from bot.knowledge import Knowledge
from bot.retrieval import Analyzer, ConversationContext, Evidence, Index, Ranking
from bot.rulebook import Library
from hypothesis import given
from hypothesis import strategies as st

from tests.small_books import TODAY, book, library

BOOKS = library(
    book(
        {
            "1": {"1.1": "员工迟到须在十分钟内告知组长。", "1.2": "员工请假须提前一天申请。"},
            "2": {"2.1": "客户的投诉须当天登记。", "2.2": "客户的投诉须当天登记。", "2.3": "新的投诉流程。"},
        },
        later={"2.3": TODAY},
    )
)
TEXTS = st.one_of(
    st.text(max_size=60), st.text("员工迟到请假客户投诉当天登记流程怎么处理abc7.1，😀 \n", max_size=60)
)


def _numbers(ranking: Ranking) -> list[str]:
    return [str(hit.clause.number) for hit in ranking.hits]


def test_nearly_every_wording_of_a_clauses_owner_finds_the_clause(
    knowledge: Knowledge, responder: Responder
) -> None:
    """By its words alone, as if somebody had changed one: word for word each is answered with its clause."""
    wordings = [(question, clause) for clause in knowledge.library.clauses for question in clause.questions]
    others = [
        question for question, clause in wordings if responder.index.search(question).hits[0].clause != clause
    ]
    assert len(others) <= len(wordings) / 500, others
    for question, clause in wordings:
        assert responder.index.named(question)[0] == clause, question


def test_the_place_of_a_clause_as_it_is_shown_is_a_name_of_it(analyzer: Analyzer) -> None:
    rules = book({"1": {"1.1": "甲"}, "2": {"2.1": "乙", "2.2": "丙"}})
    clauses = tuple(replace(each, printed="一、") for each in rules.clauses[:2])
    index = Index(Library((replace(rules, clauses=clauses),)), (), analyzer)

    assert [clause.place for clause in clauses] == ["第一章 章1 › 一、", "第二章 章2 › 一、"]
    assert index.named("第二章 章2 › 一、") == (clauses[1],)
    assert not index.named("71")


@pytest.mark.parametrize("name", ["night work", "working nights", "Work at night"])
def test_an_english_title_is_named_by_its_words_in_any_order_and_form(name: str, analyzer: Analyzer) -> None:
    rules = book({"1": {"1.1": "Taxis are paid for.", "1.2": "Meals are free."}})
    titled = tuple(
        replace(each, title=title)
        for each, title in zip(rules.clauses, ("Working at night", "Meals"), strict=True)
    )
    index = Index(Library((replace(rules, clauses=titled),)), (), analyzer)

    assert index.named(name) == (titled[0],)
    for other in ("night", "nights", "when do I work at night", "night work meals", "meal of the day"):
        assert not index.named(other)


def test_the_text_of_a_clause_finds_the_clause(knowledge: Knowledge, responder: Responder) -> None:
    for clause in knowledge.library.clauses:
        assert responder.index.search(clause.text, limit=1).hits[0].clause == clause


def test_only_clauses_that_share_terms_with_the_question_are_hits(analyzer: Analyzer) -> None:
    index = Index(BOOKS, (), analyzer)
    assert _numbers(index.search("迟到")) == ["1.1"]
    assert index.search("电脑") == Ranking()


def test_of_equal_clauses_the_earlier_comes_first(analyzer: Analyzer) -> None:
    ranking = Index(BOOKS, (), analyzer).search("投诉登记")
    assert _numbers(ranking)[:2] == ["2.1", "2.2"]
    assert ranking.hits[0].score == ranking.hits[1].score


@pytest.mark.parametrize("limit", [0, 1, 2, 5, 100])
def test_no_more_hits_than_asked_for(limit: int, analyzer: Analyzer) -> None:
    assert len(Index(BOOKS, (), analyzer).search("员工客户", limit).hits) == min(limit, 5 - 1)


@pytest.mark.parametrize("question", ["", "，。？！", "😀", "电脑"])
def test_an_empty_library_finds_nothing(question: str, analyzer: Analyzer) -> None:
    for books in (library(), library(book({}))):
        assert Index(books, (("迟到", "late"),), analyzer).search(question) == Ranking()


def test_a_title_and_the_owners_questions_count_as_text(knowledge: Knowledge, responder: Responder) -> None:
    clause = next(clause for clause in knowledge.library.clauses if clause.title)
    assert responder.index.search(clause.title).hits[0].clause == clause


@given(TEXTS)
def test_the_evidence_lies_between_0_and_1_for_any_text(responder: Responder, text: str) -> None:
    ranking = responder.index.search(text)
    assert 0 <= ranking.evidence.score_ratio <= 1
    assert 0 <= ranking.evidence.query_coverage <= 1
    assert ranking.hits or ranking.evidence == Evidence()


@given(
    texts=st.lists(st.text("甲乙丙丁 ", max_size=4), max_size=12),
    question=st.text("甲乙丙丁 ", max_size=8),
    limit=st.integers(1, 12),
)
def test_the_best_few_are_the_head_of_a_full_sort(
    analyzer: Analyzer, texts: list[str], question: str, limit: int
) -> None:
    books = library(book({"1": {f"1.{n}": text for n, text in enumerate(texts, 1)}}))
    index = Index(books, (), analyzer)
    everything = index.search(question, limit=len(texts) + 1)
    position = {clause: n for n, clause in enumerate(books.clauses)}
    assert list(everything.hits) == sorted(
        everything.hits, key=lambda hit: (-hit.score, position[hit.clause])
    )
    assert index.search(question, limit).hits == everything.hits[:limit]
    assert all(hit.score > 0 for hit in everything.hits)
    assert 0 <= everything.evidence.score_ratio <= 1


def test_what_was_asked_before_changes_nothing(knowledge: Knowledge, analyzer: Analyzer) -> None:
    questions = ["迟到怎么办", "年假几天", "late 怎么办", "吃到怎么办", "质检抽多少件", "迟到怎么办"]
    used = Index(knowledge.library, knowledge.synonyms, analyzer)
    for question in questions:
        fresh = Index(knowledge.library, knowledge.synonyms, analyzer)
        before = ConversationContext("考勤和打卡", 0.5)
        assert used.search(question, context=before) == fresh.search(question, context=before)
        assert used.search(question) == fresh.search(question)


def test_asking_for_a_hundred_common_words_besides_does_not_make_the_bot_sure(analyzer: Analyzer) -> None:
    common = {f"1.{n}": "甲 丙" for n in range(1, 8)}
    index = Index(library(book({"1": common | {"1.8": "乙"}})), (), analyzer)
    short, long = index.search("乙").evidence, index.search("乙" + " 甲" * 100).evidence
    assert 0 <= long.score_ratio <= short.score_ratio
    assert 0 <= long.query_coverage <= short.query_coverage


def _evidence(texts: dict[str, str], question: str, analyzer: Analyzer) -> Evidence:
    return Index(library(book({"1": texts})), (), analyzer).search(question).evidence


def test_the_lead_is_the_distance_from_the_second(analyzer: Analyzer) -> None:
    one, same, other = "客户的投诉须当天登记。", "客户的投诉须当天登记。", "客户须先预约。"
    equal, ahead, alone = (
        _evidence({f"1.{n}": text for n, text in enumerate(texts, 1)}, "投诉当天登记", analyzer).lead
        for texts in ((one, same, other), (one, other, other), (one,))
    )
    assert equal == 0
    assert ahead > 0.3
    assert alone > 0.3


@pytest.mark.parametrize(
    ("text", "question", "least", "most"),
    [
        ("设备坏了，须报告。", "设备坏了", 1.0, 1.0),
        ("设备损坏，须报告。", "坏", 1.0, 1.0),
        ("事假由组长批。", "批准", 0.1, 0.5),  # a piece of a word is no whole one
        ("During shifts.", "ring", 0.0, 0.0),
        ("设备须报修。车辆坏了须登记。", "设备坏了", 0.2, 0.9),  # what stands apart is not said of one thing
    ],
)
def test_what_is_covered_stands_in_one_sentence(
    text: str, question: str, least: float, most: float, analyzer: Analyzer
) -> None:
    assert least <= _evidence({"1.1": text}, question, analyzer).query_coverage <= most


def test_of_clauses_that_score_alike_the_one_that_says_it_in_one_sentence_stands_first(
    analyzer: Analyzer,
) -> None:
    apart = "客户来访须登记。投诉由组长转交。员工每周开会。"
    together = "客户的投诉须转交主管。员工每周开会。来访须登记。"
    index = Index(library(book({"1": {"1.1": apart, "1.2": together}})), (), analyzer)
    assert _numbers(index.search("客户投诉转交给谁")) == ["1.2", "1.1"]


@pytest.mark.parametrize(
    ("short", "polite"),
    [
        ("年假提前申请", "您好，请问一下，我想了解一下年假怎么提前申请呢？谢谢"),
        ("迟到怎么处理", "您好，请问一下，我想了解咨询迟到怎么处理"),
    ],
)
def test_courtesy_and_question_words_do_not_dilute(short: str, polite: str, responder: Responder) -> None:
    one, other = (responder.index.search(question) for question in (short, polite))
    assert one.hits[0].clause == other.hits[0].clause
    assert other.evidence.score_ratio > 0.75 * one.evidence.score_ratio


@pytest.mark.parametrize("size", [1, 3, 9, 60])
def test_a_share_means_the_same_in_books_of_any_size(size: int, analyzer: Analyzer) -> None:
    others = {f"1.{n}": f"甲{chr(0x4E00 + n)}须经乙{chr(0x5E00 + n)}同意。" for n in range(2, size + 1)}
    evidence = _evidence({"1.1": "客户的投诉须当天登记。", **others}, "客户投诉登记", analyzer)
    assert 0.12 < evidence.score_ratio < 0.4
