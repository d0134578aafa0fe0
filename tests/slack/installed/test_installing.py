"""How the bot is installed: only who began in the same browser, lately, and was allowed to, ends with it."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.slack.installed.conftest import Estate

pytestmark = pytest.mark.usefixtures("bots")


async def test_slack_is_asked_for_what_the_app_needs(estate: Estate) -> None:
    async with estate.browser() as web:
        asked = parse_qs(urlsplit(await estate.offered(web)).query)
    app = next(iter(estate.workspaces.values())).state.app
    assert asked["scope"][0].split(",") == sorted(app.scopes)
    assert asked["client_id"] == [estate.environment["SLACK_CLIENT_ID"]]


async def test_the_pages_speak_the_browser_s_language_and_show_names_as_text(estate: Estate) -> None:
    estate.workspaces["T0ACME"].state.team_name = "<b>Acme"
    async with estate.browser() as web:
        web.headers["Accept-Language"] = "en-GB,zh;q=0.5"
        page = await estate.allowed(web, "T0ACME")
    assert "installed in “&lt;b&gt;Acme”" in page


async def test_who_does_not_allow_it_reads_that_nothing_changed(estate: Estate) -> None:
    async with estate.browser() as web, web.post(await estate.offered(web), data={"place": 0}) as page:
        assert "没有授予" in await page.text()
    assert not estate.store.tenants()


@pytest.mark.parametrize(
    "forge",
    [
        pytest.param(lambda state: state[:-1] + ("0" if state[-1] != "0" else "1"), id="another signature"),
        pytest.param(lambda state: f"9{state}", id="another time"),
        pytest.param(lambda _: "x", id="no state"),
        pytest.param(lambda _: "", id="nothing"),
    ],
)
async def test_what_this_bot_did_not_give_is_not_believed(
    estate: Estate, forge: Callable[[str], str]
) -> None:
    async with estate.browser() as web:
        link = await estate.offered(web)
        [state] = parse_qs(urlsplit(link).query)["state"]
        forged = forge(state)
        web.cookie_jar.update_cookies({"slack-app-oauth-state": forged})
        page = await estate.allowed(web, "T0ACME", re.sub("state=[^&]*", f"state={forged}", link))
    assert "没有成功" in page
    assert not estate.store.tenants()


async def test_another_browser_cannot_end_what_one_began(estate: Estate) -> None:
    async with estate.browser() as one, estate.browser() as other:
        page = await estate.allowed(other, "T0ACME", await estate.offered(one))
    assert "没有成功" in page
    assert not estate.store.tenants()


async def test_what_was_begun_ends_once(estate: Estate) -> None:
    async with estate.browser() as web:
        link = await estate.offered(web)
        [state] = parse_qs(urlsplit(link).query)["state"]
        assert "已安装到" in await estate.allowed(web, "T0ACME", link)
        web.cookie_jar.update_cookies({"slack-app-oauth-state": state})
        assert "没有成功" in await estate.allowed(web, "T0BOLT", link)
    assert [each.tenant for each in estate.store.tenants()] == ["T0ACME"]
