"""The name of a clause that is cited leads to its page on the web, where everybody may see it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from bot.answering import CurrentRules, Responder, Responders
from bot.knowledge import Knowledge
from bot.retrieval import Analyzer, Index
from bot.rulebook import Audience
from bot.store import Store
from bot.workspace import Message, Person, Workspace

from tests.rulebook.restricted_books import MANAGERS, restricted, to
from tests.slack.conftest import running, surroundings_for
from tests.small_books import TODAY, book, library

SITE = "https://rules.example.org"
RULES = restricted(
    book({"7": {"7.1": "迟到由组长提醒。", "7.2": "奖金另行发放。"}}), {"7.2": (to(MANAGERS),)}
)


@pytest.fixture
async def slack(empty_slack: Workspace, store: Store, analyzer: Analyzer) -> AsyncIterator[Workspace]:
    def over(known: Knowledge) -> Responders:
        return Responders(known.library, lambda seen: Responder(Index(seen, (), analyzer)))

    manager = empty_slack.person("manager")
    rulebook = replace(RULES, audiences=(Audience("管理层", (manager.id,)),))
    rules = CurrentRules(Knowledge(library(rulebook), ()), over, lambda: TODAY, SITE)
    around = surroundings_for(empty_slack, rules().responders, store, SHOUZE_SITE_URL=SITE)
    async with running(replace(around, rules=rules)):
        await empty_slack.connected()
        yield empty_slack
    assert not empty_slack.recording.refused


def links(message: Message) -> list[tuple[str, str]]:
    """The links in a message: their words and where they lead."""

    def within(part: Any) -> list[tuple[str, str]]:  # noqa: ANN401  # JSON of any shape
        if isinstance(part, list):
            return [link for each in part for link in within(each)]
        if not isinstance(part, dict):
            return []
        if part.get("type") == "link":
            return [(part["text"], part["url"])]
        return [link for each in part.values() for link in within(each)]

    return within(list(message.blocks))


async def test_a_citation_leads_to_its_page(slack: Workspace, alice: Person) -> None:
    answer = await slack.reply_to(await alice.messages_bot("7.1"))
    assert links(answer) == [("《运营中心守则》第七章第一条", f"{SITE}/code/index.html#7.1")]


async def test_one_that_only_some_may_see_leads_nowhere(slack: Workspace) -> None:
    manager = slack.person("manager")
    answer = await slack.reply_to(await manager.messages_bot("7.2"))
    assert "奖金另行发放。" in answer.reads
    assert links(answer) == []
