"""上一条 and 下一条 mean the same as a button, as a word and on the home tab: within the book, and in force today."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from bot.answering import Responders
from bot.retrieval import Analyzer
from bot.rulebook import Timeline
from bot.store import Store
from bot.workspace import Person, Workspace

from tests.responders import indexed
from tests.slack.conftest import TODAY, running, standing, surroundings_for
from tests.slack.home.reader import HomeReader
from tests.small_books import book, library

BOOKS = library(
    book(
        {"1": {"1.1": "甲。", "1.2": "明天的。", "1.3": "丙。"}, "2": {"2.1": "丁。", "2.2": "后天的。"}},
        later={"1.2": TODAY + timedelta(days=1), "2.2": TODAY + timedelta(days=2)},
    ),
    book({"1": {"1.1": "另一本。"}}, id="other", title="另一本守则"),
)
NO_BUTTON, NO_WORD = "这边没有更多条款了", "没有这一条"  # as a button, and as a word, there is nothing there
WAYS = [
    pytest.param("《运营中心守则》第一章第一条", "下一条", "丙。", id="over what is not yet in force"),
    pytest.param("《运营中心守则》第一章第三条", "上一条", "甲。", id="back over what is not yet in force"),
    pytest.param("《运营中心守则》第一章第三条", "下一条", "丁。", id="into the next chapter"),
    pytest.param("《运营中心守则》第二章第一条", "下一条", None, id="not into the next book"),
    pytest.param("《另一本守则》第一章第一条", "上一条", None, id="not into the book before"),
]


@pytest.fixture
async def slack(empty_slack: Workspace, store: Store, analyzer: Analyzer) -> AsyncIterator[Workspace]:
    """The bot over two books, with clauses that come into force later."""
    today = Timeline(BOOKS).in_force(TODAY)
    responders = Responders(today, lambda seen: indexed(seen, analyzer))
    async with running(surroundings_for(empty_slack, responders, store)):
        await empty_slack.connected()
        yield empty_slack
    assert not empty_slack.recording.refused


@pytest.mark.parametrize(("at", "step", "shown"), WAYS)
async def test_as_a_button(slack: Workspace, alice: Person, at: str, step: str, shown: str | None) -> None:
    answer = await slack.reply_to(await alice.messages_bot(at))
    before = len(slack.sees(alice))
    await alice.clicks(answer, step)
    await slack.settled()
    message = standing(slack, answer) if shown else slack.sees(alice)[-1]
    assert (shown or NO_BUTTON) in message.reads
    assert len(slack.sees(alice)) == before + (not shown)  # a private answer leafs in place


async def test_one_who_leafed_away_from_a_private_answer_comes_back_to_it(
    slack: Workspace, alice: Person
) -> None:
    answer = await slack.reply_to(await alice.runs("/rule 《运营中心守则》第一章第一条"))
    for step in ("下一条", "下一条", "👍 有用"):
        await alice.clicks(standing(slack, answer), step)
        await slack.settled()
    assert "丁。" in standing(slack, answer).reads
    assert "✓ 已记下：有用" in standing(slack, answer).reads
    await alice.clicks(standing(slack, answer), "回到原来的回答")
    await slack.settled()
    assert "甲。" in standing(slack, answer).reads
    assert "✓ 已记下：有用" in standing(slack, answer).reads


async def test_from_an_answer_in_a_channel_one_leafs_alone_in_one_message(
    slack: Workspace, alice: Person
) -> None:
    answer = await slack.reply_to(await alice.says("#ops", "@守则 《运营中心守则》第一章第一条"))
    await alice.clicks(answer, "下一条")
    await slack.settled()
    [page] = [one for one in slack.sees(alice, "#ops") if one.ephemeral_to]
    assert "丙。" in page.reads
    await alice.clicks(page, "下一条")
    await slack.settled()
    [page] = [one for one in slack.sees(alice, "#ops") if one.ephemeral_to]
    assert "丁。" in page.reads
    assert "甲。" in standing(slack, answer).reads


@pytest.mark.parametrize(("at", "step", "shown"), WAYS)
async def test_as_a_word(slack: Workspace, alice: Person, at: str, step: str, shown: str | None) -> None:
    await slack.reply_to(await alice.messages_bot(at))
    reply = await slack.reply_to(await alice.messages_bot(step))
    assert (shown or NO_WORD) in reply.reads


@pytest.mark.parametrize(("at", "step", "shown"), WAYS)
async def test_on_the_home_tab(
    slack: Workspace, alice: Person, at: str, step: str, shown: str | None
) -> None:
    reader = HomeReader(alice, slack)
    await reader.opens_home()
    await reader.searches(at)
    await reader.goes(next(label for label in reader.labels if label.startswith("打开")))
    arrow = {"上一条": "←", "下一条": "→"}[step]
    steps = [label for label in reader.labels if arrow in label]
    if steps:
        await reader.goes(steps[0])
    assert (shown in reader.reads) if shown else not steps
