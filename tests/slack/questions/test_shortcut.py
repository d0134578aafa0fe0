"""查相关规则 on a message, and the status line in the pane."""

from typing import Any

import pytest
from bot.slack.questions.listeners import said_in
from bot.store import Store
from bot.workspace import Message, Person, Workspace
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import text

NAME = "查相关规则"
SAID = "客户提的请求最晚多久要回？"


async def test_a_message_is_looked_up_for_the_one_who_asks_and_can_be_shared(
    slack: Workspace, alice: Person
) -> None:
    bob = slack.person("bob")
    await bob.joins("#ops")
    said = await bob.says("#ops", SAID)
    used = await alice.uses_shortcut(NAME, on=said)
    assert used.is_acked
    shown = await slack.reply_to(used)
    assert shown.ephemeral_to == alice.id
    assert "第七章第一条" in shown.reads
    await alice.clicks(shown, "分享到频道")

    def shared() -> list[Message]:
        return [one for one in slack.sees(bob, "#ops") if f"<@{alice.id}>" in one.reads]

    [message] = await slack.until(lambda: shared() or None)
    assert "第七章第一条" in message.reads


async def test_the_question_is_kept_before_slack_hears_that_it_has_arrived(
    slack: Workspace, alice: Person, store: Store
) -> None:
    said = await alice.says("#ops", SAID)
    with store.engine.begin() as db:
        db.execute(text("DROP TABLE claim"))
    assert not (await alice.uses_shortcut(NAME, on=said)).response
    await slack.until(lambda: any("系统出错" in one.reads for one in slack.sees(alice, "#ops")) or None)


async def test_a_delivery_that_is_repeated_is_answered_once(slack: Workspace, alice: Person) -> None:
    used = await alice.uses_shortcut(NAME, on=await alice.says("#ops", SAID))
    await slack.reply_to(used)
    await slack.redelivers(used.delivery)
    await slack.settled()
    assert len(slack.replies_to(used)) == 1


def plain(words: str) -> dict[str, str]:
    return {"type": "plain_text", "text": words}


BLOCKS: list[dict[str, Any]] = [
    {"type": "section", "text": plain(SAID)},
    {"type": "actions", "elements": [{"type": "button", "action_id": "x", "text": plain("食堂")}]},
]


async def test_a_message_without_a_text_is_read_from_its_blocks(slack: Workspace, alice: Person) -> None:
    client = AsyncWebClient(slack.bot_token, base_url=slack.base_url)
    content = {"channel": alice.dm.id, "text": " ", "blocks": BLOCKS}
    posted = await client.api_call("chat.postMessage", json=content)
    [message] = [one for one in slack.sees(alice) if one.ts == posted["ts"]]
    assert "第七章第一条" in (await slack.reply_to(await alice.uses_shortcut(NAME, on=message))).reads


@pytest.mark.parametrize(
    ("message", "words"),
    [
        pytest.param({"text": "a &lt;b&gt; <@U1> <https://x|页>"}, "a <b>   页", id="a text as it was typed"),
        pytest.param({"text": "", "blocks": BLOCKS}, SAID, id="blocks, without what stands on buttons"),
        pytest.param({"attachments": [{"text": SAID, "color": "#fff"}]}, SAID, id="an attachment"),
        pytest.param({"attachments": [{"blocks": BLOCKS}]}, SAID, id="blocks in an attachment"),
        pytest.param({"text": " ", "blocks": [], "attachments": None}, "", id="nothing"),
    ],
)
def test_the_words_of_a_message(message: dict[str, Any], words: str) -> None:
    assert said_in(message) == words


async def test_a_message_without_words_gets_a_plain_line(slack: Workspace, alice: Person) -> None:
    bob = slack.person("bob")
    await bob.joins("#ops")
    used = await alice.uses_shortcut(NAME, on=await bob.says("#ops", f"@{alice.name}"))
    assert used.is_acked
    assert "没有文字" in (await slack.reply_to(used)).reads


async def test_of_a_long_message_the_first_2000_characters_are_looked_up(
    slack: Workspace, alice: Person, store: Store
) -> None:
    await slack.reply_to(await alice.uses_shortcut(NAME, on=await alice.says("#ops", SAID + "啊" * 9_000)))
    with store.engine.begin() as db:
        [words] = db.scalars(text("SELECT sealed_text FROM question"))
    assert len(words.removeprefix("o:")) == 2_000


async def test_the_pane_says_that_a_question_in_its_thread_is_being_looked_up(
    slack: Workspace, alice: Person
) -> None:
    first = await alice.messages_bot("7.1")
    await slack.reply_to(first)
    assert not slack.recording.calls_to("assistant.threads.setStatus")
    await slack.reply_to(await alice.messages_bot("7.2", thread=first))
    [call] = slack.recording.calls_to("assistant.threads.setStatus")
    assert call.arguments["status"] == "正在查规则…"
    assert call.arguments["thread_ts"] == first.ts


@pytest.mark.parametrize("fault", ["hangs", "refuses"])
async def test_a_pane_that_fails_costs_no_answer_and_is_left_alone_for_a_while(
    slack: Workspace, alice: Person, fault: str
) -> None:
    first = await alice.messages_bot("7.1")
    await slack.reply_to(first)
    if fault == "hangs":
        slack.faults.hangs("assistant.threads.setStatus")
    else:
        slack.faults.refuses("assistant.threads.setStatus", "missing_scope")
    for number in ("7.2", "7.3"):
        answer = await slack.reply_to(await alice.messages_bot(number, thread=first))
        assert f"第七章第{'二' if number == '7.2' else '三'}条" in answer.reads
    assert len(slack.recording.calls_to("assistant.threads.setStatus")) == 1
