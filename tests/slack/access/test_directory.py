"""Who people are and what a conversation may see, asked of a workspace over real HTTP."""

import asyncio
from collections.abc import Mapping
from typing import Any, Unpack

import pytest
from bot.slack.access.directory import Directory
from bot.slack.access.reader_watch import ReaderWatch
from bot.slack.access.slack_user import SlackUser
from bot.store import AsyncStore, Store
from bot.wording import Language
from bot.workspace import Person, Workspace
from bot.workspace.state import AccountSettings, Channel
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.clock import ManualClock

SCOPES = ["users:read", "usergroups:read", "channels:read", "groups:read"]
MANAGERS, AUDITORS, LONE = "code/管理层", "code/内审组", "law/管理层"
HOUR = 60 * 60.0
NONE, THEIRS = frozenset[str](), frozenset({MANAGERS})


@pytest.fixture
def manifest(manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    """The shipped manifest, with the scopes that looking people up needs."""
    declared = manifest["oauth_config"]["scopes"]["bot"]
    return {**manifest, "oauth_config": {"scopes": {"bot": sorted({*declared, *SCOPES})}}}


class Scene:
    """A workspace with two managers, one of whom audits too, and a clerk."""

    def __init__(self, slack: Workspace) -> None:
        self.slack = slack
        self.mei, self.wang, self.li = (slack.person(name) for name in ("mei", "wang", "li"))
        managers = slack.user_group("@managers", [self.mei, self.wang])
        self.audiences = {MANAGERS: (managers.id,), AUDITORS: ("S0000MISSING", self.wang.id), LONE: ()}
        self.clock = ManualClock()
        self.directory = self.readers_of(self.audiences)

    def readers_of(self, audiences: Mapping[str, tuple[str, ...]]) -> Directory:
        client = AsyncWebClient(self.slack.bot_token, base_url=self.slack.base_url)
        return Directory(client, lambda: audiences, self.slack.state.team_id, self.clock)

    async def groups_in(self, channel: Channel, person: Person) -> frozenset[str]:
        return await self.directory.groups_in(channel.id, person.id)

    def calls(self, method: str) -> int:
        return len(self.slack.recording.calls_to(method))


@pytest.fixture
def scene(empty_slack: Workspace) -> Scene:
    return Scene(empty_slack)


@pytest.mark.parametrize(
    ("account", "known"),
    [
        pytest.param({}, (Language.CHINESE, "Asia/Shanghai", False, False), id="staff"),
        pytest.param({"locale": "zh-TW"}, (Language.CHINESE, "Asia/Shanghai", False, False), id="taiwan"),
        pytest.param(
            {"locale": "en-GB", "tz": "Europe/London"},
            (Language.ENGLISH, "Europe/London", False, False),
            id="london",
        ),
        pytest.param({"locale": "ja-JP"}, (Language.ENGLISH, "Asia/Shanghai", False, False), id="neither"),
        pytest.param({"locale": ""}, (Language.CHINESE, "Asia/Shanghai", False, False), id="no-locale"),
        pytest.param(
            {"is_restricted": True}, (Language.CHINESE, "Asia/Shanghai", True, False), id="guest-of-channels"
        ),
        pytest.param(
            {"is_ultra_restricted": True},
            (Language.CHINESE, "Asia/Shanghai", True, False),
            id="guest-of-one-channel",
        ),
        pytest.param(
            {"team": "T00000099"}, (Language.CHINESE, "Asia/Shanghai", False, True), id="another-organisation"
        ),
    ],
)
async def test_a_reader_is_who_slack_says(
    scene: Scene, account: AccountSettings, known: tuple[Language, str, bool, bool]
) -> None:
    person = _somebody(scene, **account)
    language, zone, is_guest, is_outsider = known
    expected = SlackUser(person.id, language, zone, frozenset(), is_guest, is_outsider, name="zhao")
    assert await scene.directory.reader(person.id) == expected


def _somebody(scene: Scene, **account: Unpack[AccountSettings]) -> Person:
    return scene.slack.person("zhao", **account)


async def test_a_reader_belongs_to_the_audiences_that_name_them_or_their_user_group(scene: Scene) -> None:
    belongs = [(await scene.directory.reader(who.id)).groups for who in (scene.mei, scene.wang, scene.li)]
    assert belongs == [{MANAGERS}, {MANAGERS, AUDITORS}, set()]


async def test_an_account_is_remembered_for_a_day_or_until_it_changes(scene: Scene) -> None:
    await scene.directory.reader(scene.mei.id)
    await scene.mei.changes_locale("en-US")
    scene.clock.passes(23 * HOUR)
    assert (await scene.directory.reader(scene.mei.id)).language is Language.CHINESE
    scene.directory.forget(scene.mei.id)
    assert (await scene.directory.reader(scene.mei.id)).language is Language.ENGLISH
    await scene.mei.changes_locale("zh-CN")
    scene.clock.passes(24 * HOUR)
    assert (await scene.directory.reader(scene.mei.id)).language is Language.CHINESE
    assert scene.calls("users.info") == 3


async def test_what_changed_while_nobody_could_look_is_looked_up_anew(scene: Scene, store: Store) -> None:
    now = ManualClock()
    watch = ReaderWatch(AsyncStore(store, now), scene.directory, 1.0)
    await watch.look()
    await scene.directory.reader(scene.mei.id)
    store.reader_changes.note(now() + 1, scene.mei.id)
    now.passes(HOUR)  # the database was away
    for _ in range(2):
        await watch.look()
        await scene.directory.reader(scene.mei.id)
    assert scene.calls("users.info") == 2


async def test_members_of_a_user_group_are_remembered_for_five_minutes(scene: Scene) -> None:
    directory = scene.readers_of({MANAGERS: scene.audiences[MANAGERS]})
    for passes in (0, 299, 1):
        scene.clock.passes(passes)
        await directory.reader(scene.mei.id)
        await directory.reader(scene.li.id)
    assert scene.calls("usergroups.users.list") == 2


async def test_twenty_questions_at_once_are_one_lookup_each(scene: Scene) -> None:
    channel = scene.slack.channel("#board", members=[scene.mei, scene.wang])
    await asyncio.gather(
        *(scene.directory.reader(scene.mei.id) for _ in range(20)),
        *(scene.directory.groups_in(channel.id, scene.mei.id) for _ in range(20)),
        *(scene.directory.channels.is_shared(channel.id) for _ in range(20)),
    )
    # users.info: of the one who asks, and of the bot in the channel; groups: the real one and the missing one
    methods = ["users.info", "usergroups.users.list", "conversations.members", "conversations.info"]
    assert [scene.calls(method) for method in methods] == [2, 2, 1, 1]


async def test_without_audiences_no_group_and_no_membership_is_asked_for(scene: Scene) -> None:
    channel = scene.slack.channel("#ops", members=[scene.mei])
    directory = scene.readers_of({})
    assert await directory.groups_in(channel.id, scene.mei.id) == frozenset()
    assert (await directory.reader(scene.mei.id)).groups == frozenset()
    assert {call.method for call in scene.slack.recording.calls} == {"users.info"}


async def test_a_direct_message_may_see_what_its_person_sees(scene: Scene) -> None:
    assert await scene.groups_in(scene.wang.dm, scene.wang) == {MANAGERS, AUDITORS}
    assert await scene.groups_in(scene.li.dm, scene.li) == frozenset()
    assert not scene.calls("conversations.members")


@pytest.mark.parametrize("private", [False, True], ids=["public", "private"])
@pytest.mark.parametrize(
    ("names", "audiences"),
    [
        pytest.param(["mei"], {MANAGERS}, id="a-manager-and-the-bot"),
        pytest.param(["wang"], {MANAGERS, AUDITORS}, id="one-of-two-audiences"),
        pytest.param(["wang", "mei"], {MANAGERS}, id="what-both-belong-to"),
        pytest.param(["wang", "mei", "li"], set(), id="one-outside"),
        pytest.param(["wang", "robot"], {MANAGERS, AUDITORS}, id="another-bot-does-not-read"),
        pytest.param(["wang", "gone"], {MANAGERS, AUDITORS}, id="nor-does-who-has-left"),
        pytest.param(["wang", "stranger"], set(), id="another-organisation-does"),
    ],
)
async def test_a_channel_may_see_what_all_its_people_may_see(
    scene: Scene, names: list[str], audiences: set[str], *, private: bool
) -> None:
    scene.slack.person("robot", is_bot=True)
    scene.slack.person("stranger", team="T00000099")
    await scene.slack.deactivates(scene.slack.person("gone"))
    channel = scene.slack.channel("#here", members=map(scene.slack.person, names), private=private)
    assert await scene.groups_in(channel, scene.slack.person(names[0])) == audiences


async def test_who_asks_from_outside_an_audience_costs_no_look_at_the_members(scene: Scene) -> None:
    channel = scene.slack.channel("#ops", members=[scene.li, scene.mei])
    assert await scene.groups_in(channel, scene.li) == frozenset()
    assert not scene.calls("conversations.members")


async def test_one_person_outside_settles_it_however_many_there_are(scene: Scene) -> None:
    crowd = [scene.slack.person(f"clerk{number}") for number in range(50)]
    channel = scene.slack.channel("#all", members=[scene.mei, *crowd])
    assert await scene.groups_in(channel, scene.mei) == frozenset()
    assert scene.calls("users.info") <= 2  # the first of them, behind the bot perhaps


async def test_members_are_read_to_the_last_page(scene: Scene) -> None:
    crowd = [scene.slack.person(f"chief{number}") for number in range(450)]
    audiences = {MANAGERS: tuple(person.id for person in [scene.mei, *crowd])}
    board = scene.slack.channel("#board", members=[scene.mei, *crowd])
    last = scene.slack.person("zhou")
    mixed = scene.slack.channel("#mixed", members=[scene.mei, *crowd, last])
    directory = scene.readers_of(audiences)
    assert await directory.groups_in(board.id, scene.mei.id) == {MANAGERS}
    assert await directory.groups_in(mixed.id, scene.mei.id) == frozenset()
    assert scene.calls("conversations.members") == 6


async def test_members_of_a_channel_are_remembered_for_five_minutes(scene: Scene) -> None:
    channel = scene.slack.channel("#board", members=[scene.mei])
    assert await scene.groups_in(channel, scene.mei) == {MANAGERS}
    await scene.li.joins(channel)
    scene.clock.passes(300)
    assert await scene.groups_in(channel, scene.mei) == frozenset()


async def test_a_shared_channel_is_known_and_a_direct_message_is_none(scene: Scene) -> None:
    shared = scene.slack.channel("#partners", members=[scene.mei], shared=True)
    own = scene.slack.channel("#ops", members=[scene.mei], private=True)
    assert await scene.directory.channels.is_shared(shared.id)
    assert not await scene.directory.channels.is_shared(own.id)
    assert not await scene.directory.channels.is_shared(scene.mei.dm.id)
    assert scene.calls("conversations.info") == 2
