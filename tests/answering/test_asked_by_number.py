"""A clause, a chapter or the contents that are asked for by number, and numbers that lead nowhere."""

from datetime import timedelta

import pytest
from bot.answering import (
    Answer,
    Choice,
    Contents,
    Reason,
    Refusal,
    Responder,
)
from bot.retrieval import Analyzer, Index
from bot.rulebook import Timeline

from tests.answering.replies import cited, eager, nearest, over, unsure
from tests.small_books import TODAY, book, library


@pytest.mark.parametrize(
    "question",
    [
        "第七章第一条",
        "第七章第一條",
        "7.1",
        " 7.1 ？",
        "第7章第1条",
        "守则 7.1",
        "§7.1",
        "section 7.1",
        "《运营中心守则》第七章第一条",
        "第七章第一条第一款",
        "根据守则第七章第一条，多久要回？",
        "請問第七章第一條怎麼說",
    ],
)
def test_a_clause_asked_for_by_its_number_is_the_answer(question: str, responder: Responder) -> None:
    reply = responder(question)
    assert cited(reply) == ["7.1"]
    assert isinstance(reply, Answer)
    assert reply.confidence == 1


def test_a_reference_goes_before_the_search(responder: Responder) -> None:
    assert cited(responder("第八章第一条说迟到怎么处理了吗")) == ["8.1"]


def test_several_references_are_all_cited_in_their_order_but_at_most_ten(responder: Responder) -> None:
    assert cited(responder("第八章第一条和第七章第一条有什么区别")) == ["8.1", "7.1"]
    assert cited(responder("第七章第一条和第九十九章第一条")) == ["7.1"]
    eleven = "、".join(f"{chapter}.1" for chapter in range(1, 12))
    assert cited(responder(eleven)) == [f"{chapter}.1" for chapter in range(1, 11)]


@pytest.mark.parametrize(
    ("question", "shown", "absent"),
    [
        ("第七章第一条和第九十九章第一条", ["7.1"], ("第九十九章第一条",)),
        ("7.1、7.99、7.2", ["7.1", "7.2"], ("7.99",)),
        ("7.9至7.99", ["7.9", "7.10"], ("7.9至7.99",)),
        ("第七章第九条至第九十九条", ["7.9", "7.10"], ("第七章第九条至第九十九条",)),
        ("7.9至7.10", ["7.9", "7.10"], ()),
        ("7.1", ["7.1"], ()),
    ],
)
def test_what_is_not_there_of_several_is_said(
    question: str, shown: list[str], absent: tuple[str, ...], responder: Responder
) -> None:
    reply = responder(question)
    assert cited(reply) == shown
    assert isinstance(reply, Answer)
    assert reply.absent == absent


def test_a_range_is_cited_whole(responder: Responder) -> None:
    assert cited(responder("第七章第一条至第三条")) == ["7.1", "7.2", "7.3"]


@pytest.mark.parametrize(
    ("question", "marked", "missing"),
    [
        ("7.2 第一项是什么", "（一）", ""),
        ("7.2第（三）项", "（三）", ""),
        ("第七章第二条第一款第（二）项", "（二）", ""),
        ("第七章第二条第二款怎么规定的？", "暂时没有结论的", ""),
        ("第七章第二条（四）要补什么材料", "（四）", ""),
        ("第七章第二条第五项", "", "第五项"),
        ("7.2 第三款第（一）项", "", "第三款（一）"),
    ],
)
def test_the_part_that_is_named_is_marked_and_one_that_is_not_there_is_said(
    question: str, marked: str, missing: str, responder: Responder
) -> None:
    reply = responder(question)
    assert cited(reply) == ["7.2"]
    assert isinstance(reply, Answer)
    [citation] = reply.citations
    assert citation.marked.startswith(marked)
    assert bool(citation.marked) is bool(marked)
    assert citation.missing_part == missing


@pytest.mark.parametrize("question", ["目录", "contents", "守则目录"])
def test_the_contents_can_be_asked_for(question: str, responder: Responder) -> None:
    assert responder(question) == responder.section("")


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        ("7.99", ["7.10", "7.9", "7.8"]),
        ("4.12", ["4.10", "4.9", "4.8"]),
        ("第二十章", ["18.1", "17.1"]),
        ("第十三条", ["4.10", "5.10", "7.10"]),
        # No neighbour: the last ones of the book have nothing to do with it.
        ("第九十九章", []),
        ("第二十五条", []),
        ("section 29.9", []),
    ],
)
def test_a_number_that_is_not_there_is_refused_with_its_neighbours(
    question: str, offered: list[str], responder: Responder
) -> None:
    assert nearest(responder(question), Reason.NO_SUCH_CLAUSE) == offered


def test_a_number_that_every_chapter_has_is_asked_back(responder: Responder) -> None:
    assert nearest(responder("第三条"), Reason.WHICH_CLAUSE) == ["1.3", "2.3", "3.3"]


@pytest.mark.parametrize("question", ["第七章", "chapter 7", "守则第七章", "第七章讲什么"])
def test_a_chapter_is_answered_with_its_contents(question: str, responder: Responder) -> None:
    reply = responder(question)
    assert isinstance(reply, Contents)
    assert [chapter.heading.label for chapter in reply.divisions] == ["第七章 客户服务标准"]


def test_a_chapters_number_alone_asks_for_nothing_in_it(analyzer: Analyzer) -> None:
    books = library(book({"1": {"1.1": "甲"}, "2": {"2.1": "第二章的例外须批准。"}}))
    responder = eager(Index(books, (), analyzer))
    assert responder("第二章") == Contents((books.books[0].divisions[1],))
    assert cited(responder("第二章的例外")) == ["2.1"]


def test_a_question_inside_a_chapter_is_answered_from_it(responder: Responder) -> None:
    assert cited(responder("第七章里客户的请求最晚多久首次回复"))[0] == "7.1"


def test_a_question_inside_a_chapter_that_no_clause_answers_gets_the_contents(responder: Responder) -> None:
    assert isinstance(unsure(responder.index)("第七章里客户的请求最晚多久首次回复"), Contents)


def test_a_question_whose_clause_stands_outside_the_chapter_named_gets_the_contents(
    responder: Responder,
) -> None:
    reply = responder("第七章里迟到怎么处理")
    assert isinstance(reply, Contents)
    assert [chapter.heading.number for chapter in reply.divisions] == ["7"]


@pytest.mark.parametrize("question", ["劳动合同法第三十九条", "民法典第七章第一条", "《员工手册》第七章"])
def test_a_reference_to_another_document_is_not_answered_from_this_library(
    question: str, responder: Responder
) -> None:
    reply = responder(question)
    assert isinstance(reply, Refusal)
    assert (reply.reason, reply.confidence) == (Reason.SILENT, 0)


def test_a_question_that_names_a_statute_is_searched_like_any_other(responder: Responder) -> None:
    reply = responder("按劳动合同法第三十九条，严重违纪会解除劳动合同吗")
    assert isinstance(reply, Answer)
    assert reply.confidence < 1


@pytest.mark.parametrize(
    ("question", "number"),
    [("第四章迟到", "4.2"), ("第七章的投诉分级", "7.5"), ("第四章早班几点下班", "4.1")],
)
def test_a_question_that_names_a_chapter_is_answered_from_that_chapter(
    question: str, number: str, responder: Responder
) -> None:
    reply = responder(question)
    assert isinstance(reply, Answer | Choice)
    [first, *_] = reply.citations if isinstance(reply, Answer) else reply.options
    assert str(first.clause.number) == number


LATER = library(
    book(
        {
            "1": {"1.1": "员工迟到须告知组长。", "1.2": "员工请假须提前申请。"},
            "2": {"2.1": "值班表每周公布。"},
        },
        later={"1.2": TODAY, "2.1": TODAY},
    )
)
EVE = TODAY - timedelta(days=1)


def test_a_clause_that_is_not_yet_in_force_answers_nothing(analyzer: Analyzer) -> None:
    before, responder = over(Timeline(LATER).in_force(EVE), analyzer), over(LATER, analyzer)
    assert nearest(before("1.2"), Reason.NOT_YET) == []
    assert nearest(before("第二章"), Reason.NO_SUCH_CLAUSE) == ["1.1"]
    assert "1.2" not in nearest(unsure(before.index)("请假怎么申请"), Reason.SILENT)
    assert cited(responder("1.2")) == ["1.2"]
    assert cited(eager(responder.index)("请假怎么申请")) == ["1.2"]


def test_a_bare_number_means_the_only_clause_in_force(analyzer: Analyzer) -> None:
    before = over(Timeline(LATER).in_force(EVE), analyzer)
    assert cited(before("第一条")) == ["1.1"]
    assert nearest(over(LATER, analyzer)("第一条"), Reason.WHICH_CLAUSE) == ["1.1", "2.1"]


def test_a_section_without_a_reference_is_the_contents_of_all_books(
    responder: Responder, analyzer: Analyzer
) -> None:
    reply = responder.section("  ")
    assert reply == Contents.of(responder.index.library.books)
    before = Timeline(LATER).in_force(EVE)
    assert over(before, analyzer).section("") == Contents.of(before.books)
    assert over(library(), analyzer).section("") == Contents.of(())


@pytest.mark.parametrize("text", ["7.1", "第七章", "7.99", "迟到怎么处理", "。"])
def test_a_section_with_words_is_a_question(text: str, responder: Responder) -> None:
    assert responder.section(text) == responder(text)
