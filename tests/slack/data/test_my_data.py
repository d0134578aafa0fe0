"""「我的数据」: what is kept is said at the first question; oneself, guests too, sees, takes along and deletes it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from bot.answering import Responders
from bot.slack.home.my_data.view import ERASE, OPEN, TAKE, OwnData
from bot.store import Retention, Store
from bot.wording import Language, catalogue_for
from bot.workspace import Message, Person, Workspace

from tests.databases import everything, on_each_database
from tests.slack.conftest import running, surroundings_for
from tests.slack.onboarding.conftest import House
from tests.slack.onboarding.conftest import clock as clock  # noqa: PLC0414  # fixtures
from tests.slack.onboarding.conftest import house as house  # noqa: PLC0414
from tests.slack.onboarding.conftest import staffed as staffed  # noqa: PLC0414
from tests.slack.test_feedback import whispers
from tests.store.onboarding.test_onboarding_privacy import furnish
from tests.store.stored_questions import NOW, answer, ask

ASKED = "客户提的请求最晚多久要回？"
NOTICE = "保存 30 天"


@asynccontextmanager
async def serving(slack: Workspace, responders: Responders, store: Store) -> AsyncIterator[None]:
    """The bot that tells what is kept, questions for 30 days."""
    given = surroundings_for(slack, responders, store, SHOUZE_PRIVACY_NOTICE="true")
    async with running(replace(given, retention=Retention.of_questions(30))):
        await slack.connected()
        yield


@pytest.fixture
async def slack(empty_slack: Workspace, responders: Responders, store: Store) -> AsyncIterator[Workspace]:
    async with serving(empty_slack, responders, store):
        yield empty_slack
    assert not empty_slack.recording.refused


def told(person: Person) -> list[Message]:
    """All messages that say what is kept, before this person."""
    return [one for one in (*person.sees("#ops"), *person.sees()) if NOTICE in one.reads]


async def test_who_asks_in_a_channel_for_the_first_time_alone_reads_what_is_kept(
    slack: Workspace, alice: Person
) -> None:
    question = await alice.says("#ops", f"@守则 {ASKED}")
    [notice] = await slack.until(lambda: whispers(slack, alice, "#ops") or None)
    assert NOTICE in notice.reads
    assert notice.thread_ts == question.ts
    [answer] = await slack.until(
        lambda: [one for one in slack.replies_to(question) if not one.ephemeral_to] or None
    )
    assert NOTICE not in answer.reads
    await slack.reply_to(await alice.messages_bot(ASKED))
    bob = slack.person("bob")
    await bob.joins("#ops")
    await alice.says("#ops", f"@守则 {ASKED}")
    await slack.settled()
    assert told(alice) == [notice]
    assert not told(bob)


async def test_where_only_they_read_it_stands_under_the_answer(slack: Workspace) -> None:
    bob, eve = slack.person("bob", locale="zh-CN"), slack.person("eve", locale="en-US")
    first = await slack.reply_to(await bob.messages_bot(ASKED))
    assert NOTICE in first.reads
    assert NOTICE not in (await slack.reply_to(await bob.messages_bot(ASKED))).reads
    assert "kept for 30 days" in (await slack.reply_to(await eve.runs("/rule 7.1"))).reads


async def test_it_stays_there_when_the_first_question_is_answered_anew(slack: Workspace) -> None:
    bob = slack.person("bob", locale="zh-CN")
    question = await bob.messages_bot(ASKED)
    first = await slack.reply_to(question)
    await bob.edits(question, f"{ASKED}？")
    await slack.settled()
    assert [NOTICE in one.reads for one in bob.sees() if one.user == first.user] == [True]


@on_each_database
def test_only_the_first_question_is_the_first(store: Store) -> None:
    first, second, other = ask(store, "U1"), ask(store, "U1"), ask(store, "U2")
    found = [store.questions.is_first(each) for each in (first, second, other)]
    assert sorted(found[:2]) == [False, True]  # of one moment
    assert found[2]
    assert not store.questions.is_first(ask(store, "U2", at=NOW + 1))
    store.questions.withdraw(NOW, other.asked.key, "EvGone")
    assert store.questions.is_first(ask(store, "U2", at=NOW - 1))


async def test_without_the_setting_nobody_is_told(
    empty_slack: Workspace, responders: Responders, store: Store
) -> None:
    async with running(surroundings_for(empty_slack, responders, store)):
        await empty_slack.connected()
        bob = empty_slack.person("bob")
        assert "保存" not in (await empty_slack.reply_to(await bob.messages_bot(ASKED))).reads


async def test_where_doubtful_questions_are_sent_elsewhere_it_is_told_with_what_is_kept(
    empty_slack: Workspace, responders: Responders, store: Store
) -> None:
    endpoint = "openai:some-model@https://models.example.org:8443/v1"
    given = surroundings_for(
        empty_slack, responders, store, SHOUZE_PRIVACY_NOTICE="true", SHOUZE_CHOOSER=endpoint
    )
    async with running(given):
        await empty_slack.connected()
        bob, eve = empty_slack.person("bob", locale="zh-CN"), empty_slack.person("eve", locale="en-US")
        assert (
            "发到 models.example.org，" in (await empty_slack.reply_to(await bob.messages_bot(ASKED))).reads
        )
        assert (
            "to models.example.org together"
            in (await empty_slack.reply_to(await eve.messages_bot(ASKED))).reads
        )
        await bob.opens_home()
        assert "发到 models.example.org，" in (await empty_slack.until(lambda: bob.home)).reads


async def opened(slack: Workspace, person: Person) -> str:
    """What the modal says, opened from the home tab."""
    await person.opens_home()
    home = await slack.until(lambda: person.home)
    await person.clicks(home, OPEN)
    return (await slack.modal(person)).reads


async def after(slack: Workspace, person: Person, action: str) -> str:
    """What the modal says after a click on one of its buttons."""
    before = person.modal
    assert before
    await person.clicks(before, action)
    shown = await slack.until(lambda: person.modal if person.modal != before else None)
    return str(shown.reads)


async def test_staff_see_what_is_stored_take_it_along_and_delete_it(
    slack: Workspace, alice: Person, store: Store
) -> None:
    await slack.reply_to(await alice.messages_bot(ASKED))
    await slack.reply_to(await alice.runs("/rule"))
    store.following.follow(alice.id, "operations-code/7.1")
    seen = await opened(slack, alice)
    assert ASKED in seen
    assert "问题：2 · 保存 30 天" in seen
    assert "到您不再关注为止" in seen
    assert not [line for line in seen.splitlines() if line.endswith(" · ")]  # /rule alone asks nothing
    assert "私信" in await after(slack, alice, TAKE)
    file = await slack.until(lambda: next((one for one in alice.sees() if one.files), None))
    held = json.loads(file.files[0].text)
    [asked, alone] = [(one["text"], one["clauses"][:1]) for one in held["questions"]]
    assert asked == (ASKED, ["operations-code/7.1"])
    assert not alone[0]
    await alice.closes(await slack.modal(alice))
    await opened(slack, alice)
    assert "已经删除" in await after(slack, alice, ERASE)
    assert not store.privacy.export(alice.id).questions
    assert ASKED not in everything(store)
    done = [(each.action, each.part) for each in store.privacy.export(alice.id).audit]
    assert ("privacy-export", "actor") in done
    assert ("privacy-erase", "target") in done


async def test_a_guest_sees_takes_along_and_deletes_their_own_without_a_word_of_the_rules(
    slack: Workspace, alice: Person, store: Store
) -> None:
    await slack.reply_to(await alice.messages_bot(ASKED))
    await slack.makes_guest(alice)
    await slack.settled()
    seen = await opened(slack, alice)
    assert alice.home
    assert "访客" in alice.home.reads
    assert ASKED in seen
    await after(slack, alice, TAKE)
    file = await slack.until(lambda: next((one for one in alice.sees() if one.files), None))
    text = file.files[0].text
    assert ASKED in text
    assert "24 小时" not in text
    assert "7.1" not in text
    await alice.closes(await slack.modal(alice))
    await opened(slack, alice)
    await after(slack, alice, ERASE)
    assert not store.privacy.export(alice.id).questions


async def test_who_deletes_their_own_stays_on_the_path_that_others_look_after(staffed: House) -> None:
    slack, lily, mei = staffed.slack, staffed.slack.person("lily"), staffed.slack.person("mei")
    await slack.reply_to(await lily.runs(f"/rule onboarding start @{mei.name}"))
    card = await staffed.card(mei, "第一天")
    await slack.reply_to(await mei.messages_bot("1.1"))
    await opened(slack, mei)
    assert "入职记录" in await after(slack, mei, ERASE)
    held = staffed.store.privacy.export(mei.id)
    assert not held.questions
    assert held.onboarding
    assert [each.state for each in held.parcels]
    assert slack.now(card) == card


def test_the_day_of_a_question_is_that_of_its_reader_wherever_the_bot_runs(store: Store) -> None:
    ask(store, "U1")
    data = store.privacy.export("U1")
    own = OwnData.seen(data, Retention(), ())
    shown = json.dumps(list(own.blocks(catalogue_for(Language.CHINESE))))
    [asked] = data.questions
    assert f'{{"type": "date", "timestamp": {int(asked.asked_at)}, "format": "{{date_num}}"' in shown


@pytest.mark.parametrize(
    ("visible", "shown"),
    [
        pytest.param(("code/1.1", "code/2.2", "code/7.1"), True, id="staff"),
        pytest.param((), False, id="who may see other clauses"),
        pytest.param(None, False, id="who may see none"),
    ],
)
def test_clauses_that_one_may_not_see_are_not_named(
    store: Store, visible: tuple[str, ...] | None, *, shown: bool
) -> None:
    furnish(store)
    answer(store, ask(store, "U1"))
    own = OwnData.seen(store.privacy.export("U1"), Retention(), visible)
    text = own.as_file().decode()
    for name in ("code/1.1", "code/2.2", "code/7.1"):
        assert (name in text) is shown, name
    assert ("first" in text) is (visible is not None)  # a stage
    assert "关于" not in text  # words of the bot quote clauses
    assert "金丝雀" in text
