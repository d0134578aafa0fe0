"""Whose document is read: that of a person, of a group's members, or of who is in the channel of a contact."""

import pytest
from bot.answering import Responders
from bot.retrieval import Analyzer
from bot.slack.escalation.recipients import Recipients
from bot.store import Store
from bot.workspace import Workspace

from tests.responders import indexed
from tests.slack.conftest import running, surroundings_for
from tests.slack.owned_book import owned


@pytest.mark.parametrize(
    ("contact", "is_owner"),
    [
        ("#rules", True),
        ("{channel}", True),
        ("{person}", True),
        ("{group}", True),
        ("#nowhere", False),
        ("考勤组（分机 1234）", False),
        (None, False),
    ],
)
async def test_who_looks_after_a_part_of_the_rules(
    empty_slack: Workspace, store: Store, analyzer: Analyzer, contact: str | None, *, is_owner: bool
) -> None:
    owner, staff = empty_slack.person("owner"), empty_slack.person("staff")
    channel = empty_slack.channel("#rules", members=[owner])
    group = empty_slack.user_group("rule-makers", [owner])
    named = contact.format(channel=channel.id, person=owner.id, group=group.id) if contact else None
    books = owned(named)
    responders = Responders(books, lambda seen: indexed(seen, analyzer))
    async with running(surroundings_for(empty_slack, responders, store)) as bot:
        recipients = Recipients(bot.directory.channels, bot.listening.acts.gate.access)
        assert await recipients.is_owner(owner.id, books) is is_owner
        assert not await recipients.is_owner(staff.id, books)


async def test_where_slack_does_not_tell_who_is_there_nobody_is(
    empty_slack: Workspace, store: Store, analyzer: Analyzer
) -> None:
    owner = empty_slack.person("owner")
    empty_slack.channel("#rules", members=[owner])
    books = owned("#rules")
    responders = Responders(books, lambda seen: indexed(seen, analyzer))
    async with running(surroundings_for(empty_slack, responders, store)) as bot:
        empty_slack.faults.refuses("conversations.members", "internal_error", times=9)
        recipients = Recipients(bot.directory.channels, bot.listening.acts.gate.access)
        assert not await recipients.is_owner(owner.id, books)
