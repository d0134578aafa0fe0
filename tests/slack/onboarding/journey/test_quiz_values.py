"""What the buttons of a quiz carry: nothing that tells which option is right, and nothing that is believed unseen."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from bot.knowledge import Knowledge
from bot.onboarding.quiz import OneOf, SeveralOf
from bot.slack.blocks.elements import actions, button
from bot.slack.onboarding.buttons import CHOOSE, NEXT
from bot.slack.onboarding.journey.question_card import AskedQuestion, question_card
from bot.wording import Language, catalogue_for
from bot.workspace import Message, Person
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.onboarding.conftest import House
from tests.slack.onboarding.journey.test_path import opened

SAY = catalogue_for(Language.CHINESE)


def options(blocks: tuple[Mapping[str, Any], ...]) -> dict[str, tuple[str, str]]:
    """What stands on each option, and what Slack is told of it: its name, and its value without the question's."""
    found: dict[str, tuple[str, str]] = {}
    for block in blocks:
        for element in block.get("elements", ()) if block["type"] == "actions" else ():
            if element["action_id"].startswith("onboarding_choose"):
                value = str(json.loads(element["value"])[-1])
                found[element["text"]["text"]] = (element["action_id"], value)
            for option in element.get("options", ()):
                found[option["text"]["text"]] = ("", option["value"])
    return found


def test_of_no_question_the_payload_tells_what_is_right(knowledge: Knowledge) -> None:
    assert knowledge.onboarding
    stages = {stage.id: stage for path in knowledge.onboarding.paths for stage in path.stages}
    asked = 0
    for stage in stages.values():
        for question in stage.quiz.questions if stage.quiz else ():
            if not isinstance(question, OneOf | SeveralOf):
                continue
            assert stage.quiz
            told: dict[str, set[tuple[str, str]]] = {text[:75]: set() for text in question.options}
            for number in range(40):
                card = question_card(AskedQuestion("m", f"U{number}", stage, stage.quiz, 1, question), SAY)
                shown = options(tuple(card.blocks))
                assert [value for _, value in shown.values()] == [f"at{place}" for place in range(len(shown))]
                for text, what in shown.items():
                    told[text].add(what)
            assert len({frozenset(what) for what in told.values()}) == 1, (
                question.text
            )  # all of each: none tells
            asked += 1
    assert asked > 30


async def clicks(house: House, person: Person, action: str, *values: object) -> None:
    """Click a button of the bot's that carries these values."""
    client = AsyncWebClient(house.slack.bot_token, base_url=house.slack.base_url)
    card = actions([button(action, "·", json.dumps(values))])
    sent = await client.chat_postMessage(channel=person.dm.id, text="·", blocks=[card])
    message = person.finds(person.dm.id, sent["ts"])
    assert message
    await person.clicks(message, action)


def carried(card: Message) -> list[Any]:
    """What the first option of a question carries."""
    values = [
        json.loads(element["value"])
        for block in card.blocks
        for element in block.get("elements", ())
        if str(element.get("action_id", "")).startswith("onboarding_choose")
    ]
    return list(values[0])


async def test_a_button_of_before_counts_as_it_did(house: House) -> None:
    async with house.bot():
        mei, card = await opened(house)
        await mei.clicks(card, "开始测验")
        *question, _ = carried(await house.card(mei, "第 1/3 题"))
        await clicks(house, mei, CHOOSE.id(0), *question, 0)
        await house.card(mei, "第 2/3 题")
    there = house.store.onboarding.enrolment_of(mei.id)
    assert there
    assert [given.is_right for given in there.progress.answers] == [True]


@pytest.mark.parametrize("action", [CHOOSE.id(0), NEXT])
async def test_nobody_changes_the_message_of_another(house: House, action: str) -> None:
    async with house.bot():
        mei, card = await opened(house)
        await mei.clicks(card, "开始测验")
        asked = await house.card(mei, "第 1/3 题")
        *question, mark = carried(asked)
        bo = await house.slack.newcomer("bo")
        await house.slack.until(lambda: house.store.onboarding.enrolment_of(bo.id))
        before = [one.reads for one in mei.sees()]
        await clicks(house, bo, action, *question, mark)
        await house.slack.settled(quiet=0.3)
        assert [one.reads for one in mei.sees()] == before
        assert not any("第 2/3 题" in one.reads for one in bo.sees())


@pytest.mark.parametrize("mark", ["at7", -1, "x", None, 7])
async def test_a_mark_that_leads_nowhere_answers_nothing(house: House, mark: object) -> None:
    async with house.bot():
        mei, card = await opened(house)
        await mei.clicks(card, "开始测验")
        *question, _ = carried(await house.card(mei, "第 1/3 题"))
        await clicks(house, mei, CHOOSE.id(0), *question, mark)
        await house.slack.settled(quiet=0.3)
    there = house.store.onboarding.enrolment_of(mei.id)
    assert there
    assert there.progress.answers == ()
