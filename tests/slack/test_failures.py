"""While questions cannot be stored: Slack brings them again, and only then is a failure said, once."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from bot.answering import Responders
from bot.retrieval import Analyzer
from bot.store import Store
from bot.workspace import Message, Options, Person, Workspace
from sqlalchemy import text

from tests.slack.conftest import running, surroundings_for
from tests.slack.onboarding.conftest import Clock, House

ASKED = "@守则 客户提的请求最晚多久要回？"


@pytest.fixture
async def retrying(
    manifest: Mapping[str, Any], responders: Responders, store: Store
) -> AsyncIterator[Workspace]:
    slack = Workspace(manifest, Options(ack_timeout=0.3, retry_delays=(0.1, 0.2, 0.3)))
    async with slack, running(surroundings_for(slack, responders, store)):
        await slack.connected()
        yield slack


@pytest.fixture
def asker(retrying: Workspace) -> Person:
    person = retrying.person("alice")
    retrying.channel("#ops", [person])
    return person


def renamed(store: Store, name: str, now: str) -> None:
    with store.engine.begin() as db:
        db.execute(text(f"ALTER TABLE {name} RENAME TO {now}"))


def breaks(store: Store) -> None:
    renamed(store, "claim", "lost")


def mends(store: Store) -> None:
    renamed(store, "lost", "claim")


@pytest.mark.parametrize("times", [1, 2, 3])
async def test_a_store_that_is_back_before_slack_gives_up_is_never_seen_to_be_away(
    retrying: Workspace, asker: Person, store: Store, times: int
) -> None:
    breaks(store)
    question = await asker.says("#ops", ASKED)
    await retrying.until(lambda: len(retrying.delivery(question).attempts) == times or None)
    mends(store)
    assert "第七章第一条" in (await retrying.reply_to(question)).reads
    await retrying.settled()
    assert len(retrying.replies_to(question)) == 1


async def test_a_store_that_stays_away_is_said_once(retrying: Workspace, asker: Person, store: Store) -> None:
    breaks(store)
    question = await asker.says("#ops", ASKED)
    talk = await asker.says("#ops", "大家好 @alice")
    await retrying.settled()
    mends(store)
    [told] = retrying.replies_to(question)
    assert "系统出错" in told.reads
    assert "没有找到" not in told.reads
    assert retrying.replies_to(talk) == []


async def test_an_apology_that_slack_has_not_shown_yet_is_not_said_twice(
    retrying: Workspace, asker: Person, store: Store
) -> None:
    nothing_yet = '{"ok": true, "messages": [], "has_more": false}'
    retrying.faults.garbles("conversations.replies", times=1_000, body=nothing_yet, kind="application/json")
    breaks(store)
    question = await asker.says("#ops", ASKED)
    await retrying.settled()
    mends(store)
    assert len(retrying.replies_to(question)) == 1


async def test_what_is_brought_again_after_an_apology_is_answered_in_its_place(
    retrying: Workspace, asker: Person, store: Store
) -> None:
    breaks(store)
    question = await asker.says("#ops", ASKED)
    assert "系统出错" in (await retrying.reply_to(question)).reads
    await retrying.settled()
    mends(store)
    await retrying.redelivers(question)
    await retrying.until(lambda: "第七章第一条" in retrying.replies_to(question)[0].reads or None)
    await retrying.settled()
    assert len(retrying.replies_to(question)) == 1


async def test_an_apology_is_not_said_beside_an_answer(
    retrying: Workspace, asker: Person, store: Store
) -> None:
    question = await asker.says("#ops", ASKED)
    await retrying.reply_to(question)
    breaks(store)
    for _ in range(4):
        await retrying.redelivers(question)
    await retrying.settled()
    [answer] = retrying.replies_to(question)
    mends(store)
    assert "第七章第一条" in answer.reads


async def test_a_change_of_a_question_waits_for_the_store(
    retrying: Workspace, asker: Person, store: Store
) -> None:
    question = await asker.says("#ops", ASKED)
    await retrying.reply_to(question)
    breaks(store)
    edited = await asker.edits(question, "@守则 第三章第一条")
    await retrying.until(lambda: any(one.attempts for one in retrying.recording.deliveries[-1:]) or None)
    mends(store)

    def changed() -> Message | None:
        [answer] = retrying.replies_to(edited)
        return answer if "第三章第一条" in answer.reads else None

    await retrying.until(changed)


async def test_a_deletion_waits_for_the_store(retrying: Workspace, asker: Person, store: Store) -> None:
    question = await asker.says("#ops", ASKED)
    await retrying.reply_to(question)
    breaks(store)
    await asker.deletes(question)
    await retrying.until(lambda: any(one.attempts for one in retrying.recording.deliveries[-1:]) or None)
    mends(store)
    await retrying.until(lambda: retrying.replies_to(question) == [] or None)


async def test_who_joins_and_who_leaves_while_the_store_is_away_is_not_lost(
    manifest: Mapping[str, Any], store: Store, analyzer: Analyzer
) -> None:
    clock = Clock()
    options = Options(ack_timeout=0.5, retry_delays=(0.2, 0.2, 0.2), clock=clock)
    async with Workspace(manifest, options) as slack:
        house = House(slack, store, analyzer, clock)
        async with house.bot():
            old = await slack.newcomer("old")
            await house.card(old, "欢迎加入")
            renamed(store, "enrolment", "away")
            await slack.deactivates(old)
            mei = await slack.newcomer("mei")
            await slack.until(lambda: len(slack.recording.deliveries[-1].attempts) or None)
            renamed(store, "away", "enrolment")
            await house.card(mei, "欢迎加入")
            await slack.until(lambda: store.onboarding.enrolment_of(old.id) is None or None)
