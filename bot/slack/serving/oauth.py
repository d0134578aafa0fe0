"""How a workspace, or an organisation, installs the bot by itself: OAuth v2, as Bolt carries it out.

A page with one button, Slack's own page where somebody allows it, and a page that says how it ended. What the browser
brings back is believed only where this bot gave it to the same browser, lately, and once.
"""

import hmac
import logging
import secrets
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import Any
from urllib.parse import urljoin

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.oauth import OAuthStateUtils
from slack_sdk.oauth.installation_store import Installation as SlackInstallation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import InstallableSettings
from bot.slack.serving.bolt import bolt_log
from bot.store import AsyncStore, Installation
from bot.wording import Catalogue, Language, catalogue_for

INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"
_log = logging.getLogger(__name__)
_GOOD_FOR = OAuthStateUtils.default_expiration_seconds
_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_PAGE = """<!DOCTYPE html>
<html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>:root{{color-scheme:light dark}}
body{{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem}}
a{{display:inline-block;padding:.6rem 1.2rem;border-radius:.4rem;background:#1264a3;color:#fff;text-decoration:none}}
</style>
<main><h1>{title}</h1><p>{text}</p>{more}</main></html>
"""
Headers = dict[str, Any]
Installed = Callable[[str], Awaitable[object]]
"""Hears which tenant installed the bot."""


@dataclass(frozen=True)
class _States(AsyncOAuthStateStore):
    """What a browser takes to Slack and back: signed, good for ten minutes, and used once, in whichever process."""

    store: AsyncStore
    key: bytes

    async def async_issue(self, *_: object, **__: object) -> str:
        told = f"{int(self.store.now())}.{secrets.token_urlsafe(16)}"
        return f"{told}.{self._mac(told)}"

    async def async_consume(self, state: str) -> bool:
        told, _, mac = state.rpartition(".")
        if not hmac.compare_digest(mac.encode(), self._mac(told).encode()):
            return False
        is_fresh = self.store.now() - int(told.partition(".")[0]) <= _GOOD_FOR
        return is_fresh and await self.store.claims.take(f"oauth/{told}")

    def _mac(self, told: str) -> str:
        return hmac.new(self.key, told.encode(), sha256).hexdigest()


@dataclass(frozen=True)
class _Installations(AsyncInstallationStore):
    """Keeps who installed the bot. Bolt asks nothing of it: each bot knows whose it is."""

    store: AsyncStore
    installed: Installed

    async def async_save(self, installation: SlackInstallation) -> None:
        new = _read(installation)
        await self.store.installations_of(new.tenant).keep(new)
        _log.info("installed", extra={"tenant": new.tenant})
        await self.installed(new.tenant)


def _read(told: SlackInstallation) -> Installation:
    team, enterprise = told.team_id or "", told.enterprise_id or ""
    is_of_all = told.is_enterprise_install
    return Installation(
        tenant=enterprise if is_of_all else team,
        name=(told.enterprise_name if is_of_all else told.team_name) or "",
        team="" if is_of_all else team,
        bot=told.bot_id or "",
        bot_user=told.bot_user_id or "",
        scopes=",".join(told.bot_scopes or ()),
        token=told.bot_token or "",
        refresh_token=told.bot_refresh_token or "",
        expires_at=float(told.bot_token_expires_at or 0),
    )


class _Flow(AsyncOAuthFlow):
    """Bolt's, with our page before it."""

    async def build_install_page_html(self, url: str, request: AsyncBoltRequest) -> str:
        say = _words_of(request)
        link = f'<p><a href="{escape(url)}">{escape(say("install.button"))}</a></p>'
        return _page(say, "install.offer", link)

    async def append_set_cookie_headers(self, headers: Headers, set_cookie_value: str | None) -> Headers:
        cookie = {"Set-Cookie": [set_cookie_value]} if set_cookie_value else {}
        return {**headers, **_HEADERS, **cookie}


def install_pages(
    settings: InstallableSettings,
    scopes: Collection[str],
    asking: AsyncWebClient,
    store: AsyncStore,
    installed: Installed,
) -> list[web.RouteDef]:
    """The pages by which a workspace installs the bot with these scopes; `installed` hears of it.

    `asking` reaches Slack with no token.
    """
    secret = settings.client_secret.get_secret_value()
    log = bolt_log().getChild("oauth")
    log.setLevel(logging.ERROR)  # its warnings repeat codes; why something came to nothing is said below
    flow = _Flow(
        client=asking,
        logger=log,
        settings=AsyncOAuthSettings(
            client_id=settings.client_id,
            client_secret=secret,
            scopes=sorted(scopes),
            user_scopes=[],
            install_path=INSTALL,
            redirect_uri_path=REDIRECT,
            authorization_url=urljoin(settings.api_url, "../oauth/v2/authorize"),
            installation_store=_Installations(store, installed),
            state_store=_States(store, secret.encode()),
            callback_options=AsyncCallbackOptions(_done, _failed),
        ),
    )

    async def install(request: web.Request) -> web.StreamResponse:
        return await to_aiohttp_response(await flow.handle_installation(await to_bolt_request(request)))

    async def redirected(request: web.Request) -> web.StreamResponse:
        return await to_aiohttp_response(await flow.handle_callback(await to_bolt_request(request)))

    return [web.get(INSTALL, install), web.get(REDIRECT, redirected)]


async def _done(args: AsyncSuccessArgs) -> BoltResponse:
    name = args.installation.enterprise_name or args.installation.team_name or ""
    return _answer(_words_of(args.request), 200, "install.done", name=name)


async def _failed(args: AsyncFailureArgs) -> BoltResponse:
    """Whatever went wrong, it is begun anew; where somebody chose not to allow it, that is said."""
    _log.warning("not installed", extra={"why": args.reason})
    sentence = "install.denied" if args.reason == "access_denied" else "install.failed"
    return _answer(_words_of(args.request), args.suggested_status_code, sentence)


def _answer(say: Catalogue, status: int, sentence: str, **words: str) -> BoltResponse:
    gone = OAuthStateUtils().build_set_cookie_for_deletion()
    return BoltResponse(
        status=status, body=_page(say, sentence, **words), headers={**_HEADERS, "Set-Cookie": gone}
    )


def _page(say: Catalogue, sentence: str, more: str = "", **words: str) -> str:
    title, text = escape(say("install.title")), escape(say(sentence, **words))
    return _PAGE.format(language=say.language.value, title=title, text=text, more=more)


def _words_of(request: AsyncBoltRequest) -> Catalogue:
    """The words that the browser prefers: Chinese where it names that first, or names nothing."""
    [preferred, *_] = request.headers.get("accept-language") or [""]
    is_chinese = not preferred or preferred.lower().startswith("zh")
    return catalogue_for(Language.CHINESE if is_chinese else Language.ENGLISH)
