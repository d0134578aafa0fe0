"""A burst of mentions while the connection breaks: every one answered, none twice."""

from pathlib import Path

import pytest
from bot.answering import Responders
from bot.knowledge import read_manifest
from bot.store import Store
from bot.workspace import Options, Workspace

from tests.slack.conftest import running, surroundings_for

from .burst import Outcome, Phase, burst, outcome, percentile

MENTIONS = 200
# The socket client looks after its connection every ten seconds: redelivery must outlast that.
PATIENT = Options(ack_timeout=3.0, retry_delays=(0.0, 1.0, 3.0, 3.0, 3.0))


async def test_each_of_many_mentions_is_answered_once_though_the_connection_breaks_and_events_come_again(
    responders: Responders, store: Store
) -> None:
    async with Workspace(read_manifest(Path("app.yaml")), PATIENT) as slack:
        alice = slack.person("alice")
        slack.channel("#ops", [alice])
        slack.faults.redelivers(times=MENTIONS)
        async with running(surroundings_for(slack, responders, store)):
            await slack.connected()
            asked = []
            for number in range(MENTIONS):
                if number == MENTIONS // 2:
                    slack.faults.loses_acks(times=4)  # what is on its way when the connection breaks
                asked.append(await alice.says("#ops", f"@守则 {number % 18 + 1}.1"))
                if number == MENTIONS // 2:
                    slack.cuts_sockets()
            await slack.settled(quiet=0.5)
        result = outcome(slack, asked)
        failed = [one for one in slack.recording.deliveries if any(not each.ack for each in one.attempts)]
    assert set(result.answers) == {1}
    assert failed, "nothing was under way when the connection broke"
    assert not result.refused


async def test_every_event_of_a_burst_is_acknowledged_at_once(responders: Responders, store: Store) -> None:
    async with Workspace(read_manifest(Path("app.yaml")), Options(ack_timeout=60.0)) as slack:
        alice = slack.person("alice")
        slack.channel("#ops", [alice])
        async with running(surroundings_for(slack, responders, store)):
            await slack.connected()
            questions = [f"{number % 18 + 1}.1" for number in range(MENTIONS // 2)]
            result = await burst(slack, [(alice, "#ops", question) for question in questions], timeout=60)
    assert set(result.answers) == {1}
    assert len(result.acks) >= MENTIONS // 2
    assert all(len(one.attempts) == 1 for one in slack.recording.deliveries)


@pytest.mark.parametrize(("share", "value"), [(0.5, 2.0), (0.99, 3.0), (0.01, 1.0)])
def test_percentiles_are_values_that_were_measured(share: float, value: float) -> None:
    assert percentile([3.0, 1.0, 2.0], share) == value


def test_a_bot_that_takes_twice_as_long_answers_half_of_the_questions_a_second() -> None:
    quick, slow = (Outcome([1], [took], [0.1], 0, 0, 0, took=took) for took in (2.0, 4.0))
    now, before = Phase("all at once", slow, 3.0), Phase("all at once", quick, 0.5)
    assert now.beside(before) == "all at once: 0.50 of the questions a second, 6.00 times the processor"
