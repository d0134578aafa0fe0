"""The name of a clause that is cited leads to its page on the web, and a link to such a page shows the clause."""

from typing import Any

import pytest
from bot.workspace import Message, Person, Workspace

from tests.slack.conftest import standing

from .conftest import OPEN, SITE, unfurled


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
    [(words, url)] = links(answer)
    assert words.startswith("《运营中心守则》第七章第一条")
    assert url == f"{SITE}/code/index.html#7.1"


async def test_one_that_only_some_may_see_leads_nowhere(slack: Workspace) -> None:
    manager = slack.person("manager")
    answer = await slack.reply_to(await manager.messages_bot("7.2"))
    assert "奖金另行发放。" in answer.reads
    assert links(answer) == []


@pytest.mark.parametrize("address", ["code/index.html#7.1", "code/7.html#7.1"])
async def test_a_link_that_is_pasted_shows_its_clause(slack: Workspace, alice: Person, address: str) -> None:
    said = await alice.says("#ops", f"请看 {SITE}/{address} 和 https://elsewhere.example.org/code/7.html#7.1")
    [(url, card)] = (await unfurled(slack, said)).items()
    assert url == f"{SITE}/{address}"
    assert "《运营中心守则》第七章第一条" in card
    assert "迟到由组长提醒。" in card


async def test_a_clause_shows_only_where_all_who_read_may_see_it(slack: Workspace, alice: Person) -> None:
    manager = slack.person("manager")
    slack.channel("#managers", members=[manager])
    slack.channel("#mixed", members=[manager, alice])
    restricted = f"{SITE}/code/7.html#7.2"
    among_managers = await unfurled(slack, await manager.says("#managers", f"{OPEN} {restricted}"))
    assert "奖金另行发放。" in among_managers[restricted]
    assert list(await unfurled(slack, await manager.says("#mixed", f"{OPEN} {restricted}"))) == [OPEN]


@pytest.mark.parametrize("address", ["code/7.html", "code/7.html#9.9", "index.html", ""])
async def test_a_link_to_no_clause_stays_a_link(slack: Workspace, alice: Person, address: str) -> None:
    said = await alice.says("#ops", f"{SITE}/{address} {OPEN}")
    assert list(await unfurled(slack, said)) == [OPEN]


async def test_where_the_bot_is_not_a_link_stays_a_link(slack: Workspace, alice: Person) -> None:
    slack.channel("#elsewhere", members=[alice])
    await slack.bot_leaves("#elsewhere")
    there = await alice.says("#elsewhere", OPEN)
    await unfurled(slack, await alice.says("#ops", OPEN))  # told later
    assert standing(slack, there).unfurled == ""


async def test_below_a_link_stands_a_work_object_too(slack: Workspace, alice: Person) -> None:
    said = await alice.says("#ops", OPEN)
    await unfurled(slack, said)
    [(url, shown)] = standing(slack, said).entities.items()
    assert (url, shown["external_ref"]["id"], shown["url"]) == (OPEN, "code/7.1", OPEN)
    assert shown["entity_payload"]["fields"]["description"]["value"] == "迟到由组长提醒。"
    assert "问负责人" not in standing(slack, said).unfurled


async def test_where_slack_takes_no_work_object_the_card_stands_alone(
    slack: Workspace, alice: Person
) -> None:
    slack.faults.refuses("chat.unfurl", "invalid_metadata_schema")
    said = await alice.says("#ops", OPEN)
    await unfurled(slack, said)
    assert standing(slack, said).entities == {}
