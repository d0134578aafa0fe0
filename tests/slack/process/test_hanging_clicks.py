"""Whatever of what people do hangs on Slack, nobody else waits for it."""

from dataclasses import replace

from bot.answering import Responders
from bot.store import Store
from bot.workspace import Workspace
from bot.workspace.faults import ANY

from tests.slack.conftest import QUICK, running, surroundings_for

HANGING = (
    104  # more than the places, and than the connections that a web session has if nobody says otherwise
)


async def test_calls_that_hang_leave_their_places_to_what_others_do(
    empty_slack: Workspace, responders: Responders, store: Store
) -> None:
    alice, bo = empty_slack.person("alice"), empty_slack.person("bo")
    brisk = replace(QUICK, brisk=0.001, timeout=300.0)
    async with running(surroundings_for(empty_slack, responders, store, brisk)):
        await empty_slack.connected()
        empty_slack.faults.hangs("response_url", times=HANGING)
        for _ in range(HANGING):
            await alice.runs("/rule report")
        await empty_slack.until(
            lambda: len(empty_slack.recording.calls_to("response_url")) == HANGING or None
        )
        await empty_slack.reply_to(await bo.runs("/rule report"))
        empty_slack.faults.no_more_of(ANY)
