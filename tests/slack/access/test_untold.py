"""What Slack does not tell, or tells of somebody from elsewhere: nobody sees more for it."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from bot.slack.access.directory import Directory
from bot.wording import Language
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.access.test_directory import MANAGERS, NONE, THEIRS, Scene
from tests.slack.access.test_directory import manifest as manifest  # noqa: PLC0414  # fixtures
from tests.slack.access.test_directory import scene as scene  # noqa: PLC0414
from tests.workspace.clock import ManualClock


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
    scene: Scene, error: str, *, is_strange: bool
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
    scene: Scene, method: str, way: str, groups: tuple[frozenset[str], frozenset[str]], *, is_shared: bool
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


async def test_without_a_connection_nobody_sees_more(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
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
