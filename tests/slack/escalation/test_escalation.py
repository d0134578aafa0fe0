"""转给负责人: from the button to the owner, and back to the asker."""

import asyncio

import pytest
from bot.inquiries import EscalationState
from bot.slack.escalation.cards import reply_form
from bot.store import Store
from bot.wording import Language, catalogue_for
from bot.workspace import Workspace
from sqlalchemy import text

from tests.databases import rows
from tests.slack.conftest import standing
from tests.slack.escalation.conftest import ASKED, People, buttons, letter, posted, whispers
from tests.slack.owned_book import clicks_for_modal, passes_on, told


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


@pytest.mark.parametrize("private", ["", "note", "words", "channel"])
async def test_a_reply_stands_in_the_thread_where_everybody_read_what_the_owner_did(
    slack: Workspace, people: People, private: str
) -> None:
    alice, bob, owner = people
    slack.channel("#quiet", [alice, bob], private=True)
    where = "#quiet" if private == "channel" else "#ops"
    answer = await slack.reply_to(await alice.says(where, ASKED))
    form = await clicks_for_modal(slack, alice, answer, "转给负责人")
    own = {"note": {"note": "老婆住院"}, "words": {"question": "4.2 老婆住院"}}.get(private)
    await alice.submits(form, own)
    reply = await clicks_for_modal(slack, owner, await letter(slack), "回复并关闭")
    assert ("只发给提问的人" if private else "频道里的人都看得到") in reply.reads
    await owner.submits(reply, {"reply": "不算。", "clauses": "4.2"})
    await slack.settled()
    in_thread = [
        one for one in slack.messages(where) if one.thread_ts == answer.thread_ts and "不算。" in one.reads
    ]
    assert [f"<@{alice.id}>" in one.reads for one in in_thread] == ([] if private else [True])
    assert len(told(slack, alice, "不算。")) == bool(private)


async def test_a_reply_that_its_thread_does_not_take_any_more_is_for_the_asker(
    slack: Workspace, people: People
) -> None:
    alice, _, owner = people
    await passes_on(slack, alice, answer := await slack.reply_to(await alice.says("#ops", ASKED)))
    reply = await clicks_for_modal(slack, owner, await letter(slack), "回复并关闭")
    slack.faults.refuses(
        "chat.postMessage", "is_archived", times=9, which=lambda call: call["channel"] == answer.channel
    )
    await owner.submits(reply, {"reply": "不算。", "clauses": "4.2"})
    await slack.until(lambda: told(slack, alice, "不算。") or None)
    await slack.settled()
    assert len(told(slack, alice, "不算。")) == 1


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
    assert len(told(slack, alice, "算。")) == (who == "owner")
    assert not any("算。" in one.reads for one in alice.sees("#ops"))  # the form said that only she reads it


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
    slack.faults.slows("chat.getPermalink", 3.2)  # what else the form needs is known since the start
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
