"""The sentence that is marked in a clause: the right one or none, on the questions of marks.yaml."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from bot.answering import Answer, Choice, Responder, build_responder
from bot.answering.mark import mark, nearest_first
from bot.retrieval import Analyzer, Index, RatedSentence

from tests.benchmarks.answering.marks import clause_of, counted, marked_questions
from tests.resources import resources_in
from tests.retrieval.encoders import ByMeaning
from tests.small_books import book, library


def test_every_sentence_that_is_to_be_marked_stands_in_its_clause(by_book: Mapping[str, Responder]) -> None:
    for kind in ("tuned", "held_out"):
        for asked in marked_questions(kind):
            sentences = by_book[asked.book].index.sentences(
                asked.question, clause_of(asked, by_book[asked.book])
            )
            for beginning in asked.beginnings:
                assert any(sentence.text.startswith(beginning) for sentence in sentences), asked


@pytest.mark.parametrize("kind", ["tuned", "held_out"])
def test_by_words_alone_the_right_sentence_is_marked_or_none(
    kind: str, by_book: Mapping[str, Responder]
) -> None:
    counts = counted(marked_questions(kind), by_book)
    assert counts.wrong <= 0.08 * counts.asked
    assert counts.right >= 0.4 * counts.asked


def _rated(*lines: tuple[str, float, float | None]) -> list[RatedSentence]:
    return [
        RatedSentence(text, text, words, holds_quantity=False, cosine=cosine) for text, words, cosine in lines
    ]


@pytest.mark.parametrize(
    ("sentences", "marked"),
    [
        pytest.param([("甲。", 0.3, None), ("乙。", 0.0, None)], "甲。", id="clearly-ahead"),
        pytest.param([("甲。", 0.30, None), ("乙。", 0.02, None), ("丙。", 0.29, None)], "", id="two-apart"),
        pytest.param(
            [("甲。", 0.0, None), ("乙。", 0.30, None), ("丙。", 0.29, None)],
            "乙。丙。",
            id="two-side-by-side",
        ),
        pytest.param([("须写明：", 0.3, None), ("（一）甲；", 0.1, None)], "", id="a-line-that-leads-in"),
        pytest.param([("甲。", 0.01, None), ("乙。", 0.0, None)], "", id="too-few-words"),
        pytest.param(
            [("甲。", 0.0, 0.90), ("乙。", 0.0, 0.88), ("丙。", 0.3, 0.70)], "甲。", id="by-vectors"
        ),
        pytest.param(
            [("甲。", 0.0, 0.90), ("乙。", 0.0, 0.80), ("丙。", 0.0, 0.899)], "", id="vectors-apart"
        ),
        pytest.param(
            [("甲须办。", 0.3, None), ("但乙除外。", 0.0, None)], "甲须办。但乙除外。", id="exception"
        ),
        pytest.param(
            [("甲须办。", 0.0, None), ("但乙除外。", 0.3, None)], "甲须办。但乙除外。", id="its-rule"
        ),
        pytest.param([("甲须办。\n", 0.0, None), ("但乙除外。", 0.3, None)], "但乙除外。", id="another-line"),
        pytest.param(
            [("（一）早班：八点。", 0.2, None), ("（二）晚班：一点。", 0.2, None)],
            "（二）晚班：一点。",
            id="named",
        ),
        pytest.param(
            [("级别：组长 ｜ 补贴：5", 0.2, None), ("级别：晚班 ｜ 补贴：9", 0.2, None)],
            "级别：晚班 ｜ 补贴：9",
            id="row-named",
        ),
        pytest.param([], "", id="nothing"),
    ],
)
def test_a_sentence_is_marked_that_is_clearly_ahead(
    sentences: list[tuple[str, float, float | None]], marked: str
) -> None:
    text = "".join(sentence for sentence, *_ in sentences)
    rated = _rated(*((sentence.strip(), words, cosine) for sentence, words, cosine in sentences))
    assert mark("晚班从何说起", text, rated) == marked


def test_a_sentence_that_states_the_fact_asked_for_is_ahead_of_its_like() -> None:
    rated = _rated(("投诉须登记。", 0.1, None), ("投诉 3 天内结案。", 0.1, None))
    assert mark("投诉多久结案", "投诉须登记。投诉 3 天内结案。", rated) == "投诉 3 天内结案。"


def test_the_nearest_sentences_are_those_that_share_words_or_meaning() -> None:
    first, second, third = _rated(("甲", 0.1, None), ("乙", 0.0, None), ("丙", 0.2, None))
    assert nearest_first([first, second, third]) == [third, first]


def test_with_vectors_a_sentence_is_read_under_the_title_of_its_clause(
    analyzer: Analyzer, new_cache: Path
) -> None:
    books = library(book({"1": {"1.1": "晚来的扣分。当天休息。"}}))
    [clause] = books.clauses
    encoder = ByMeaning()
    by_meaning = build_responder(books, (), resources=resources_in(new_cache), encoder=encoder).index
    assert f"{clause.title}\n当天休息。".strip() in encoder.asked
    by_words = Index(books, (), analyzer)
    assert [rated.cosine for rated in by_words.sentences("迟到", clause)] == [None, None]
    late, leave = (rated.cosine for rated in by_meaning.sentences("迟到", clause))
    assert late
    assert leave is not None
    assert late > leave


def test_what_lacks_the_fact_asked_for_and_other_options_have_no_mark(responder: Responder) -> None:
    reply = responder("心理咨询机构的电话是多少")
    assert isinstance(reply, Choice)
    assert reply.lacks
    assert not any(option.marked for option in reply.options)


@pytest.mark.parametrize(
    ("question", "number", "marked"),
    [
        pytest.param("7.2 第一项是什么", "7.2", "（一）", id="item"),
        pytest.param("4.2 第二款", "4.2", "旷工", id="paragraph"),
        pytest.param("晚到十分钟算迟到吗", "4.2", "（一）超过上班时间 1–30 分钟", id="between"),
        pytest.param("迟到四十分钟算旷工吗", "4.2", "超过 30 分钟的按旷工", id="above"),
        pytest.param("考八十分是什么绩效等级", "9.4", "（二）合格", id="points"),
    ],
)
def test_a_part_that_is_named_and_a_range_that_holds_a_quantity_are_marked(
    question: str, number: str, marked: str, responder: Responder
) -> None:
    reply = responder(question)
    citation = reply.citations[0] if isinstance(reply, Answer) else reply.options[0]  # type: ignore[union-attr]  # one of both
    assert str(citation.clause.number) == number
    assert citation.marked.startswith(marked)
