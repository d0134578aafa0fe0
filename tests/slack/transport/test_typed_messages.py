"""What a person types reaches the rules as it is meant: with marks of Slack, with files, or sent to the channel too."""

import pytest
from bot.rulebook import read_references
from bot.slack.transport.arriving.message_events import Said, arrived

BOT = "U0BOT00001"


def said(text: str, **event: object) -> Said:
    message = {"type": "message", "user": "U0ALICE001", "ts": "1795454828.000100", "text": text}
    body = {"event_id": "Ev1", "team_id": "T1", "event": {"channel": "C1", **message, **event}}
    found = arrived(body, BOT)
    assert isinstance(found, Said)
    return found


@pytest.mark.parametrize("typed", ["*7.1*", "`7.1`", "“7.1”", "<!here> 7.1", "_7.1_", "&gt; 7.1", "~7.1~"])
def test_a_reference_in_marks_of_slack_is_read_in_a_direct_message(typed: str) -> None:
    [reference] = read_references(said(typed, channel="D1", channel_type="im").asked.text)

    assert reference.number == ("7", "1")


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", "me_message"])
def test_a_mention_with_a_file_or_to_the_channel_too_is_a_question(subtype: str) -> None:
    asked = said(f"<@{BOT}> 迟到怎么处理", channel_type="channel", subtype=subtype).asked

    assert asked.text == "迟到怎么处理"
