"""A bot that dies while an owner decides: the decision counts once, or not at all, and the asker hears once."""

import signal
from functools import partial
from pathlib import Path

import pytest
from bot.workspace import Person, Workspace

from tests.slack.conftest import environment_for
from tests.slack.desk.killed.conftest import home
from tests.slack.mortal_bots import bot_process
from tests.slack.owned_book import passes_on
from tests.slack.scene import shipped

ASKED, REPLY = "@守则 食堂几点开饭？", "十一点半开饭。"
KNOWLEDGE = Path("knowledge")


async def replies(slack: Workspace, owner: Person) -> None:
    """The owner says something of their own about what waits."""
    page = await home(slack, owner)
    before = owner.modal
    await owner.clicks(page, "规则没写，我来答")
    form = await slack.until(
        lambda: (
            owner.modal
            if owner.modal is not before and owner.modal and "请稍候" not in owner.modal.reads
            else None
        ),
    )
    await owner.submits(form, {"reply": REPLY})


@pytest.mark.parametrize("step", ["desk.close:before", "desk.close:after"])
async def test_a_decision_counts_once_whenever_the_bot_dies(
    empty_slack: Workspace, database: str, cache: Path, step: str
) -> None:
    slack = empty_slack
    alice, owner = slack.person("alice", locale="zh-CN"), slack.person("owner", locale="zh-CN")
    slack.channel("#ops", members=[alice])
    slack.channel("#ops-rules", members=[owner])
    assemble = partial(shipped, knowledge=KNOWLEDGE, cache=cache)
    environment = environment_for(slack)
    with bot_process(environment, database, assemble, step) as victim:
        await slack.connected()
        await passes_on(slack, alice, await slack.reply_to(await alice.says("#ops", ASKED)))
        await replies(slack, owner)
        await slack.until(lambda: victim.exitcode)
        assert victim.exitcode == -signal.SIGKILL
    with bot_process(environment, database, assemble):
        await slack.connected()
        if step == "desk.close:before":
            await replies(slack, owner)
        await slack.until(lambda: [one for one in slack.messages("#ops") if REPLY in one.reads] or None)
        await slack.settled(quiet=0.5)
        assert len([one for one in slack.messages("#ops") if REPLY in one.reads]) == 1
        assert "等您处理" not in (await home(slack, owner)).reads
