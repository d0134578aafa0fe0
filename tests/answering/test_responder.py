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
    Responder,
    SmallTalk,
    SmallTalkKind,
    Thread,
    Unmentioned,
    build_responder,
)
from bot.answering.reply import MisquotationError
from bot.retrieval import Analyzer
from bot.rulebook import Library, Timeline
from hypothesis import given
from hypothesis import strategies as st

from tests.answering.replies import cited, eager, nearest, over, with_thresholds
from tests.resources import resources_in
from tests.retrieval.encoders import ByMeaning
from tests.small_books import TODAY, book, clause, library

TEXTS = st.one_of(
    st.text(max_size=60),
    st.text("第七章一条條款项守则迟到投诉怎么处理7.1-，？😀 \nabc《》", max_size=60),
)


def test_an_answer_quotes_the_clause_word_for_word(responder: Responder) -> None:
    reply = responder("客户提的请求最晚多久要回？")
    assert cited(reply)[0] == "7.1"
    assert isinstance(reply, Answer)
    assert reply.citations[0].quote == reply.citations[0].clause.text
    assert "24" in reply.citations[0].quote
    assert responder.calibrations["lexical"].answer < reply.confidence <= 1


def test_a_refusal_names_clauses_and_their_owner_only_where_they_are_near(responder: Responder) -> None:
    index, question = responder.index, "打卡忘了怎么补"
    related = responder.judge.relevance(index.search(question))
    odds = related / (1 - related)
    for times, is_near in ((1.1, True), (5, False)):
        reply = with_thresholds(index, 1.0, 1 / (1 + 1 / (times * odds)))(question)
        assert nearest(reply, Reason.SILENT)[:1] == (["4.1"] if is_near else [])
        assert isinstance(reply, Refusal)
        assert reply.owner is not None
        assert reply.owner.name == ("人力资源部" if is_near else "运营管理部")


def test_where_the_nearest_clauses_have_several_owners_the_books_is_named(responder: Responder) -> None:
    reply = responder("团建去哪里")
    assert isinstance(reply, Refusal)
    assert len({citation.clause.heading.owner for citation in reply.nearest}) == 3
    assert reply.owner == responder.index.library.books[0].owner


@pytest.mark.parametrize("question", ["要多久？", "这个怎么办理", "What do I have to do?", "b?", "a b"])
def test_who_does_not_say_what_it_is_about_is_asked_to(question: str, responder: Responder) -> None:
    assert nearest(responder(question), Reason.VAGUE) == []


def test_where_nothing_is_near_the_books_owner_is_named(responder: Responder) -> None:
    reply = responder("zzz")
    assert nearest(reply, Reason.SILENT) == []
    assert isinstance(reply, Refusal)
    assert reply.owner == responder.index.library.books[0].owner


@pytest.mark.parametrize("question", ["", "   ", "。。。", "？！", "😀", "👍🏽❤️", "\n\t", "——"])
def test_without_a_letter_there_is_no_question(question: str, responder: Responder) -> None:
    assert nearest(responder(question), Reason.NO_QUESTION) == []


@pytest.mark.parametrize("question", ["7.1", "第七章", "迟到怎么处理", ""])
@pytest.mark.parametrize("books", [library(), library(book({}))], ids=["no-book", "no-chapter"])
def test_an_empty_library_refuses(question: str, books: Library, analyzer: Analyzer) -> None:
    reply = over(books, analyzer)(question)
    assert isinstance(reply, Refusal)
    assert (reply.nearest, reply.owner) == ((), books.books[0].owner if books.books else None)


def test_letters_alone_find_no_clause_that_has_them(analyzer: Analyzer) -> None:
    rules = over(library(book({"1": {"1.1": "Guests sign in: (a) by a member; (b) before six."}})), analyzer)
    assert nearest(rules("a\ufffdb"), Reason.VAGUE) == []


OTHERS = {
    f"2.{n}": f"员工{word}须申请。" for n, word in enumerate(("请假", "加班", "出差", "调岗", "离职"), 1)
}


def test_of_clauses_that_are_equally_good_none_is_a_sure_answer(analyzer: Analyzer) -> None:
    equal = {f"1.{n}": "客户的投诉须当天登记。" for n in range(1, 5)}
    apart = {"1.1": "客户的投诉须当天登记。", "1.2": "客户须预约。"}
    for chapter, is_sure in ((equal, False), (apart, True)):
        responder = over(library(book({"1": chapter, "2": OTHERS})), analyzer)
        assert isinstance(responder("客户投诉当天登记"), Answer) is is_sure


@pytest.mark.parametrize("size", [1, 2, 5])
def test_a_wording_a_title_or_a_text_word_for_word_is_answered_in_the_smallest_book(
    size: int, analyzer: Analyzer
) -> None:
    texts = dict(list({"2.9": "客户的请求须在 24 小时内首次回复。", **OTHERS}.items())[:size])
    small = book({"2": texts})
    first, *others = small.clauses
    named = replace(first, title="首次回复时限", questions=("客户的请求多久要回",))
    responder = over(library(replace(small, clauses=(named, *others))), analyzer)
    for question in ("客户的请求多久要回", "客户的请求多久要回？", "首次回复时限", first.text):
        assert cited(responder(question)) == ["2.9"]


def test_the_text_of_a_clause_is_answered_with_the_clause_whatever_it_refers_to(responder: Responder) -> None:
    for own in responder.index.library.clauses:
        reply = responder(own.text)
        assert isinstance(reply, Answer)
        assert reply.citations[0].clause == own


def test_the_threshold_decides(responder: Responder) -> None:
    index, question = responder.index, "打卡忘了怎么补"
    ranking = index.search(question)
    sure, related = responder.judge.confidence(ranking), responder.judge.relevance(ranking)
    assert isinstance(with_thresholds(index, sure, related)(question), Refusal)
    assert isinstance(with_thresholds(index, sure, related - 1e-9)(question), Choice)
    assert isinstance(with_thresholds(index, sure - 1e-9, 0.0)(question), Answer)


def test_a_choice_offers_one_to_four_clauses_that_are_about_as_good(responder: Responder) -> None:
    unsure = with_thresholds(responder.index, 1.0, 0.0)
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
    reply = eager(responder.index)(question)
    if lacks is None:
        assert cited(reply) == [number]
    else:
        assert isinstance(reply, Choice)
        assert (str(reply.options[0].clause.number), reply.lacks) == (number, lacks)


@pytest.mark.parametrize(
    ("question", "is_lacking"), [("心理咨询机构的预约电话是多少", True), ("心理咨询一年可以用几次", False)]
)
def test_a_clause_that_lacks_what_is_asked_for_must_be_clearer_to_be_shown(
    question: str, responder: Responder, *, is_lacking: bool
) -> None:
    related = responder.judge.relevance(responder.index.search(question))
    odds = related / (1 - related)

    def is_shown(times: float) -> bool:
        reply = with_thresholds(responder.index, 1.0, 1 / (1 + times / odds))(question)
        assert isinstance(reply, Choice | Refusal)
        return isinstance(reply, Choice)

    assert [is_shown(times) for times in (1.1, 8.9, 9.1)] == [not is_lacking, not is_lacking, True]


def test_a_question_of_two_parts_cites_a_clause_for_each(responder: Responder) -> None:
    assert cited(responder("早班几点下班，晨会要开多久")) == ["4.1", "6.1"]


def test_the_sentence_that_answers_is_marked_inside_the_quotation(responder: Responder) -> None:
    reply = responder("年休假要提前几天申请")
    assert isinstance(reply, Answer)
    assert "年休假提前 5 个工作日" in reply.citations[0].marked
    assert reply.citations[0].marked in reply.citations[0].quote


EVE = TODAY - timedelta(days=1)


def test_clauses_that_the_cited_one_refers_to_are_named_if_they_are_in_force(analyzer: Analyzer) -> None:
    texts = {"1": {"1.1": "迟到的处理见第一章第二条和本章第三条。", "1.2": "扣分。", "1.3": "申诉。"}}
    timeline = Timeline(library(book(texts, later={"1.3": TODAY})))
    for day, numbers in ((EVE, ["1.2"]), (TODAY, ["1.2", "1.3"])):
        reply = over(timeline.in_force(day), analyzer)("1.1")
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
        ("用方言念一遍通知", SmallTalkKind.CANNOT),
        ("把组长的口气模仿一遍", SmallTalkKind.CANNOT),
        ("what does this screenshot say", SmallTalkKind.CANNOT),
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


@pytest.mark.parametrize("question", ["日报什么时候交", "什么时候报到", "日報寫給誰"])
def test_a_topic_whose_characters_may_stand_in_any_question_is_one(
    question: str, responder: Responder
) -> None:
    reply = responder(question)
    assert not (isinstance(reply, Refusal) and reply.reason is Reason.VAGUE)
