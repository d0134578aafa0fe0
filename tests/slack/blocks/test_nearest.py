"""A button of an answer from before leads from a clause that is gone to what is nearest, and says so."""

import pytest
from bot.slack.blocks.buttons import nearest
from bot.slack.blocks.elements import actions, button
from bot.slack.blocks.reply_row import NEXT_CLAUSE, PREVIOUS_CLAUSE
from bot.workspace import Person, Workspace
from slack_sdk.web.async_client import AsyncWebClient

from tests.small_books import book, library

BOOKS = library(book({"1": {"1.1": "甲。", "1.3": "丙。"}, "10": {"10.2": "丁。"}}))


@pytest.mark.parametrize(
    ("action", "gone", "found"),
    [
        (NEXT_CLAUSE, "1.2", "1.3"),
        (PREVIOUS_CLAUSE, "1.2", "1.1"),
        (NEXT_CLAUSE, "9.9", "10.2"),
        (PREVIOUS_CLAUSE, "9.9", "1.3"),
        (NEXT_CLAUSE, "99.1", "10.2"),
        (PREVIOUS_CLAUSE, "0.1", "1.1"),
    ],
)
def test_the_clause_beside_the_place_of_one_that_is_gone(action: str, gone: str, found: str) -> None:
    [clause] = BOOKS.clauses[:1]
    answer = nearest(action, f"{clause.heading.book}/{gone}", BOOKS)
    assert answer
    assert str(answer.citations[0].clause.number) == found


def test_of_a_book_that_is_gone_nothing_is_near() -> None:
    assert nearest(NEXT_CLAUSE, "gone/1.1", BOOKS) is None


async def test_who_leafs_from_a_clause_that_is_gone_reads_what_happened(
    slack: Workspace, alice: Person
) -> None:
    client = AsyncWebClient(slack.bot_token, base_url=slack.base_url)
    blocks = [actions([button(NEXT_CLAUSE, "下一条", "operations-code/7.999")])]  # as they were posted before
    sent = await client.chat_postMessage(channel=alice.dm.id, text="7.999", blocks=blocks)
    old = alice.finds(alice.dm.id, sent["ts"])
    assert old
    await alice.clicks(old, "下一条")
    await slack.settled()
    near = slack.sees(alice)[-1]
    assert "已经不在守则里" in near.reads
    assert "第八章第一条" in near.reads
