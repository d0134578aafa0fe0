"""Who people are and what a conversation may see, asked of a workspace over real HTTP."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any, Unpack

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from bot.slack.access.directory import Directory, SlackUser
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


class _Scene:
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
def scene(empty_slack: Workspace) -> _Scene:
    return _Scene(empty_slack)


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
    scene: _Scene, account: AccountSettings, known: tuple[Language, str, bool, bool]
) -> None:
    person = _somebody(scene, **account)
    language, zone, is_guest, is_outsider = known
    expected = SlackUser(person.id, language, zone, frozenset(), is_guest, is_outsider, name="zhao")
    assert await scene.directory.reader(person.id) == expected


def _somebody(scene: _Scene, **account: Unpack[AccountSettings]) -> Person:
    return scene.slack.person("zhao", **account)


async def test_a_reader_belongs_to_the_audiences_that_name_them_or_their_user_group(scene: _Scene) -> None:
    belongs = [(await scene.directory.reader(who.id)).groups for who in (scene.mei, scene.wang, scene.li)]
    assert belongs == [{MANAGERS}, {MANAGERS, AUDITORS}, set()]


async def test_an_account_is_remembered_for_a_day_or_until_it_changes(scene: _Scene) -> None:
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


async def test_members_of_a_user_group_are_remembered_for_five_minutes(scene: _Scene) -> None:
    directory = scene.readers_of({MANAGERS: scene.audiences[MANAGERS]})
    for passes in (0, 299, 1):
        scene.clock.passes(passes)
        await directory.reader(scene.mei.id)
        await directory.reader(scene.li.id)
    assert scene.calls("usergroups.users.list") == 2


async def test_twenty_questions_at_once_are_one_lookup_each(scene: _Scene) -> None:
    channel = scene.slack.channel("#board", members=[scene.mei, scene.wang])
    await asyncio.gather(
        *(scene.directory.reader(scene.mei.id) for _ in range(20)),
        *(scene.directory.groups_in(channel.id, scene.mei.id) for _ in range(20)),
        *(scene.directory.channels.is_shared(channel.id) for _ in range(20)),
    )
    # users.info: of the one who asks, and of the bot in the channel; groups: the real one and the missing one
    methods = ["users.info", "usergroups.users.list", "conversations.members", "conversations.info"]
    assert [scene.calls(method) for method in methods] == [2, 2, 1, 1]


async def test_without_audiences_no_group_and_no_membership_is_asked_for(scene: _Scene) -> None:
    channel = scene.slack.channel("#ops", members=[scene.mei])
    directory = scene.readers_of({})
    assert await directory.groups_in(channel.id, scene.mei.id) == frozenset()
    assert (await directory.reader(scene.mei.id)).groups == frozenset()
    assert {call.method for call in scene.slack.recording.calls} == {"users.info"}


async def test_a_direct_message_may_see_what_its_person_sees(scene: _Scene) -> None:
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
    scene: _Scene, names: list[str], audiences: set[str], *, private: bool
) -> None:
    scene.slack.person("robot", is_bot=True)
    scene.slack.person("stranger", team="T00000099")
    await scene.slack.deactivates(scene.slack.person("gone"))
    channel = scene.slack.channel("#here", members=map(scene.slack.person, names), private=private)
    assert await scene.groups_in(channel, scene.slack.person(names[0])) == audiences


async def test_who_asks_from_outside_an_audience_costs_no_look_at_the_members(scene: _Scene) -> None:
    channel = scene.slack.channel("#ops", members=[scene.li, scene.mei])
    assert await scene.groups_in(channel, scene.li) == frozenset()
    assert not scene.calls("conversations.members")


async def test_one_person_outside_settles_it_however_many_there_are(scene: _Scene) -> None:
    crowd = [scene.slack.person(f"clerk{number}") for number in range(50)]
    channel = scene.slack.channel("#all", members=[scene.mei, *crowd])
    assert await scene.groups_in(channel, scene.mei) == frozenset()
    assert scene.calls("users.info") <= 2  # the first of them, behind the bot perhaps


async def test_members_are_read_to_the_last_page(scene: _Scene) -> None:
    crowd = [scene.slack.person(f"chief{number}") for number in range(450)]
    audiences = {MANAGERS: tuple(person.id for person in [scene.mei, *crowd])}
    board = scene.slack.channel("#board", members=[scene.mei, *crowd])
    last = scene.slack.person("zhou")
    mixed = scene.slack.channel("#mixed", members=[scene.mei, *crowd, last])
    directory = scene.readers_of(audiences)
    assert await directory.groups_in(board.id, scene.mei.id) == {MANAGERS}
    assert await directory.groups_in(mixed.id, scene.mei.id) == frozenset()
    assert scene.calls("conversations.members") == 6


async def test_members_of_a_channel_are_remembered_for_five_minutes(scene: _Scene) -> None:
    channel = scene.slack.channel("#board", members=[scene.mei])
    assert await scene.groups_in(channel, scene.mei) == {MANAGERS}
    await scene.li.joins(channel)
    scene.clock.passes(300)
    assert await scene.groups_in(channel, scene.mei) == frozenset()


async def test_a_shared_channel_is_known_and_a_direct_message_is_none(scene: _Scene) -> None:
    shared = scene.slack.channel("#partners", members=[scene.mei], shared=True)
    own = scene.slack.channel("#ops", members=[scene.mei], private=True)
    assert await scene.directory.channels.is_shared(shared.id)
    assert not await scene.directory.channels.is_shared(own.id)
    assert not await scene.directory.channels.is_shared(scene.mei.dm.id)
    assert scene.calls("conversations.info") == 2


@pytest.mark.parametrize(
    ("error", "is_strange"),
    [
        pytest.param("user_not_found", True, id="nobody-by-that-id"),
        pytest.param("user_not_visible", True, id="hidden-from-us"),
        pytest.param("missing_scope", False, id="a-scope-is-missing"),
        pytest.param("internal_error", False, id="slack-failed"),
    ],
)
async def test_who_cannot_be_looked_up_is_not_known_unless_it_is_about_them(
    scene: _Scene, error: str, *, is_strange: bool
) -> None:
    scene.slack.faults.refuses("users.info", error)
    reader = await scene.directory.reader(scene.li.id)
    expected = (Language.CHINESE, "Asia/Shanghai", is_strange, is_strange)
    assert (reader.language, reader.zone, reader.is_guest, reader.is_outsider) == expected
    assert reader.is_known is is_strange
    assert not reader.is_staff


@pytest.mark.parametrize(
    ("method", "groups", "is_shared"),
    [
        pytest.param("usergroups.users.list", (NONE, NONE), False, id="user-groups"),
        pytest.param("conversations.members", (THEIRS, NONE), False, id="members"),
        pytest.param("users.info", (THEIRS, NONE), False, id="whether-a-member-is-a-bot"),
        pytest.param("conversations.info", (THEIRS, THEIRS), True, id="the-channel"),
    ],
)
@pytest.mark.parametrize("way", ["refused", "failed", "rate-limited"])
async def test_where_slack_fails_nobody_sees_more(
    scene: _Scene, method: str, way: str, groups: tuple[frozenset[str], frozenset[str]], *, is_shared: bool
) -> None:
    arm = {
        "refused": lambda: scene.slack.faults.refuses(method, "missing_scope", times=9),
        "failed": lambda: scene.slack.faults.fails(method, times=9),
        "rate-limited": lambda: scene.slack.faults.rate_limits(method, times=9),
    }
    arm[way]()
    channel = scene.slack.channel("#board", members=[scene.mei])
    directory = scene.readers_of({MANAGERS: scene.audiences[MANAGERS]})
    own = (await directory.reader(scene.mei.id)).groups
    assert (own, await directory.groups_in(channel.id, scene.mei.id)) == groups
    assert await directory.channels.is_shared(channel.id) is is_shared


async def test_without_a_connection_nobody_sees_more(scene: _Scene, caplog: pytest.LogCaptureFixture) -> None:
    nowhere = AsyncWebClient("xoxb-1", base_url="http://127.0.0.1:1/api/", retry_handlers=[])
    directory = Directory(nowhere, lambda: scene.audiences, "T1", scene.clock)
    reader = await directory.reader("U1")
    assert (reader.groups, reader.is_guest, reader.is_outsider) == (frozenset(), False, False)
    assert await directory.groups_in("C1", "U1") == frozenset()
    assert await directory.channels.is_shared("C1")
    assert len(caplog.messages) == len({*caplog.messages}) == 4  # one for each thing that was asked


@pytest.fixture
async def telling() -> AsyncIterator[tuple[dict[str, Any], Directory]]:
    """A server that tells of every user and channel what a test puts into the mapping."""
    told: dict[str, Any] = {}

    async def tell(_: web.Request) -> web.Response:
        return web.json_response({"ok": True, "user": told, "channel": told})

    app = web.Application()
    app.router.add_route("*", "/{method}", tell)
    async with TestServer(app) as server:
        client = AsyncWebClient("xoxb-1", base_url=str(server.make_url("/")))
        yield told, Directory(client, dict, "T1", ManualClock())


@pytest.mark.parametrize(
    ("told", "is_outsider"),
    [
        pytest.param({"team_id": "T1"}, False, id="our-workspace"),
        pytest.param({"team_id": "T2"}, True, id="another"),
        pytest.param({"team_id": "T1", "is_stranger": True}, True, id="a-stranger-whatever-the-team"),
        pytest.param({"team_id": "T2", "enterprise_user": {"teams": ["T2", "T1"]}}, False, id="our-grid"),
        pytest.param({}, True, id="no-team"),
    ],
)
async def test_who_is_of_another_organisation(
    telling: tuple[dict[str, Any], Directory], told: Mapping[str, Any], *, is_outsider: bool
) -> None:
    tells, directory = telling
    tells.update(told)
    reader = await directory.reader("U1")
    assert (reader.is_outsider, reader.language, reader.zone) == (
        is_outsider,
        Language.CHINESE,
        "Asia/Shanghai",
    )


@pytest.mark.parametrize("way", ["is_ext_shared", "is_pending_ext_shared", "is_org_shared"])
async def test_every_way_of_sharing_counts(telling: tuple[dict[str, Any], Directory], way: str) -> None:
    tells, directory = telling
    assert not await directory.channels.is_shared("C1")
    tells[way] = True
    assert await directory.channels.is_shared("C2")
