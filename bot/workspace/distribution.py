"""One app in several workspaces, as Slack has it: its Web API by the token, and the page where somebody installs it."""

from html import escape
from typing import Self
from urllib.parse import urlencode

from aiohttp import web

from bot.workspace.assembly import LOOPBACK, Server
from bot.workspace.workspace import Workspace

_PAGE = """<!DOCTYPE html><meta charset="utf-8"><title>Slack</title>
<form method="post"><h1>{app}</h1><p>{scopes}</p>
<p><label>Workspace <select name="place">{places}</select></label></p>
<button name="allow" value="yes">Allow</button> <button name="allow" value="">Cancel</button></form>
"""


class Distribution:
    """Workspaces that are open already, whose tokens are of the same app; `redirect_url` is what the app named first.

    In none of them the app is installed.
    """

    def __init__(self, *workspaces: Workspace, redirect_url: str) -> None:
        self._workspaces = workspaces
        self._redirect_url = redirect_url
        for each in workspaces:
            each.state.is_installed = False
        self._server = Server([
            web.route("*", "/api/{method}", self._call),
            web.get("/oauth/v2/authorize", self._ask),
            web.post("/oauth/v2/authorize", self._decided),
        ])  # fmt: skip

    async def __aenter__(self) -> Self:
        await self._server.open(0, LOOPBACK)
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._server.close()

    @property
    def base_url(self) -> str:
        """The Web API's address, for `AsyncWebClient(base_url=...)`."""
        return f"{self._server.origin}/api/"

    async def _call(self, request: web.Request) -> web.StreamResponse:
        """The call is for the workspace whose token, or code, goes along; a stranger's is refused by any."""
        told = request.headers.get("Authorization", "").removeprefix("Bearer ")
        form = await request.post()
        known = {told, *request.query.values(), *map(str, form.values())}
        for each in self._workspaces:
            if known & {
                *each.state.tokens.of_bot,
                each.state.tokens.refresh,
                *each.state.authorization_codes,
            }:
                return await each.answers(request)
        return await self._workspaces[0].answers(request)

    async def _ask(self, request: web.Request) -> web.Response:
        places = "".join(
            f'<option value="{number}">{escape(each.state.team_name)}</option>'
            for number, each in enumerate(self._workspaces)
        )
        app, scopes = self._workspaces[0].state.app, request.query.get("scope", "")
        page = _PAGE.format(app=escape(app.name), scopes=escape(scopes), places=places)
        return web.Response(text=page, content_type="text/html")

    async def _decided(self, request: web.Request) -> web.Response:
        form, state = await request.post(), request.query.get("state", "")
        if form.get("allow"):
            code = self._workspaces[int(str(form["place"]))].authorization_code()
            back = {"code": code, "state": state}
        else:
            back = {"error": "access_denied", "state": state}
        raise web.HTTPFound(f"{self._redirect_url}?{urlencode(back)}")
