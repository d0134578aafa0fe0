"""Where the bot may not read along in channels, it answers whoever mentions it, and does without the rest."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.answering import Responders
from bot.store import Store
from bot.workspace import Interaction, Message, Options, Person, Workspace

from tests.slack.conftest import running, surroundings_for


@pytest.fixture
def manifest() -> Mapping[str, Any]:
    read: dict[str, Any] = yaml.safe_load(Path("docs/app-minimal.yaml").read_text("utf-8"))
    return read


@pytest.fixture
async def minimal(
    manifest: Mapping[str, Any], responders: Responders, store: Store
) -> AsyncIterator[Workspace]:
    async with (
        Workspace(manifest, Options(ack_timeout=3.0, retry_delays=(0.0, 0.1))) as slack,
        running(surroundings_for(slack, responders, store)),
    ):
        await slack.connected()
        yield slack


@pytest.fixture
def asker(minimal: Workspace) -> Person:
    person = minimal.person("alice", locale="zh-CN")
    minimal.channel("#ops", members=[person])
    return person


async def test_a_mention_a_direct_message_and_a_command_are_answered(
    minimal: Workspace, asker: Person
) -> None:
    asked: list[Message | Interaction] = [
        await asker.says("#ops", "@守则 7.1"),
        await asker.messages_bot("7.1"),
        await asker.runs("/rule 7.1", in_="#ops"),
    ]
    for each in asked:
        assert "第七章第一条" in (await minimal.reply_to(each)).reads


@pytest.mark.usefixtures("minimal")
async def test_the_log_says_once_what_it_does_without(caplog: pytest.LogCaptureFixture) -> None:
    told = [each for each in caplog.get_records("setup") if "app-minimal.yaml" in each.getMessage()]
    assert len(told) == 1


async def test_what_follows_is_not_heard_but_with_another_mention(minimal: Workspace, asker: Person) -> None:
    question = await asker.says("#ops", "@守则 客户提的请求最晚多久要回？")
    await minimal.reply_to(question)
    await asker.says("#ops", "7.2", thread=question)
    await minimal.settled()
    assert len(minimal.replies_to(question)) == 1
    again = await asker.says("#ops", "@守则 下一条", thread=question)
    assert "第七章第二条" in (await minimal.reply_to(again)).reads


async def test_a_guest_who_joins_counts_at_once(minimal: Workspace, asker: Person) -> None:
    assert not (await minimal.reply_to(await asker.says("#ops", "@守则 7.1"))).ephemeral_to
    await minimal.person("guest", is_restricted=True).joins("#ops")
    assert (await minimal.reply_to(await asker.says("#ops", "@守则 7.2"))).ephemeral_to == asker.id


async def test_what_slack_did_not_take_is_posted_and_holds_up_nobody(
    minimal: Workspace, asker: Person
) -> None:
    minimal.faults.fails("chat.postMessage")
    first = await asker.says("#ops", "@守则 7.1")
    assert "第七章第一条" in (await minimal.reply_to(first)).reads
    second = await asker.says("#ops", "@守则 7.2")
    assert "第七章第二条" in (await minimal.reply_to(second)).reads
