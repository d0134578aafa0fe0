"""The page over HTTP: one location shows a screen, one tells what changes, one takes what a person does."""

import json
from collections.abc import Callable
from importlib import resources
from pathlib import PurePath
from urllib.parse import quote

from aiohttp import web

from bot.workspace.page.acts import ACTS, Doing, perform
from bot.workspace.page.html.blocks import environment, texts
from bot.workspace.page.html.marks import QUICK, emoji
from bot.workspace.page.html.viewpoint import Viewpoint, viewpoint_of
from bot.workspace.page.location import Location, read_location
from bot.workspace.page.requests import HEADERS, admit, body_of
from bot.workspace.page.screen import Looking, Screen, Unread
from bot.workspace.people import Person
from bot.workspace.people.mentions import typed_back
from bot.workspace.state import File, Update, WorkspaceState

ASSETS = resources.files("bot.workspace.page") / "assets"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
UNSEEN = frozenset({"call_answered", "delivery_settled"})


class Page:
    """The chat page of one workspace; `person` makes a person of a user id, `host` is where the server listens."""

    def __init__(
        self, state: WorkspaceState, person: Callable[[str], Person], host: Callable[[], str]
    ) -> None:
        self._state = state
        self._person = person
        self._host = host
        self._looking = Looking(state, person, Unread())

    def mount(self, app: web.Application) -> None:
        """Add the page's addresses to the server."""
        app.router.add_get("/", self._show)
        app.router.add_get("/page/assets/{name}", self._asset)
        app.router.add_get("/page/changes", self._changes)
        app.router.add_get("/page/files/{channel}/{ts}/{file}", self._file)
        app.router.add_post("/page/acts/{act}", self._act)

    async def _show(self, request: web.Request) -> web.Response:
        admit(request, self._host())
        location = read_location(request.query)
        viewer = self._looking.viewer(location)
        if viewer is None:
            return _answer("There is nobody in this workspace.", "text/plain")
        viewpoint = self._reading(viewer, request)
        screen = self._looking.screen(location, viewer, viewpoint)
        if not screen.is_list:
            self._looking.unread.read(viewer.id, [one.message for one in screen.conversation.lines])
        return _answer(_html(screen, viewpoint, request.cookies.get("theme", "")), "text/html")

    async def _asset(self, request: web.Request) -> web.Response:
        admit(request, self._host())
        name = request.match_info["name"]
        kind = TYPES.get(PurePath(name).suffix)
        if kind is None or name not in {one.name for one in ASSETS.iterdir()}:
            raise web.HTTPNotFound
        return _answer((ASSETS / name).read_text("utf-8"), kind)

    async def _file(self, request: web.Request) -> web.Response:
        admit(request, self._host())
        asked = request.match_info
        viewer = self._viewer(request.query.get("as", ""))
        file = _shared_file(viewer, asked["channel"], asked["ts"], asked["file"])
        headers = {**HEADERS, **_as_download(file), "Cache-Control": "no-store"}
        return web.Response(body=file.content, headers=headers)

    async def _changes(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: each says that something which this person sees has changed."""
        admit(request, self._host())
        viewer = self._viewer(request.query.get("as", ""))
        changes = self._state.feed.subscribe()
        headers = {**HEADERS, "Cache-Control": "no-store", "Content-Type": "text/event-stream"}
        stream = web.StreamResponse(headers=headers)
        await stream.prepare(request)
        await stream.write(b"retry: 1000\ndata: {}\n\n")
        async for change in changes:
            if change.kind not in UNSEEN and self._concerns(change, viewer):
                told = json.dumps({"kind": change.kind, "channel": change.channel, "ts": change.ts})
                await stream.write(f"data: {told}\n\n".encode())
        return stream

    async def _act(self, request: web.Request) -> web.Response:
        admit(request, self._host())
        if request.match_info["act"] not in ACTS:
            raise web.HTTPNotFound
        sent = await body_of(request)
        viewer = self._viewer(str(sent.get("as", "")))
        doing = Doing(viewer, self._state, self._reading(viewer, request), sent)
        answer = await perform(request.match_info["act"], doing)
        return _answer(json.dumps(answer, ensure_ascii=False), "application/json")

    def _viewer(self, user_id: str) -> Person:
        viewer = self._looking.viewer(Location(user_id))
        if viewer is None or viewer.id != user_id:
            raise web.HTTPForbidden(text="nobody here has this id")
        return viewer

    def _reading(self, viewer: Person, request: web.Request) -> Viewpoint:
        return viewpoint_of(viewer.user, self._state, request.cookies.get("zone", ""))

    def _concerns(self, change: Update, viewer: Person) -> bool:
        if change.user not in {None, viewer.id}:
            return change.kind == "user_changed"
        channel = self._state.channels.get(change.channel or "")
        return channel is None or channel.visible_to(viewer.user)


def _html(screen: Screen, viewpoint: Viewpoint, theme: str) -> str:
    names = viewpoint.names
    return (
        environment()
        .get_template("layout.html")
        .render(
            texts(viewpoint),
            typed_back=lambda wire: typed_back(wire, names.users, names.channels),
            emoji=emoji,
            quick=QUICK,
            screen=screen,
            here=screen.location,
            theme=theme if theme in {"light", "dark"} else "",
        )
    )


def _answer(text: str, kind: str) -> web.Response:
    headers = {**HEADERS, "Cache-Control": "no-store"}
    return web.Response(text=text, content_type=kind, charset="utf-8", headers=headers)


def _shared_file(viewer: Person, channel: str, ts: str, file_id: str) -> File:
    """The file under this message; 404 when this person does not see the message, or it has no such file."""
    try:
        message = next((one for one in viewer.sees(channel) if one.ts == ts), None)
    except LookupError:
        message = None
    for file in message.files if message else ():
        if file.id == file_id:
            return file
    raise web.HTTPNotFound


def _as_download(file: File) -> dict[str, str]:
    """The headers with which a browser saves a file under its name, and never shows it as a page."""
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Type": "application/octet-stream",
    }
