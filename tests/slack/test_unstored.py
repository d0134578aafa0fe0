"""While questions cannot be stored: Slack brings them again, and only then is a failure said, once."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from bot.answering import Responders
from bot.slack.serving import on_slack
from bot.store import Store
from bot.workspace import Options, Person, Workspace
from sqlalchemy import text

from tests.slack.conftest import surroundings_for

ASKED = "@守则 客户提的请求最晚多久要回？"


@pytest.fixture
async def retrying(
    manifest: Mapping[str, Any], responders: Responders, store: Store
) -> AsyncIterator[Workspace]:
    slack = Workspace(manifest, Options(ack_timeout=0.5, retry_delays=(0.2, 0.2, 0.2)))
    async with slack, on_slack(surroundings_for(slack, responders, store)):
        await slack.connected()
        yield slack


@pytest.fixture
def asker(retrying: Workspace) -> Person:
    person = retrying.person("alice")
    retrying.channel("#ops", [person])
    return person


def breaks(store: Store) -> None:
    with store.engine.begin() as db:
        db.execute(text("ALTER TABLE claim RENAME TO lost"))


def mends(store: Store) -> None:
    with store.engine.begin() as db:
        db.execute(text("ALTER TABLE lost RENAME TO claim"))


async def test_a_hitch_of_the_store_is_never_seen(retrying: Workspace, asker: Person, store: Store) -> None:
    breaks(store)
    question = await asker.says("#ops", ASKED)
    await retrying.until(lambda: retrying.delivery(question).attempts or None)
    mends(store)
    assert "第七章第一条" in (await retrying.reply_to(question)).reads
    await retrying.settled(quiet=0.4)
    assert len(retrying.replies_to(question)) == 1


async def test_a_store_that_stays_away_is_said_once(retrying: Workspace, asker: Person, store: Store) -> None:
    breaks(store)
    question = await asker.says("#ops", ASKED)
    talk = await asker.says("#ops", "大家好 @alice")
    await retrying.settled(quiet=0.6)
    mends(store)
    [told] = retrying.replies_to(question)
    assert "系统出错" in told.reads
    assert "没有找到" not in told.reads
    assert retrying.replies_to(talk) == []
