"""What a question gets: the clause, the contents, or a refusal that says why."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from bot.answering import (
    AboutBook,
    Answer,
    Choice,
    Citation,
    Contents,
    Fact,
    Lack,
    Reason,
    Refusal,
    Reply,
    Responder,
    SmallTalk,
    SmallTalkKind,
    Thread,
    Unmentioned,
    build_responder,
)
from bot.answering.deciding.confidence import calibrations
from bot.answering.reply import MisquotationError
from bot.retrieval import Analyzer, Index
from bot.rulebook import Library, Timeline
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.resources import resources_in
from tests.retrieval.encoders import ByMeaning
from tests.small_books import TODAY, book, clause, library

TEXTS = st.one_of(
    st.text(max_size=60),
    st.text("第七章一条條款项守则迟到投诉怎么处理7.1-，？😀 \nabc《》", max_size=60),
)


def _cited(reply: Reply) -> list[str]:
    assert isinstance(reply, Answer), reply
    return [str(citation.clause.number) for citation in reply.citations]


def _nearest(reply: Reply, reason: Reason) -> list[str]:
    assert isinstance(reply, Refusal), reply
    assert reply.reason is reason
    return [str(citation.clause.number) for citation in reply.nearest]


def _with_thresholds(index: Index, answer: float, choice: float) -> Responder:
    """A responder that answers, and offers a choice, from these confidences on."""
    shipped = calibrations()
    return Responder(
        index, {name: replace(one, answer=answer, choice=choice) for name, one in shipped.items()}
    )


def _eager(index: Index) -> Responder:
    return _with_thresholds(index, 0.0, 0.0)


def _unsure(index: Index) -> Responder:
    return _with_thresholds(index, 1.0, 1.0)


def _over(books: Library, analyzer: Analyzer) -> Responder:
    return Responder(Index(books, (), analyzer))


def test_an_answer_quotes_the_clause_word_for_word(responder: Responder) -> None:
    reply = responder("客户提的请求最晚多久要回？")
    assert _cited(reply)[0] == "7.1"
    assert isinstance(reply, Answer)
    assert reply.citations[0].quote == reply.citations[0].clause.text
    assert "24" in reply.citations[0].quote
    assert responder.calibrations["lexical"].answer < reply.confidence <= 1


def test_a_refusal_names_clauses_and_their_owner_only_where_they_are_near(responder: Responder) -> None:
    index, question = responder.index, "打卡忘了怎么补"
    sure = responder.judge.confidence(index.search(question))
    for choice, is_near in ((sure * 1.1, True), (sure * 3, False)):
        reply = _with_thresholds(index, 1.0, choice)(question)
        assert _nearest(reply, Reason.SILENT)[:1] == (["4.1"] if is_near else [])
        assert isinstance(reply, Refusal)
        assert reply.owner is not None
        assert reply.owner.name == ("人力资源部" if is_near else "运营管理部")


def test_where_the_nearest_clauses_have_several_owners_the_books_is_named(responder: Responder) -> None:
    reply = responder("工资几号发")
    assert isinstance(reply, Refusal)
    assert len({citation.clause.heading.owner for citation in reply.nearest}) == 3
    assert reply.owner == responder.index.library.books[0].owner


@pytest.mark.parametrize("question", ["要多久？", "这个怎么办理", "What do I have to do?"])
def test_who_does_not_say_what_it_is_about_is_asked_to(question: str, responder: Responder) -> None:
    assert _nearest(responder(question), Reason.VAGUE) == []


def test_where_nothing_is_near_the_books_owner_is_named(responder: Responder) -> None:
    reply = responder("zzz")
    assert _nearest(reply, Reason.SILENT) == []
    assert isinstance(reply, Refusal)
    assert reply.owner == responder.index.library.books[0].owner


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
    assert _cited(reply) == ["7.1"]
    assert isinstance(reply, Answer)
    assert reply.confidence == 1


def test_a_reference_goes_before_the_search(responder: Responder) -> None:
    assert _cited(responder("第八章第一条说迟到怎么处理了吗")) == ["8.1"]


def test_several_references_are_all_cited_in_their_order_but_at_most_ten(responder: Responder) -> None:
    assert _cited(responder("第八章第一条和第七章第一条有什么区别")) == ["8.1", "7.1"]
    assert _cited(responder("第七章第一条和第九十九章第一条")) == ["7.1"]
    eleven = "、".join(f"{chapter}.1" for chapter in range(1, 12))
    assert _cited(responder(eleven)) == [f"{chapter}.1" for chapter in range(1, 11)]


def test_a_range_is_cited_whole(responder: Responder) -> None:
    assert _cited(responder("第七章第一条至第三条")) == ["7.1", "7.2", "7.3"]


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
    assert _cited(reply) == ["7.2"]
    assert isinstance(reply, Answer)
    [citation] = reply.citations
    assert citation.marked.startswith(marked)
    assert bool(citation.marked) is bool(marked)
    assert citation.missing_part == missing


@pytest.mark.parametrize("question", ["目录", "contents", "守则目录"])
def test_the_contents_can_be_asked_for(question: str, responder: Responder) -> None:
    assert responder(question) == responder.section("")


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("7.99", ["7.10", "7.9", "7.8"]),
        ("第九十九章", ["18.1", "17.1", "16.1"]),
        ("第二十五条", ["4.10", "5.10", "7.10"]),
    ],
)
def test_a_number_that_is_not_there_is_refused_with_the_nearest(
    question: str, nearest: list[str], responder: Responder
) -> None:
    assert _nearest(responder(question), Reason.NO_SUCH_CLAUSE) == nearest


def test_a_number_that_every_chapter_has_is_asked_back(responder: Responder) -> None:
    assert _nearest(responder("第三条"), Reason.WHICH_CLAUSE) == ["1.3", "2.3", "3.3"]


@pytest.mark.parametrize("question", ["", "   ", "。。。", "？！", "😀", "👍🏽❤️", "\n\t", "——"])
def test_without_a_letter_there_is_no_question(question: str, responder: Responder) -> None:
    assert _nearest(responder(question), Reason.NO_QUESTION) == []


@pytest.mark.parametrize("question", ["第七章", "chapter 7", "守则第七章", "第七章讲什么"])
def test_a_chapter_is_answered_with_its_contents(question: str, responder: Responder) -> None:
    reply = responder(question)
    assert isinstance(reply, Contents)
    assert [chapter.heading.label for chapter in reply.divisions] == ["第七章 客户服务标准"]


def test_a_chapters_number_alone_asks_for_nothing_in_it(analyzer: Analyzer) -> None:
    books = library(book({"1": {"1.1": "甲"}, "2": {"2.1": "第二章的例外须批准。"}}))
    eager = _eager(Index(books, (), analyzer))
    assert eager("第二章") == Contents((books.books[0].divisions[1],))
    assert _cited(eager("第二章的例外")) == ["2.1"]


def test_a_question_inside_a_chapter_is_answered_from_it(responder: Responder) -> None:
    assert _cited(responder("第七章里客户的请求最晚多久首次回复"))[0] == "7.1"


def test_a_question_inside_a_chapter_that_no_clause_answers_gets_the_contents(responder: Responder) -> None:
    unsure = _unsure(responder.index)
    assert isinstance(unsure("第七章里客户的请求最晚多久首次回复"), Contents)


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
    before, responder = _over(Timeline(LATER).in_force(EVE), analyzer), _over(LATER, analyzer)
    assert _nearest(before("1.2"), Reason.NOT_YET) == []
    assert _nearest(before("第二章"), Reason.NO_SUCH_CLAUSE) == ["1.1"]
    assert "1.2" not in _nearest(_unsure(before.index)("请假怎么申请"), Reason.SILENT)
    assert _cited(responder("1.2")) == ["1.2"]
    assert _cited(_eager(responder.index)("请假怎么申请")) == ["1.2"]


def test_a_bare_number_means_the_only_clause_in_force(analyzer: Analyzer) -> None:
    before = _over(Timeline(LATER).in_force(EVE), analyzer)
    assert _cited(before("第一条")) == ["1.1"]
    assert _nearest(_over(LATER, analyzer)("第一条"), Reason.WHICH_CLAUSE) == ["1.1", "2.1"]


@pytest.mark.parametrize("question", ["7.1", "第七章", "迟到怎么处理", ""])
@pytest.mark.parametrize("books", [library(), library(book({}))], ids=["no-book", "no-chapter"])
def test_an_empty_library_refuses(question: str, books: Library, analyzer: Analyzer) -> None:
    reply = _over(books, analyzer)(question)
    assert isinstance(reply, Refusal)
    assert (reply.nearest, reply.owner) == ((), books.books[0].owner if books.books else None)


OTHERS = {
    f"2.{n}": f"员工{word}须申请。" for n, word in enumerate(("请假", "加班", "出差", "调岗", "离职"), 1)
}


def test_of_clauses_that_are_equally_good_none_is_a_sure_answer(analyzer: Analyzer) -> None:
    equal = {f"1.{n}": "客户的投诉须当天登记。" for n in range(1, 5)}
    apart = {"1.1": "客户的投诉须当天登记。", "1.2": "客户须预约。"}
    for chapter, is_sure in ((equal, False), (apart, True)):
        responder = _over(library(book({"1": chapter, "2": OTHERS})), analyzer)
        assert isinstance(responder("客户投诉当天登记"), Answer) is is_sure


@pytest.mark.parametrize("size", [1, 2, 5])
def test_a_wording_a_title_or_a_text_word_for_word_is_answered_in_the_smallest_book(
    size: int, analyzer: Analyzer
) -> None:
    texts = dict(list({"2.9": "客户的请求须在 24 小时内首次回复。", **OTHERS}.items())[:size])
    small = book({"2": texts})
    first, *others = small.clauses
    named = replace(first, title="首次回复时限", questions=("客户的请求多久要回",))
    responder = _over(library(replace(small, clauses=(named, *others))), analyzer)
    for question in ("客户的请求多久要回", "客户的请求多久要回？", "首次回复时限", first.text):
        assert _cited(responder(question)) == ["2.9"]


def test_the_text_of_a_clause_is_answered_with_the_clause_whatever_it_refers_to(responder: Responder) -> None:
    for own in responder.index.library.clauses:
        reply = responder(own.text)
        assert isinstance(reply, Answer)
        assert reply.citations[0].clause == own


def test_the_threshold_decides(responder: Responder) -> None:
    index, question = responder.index, "打卡忘了怎么补"
    sure = responder.judge.confidence(index.search(question))
    assert isinstance(_with_thresholds(index, sure, sure)(question), Refusal)
    assert isinstance(_with_thresholds(index, sure, sure - 1e-9)(question), Choice)
    assert isinstance(_with_thresholds(index, sure - 1e-9, 0.0)(question), Answer)


def test_a_choice_offers_one_to_four_clauses_that_are_about_as_good(responder: Responder) -> None:
    unsure = _with_thresholds(responder.index, 1.0, 0.0)
    for question, most in (("培训要多久", 4), ("公司的免费心理咨询一年可以用几次？", 1)):
        reply = unsure(question)
        assert isinstance(reply, Choice)
        assert 1 <= len(reply.options) <= most


@pytest.mark.parametrize(
    ("question", "number", "lacks"),
    [
        ("心理咨询机构的预约电话是多少", "11.5", Fact.PHONE),
        ("心理咨询一年可以用几次", "11.5", None),
        ("结婚有婚假吗，要提前几天申请", "4.3", Unmentioned("婚假")),
    ],
)
def test_a_clause_that_lacks_what_is_asked_for_is_shown_with_this_doubt(
    question: str, number: str, lacks: Lack | None, responder: Responder
) -> None:
    reply = _eager(responder.index)(question)
    if lacks is None:
        assert _cited(reply) == [number]
    else:
        assert isinstance(reply, Choice)
        assert (str(reply.options[0].clause.number), reply.lacks) == (number, lacks)


@pytest.mark.parametrize(
    ("question", "is_lacking"), [("心理咨询机构的预约电话是多少", True), ("心理咨询一年可以用几次", False)]
)
def test_a_clause_that_lacks_what_is_asked_for_must_be_clearer_to_be_shown(
    question: str, responder: Responder, *, is_lacking: bool
) -> None:
    eager = _eager(responder.index)(question)
    assert isinstance(eager, Answer | Choice)
    odds = eager.confidence / (1 - eager.confidence)

    def is_shown(times: float) -> bool:
        reply = _with_thresholds(responder.index, 1.0, 1 / (1 + times / odds))(question)
        assert isinstance(reply, Choice | Refusal)
        return isinstance(reply, Choice)

    assert [is_shown(times) for times in (1.1, 2.9, 3.1)] == [not is_lacking, not is_lacking, True]


def test_a_question_of_two_parts_cites_a_clause_for_each(responder: Responder) -> None:
    assert _cited(responder("早班几点下班，晨会要开多久")) == ["4.1", "6.1"]


def test_the_sentence_that_answers_is_marked_inside_the_quotation(responder: Responder) -> None:
    reply = responder("年休假要提前几天申请")
    assert isinstance(reply, Answer)
    assert "年休假提前 5 个工作日" in reply.citations[0].marked
    assert reply.citations[0].marked in reply.citations[0].quote


def test_clauses_that_the_cited_one_refers_to_are_named_if_they_are_in_force(analyzer: Analyzer) -> None:
    texts = {"1": {"1.1": "迟到的处理见第一章第二条和本章第三条。", "1.2": "扣分。", "1.3": "申诉。"}}
    timeline = Timeline(library(book(texts, later={"1.3": TODAY})))
    for day, numbers in ((EVE, ["1.2"]), (TODAY, ["1.2", "1.3"])):
        reply = _over(timeline.in_force(day), analyzer)("1.1")
        assert isinstance(reply, Answer)
        assert [str(other.number) for other in reply.citations[0].related] == numbers


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("你好", SmallTalkKind.GREETING),
        ("您好！", SmallTalkKind.GREETING),
        ("Hello", SmallTalkKind.GREETING),
        ("好的，谢谢你~", SmallTalkKind.THANKS),
        ("thanks!", SmallTalkKind.THANKS),
        ("再见", SmallTalkKind.FAREWELL),
        ("你能做什么？", SmallTalkKind.HELP),
        ("help", SmallTalkKind.HELP),
        ("帮我请个假", SmallTalkKind.CANNOT),
        ("帮我写一首诗", SmallTalkKind.CANNOT),
        ("Please translate this", SmallTalkKind.CANNOT),
    ],
)
def test_a_courtesy_gets_a_courtesy_not_a_refusal(
    said: str, kind: SmallTalkKind, responder: Responder
) -> None:
    assert responder(said) == SmallTalk(kind)


@pytest.mark.parametrize(
    "question", ["你好，迟到怎么算", "帮我查一下迟到的规定", "谢谢，那加班要谁批", "帮助客户退款的限额"]
)
def test_a_question_with_a_courtesy_is_a_question(question: str, responder: Responder) -> None:
    assert not isinstance(responder(question), SmallTalk)


def test_a_section_without_a_reference_is_the_contents_of_all_books(
    responder: Responder, analyzer: Analyzer
) -> None:
    reply = responder.section("  ")
    assert reply == Contents.of(responder.index.library.books)
    before = Timeline(LATER).in_force(EVE)
    assert _over(before, analyzer).section("") == Contents.of(before.books)
    assert _over(library(), analyzer).section("") == Contents.of(())


@pytest.mark.parametrize("text", ["7.1", "第七章", "7.99", "迟到怎么处理", "。"])
def test_a_section_with_words_is_a_question(text: str, responder: Responder) -> None:
    assert responder.section(text) == responder(text)


@pytest.mark.parametrize("quote", ["25 小时", "24小时", "小时内。"])
def test_a_citation_refuses_what_does_not_stand_in_its_clause(quote: str) -> None:
    seven = clause("须在 24 小时内回复。")
    with pytest.raises(MisquotationError, match=r"code/1\.1") as error:
        Citation(seven, quote)
    assert error.value.clause == seven


def test_a_citation_may_quote_a_part_or_the_whole() -> None:
    seven = clause("须在 24 小时内回复。")
    assert Citation(seven, "24 小时").quote == "24 小时"
    assert Citation.whole(seven, 2.0) == Citation(seven, seven.text, 2.0)


@given(text=TEXTS)
@settings(deadline=None, max_examples=100)
def test_any_text_gets_a_reply_whose_quotes_stand_in_their_clauses(responder: Responder, text: str) -> None:
    reply = responder(text)
    match reply:
        case Contents(divisions):
            assert divisions
            return
        case Answer(citations, confidence):
            assert 1 <= len(citations) <= 3
            assert 0 < confidence <= 1
        case Choice(citations, confidence):
            assert 1 <= len(citations) <= 4
            assert 0 < confidence <= 1
        case SmallTalk() | AboutBook():
            return
        case Refusal(_, citations, owner, confidence):
            assert len(citations) <= 3
            assert 0 <= confidence <= responder.calibrations["lexical"].answer
            assert owner
    assert all(citation.marked in citation.quote in citation.clause.text for citation in citations)
    assert responder(text) == reply


@pytest.mark.parametrize(
    ("said", "thread", "encoded"),
    [
        pytest.param("迟到会怎样", Thread(), ["迟到会怎样"], id="one-thing"),
        pytest.param(
            "迟到怎么处理，投诉找谁",
            Thread(),
            ["迟到怎么处理，投诉找谁", "迟到怎么处理", "投诉找谁"],
            id="two",
        ),
        pytest.param("多久", Thread("迟到怎么处理"), ["迟到怎么处理 多久", "多久"], id="follow-up"),
    ],
)
def test_each_wording_that_a_reply_looks_at_is_encoded_once(
    said: str, thread: Thread, encoded: list[str], new_cache: Path
) -> None:
    encoder = ByMeaning()
    code = library(book({"1": {"1.1": "迟到由组长处理。", "1.2": "投诉由主管处理。"}}))
    responder = build_responder(code, (), resources=resources_in(new_cache), encoder=encoder)
    encoder.asked.clear()
    responder.turn(said, thread)
    assert encoder.asked == encoded
