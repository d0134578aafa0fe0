"""Slack takes its time to tell who somebody is: nothing that they typed or asked for is thrown away for it."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from bot.answering import Responders
from bot.slack.app import Bot
from bot.store import Store
from bot.workspace import Message, Options, Person, Workspace

from tests.slack.conftest import running, surroundings_for


@pytest.fixture
async def slack(manifest: Mapping[str, Any]) -> AsyncIterator[Workspace]:
    async with Workspace(manifest, Options(ack_timeout=3.0)) as workspace:  # as long as Slack itself waits
        yield workspace


@pytest.fixture
async def bot(slack: Workspace, responders: Responders, store: Store) -> AsyncIterator[Bot]:
    async with running(surroundings_for(slack, responders, store)) as one:
        yield one


@pytest.fixture
async def asked(slack: Workspace, bot: Bot) -> tuple[Person, Message]:
    """Somebody, and the answer that they got; the bot does not remember who they are."""
    alice = slack.person("alice")
    slack.channel("#ops", [alice])
    slack.channel("#cs-quality", [alice])
    answer = await slack.reply_to(await alice.says("#ops", "@守则 7.1"))
    bot.directory.forget(alice.id)
    return alice, answer


async def test_who_clicks_waits_where_no_trigger_runs_out(
    slack: Workspace, asked: tuple[Person, Message]
) -> None:
    alice, answer = asked
    slack.faults.slows("users.info", 1.7)
    await alice.clicks(answer, "下一条")
    await slack.until(lambda: any("第七章第二条" in one.reads for one in slack.sees(alice, "#ops")) or None)


async def test_what_was_typed_stays_in_the_form(
    slack: Workspace, bot: Bot, asked: tuple[Person, Message]
) -> None:
    alice, answer = asked
    await alice.clicks(answer, "转给负责人")
    form = await slack.modal(alice)
    bot.directory.forget(alice.id)
    slack.faults.slows("users.info", 2.0)
    late = await alice.submits(form, {"question": "周末也算吗？"})
    assert "暂时查不到" in late.errors["question"]
    await slack.settled()
    assert not (await alice.submits(form, {"question": "周末也算吗？"})).errors
    await slack.until(lambda: any("周末也算吗" in one.reads for one in slack.messages("#cs-quality")) or None)


@pytest.mark.usefixtures("bot")
async def test_who_asks_where_slack_does_not_tell_who_reads_keeps_nobody_else_waiting(
    slack: Workspace,
) -> None:
    alice = slack.person("alice")
    slack.channel("#ops", [alice])
    stuck = [slack.channel(f"#hangs{number}", [alice]).id for number in range(20)]
    slack.faults.hangs("conversations.members", times=99, which=lambda call: call["channel"] in stuck)
    asked = [await alice.says(f"#hangs{number}", "@守则 7.1") for number in range(20)]
    other = await alice.says("#ops", "@守则 7.1")
    await slack.reply_to(other)
    assert not any(slack.replies_to(question) for question in asked)
    slack.faults.no_more_of("*")
    for question in asked:
        await slack.reply_to(question)
