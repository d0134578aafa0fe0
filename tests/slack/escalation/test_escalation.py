"""转给负责人: from the button to the owner, and back to the asker."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from functools import partial

import pytest
from bot.inquiries import EscalationState
from bot.retrieval import Analyzer
from bot.slack.escalation.cards import reply_form
from bot.store import Store
from bot.wording import Language, catalogue_for
from bot.workspace import Message, Person, Workspace
from sqlalchemy import text

from tests.databases import rows
from tests.rulebook.restricted_books import MANAGERS, restricted, to
from tests.slack.conftest import QUICK, standing
from tests.slack.owned_book import TEXTS, clicks_for_modal, owned, passes_on, serving, told
from tests.small_books import book

ASKED = "@守则 4.2"

People = tuple[Person, Person, Person]
Serve = Callable[..., AbstractAsyncContextManager[None]]


@pytest.fixture
def people(empty_slack: Workspace) -> People:
    """Two who ask, in #ops, and an owner, in #attendance."""
    alice, bob, owner = (empty_slack.person(name) for name in ("alice", "bob", "owner"))
    empty_slack.channel("#ops", [alice, bob])
    empty_slack.channel("#attendance", [owner, bob])
    return alice, bob, owner


@pytest.fixture
def serve(empty_slack: Workspace, store: Store, analyzer: Analyzer) -> Serve:
    """Serves a library for a while."""
    return partial(serving, empty_slack, store, analyzer)


@pytest.fixture
async def slack(
    empty_slack: Workspace,
    serve: Serve,
    people: People,  # noqa: ARG001  # channels are there before the bot looks for them
) -> AsyncIterator[Workspace]:
    """The bot, whose book's owner reads #attendance."""
    async with serve(owned("#attendance")):
        yield empty_slack


async def letter(slack: Workspace, channel: str = "#attendance") -> Message:
    """What the owner got."""
    return await slack.until(lambda: next(iter(posted(slack, channel)), None))


def posted(slack: Workspace, channel: str = "#attendance") -> list[Message]:
    return [one for one in slack.messages(channel) if one.user == slack.bot_user_id and not one.ephemeral_to]


def whispers(slack: Workspace, channel: str) -> list[Message]:
    return [one for one in slack.messages(channel) if one.ephemeral_to]


def buttons(message: Message) -> list[str]:
    blocks = [block for block in message.blocks if block["type"] == "actions"]
    return [element["text"]["text"] for block in blocks for element in block["elements"]]


async def test_the_owner_replies_and_the_asker_is_told(
    slack: Workspace, people: People, store: Store
) -> None:
    alice, _, owner = people
    answer = await slack.reply_to(await alice.says("#ops", ASKED))
    form = await clicks_for_modal(slack, alice, answer, "转给负责人")
    assert "转给考勤组（#attendance）" in form.reads
    assert "发送后" not in form.reads
    await alice.submits(form, {"问题": "堵车晚到十分钟也算吗？", "补充说明": "地铁故障"})
    assert alice.modal
    assert "已转给考勤组" in alice.modal.reads
    await slack.until(lambda: "✓ 已转给考勤组" in standing(slack, answer).reads or None)
    message = await letter(slack)
    for words in ("堵车晚到十分钟也算吗？", "地铁故障", f"<@{alice.id}>", "第四章第二条", "查看原来的对话"):
        assert words in message.reads
    reply = await clicks_for_modal(slack, owner, message, "回复并关闭")
    assert "堵车晚到十分钟也算吗？" in reply.reads
    await owner.submits(reply, {"您的答复": "不算，请补交证明。", "相关条款的条号": "4.1、第四章第二条"})
    assert owner.modal
    assert "已经发给" in owner.modal.reads
    [answered] = await slack.until(lambda: told(slack, alice, "不算，请补交证明。") or None)
    assert f"<@{owner.id}>" in answered.reads
    assert "堵车晚到十分钟也算吗？" in answered.reads
    assert [name.split()[0] for name in buttons(answered)] == ["4.1", "4.2"]
    await slack.until(lambda: None if buttons(posted(slack)[0]) else True)
    [after] = posted(slack)
    assert f"<@{owner.id}>" in after.reads
    assert "不算，请补交证明。" in after.reads
    await slack.until(lambda: "✓ 考勤组已处理" in standing(slack, answer).reads or None)
    await alice.clicks(answered, buttons(answered)[0])
    await slack.until(lambda: told(slack, alice, "上午九点") or None)
    [listed] = store.escalations.open_for(answered_at(store), alice.id)
    assert (listed.state, listed.reply) == (EscalationState.CLOSED, "不算，请补交证明。")


def answered_at(store: Store) -> float:
    with store.engine.begin() as db:
        return float(db.scalar(text("SELECT closed_at FROM escalation")) or 0.0)


async def test_dealt_with_closes_it_for_all_and_the_first_of_two_wins(
    slack: Workspace, people: People
) -> None:
    alice, bob, owner = people
    await passes_on(slack, alice, await slack.reply_to(await alice.says("#ops", ASKED)))
    message = await letter(slack)
    await asyncio.gather(*(person.clicks(message, "已处理") for person in (bob, owner)))
    [late] = await slack.until(lambda: whispers(slack, "#attendance") or None)
    await slack.until(lambda: told(slack, alice, "已经处理了") or None)
    await slack.until(lambda: None if buttons(posted(slack)[0]) else True)
    [done] = told(slack, alice, "已经处理了")
    [after] = posted(slack)
    assert buttons(after) == []
    first, second = (bob, owner) if f"<@{bob.id}>" in done.reads else (owner, bob)
    assert f"<@{first.id}>" in after.reads
    assert late.ephemeral_to == second.id
    assert f"<@{first.id}>" in late.reads


async def test_a_reply_that_comes_too_late_is_told_who_was_first(slack: Workspace, people: People) -> None:
    alice, bob, owner = people
    await passes_on(slack, alice, await slack.reply_to(await alice.says("#ops", ASKED)))
    message = await letter(slack)
    form = await clicks_for_modal(slack, owner, message, "回复并关闭")
    await bob.clicks(message, "已处理")
    await slack.until(lambda: told(slack, alice, "已经处理了") or None)
    await owner.submits(form, {"reply": "不算"})
    assert owner.modal
    assert f"<@{bob.id}>" in owner.modal.reads
    await slack.settled()
    assert not told(slack, alice, "不算")


async def test_two_who_pass_on_the_same_question_at_once_make_one_escalation(
    slack: Workspace, people: People
) -> None:
    alice, bob, _ = people
    answer = await slack.reply_to(await alice.says("#ops", ASKED))
    await asyncio.gather(passes_on(slack, alice, answer), passes_on(slack, bob, answer))
    await letter(slack)
    await slack.settled()
    assert len(posted(slack)) == 1
    shown = sorted("已经转给" in person.modal.reads for person in (alice, bob) if person.modal)
    assert shown == [False, True]


async def test_a_submission_that_arrives_twice_makes_one_escalation(slack: Workspace, people: People) -> None:
    alice, *_ = people
    await passes_on(slack, alice, await slack.reply_to(await alice.says("#ops", ASKED)))
    await slack.redelivers("view_submission")
    await letter(slack)
    await slack.settled()
    assert len(posted(slack)) == 1


async def test_a_second_click_says_to_whom_it_went_and_who_closed_it(
    slack: Workspace, people: People
) -> None:
    alice, bob, owner = people
    answer = await slack.reply_to(await alice.says("#ops", ASKED))
    await passes_on(slack, alice, answer)
    again = await clicks_for_modal(slack, bob, answer, "转给负责人")
    assert "已经转给考勤组（#attendance）" in again.reads
    assert f"<@{alice.id}>" in again.reads
    assert "submit" not in again.content
    await owner.clicks(await letter(slack), "已处理")
    await slack.until(lambda: told(slack, alice, "已经处理了") or None)
    assert f"<@{owner.id}>" in (await clicks_for_modal(slack, alice, answer, "转给负责人")).reads


@pytest.mark.parametrize("kind", ["private", "public"])
async def test_in_a_private_channel_sending_is_the_consent_and_only_the_asker_can(
    slack: Workspace, people: People, kind: str
) -> None:
    is_private = kind == "private"
    alice, bob, _ = people
    slack.channel("#room", [alice, bob], private=is_private)
    answer = await slack.reply_to(await alice.says("#room", ASKED))
    form = await clicks_for_modal(slack, alice, answer, "转给负责人")
    assert ("您的名字和这段对话的链接" in form.reads) == is_private
    others = await clicks_for_modal(slack, bob, answer, "转给负责人")
    assert ("只有提问的人" in others.reads) == is_private
    assert ("submit" in others.content) != is_private


@pytest.mark.parametrize("where", ["direct message", "command"])
async def test_what_only_the_asker_saw_goes_with_their_consent_and_without_a_link(
    slack: Workspace, people: People, where: str
) -> None:
    alice, *_ = people
    asked = await (alice.runs("/rule 4.2", in_="#ops") if where == "command" else alice.messages_bot("4.2"))
    form = await clicks_for_modal(slack, alice, await slack.reply_to(asked), "转给负责人")
    assert "不是公开问的" in form.reads
    await alice.submits(form)
    assert "查看原来的对话" not in (await letter(slack)).reads


async def test_a_person_who_owns_it_gets_a_direct_message_in_their_language(
    empty_slack: Workspace, serve: Serve, people: People
) -> None:
    slack, (alice, *_) = empty_slack, people
    emma = slack.person("emma", locale="en-US")
    async with serve(owned(emma.id)):
        form = await clicks_for_modal(
            slack, alice, await slack.reply_to(await alice.messages_bot("4.2")), "转给负责人"
        )
        assert emma.id not in form.reads
        await alice.submits(form)
        [message] = await slack.until(lambda: told(slack, emma, "has a question") or None)
        assert buttons(message) == ["Reply and close", "Dealt with"]
        await emma.clicks(message, "Dealt with")
        await slack.until(lambda: told(slack, alice, "已经处理了") or None)
        [after] = await slack.until(lambda: told(slack, emma, "has dealt with it") or None)
        assert buttons(after) == []


async def test_an_english_asker_reads_english(empty_slack: Workspace, serve: Serve, people: People) -> None:
    slack, (*_, owner) = empty_slack, people
    emma = slack.person("emma", locale="en-US")
    async with serve(owned("#attendance")):
        answer = await slack.reply_to(await emma.messages_bot("4.2"))
        form = await clicks_for_modal(slack, emma, answer, "Ask the owner")
        assert "This question was not asked in public" in form.reads
        await emma.submits(form, {"Question": "Am I late at 9:11?"})
        message = await letter(slack)
        assert "Am I late at 9:11?" in message.reads
        assert buttons(message) == ["回复并关闭", "已处理"]
        reply = await clicks_for_modal(slack, owner, message, "回复并关闭")
        await owner.submits(reply, {"reply": "Yes.", "clauses": "4.2"})
        [answered] = await slack.until(lambda: told(slack, emma, "Yes.") or None)
        assert "Your question to the owner, 考勤组" in answered.reads


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        pytest.param("#nowhere", "#nowhere", id="no such channel"),
        pytest.param("#others", "#others", id="a channel without the bot"),
        pytest.param("C00000099", "<#C00000099>", id="no such channel id"),
        pytest.param("U00000099", "<@U00000099>", id="no such person"),
        pytest.param("hr@example.com", "hr@example.com", id="a mail address"),
    ],
)
async def test_an_owner_who_cannot_be_written_to_is_named_with_their_contact(
    empty_slack: Workspace,
    serve: Serve,
    people: People,
    contact: str,
    shown: str,
) -> None:
    slack, (alice, bob, _) = empty_slack, people
    slack.channel("#others", [bob], bot=False)
    async with serve(owned(contact)):
        answer = await slack.reply_to(await alice.says("#ops", ASKED))
        view = await clicks_for_modal(slack, alice, answer, "转给负责人")
        assert "我没法直接转给考勤组" in view.reads
        assert shown in view.reads
        assert "submit" not in view.content
        await slack.bot_joins("#others")
        again = await clicks_for_modal(slack, alice, answer, "转给负责人")
        assert ("submit" in again.content) == (contact == "#others")


async def test_a_channel_that_refuses_afterwards_is_told_to_the_asker_who_may_try_again(
    slack: Workspace, people: People
) -> None:
    alice, *_ = people
    answer = await slack.reply_to(await alice.says("#ops", ASKED))
    form = await clicks_for_modal(slack, alice, answer, "转给负责人")
    slack.faults.refuses("chat.postMessage", "is_archived")
    await alice.submits(form)
    [lost] = await slack.until(lambda: told(slack, alice, "没能送到考勤组") or None)
    assert "#attendance" in lost.reads
    await passes_on(slack, alice, answer)
    await letter(slack)
    assert len(told(slack, alice, "没能送到")) == 1


async def test_what_was_sent_before_a_restart_is_delivered_after_it_once(
    empty_slack: Workspace, serve: Serve, people: People
) -> None:
    slack, (alice, _, owner) = empty_slack, people
    hasty = replace(QUICK, drain=0.1)
    async with serve(owned("#attendance"), hasty):
        answer = await slack.reply_to(await alice.says("#ops", ASKED))
        form = await clicks_for_modal(slack, alice, answer, "转给负责人")
        slack.faults.rate_limits("chat.postMessage", retry_after=1)
        await alice.submits(form)
    assert posted(slack) == []
    async with serve(owned("#attendance")):
        message = await letter(slack)
        await owner.clicks(message, "已处理")
        await slack.until(lambda: told(slack, alice, "已经处理了") or None)
    assert len(posted(slack)) == 1


async def test_the_owner_sees_no_clause_that_is_not_for_their_channel(
    empty_slack: Workspace, serve: Serve, people: People
) -> None:
    slack, (alice, *_) = empty_slack, people
    secret = restricted(book(TEXTS), {"4.2": (to(MANAGERS),)})
    [managers] = (one for one in secret.audiences if one.name == "管理层")
    secret = replace(secret, audiences=(replace(managers, members=(alice.id,)),))
    async with serve(owned("#attendance", secret)):
        await passes_on(slack, alice, await slack.reply_to(await alice.messages_bot("4.2")))
        assert "第四章第二条" not in (await letter(slack)).reads


async def test_a_refusal_goes_to_the_owner_of_the_book(slack: Workspace, people: People) -> None:
    alice, *_ = people
    answer = await slack.reply_to(await alice.says("#ops", "@守则 食堂几点开饭？"))
    await passes_on(slack, alice, answer)
    assert "食堂几点开饭？" in (await letter(slack)).reads


async def test_nothing_is_sent_without_a_question_and_no_reply_without_words_or_with_an_unknown_clause(
    slack: Workspace, people: People
) -> None:
    alice, _, owner = people
    answer = await slack.reply_to(await alice.says("#ops", ASKED))
    form = await clicks_for_modal(slack, alice, answer, "转给负责人")
    assert (await alice.submits(form, {"question": "   "})).errors == {"question": "请写下要问的问题。"}
    await alice.submits(form, {"question": "算吗？"})
    reply = await clicks_for_modal(slack, owner, await letter(slack), "回复并关闭")
    assert set((await owner.submits(reply, {"reply": " "})).errors) == {"reply"}
    for unknown in ("9.9", "4.2 和 9.9", "第四章", "看看"):
        assert set((await owner.submits(reply, {"reply": "算", "clauses": unknown})).errors) == {"clauses"}


@pytest.mark.parametrize("who", ["asker", "owner"])
async def test_only_the_owner_deals_with_what_went_to_them(
    slack: Workspace, people: People, store: Store, who: str
) -> None:
    alice, _, owner = people
    await passes_on(slack, alice, await slack.reply_to(await alice.says("#ops", ASKED)))
    await letter(slack)
    [kept] = rows(store, "escalation")
    passed_on = store.escalations.find(str(kept["id"]))
    assert passed_on
    forger = alice if who == "asker" else owner
    forged = slack.state.views.open(forger.id, reply_form(passed_on, catalogue_for(Language.CHINESE)))
    await forger.submits(forged, {"reply": "算。"})
    await slack.settled()
    ended = store.escalations.find(passed_on.id)
    assert ended
    assert ended.closed_by == (owner.id if who == "owner" else "")
    assert bool(told(slack, alice, "算。")) is (who == "owner")


async def test_a_guest_who_came_into_the_owners_channel_deals_with_nothing(
    slack: Workspace, people: People
) -> None:
    alice, _, owner = people
    await passes_on(slack, alice, await slack.reply_to(await alice.says("#ops", ASKED)), note="老婆住院")
    passed_on, guest = await letter(slack), slack.person("guest", locale="zh-CN", is_restricted=True)
    await guest.joins("#attendance")
    for button in ("回复并关闭", "已处理"):
        told_why = await slack.reply_to(await guest.clicks(passed_on, button))
        assert "访客" in told_why.reads
    assert guest.modal is None
    await clicks_for_modal(slack, owner, passed_on, "回复并关闭")


async def test_the_modal_waits_for_a_slow_slack_and_its_trigger_does_not_run_out(
    slack: Workspace, people: People
) -> None:
    alice, *_ = people
    answer = await slack.reply_to(await alice.says("#ops", ASKED))
    for method in (
        "conversations.info",
        "conversations.list",
    ):  # one after the other: more than three seconds
        slack.faults.slows(method, 1.6)
    form = await clicks_for_modal(slack, alice, answer, "转给负责人")
    assert "submit" in form.content
    assert len(slack.recording.calls_to("views.update")) == 1


@pytest.mark.parametrize("button", ["转给负责人", "回复并关闭", "已处理"])
async def test_what_is_gone_from_the_store_is_said_to_be(
    slack: Workspace, people: People, store: Store, button: str
) -> None:
    alice, _, owner = people
    answer = await slack.reply_to(await alice.says("#ops", ASKED))
    await passes_on(slack, alice, answer)
    message = await letter(slack)
    with store.engine.begin() as db:
        db.execute(text("DELETE FROM question"))
    clicker, on = (alice, answer) if button == "转给负责人" else (owner, message)
    await clicker.clicks(on, button)

    def said() -> str:
        shown = [one.reads for one in whispers(slack, "#attendance")]
        return "".join(shown if button == "已处理" else [clicker.modal.reads] if clicker.modal else [])

    await slack.until(lambda: "记录已经删除" in said() or None)


async def test_what_cannot_be_stored_is_said_to_have_failed(
    slack: Workspace, people: People, store: Store
) -> None:
    alice, *_ = people
    answer = await slack.reply_to(await alice.says("#ops", ASKED))
    form = await clicks_for_modal(slack, alice, answer, "转给负责人")
    with store.engine.begin() as db:
        db.execute(text("DROP TABLE escalation"))
    await alice.submits(form)
    assert alice.modal
    assert "系统出错" in alice.modal.reads
    assert posted(slack) == []


@pytest.mark.parametrize("length", [1, 3_000, 8_000])
async def test_long_words_go_through_and_no_payload_is_refused(
    slack: Workspace, people: People, length: int
) -> None:
    alice, _, owner = people
    words = ("迟到怎么算？" * 2_000)[:length]
    answer = await slack.reply_to(await alice.messages_bot(f"4.2 {words}"))
    form = await clicks_for_modal(slack, alice, answer, "转给负责人")
    await alice.submits(form, {"note": "补" * 1_000})
    reply = await clicks_for_modal(slack, owner, await letter(slack), "回复并关闭")
    await owner.submits(reply, {"reply": "答" * 3_000})
    await slack.until(lambda: told(slack, alice, "答" * 100) or None)
