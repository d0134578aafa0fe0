"""In an organisation lists are asked for by the workspace; the people, groups and channels of all are known."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from bot.slack.access.directory import Directory
from bot.workspace import Options, Person, Workspace
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.clock import ManualClock

AUDITORS = "code/内审组"


@pytest.fixture
async def corp(manifest: Mapping[str, Any]) -> AsyncIterator[Workspace]:
    async with Workspace(manifest, Options(team_id="T0CORP", enterprise_id="E0CORP")) as slack:
        yield slack
    assert not slack.recording.refused


@pytest.fixture
def mei(corp: Workspace) -> Person:
    return corp.person("mei")


def directory_of(corp: Workspace, *groups: str) -> Directory:
    client = AsyncWebClient(corp.bot_token, base_url=corp.base_url)
    return Directory(client, lambda: {AUDITORS: groups}, "E0CORP", ManualClock())


async def test_all_people_of_an_organisation_are_known_beforehand(corp: Workspace, mei: Person) -> None:
    directory = directory_of(corp)
    await directory.know_everybody()
    assert mei.id in await directory.staff()
    assert (await directory.reader(mei.id)).is_staff
    assert not corp.recording.calls_to("users.info")


async def test_a_user_group_has_its_members_in_an_organisation(corp: Workspace, mei: Person) -> None:
    group = corp.user_group("@audit", [mei])
    assert (await directory_of(corp, group.id).reader(mei.id)).groups == {AUDITORS}


async def test_a_channel_is_found_by_its_name_in_an_organisation(corp: Workspace, mei: Person) -> None:
    channel = corp.channel("#ops", members=[mei])
    assert await directory_of(corp).channels.named("ops") == channel.id


async def test_where_slack_does_not_tell_its_workspaces_nobody_is_known(corp: Workspace, mei: Person) -> None:
    group = corp.user_group("@audit", [mei])
    corp.faults.fails("auth.teams.list", times=9)
    directory = directory_of(corp, group.id)
    await directory.know_everybody()
    assert not await directory.staff()
    assert not (await directory.reader(mei.id)).groups
