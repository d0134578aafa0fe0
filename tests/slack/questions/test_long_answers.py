"""What takes longer than a lease is still at work: nobody reads that it failed, and it is answered once."""

from dataclasses import replace

from bot.answering import Responders
from bot.store import Store
from bot.workspace import Workspace

from tests.slack.conftest import QUICK, running, surroundings_for


async def test_who_is_at_a_question_for_many_leases_answers_it_all_the_same(
    empty_slack: Workspace, responders: Responders, store: Store
) -> None:
    hasty = replace(QUICK, lease=0.2)
    async with running(surroundings_for(empty_slack, responders, store, hasty)):
        await empty_slack.connected()
        alice = empty_slack.person("alice", locale="zh-CN")
        empty_slack.channel("#ops", members=[alice])
        empty_slack.faults.slows("users.info", 3.0)
        asked = await alice.says("#ops", "@守则 7.1")
        answer = await empty_slack.reply_to(asked)
        await empty_slack.settled()
        assert "24 小时" in answer.reads
        assert len(empty_slack.replies_to(asked)) == 1
