"""Where several books have an owner each and nothing tells which one a question is about, its asker chooses."""

from collections.abc import AsyncIterator

import pytest
from bot.answering import Responders
from bot.retrieval import Analyzer
from bot.rulebook import Owner
from bot.store import Store
from bot.workspace import Person, Workspace

from tests.responders import indexed
from tests.slack.conftest import running, surroundings_for
from tests.slack.owned_book import clicks_for_modal
from tests.small_books import book, library, owned_by

TRAVEL, HOUSE = Owner("行政组", "#travel"), Owner("总务组", "#house")
BOOKS = library(
    owned_by(book({"1": {"1.1": "出差住宿每晚不超过四百元。"}}, id="travel", title="差旅制度"), TRAVEL),
    owned_by(book({"1": {"1.1": "离开会议室前请关灯。"}}, id="house", title="办公室公约"), HOUSE),
)


@pytest.fixture
async def slack(empty_slack: Workspace, store: Store, analyzer: Analyzer) -> AsyncIterator[Workspace]:
    """The bot over both books; it is in the channel of one owner."""
    empty_slack.channel("#house", [empty_slack.person("keeper")])
    responders = Responders(BOOKS, lambda seen: indexed(seen, analyzer))
    async with running(surroundings_for(empty_slack, responders, store)):
        await empty_slack.connected()
        yield empty_slack
    assert not empty_slack.recording.refused


async def test_a_refusal_names_both_and_links_the_channel_that_is_known(
    slack: Workspace, alice: Person
) -> None:
    told = await slack.reply_to(await alice.messages_bot("宠物狗的疫苗"))
    assert "《差旅制度》：行政组（#travel）" in told.reads
    assert "《办公室公约》：总务组" in told.reads
    house = slack.state.channels.named("house")
    assert house
    assert house.id in str(told.blocks)


async def test_the_book_is_asked_for_and_its_owner_gets_the_question(slack: Workspace, alice: Person) -> None:
    refusal = await slack.reply_to(await alice.messages_bot("宠物狗的疫苗"))
    form = await clicks_for_modal(slack, alice, refusal, "转给负责人")
    await alice.submits(form, {"book": "办公室公约"})
    await slack.settled()
    assert alice.modal
    assert "已转给总务组" in alice.modal.reads
    assert any("宠物狗的疫苗" in one.reads for one in slack.sees(slack.person("keeper"), "#house"))


async def test_of_an_owner_who_cannot_be_written_to_the_asker_reads_how_to_reach_them(
    slack: Workspace, alice: Person
) -> None:
    refusal = await slack.reply_to(await alice.messages_bot("宠物狗的疫苗"))
    form = await clicks_for_modal(slack, alice, refusal, "转给负责人")
    await alice.submits(form, {"book": "差旅制度"})
    assert alice.modal
    assert "#travel" in alice.modal.reads
