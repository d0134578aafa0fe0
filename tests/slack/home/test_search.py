"""The search box of the home tab."""

import pytest
from bot.answering import Responder
from bot.slack.home.links import ToClause, read_route
from bot.workspace import View
from bot.workspace.block_kit import elements

from tests.slack.home.reader import HomeReader, links

ANSWERED, UNSURE, SILENT = "客户提的请求最晚多久要回？", "组长安排不公平", "停车位由谁检查"


def in_the_box(alice: HomeReader) -> str:
    [box] = [element.payload for element in elements(alice.page.blocks) if element.kind == "plain_text_input"]
    return str(box.get("initial_value", ""))


def block_of_box(page: View) -> str:
    [block] = [str(block["block_id"]) for block in page.blocks if block["type"] == "input"]
    return block


async def test_an_answer_is_quoted_with_its_sentence_marked_and_the_question_stays_in_the_box(
    alice: HomeReader, responder: Responder
) -> None:
    await alice.opens_home()
    await alice.searches(ANSWERED)
    assert in_the_box(alice) == ANSWERED
    assert "《运营中心守则》第七章第一条" in alice.reads
    first = next(clause for clause in responder.index.library.clauses if str(clause.number) == "7.1")
    assert first.text.rstrip() in alice.quoted
    bold = [
        text["text"]
        for block in alice.page.blocks
        if block["type"] == "rich_text"
        for part in block["elements"]
        if part["type"] == "rich_text_quote"
        for text in part["elements"]
        if text.get("style")
    ]
    assert any("24 小时内作出首次回复" in text for text in bold)


async def test_from_a_clause_there_is_a_way_back_to_what_was_found(alice: HomeReader) -> None:
    await alice.opens_home()
    found = await alice.searches(ANSWERED)
    await alice.goes("打开 7.1")
    await alice.goes(next(label for label in alice.labels if label.endswith("→")))
    await alice.goes("搜索结果")
    assert "👍 有用" in alice.reads, "what was asked can be rated"
    assert alice.reads == found.reads
    await alice.goes("返回主页")
    assert in_the_box(alice) == ""
    assert block_of_box(found) != block_of_box(alice.page)  # Slack keeps what was typed in a block that stays
    assert "搜索结果" not in alice.labels


async def test_an_unsure_bot_offers_clauses(alice: HomeReader) -> None:
    await alice.opens_home()
    await alice.searches(UNSURE)
    assert "最接近的是" in alice.reads
    offered = [read_route(way.payload["value"]) for way in links(alice.page)][1:]
    assert 2 <= len(offered) <= 4
    await alice.goes(offered[1])
    assert alice.quoted


async def test_a_silent_rulebook_is_said_plainly_with_the_nearest_clauses_and_whom_to_ask(
    alice: HomeReader,
) -> None:
    await alice.opens_home()
    await alice.searches(SILENT)
    assert "守则里没有找到" in alice.reads
    assert alice.quoted == ""
    nearest = [read_route(way.payload["value"]) for way in links(alice.page)][1:]
    assert len(nearest) == 3
    assert all(isinstance(to, ToClause) for to in nearest)
    assert "可以向" in alice.reads


async def test_a_question_can_be_passed_on_after_the_nearest_clause_was_read(alice: HomeReader) -> None:
    await alice.opens_home()
    found = await alice.searches(SILENT)
    first, *_ = [way for way in links(found) if isinstance(read_route(way.payload["value"]), ToClause)]
    await alice.goes(read_route(first.payload["value"]))
    await alice.goes("搜索结果")
    assert "转给负责人" in alice.reads
    assert alice.reads == found.reads


async def test_a_chapter_that_is_asked_for_is_listed(alice: HomeReader) -> None:
    await alice.opens_home()
    await alice.searches("第七章")
    assert "第七章 客户服务标准" in alice.reads
    await alice.goes(next(label for label in alice.labels if label == "查看"))
    assert "第七章第一条" in alice.reads


@pytest.mark.parametrize("words", ["", "   "], ids=["nothing", "spaces"])
async def test_searching_for_nothing_leads_back_to_the_start(alice: HomeReader, words: str) -> None:
    start = await alice.opens_home()
    await alice.searches(ANSWERED)
    await alice.searches(words)
    assert alice.reads == start.reads


@pytest.mark.parametrize("words", ["？！", "你好", "规" * 3_000, "<!channel> *a* & `b`"])
async def test_whatever_is_searched_gets_a_page_and_keeps_its_words(alice: HomeReader, words: str) -> None:
    await alice.opens_home()
    await alice.searches(words)
    assert in_the_box(alice) == words


async def test_a_second_search_follows_the_first(alice: HomeReader) -> None:
    await alice.opens_home()
    await alice.searches(SILENT)
    await alice.searches(ANSWERED)
    assert in_the_box(alice) == ANSWERED
    assert "守则里没有找到" not in alice.reads
