"""Many workspaces, one process: each installs the bot by itself, has rules of its own, and sees nothing of others."""

import asyncio
import json
import time
from collections.abc import Mapping
from typing import Any

import pytest
from bot.inquiries import Asked, Place, Surface
from bot.slack.serving.bots import Bots
from bot.slack.transport.arriving.envelopes import tenant_of
from bot.workspace.delivery.http_events import signed_headers
from bot.workspace.faults import ANY

from tests.databases import rows
from tests.slack.installed.conftest import ASKED, Estate
from tests.slack.transport.conftest import post

pytestmark = pytest.mark.usefixtures("bots")


async def test_each_is_answered_from_its_own_rules_by_its_own_token(estate: Estate) -> None:
    estate.writes_rules("T0ACME", "迟到一次扣十元。")
    estate.writes_rules("E0CORP", "迟到由主管口头提醒。")
    await estate.installs("T0ACME", "E0CORP")
    assert "扣十元" in await estate.reads("T0ACME")
    assert "口头提醒" in await estate.reads("E0CORP")


async def test_a_click_in_an_organisation_that_names_no_workspace_is_its_own(estate: Estate) -> None:
    estate.writes_rules("E0CORP", "迟到由主管口头提醒。")
    await estate.installs("E0CORP")
    slack, alice = estate.workspaces["E0CORP"], estate.asker("E0CORP")
    answer = await slack.reply_to(await estate.asked("E0CORP"))
    assert (await alice.clicks(answer, "👍 有用")).is_acked
    await slack.until(lambda: rows(estate.store.of("E0CORP"), "feedback") or None)
    shown = await slack.reply_to(await alice.runs("/rule 1.1", in_="#ops"))
    assert "口头提醒" in shown.reads


@pytest.mark.parametrize(
    ("told", "tenant"),
    [
        pytest.param(
            {"team": {"id": "T0B"}, "view": {"app_installed_team_id": "T0A"}}, "T0A", id="shared channel"
        ),
        pytest.param({"team": {"id": "T0A"}, "view": {}}, "T0A", id="home tab"),
        pytest.param(
            {
                "team": None,
                "enterprise": {"id": "E0A"},
                "is_enterprise_install": True,
                "view": {"app_installed_team_id": "T0A"},
            },
            "E0A",
            id="organisation",
        ),
        pytest.param(
            {
                "team": {"id": "T0B"},
                "enterprise": {"id": "E0B"},
                "is_enterprise_install": True,
                "view": {"app_installed_team_id": "E0A"},
            },
            "E0A",
            id="somebody of another organisation",
        ),
    ],
)
async def test_a_form_goes_to_whose_bot_opened_it(told: Mapping[str, Any], tenant: str) -> None:
    assert tenant_of(told) == tenant


async def test_who_has_no_rules_yet_reads_that_nothing_was_found(estate: Estate) -> None:
    await estate.installs("T0BOLT")
    assert "没有找到" in await estate.reads("T0BOLT")


async def test_an_event_of_who_did_not_install_it_is_taken_and_left(estate: Estate, bots: Bots) -> None:
    slack = estate.workspaces["T0BOLT"]
    asked = await estate.asked("T0BOLT")
    await slack.settled()
    assert not slack.replies_to(asked)
    assert slack.recording.acks
    assert not bots.at_hand
    assert estate.store.of("T0BOLT").backlog().total == 0


async def test_who_uninstalls_it_is_gone_and_nobody_else_notices(estate: Estate, bots: Bots) -> None:
    for tenant in ("T0ACME", "T0BOLT"):
        estate.writes_rules(tenant, "迟到一次扣十元。")
    await estate.installs("T0ACME", "T0BOLT")
    for tenant in ("T0ACME", "T0BOLT"):
        await estate.reads(tenant)
    await estate.workspaces["T0ACME"].uninstalls_app()
    await estate.workspaces["T0ACME"].until(lambda: "T0ACME" not in bots.at_hand or None)
    found = estate.store.of("T0ACME").installations.find()
    assert found
    assert (found.goes_on, found.token) == (False, "")
    assert "扣十元" in await estate.reads("T0BOLT", "1.1")
    asked = await estate.asked("T0ACME")
    await estate.workspaces["T0ACME"].settled()
    assert not estate.workspaces["T0ACME"].replies_to(asked)


async def test_who_is_removed_at_the_terminal_has_no_bot_any_more(estate: Estate, bots: Bots) -> None:
    estate.writes_rules("T0ACME", "迟到一次扣十元。")
    await estate.installs("T0ACME")
    await estate.reads("T0ACME")
    estate.store.of("T0ACME").installations.remove(time.time())
    await bots.look_after()
    assert not bots.at_hand
    assert not rows(estate.store.of("T0ACME"), "question")


async def test_who_uninstalled_it_when_nobody_heard_it_is_gone_too(estate: Estate, bots: Bots) -> None:
    estate.writes_rules("T0ACME", "迟到一次扣十元。")
    await estate.installs("T0ACME", "T0BOLT")
    await estate.reads("T0ACME")
    estate.workspaces["T0ACME"].state.is_installed = False
    await bots.go_round()
    assert [(each.tenant, each.goes_on) for each in estate.store.tenants()] == [
        ("T0ACME", False),
        ("T0BOLT", True),
    ]
    assert [*bots.at_hand] == ["T0BOLT"]


async def test_no_other_bot_is_begun_while_that_of_who_uninstalled_it_ends(
    estate: Estate, bots: Bots
) -> None:
    estate.writes_rules("T0ACME", "迟到一次扣十元。")
    await estate.installs("T0ACME")
    slack = estate.workspaces["T0ACME"]
    slack.faults.hangs("chat.postMessage")
    await estate.reads("T0ACME")  # as far as Slack knows
    ending = asyncio.create_task(bots.uninstalled("T0ACME"))
    await slack.until(lambda: "T0ACME" not in bots.at_hand or None)
    assert not ending.done()
    assert await bots.find("T0ACME") is None
    slack.faults.no_more_of(ANY)
    await ending


async def test_who_installed_it_anew_has_a_bot_that_knows_it_in_every_process(
    estate: Estate, bots: Bots
) -> None:
    estate.writes_rules("T0ACME", "迟到一次扣十元。")
    await estate.installs("T0ACME")
    before = await bots.find("T0ACME")
    own = estate.store.of("T0ACME").installations
    found = own.find()
    assert found
    own.keep(time.time() + 1, found)  # another process heard of it
    await bots.look_after()
    after = await bots.find("T0ACME")
    assert after
    assert after is not before


async def test_who_installs_it_again_is_answered_again(estate: Estate) -> None:
    estate.writes_rules("T0ACME", "迟到一次扣十元。")
    await estate.installs("T0ACME")
    await estate.workspaces["T0ACME"].uninstalls_app()
    await estate.workspaces["T0ACME"].settled()
    await estate.installs("T0ACME")
    assert "扣十元" in await estate.reads("T0ACME")


@pytest.mark.parametrize("ago", [60, 0], ids=["a minute ago", "at the same time, by the clock"])
async def test_what_slack_tells_late_of_the_one_before_does_not_end_the_new_one(
    estate: Estate, ago: int
) -> None:
    estate.writes_rules("T0ACME", "迟到一次扣十元。")
    await estate.installs("T0ACME")
    slack = estate.workspaces["T0ACME"]
    earlier = {"type": "event_callback", "team_id": "T0ACME", "event": {"type": "app_uninstalled"}}
    body = json.dumps(earlier | {"event_time": int(time.time()) - ago})
    headers = signed_headers(slack.state.tokens.signing_secret, body, time.time(), "application/json")
    assert (await post(estate.address, body, headers))[0] == 200
    assert "扣十元" in await estate.reads("T0ACME")


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(
            {"team_id": "T0CORP", "enterprise_id": "E0CORP"}, id="no word of the organisation's having it"
        ),
        pytest.param({"team_id": "E0CORP", "enterprise_id": "E0CORP"}, id="as if it were a workspace"),
        pytest.param(
            {"team_id": "T0CORP", "enterprise_id": "E0CORP", "is_enterprise_install": True}, id="as it is"
        ),
    ],
)
@pytest.mark.parametrize("is_whole", [True, False], ids=["all of it", "one workspace of it"])
async def test_an_organisation_has_no_bot_any_more_once_its_token_is_good_no_more(
    estate: Estate, told: Mapping[str, Any], *, is_whole: bool
) -> None:
    await estate.installs("E0CORP")
    slack = estate.workspaces["E0CORP"]
    slack.state.is_installed = not is_whole
    ended: dict[str, Any] = {"type": "event_callback", "event": {"type": "app_uninstalled"}}
    body = json.dumps({**ended, **told, "event_time": int(time.time()) + 60})
    headers = signed_headers(slack.state.tokens.signing_secret, body, time.time(), "application/json")
    assert (await post(estate.address, body, headers))[0] == 200
    [found] = estate.store.tenants()
    assert found.goes_on is not is_whole


async def test_each_has_settings_of_its_own(estate: Estate) -> None:
    for tenant, allowed in (("T0ACME", "true"), ("T0BOLT", "false")):
        estate.writes_rules(tenant, "迟到一次扣十元。", SHOUZE_ALLOW_GUESTS=allowed)
    await estate.installs("T0ACME", "T0BOLT")
    said = []
    for tenant in ("T0ACME", "T0BOLT"):
        slack = estate.workspaces[tenant]
        guest = slack.person("bob", is_restricted=True)
        said.append((await slack.reply_to(await guest.messages_bot(ASKED))).reads)
    assert "扣十元" in said[0]
    assert "扣十元" not in said[1]


async def test_what_waits_where_settings_cannot_be_used_is_tried_once_a_minute(
    estate: Estate, bots: Bots, caplog: pytest.LogCaptureFixture
) -> None:
    estate.writes_rules("T0ACME", "迟到一次扣十元。")
    await estate.installs("T0ACME")
    await bots.end("T0ACME")
    estate.writes_rules("T0ACME", "迟到一次扣十元。", SHOUZE_SECRET="no such setting")
    waiting = Asked("T0ACME/C1/1", Place("T0ACME", "C1"), "1.0", "U1", Surface.MENTION, ASKED)
    assert estate.store.of("T0ACME").questions.take(time.time(), waiting, "Ev1")
    for _ in range(3):
        await bots.take_up()
    assert [each.message for each in caplog.records].count("not begun") == 1


async def test_settings_that_cannot_be_used_keep_that_bot_alone_from_answering(estate: Estate) -> None:
    estate.writes_rules("T0ACME", "迟到一次扣十元。", SHOUZE_SECRET="no such setting")
    estate.writes_rules("T0BOLT", "迟到一次扣十元。")
    await estate.installs("T0BOLT", "T0ACME")
    asked = await estate.asked("T0ACME")
    assert "扣十元" in await estate.reads("T0BOLT")
    assert not estate.workspaces["T0ACME"].replies_to(asked)
    assert not estate.workspaces["T0ACME"].recording.acks  # Slack brings it again: it may be mended by then
