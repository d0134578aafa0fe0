"""files.*: an address to upload to, the upload itself, its end, which shares the files; what they are; handing out.

Sources: the documentation of both methods; slackapi/bolt-js#2115 for what `channel_id` may be.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.workspace.block_kit import Violation
from bot.workspace.posting import Content
from bot.workspace.state import LARGEST_FILE, Channel, File, WorkspaceState
from bot.workspace.web_api.calls import Calls, Reply
from bot.workspace.web_api.context import Arguments, Context, Method
from bot.workspace.wire import ApiError, Payload

CHANNEL_ID = r"^[CGDZ][A-Z0-9]{8,}$"
CHANNELS = 100
ALT_CHARACTERS = 1000
SNIPPET_BYTES = 1_000_000
UPLOAD = "upload_url"
"""What recorded posts to an upload address, and their faults, are called."""


@dataclass(frozen=True, slots=True)
class FileServer:
    """Slack's files.slack.com: takes each announced file once and whole, and hands completed files to the app."""

    state: WorkspaceState
    calls: Calls

    def routes(self) -> list[web.RouteDef]:
        """Where files are taken and handed out."""
        return [
            web.post("/upload/v1/{token}", self._take),
            web.get("/files-pri/{file}/{name}", self._hand_out),
            web.get("/files-pri/{file}/download/{name}", self._hand_out),
        ]

    async def _take(self, request: web.Request) -> web.Response:
        """One upload, raw or as a form: 200, 404 for an address unknown or used up, 400 for another length.

        Slack does not say how it refuses these; a status other than 200 is what its SDK looks at.
        """
        return await self.calls.answer(
            UPLOAD, self._read(request), lambda refusal: Reply(400, refusal.error, refusal=refusal)
        )

    async def _read(self, request: web.Request) -> tuple[Payload, Callable[[], Reply]]:
        content = await _bytes_of(request)
        return {"length": len(content)}, lambda: self._receive(request.match_info["token"], content)

    def _receive(self, token: str, content: bytes) -> Reply:
        announced = self.state.files.announced.get(token)
        if announced is None:
            refusal = ApiError("no upload is expected here")
            return Reply(404, refusal.error, refusal=refusal)
        if len(content) != announced.size:
            raise ApiError(f"{announced.size} bytes were announced and {len(content)} sent")
        self.state.files.receive(token, content)
        return Reply(200, f"OK - {len(content)}")

    async def _hand_out(self, request: web.Request) -> web.Response:
        """The content of `url_private`: for the bot's token with the scope `files:read`, otherwise 403."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.state.tokens.of_bot or "files:read" not in self.state.app.scopes:
            raise web.HTTPForbidden(text="the bot's token with files:read is needed")
        team, _, file_id = request.match_info["file"].partition("-")
        file = self.state.files.completed.get(file_id)
        if file is None or team != self.state.team_id:
            raise web.HTTPNotFound
        return web.Response(body=file.content, content_type=file.kind[0])


async def _bytes_of(request: web.Request) -> bytes:
    """The bytes of the first file of a form, or the whole body."""
    if request.content_type != "multipart/form-data":
        return await request.read()
    files = [part for part in (await request.post()).values() if isinstance(part, web.FileField)]
    return files[0].file.read() if files else b""


def _get_upload_url(context: Context) -> Payload:
    state, arguments = context.state, context.arguments
    name = arguments.required("filename")
    size = _length(arguments)
    if len(arguments.text("alt_txt")) > ALT_CHARACTERS:
        raise ApiError("alt_txt_too_large")
    if arguments.text("snippet_type") and size > SNIPPET_BYTES:
        raise ApiError("snippet_too_large")
    if size > LARGEST_FILE:
        raise ApiError("file_upload_size_restricted")
    file = File(
        id=state.ids.next("F"),
        name=name,
        size=size,
        user=state.bot.id,
        team=state.team_id,
        created=int(state.clock()),
        origin=context.origin,
    )
    return {"upload_url": f"{context.origin}/upload/v1/{state.files.announce(file)}", "file_id": file.id}


def _complete_upload(context: Context) -> Payload:
    """Check everything, then complete the files, then share them; without a channel they stay private."""
    titles = _titles(context.arguments)
    uploaded = [context.state.files.uploaded(file_id) for file_id in titles]
    channels = _channels(context)
    content = _content(context)
    files = tuple(context.state.files.complete(one, titles[one.id] or one.name) for one in uploaded)
    for channel in channels:
        context.posting.post_as_bot(channel.id, content, thread_ts=context.thread(channel), files=files)
    return {"files": [one.to_api() | _places(channels) for one in files]}


def _info(context: Context) -> Payload:
    """A file that the bot put somewhere, or that stands in a conversation which the bot is in."""
    state = context.state
    file = state.files.completed.get(context.arguments.required("file", "file_not_found"))
    shown = [one for one in state.channels.values() if file and file in _shown_in(state, one)]
    open_to_bot = [one for one in shown if state.bot.id in one.members]
    if file is None or (file.user != state.bot.id and not open_to_bot):
        raise ApiError("file_not_found")
    return {
        "file": file.to_api() | _places(open_to_bot),
        "comments": [],
        "response_metadata": {"next_cursor": ""},
    }


def _shown_in(state: WorkspaceState, channel: Channel) -> list[File]:
    return [file for message in state.history.posted(channel.id) for file in message.files]


def _length(arguments: Arguments) -> int:
    given = arguments.required("length")
    if not given.isdecimal():
        raise _invalid("must be an integer", "length")
    if int(given) == 0:
        raise ApiError("missing_argument")
    return int(given)


def _titles(arguments: Arguments) -> Mapping[str, str]:
    """The title of each file by its id; empty where none was given."""
    arguments.required("files")
    given = arguments.structured("files")
    entries = given if isinstance(given, list) else []
    if not entries or not all(isinstance(one, dict) and one.get("id") for one in entries):
        raise _invalid("must be an array of objects with an id", "files")
    return {str(one["id"]): str(one.get("title") or "") for one in entries}


def _channels(context: Context) -> list[Channel]:
    """Where to share: conversations by id and, in `channels` alone, people, with whom there is a direct message."""
    arguments = context.arguments
    single = arguments.text("channel_id")
    if single and not re.match(CHANNEL_ID, single):
        raise _invalid(f"input must match regex pattern: {CHANNEL_ID}", "channel_id")
    several = [one.strip() for one in arguments.text("channels").split(",") if one.strip()]
    if len(several) > CHANNELS:
        raise ApiError("channels_limit_exceeded")
    found = [_open_to_bot(context, single)] if single else []
    found += [context.direct(one) or _open_to_bot(context, one) for one in several]
    return list({one.id: one for one in found}.values())


def _open_to_bot(context: Context, channel_id: str) -> Channel:
    channel = context.joined(context.visible(context.state.channels.get(channel_id)))
    if channel.is_archived:
        raise ApiError("posting_to_channel_denied")
    return channel


def _content(context: Context) -> Content:
    """The words beside the files, if any: blocks count only where there is no comment."""
    comment = context.arguments.text("initial_comment")
    blocks = None if comment else context.arguments.structured("blocks")
    return context.composing.content(comment, blocks) if comment or blocks else Content("", ())


def _places(channels: list[Channel]) -> Payload:
    kinds = {"channels": "channel", "groups": "group", "ims": "im"}
    return {name: [one.id for one in channels if one.kind == kind] for name, kind in kinds.items()}


def _invalid(told: str, argument: str) -> ApiError:
    return ApiError("invalid_arguments", [Violation(told, f"/{argument}")])


METHODS = {
    "files.info": Method(_info, tier=4, scope="files:read"),
    "files.getUploadURLExternal": Method(_get_upload_url, tier=4, scope="files:write"),
    "files.completeUploadExternal": Method(_complete_upload, tier=4, scope="files:write"),
}
