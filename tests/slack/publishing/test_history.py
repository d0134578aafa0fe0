"""What was published stands on the home tab, for each reader what they may see."""

from pathlib import Path

from bot.rulebook import ClauseNumber
from bot.slack.home.links import ToChanges, ToClause, ToVersions
from bot.store import Store
from bot.workspace import Workspace

from tests.publishing.desks import Desk
from tests.publishing.folders import BOTH, GOLDEN, LATE, LATER, LEAVE, chapter
from tests.slack.home.reader import HomeReader
from tests.slack.publishing.test_rules_channel import RulesRoom

SECRET = chapter().replace(f"text: {LEAVE}", f"audience: [管理层], text: {LEAVE}")


async def test_a_publication_is_read_clause_by_clause_by_those_who_may_see_it(
    empty_slack: Workspace, store: Store, tmp_path: Path, cache: Path
) -> None:
    room = RulesRoom(empty_slack, Desk(store, tmp_path / "knowledge", cache))
    managers = empty_slack.user_group("managers", [room.owner])
    audiences, golden = f"audiences: {{管理层: [{managers.id}]}}\n", GOLDEN.splitlines()[0] + "\n"
    for written in (SECRET, SECRET.replace(LATE, LATER).replace("年假每年十天", "年假每年五天")):
        room.desk.publish(written, golden, more=audiences)
    async with room.bot():
        await empty_slack.connected()
        for person, sees in ((room.owner, True), (room.other, False)):
            reader = HomeReader(person, empty_slack)
            await reader.opens_home()
            await reader.goes(ToChanges())
            assert "修改 第一章第一条" in reader.reads
            assert ("修改 第一章第二条" in reader.reads) is sees
            await reader.goes(ToVersions("code", ClauseNumber.parse("1.1")))
            assert BOTH in reader.reads
            assert LATE in reader.reads
            await reader.goes(ToClause("code", ClauseNumber.parse("1.1")))
            assert reader.quoted == LATER
    assert not empty_slack.recording.refused
