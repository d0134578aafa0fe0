"""The page over HTTP: one location shows a screen, one tells what changes, one takes what a person does.

A page of another site that is open in the same browser must not read or act here, be it by a forged form or by a name
that it has pointed at this address: only this machine's own page is answered.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import PurePath
from socket import gethostname
from typing import TypeAlias
from urllib.parse import quote, urlsplit

from aiohttp import ClientPayloadError, web

from bot.workspace.page.acts import ACTS, PageAct, perform
from bot.workspace.page.blocks import environment, texts
from bot.workspace.page.lines import file_size
from bot.workspace.page.marks import QUICK, emoji
from bot.workspace.page.screen import Location, PageScreen, ScreenBuilder, read_location
from bot.workspace.page.viewpoint import Viewpoint, viewpoint_of
from bot.workspace.people import Person
from bot.workspace.people.inputs import typed_back
from bot.workspace.state import Update

ASSETS = resources.files("bot.workspace.page") / "assets"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "manifest-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
LARGEST_DROPPED = 50 * 1024 * 1024  # bytes: the file is held in memory
_GONE = 499  # as proxies log that whoever asked did not wait: nobody reads it
LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
UNSEEN = frozenset({"call_answered", "delivery_settled"})
_Answer: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Page:
    """The chat page of one workspace; `host` is where the server listens."""

    screens: ScreenBuilder
    host: Callable[[], str]

    def routes(self) -> list[web.RouteDef]:
        """The page's addresses."""
        answers = (
            ("GET", "/", self._show),
            ("GET", "/page/assets/{name}", self._asset),
            ("GET", "/page/changes", self._changes),
            ("GET", "/page/files/{channel}/{ts}/{file}", self._file),
            ("POST", "/page/acts/{act}", self._act),
            ("POST", "/page/uploads", self._upload),
        )
        return [web.route(method, path, self._guarded(answer)) for method, path, answer in answers]

    def _guarded(self, answer: _Answer) -> _Answer:
        """Answers only what was asked of this server by its own name, while whoever asked is there."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            admit(request, self.host())
            try:
                return await answer(request)
            except (ConnectionResetError, ClientPayloadError):  # the page was closed or loaded anew
                return web.Response(status=_GONE)

        return guarded

    async def _show(self, request: web.Request) -> web.Response:
        location = read_location(request.query)
        viewer = self.screens.viewer(location)
        if viewer is None:
            return _answer("There is nobody in this workspace.", "text/plain")
        viewpoint = self._viewpoint(viewer, request)
        screen = self.screens.build(location, viewer, viewpoint)
        if not screen.is_list:
            self.screens.unread.read(viewer.id, [one.message for one in screen.conversation.lines])
        return _answer(_html(screen, viewpoint, request.cookies.get("theme", "")), "text/html")

    async def _asset(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        kind = TYPES.get(PurePath(name).suffix)
        if kind is None or name not in {one.name for one in ASSETS.iterdir()}:
            raise web.HTTPNotFound
        return _answer((ASSETS / name).read_text("utf-8"), kind)

    async def _file(self, request: web.Request) -> web.Response:
        """A file under a message; 404 when this person does not see the message, or it has no such file."""
        asked = request.match_info
        message = self._viewer(request.query.get("as", "")).finds(asked["channel"], asked["ts"])
        file = next((one for one in (message.files if message else ()) if one.id == asked["file"]), None)
        if file is None:
            raise web.HTTPNotFound
        download = {  # a browser saves it under its name, and never shows it as a page
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
            "Content-Type": "application/octet-stream",
        }
        return web.Response(body=file.content, headers={**HEADERS, **download})

    async def _changes(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: each says that something which this person sees has changed."""
        viewer = self._viewer(request.query.get("as", ""))
        changes = self.screens.state.feed.subscribe()
        stream = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
        await stream.prepare(request)
        await stream.write(b"retry: 1000\ndata: {}\n\n")
        async for change in changes:
            if change.kind not in UNSEEN and self._concerns(change, viewer):
                told = json.dumps({"kind": change.kind, "channel": change.channel, "ts": change.ts})
                await stream.write(f"data: {told}\n\n".encode())
        return stream

    async def _act(self, request: web.Request) -> web.Response:
        if request.match_info["act"] not in ACTS:
            raise web.HTTPNotFound
        sent = await body_of(request)
        viewer = self._viewer(str(sent.get("as", "")))
        act = PageAct(viewer, self.screens.state, self._viewpoint(viewer, request), sent)
        answer = await perform(request.match_info["act"], act)
        return _answer(json.dumps(answer, ensure_ascii=False), "application/json")

    async def _upload(self, request: web.Request) -> web.Response:
        """A file that somebody drops into a conversation: the body is its content, the query says whose and where."""
        asked = request.query
        viewer = self._viewer(asked.get("as", ""))
        content = await content_of(request)
        try:
            file = {asked.get("name") or "file": content}
            await viewer.drops(
                asked.get("in", ""), file, asked.get("text", ""), thread=asked.get("thread") or None
            )
        except (LookupError, PermissionError) as error:
            raise web.HTTPNotFound from error
        return _answer(json.dumps({"ok": True}), "application/json")

    def _viewer(self, user_id: str) -> Person:
        viewer = self.screens.viewer(Location(user_id))
        if viewer is None or viewer.id != user_id:
            raise web.HTTPForbidden(text="nobody here has this id")
        return viewer

    def _viewpoint(self, viewer: Person, request: web.Request) -> Viewpoint:
        return viewpoint_of(viewer.user, self.screens.state, request.cookies.get("zone", ""))

    def _concerns(self, change: Update, viewer: Person) -> bool:
        if change.user not in {None, viewer.id}:
            return change.kind == "user_changed"
        channel = self.screens.state.channels.get(change.channel or "")
        return channel is None or channel.visible_to(viewer.user)


def _html(screen: PageScreen, viewpoint: Viewpoint, theme: str) -> str:
    names = viewpoint.names
    layout = environment().get_template("layout.html")
    return layout.render(
        texts(viewpoint),
        typed_back=lambda wire: typed_back(wire, names.users, names.channels),
        emoji=emoji,
        file_size=file_size,
        quick=QUICK,
        screen=screen,
        here=screen.location,
        theme=theme if theme in {"light", "dark"} else "",
    )


def _answer(text: str, kind: str) -> web.Response:
    return web.Response(text=text, content_type=kind, charset="utf-8", headers=HEADERS)


def admit(request: web.Request, host: str) -> None:
    """Refuse with 403 what was not asked of this server by its own name; `host` is the address it listens on."""
    if not _is_own(urlsplit(f"//{request.host}").hostname or "", host):
        raise web.HTTPForbidden(text="this page answers only to its own address")
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise web.HTTPForbidden(text="this page answers only to itself")
    # A link on another site may open the page, which does nothing by itself.
    is_visit = request.method == "GET" and request.path == "/"
    if request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"} and not is_visit:
        raise web.HTTPForbidden(text="this page answers only to itself")


async def body_of(request: web.Request) -> dict[str, object]:
    """The JSON object that was sent; 415 and 400 for anything else, which a form of another site could send."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="JSON is needed")
    try:
        body = await request.json()
    except ValueError as error:
        raise web.HTTPBadRequest(text="this is not JSON") from error
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="a JSON object is needed")
    return body


async def content_of(request: web.Request) -> bytes:
    """The bytes that were sent; 415 for what a form of another site could send, 413 for more than this page takes."""
    if request.content_type != "application/octet-stream":
        raise web.HTTPUnsupportedMediaType(text="the bytes of a file are needed")
    content = bytearray()
    async for chunk in request.content.iter_any():
        content += chunk
        if len(content) > LARGEST_DROPPED:
            raise web.HTTPRequestEntityTooLarge(LARGEST_DROPPED, len(content))
    return bytes(content)


def _is_own(asked: str, host: str) -> bool:
    """Whether a name is one of this machine's: no other site's name, which somebody could point here, is an address."""
    own = {*LOCAL_NAMES, host.lower(), gethostname().lower()}
    return asked in own or (not is_loopback(host) and _address(asked) is not None)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens there."""
    address = _address(host)
    return host == "localhost" or (address is not None and address.is_loopback)


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
