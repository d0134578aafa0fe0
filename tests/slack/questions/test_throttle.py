"""Who asks too much in a minute is told so privately, and in a channel once; nobody else is held up."""

from collections.abc import AsyncIterator

import pytest
from bot.answering import Responders
from bot.store import Store
from bot.workspace import Person, Workspace

from tests.slack.conftest import running, surroundings_for

LIMIT = 3


@pytest.fixture
async def strict(empty_slack: Workspace, responders: Responders, store: Store) -> AsyncIterator[Workspace]:
    limited = surroundings_for(empty_slack, responders, store, SHOUZE_QUESTIONS_A_MINUTE=str(LIMIT))
    async with running(limited):
        await empty_slack.connected()
        yield empty_slack
    assert not empty_slack.recording.refused


@pytest.fixture
def people(strict: Workspace) -> tuple[Person, Person]:
    alice, bob = strict.person("alice"), strict.person("bob")
    strict.channel("#ops", [alice, bob])
    return alice, bob


async def test_beyond_the_limit_one_polite_private_notice_comes_and_no_answer(
    strict: Workspace, people: tuple[Person, Person], store: Store
) -> None:
    alice, bob = people
    asked = [await alice.says("#ops", f"@守则 7.{number}") for number in range(1, LIMIT + 4)]
    await strict.settled()
    replies = [strict.replies_to(question) for question in asked]
    assert [len([one for one in those if not one.ephemeral_to]) for those in replies] == [1, 1, 1, 0, 0, 0]
    [notice] = [one for those in replies for one in those if one.ephemeral_to]
    assert notice.ephemeral_to == alice.id
    assert f"最多 {LIMIT} 个" in notice.reads
    assert "我的数据" in notice.reads
    assert len(store.privacy.export(alice.id).questions) == len(asked)
    assert not [one for one in strict.sees(bob, "#ops") if "最多" in one.reads]


async def test_where_nobody_reads_along_no_question_stays_without_a_word(
    strict: Workspace, people: tuple[Person, Person]
) -> None:
    alice, _ = people
    for number in range(1, LIMIT + 2):
        await alice.says("#ops", f"@守则 7.{number}")
    await alice.runs("/rule 7.8", in_="#ops")
    await alice.messages_bot("7.9")
    await strict.settled()
    told = {where: [one.reads for one in strict.sees(alice, where)] for where in ("#ops", None)}
    assert [sum("请过一分钟再问" in each for each in reads) for reads in told.values()] == [2, 1]


async def test_others_are_answered_as_ever(strict: Workspace, people: tuple[Person, Person]) -> None:
    alice, bob = people
    for number in range(1, LIMIT + 3):
        await alice.says("#ops", f"@守则 7.{number}")
    question = await bob.says("#ops", "@守则 7.1")
    assert "第七章第一条" in (await strict.reply_to(question)).reads


async def test_an_edit_is_no_new_question(strict: Workspace, people: tuple[Person, Person]) -> None:
    alice, _ = people
    question = await alice.messages_bot("7.1")
    await strict.reply_to(question)
    for number in range(2, LIMIT + 4):
        question = await alice.edits(question, f"7.{number}")
    await strict.settled()
    [answer] = [message for message in strict.sees(alice) if message.bot_id]
    assert "第七章第六条" in answer.reads
