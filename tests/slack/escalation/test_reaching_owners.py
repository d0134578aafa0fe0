"""To whom a question goes, with whose consent and in which words; and what is said where nobody is reached."""

from dataclasses import replace

import pytest
from bot.workspace import Workspace

from tests.rulebook.restricted_books import MANAGERS, restricted, to
from tests.slack.conftest import QUICK
from tests.slack.escalation.conftest import ASKED, People, Serve, buttons, letter, posted
from tests.slack.home.reader import HomeReader
from tests.slack.owned_book import TEXTS, clicks_for_modal, owned, passes_on, told
from tests.small_books import book


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
        await alice.closes(await slack.modal(alice))
        home = await HomeReader(alice, slack).opens_home()
        assert "负责人已处理" in home.reads  # without a word of theirs it is not answered


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
