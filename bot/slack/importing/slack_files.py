"""Files that people drop: what Slack says of one, and its bytes, with our token from Slack's own host alone."""

import asyncio
import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientTimeout
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.importing.source import LARGEST

_HOSTS = {"files.slack.com", "files.slack-gov.com"}
_PIECE = 1024 * 1024  # bytes
_GONE_CODES = {"file_not_found", "file_deleted", "not_visible"}
_GONE_MODES = {"tombstone", "hidden_by_limit"}


class Unfetched(StrEnum):
    """Why a file cannot be had; the catalogue has the sentence."""

    NO_SCOPE = "no-scope"  # the organisation does not let the bot read files
    GONE = "gone"
    TOO_LARGE = "too-large"
    ELSEWHERE = "elsewhere"  # Slack only links to it, or sends one to another host
    NOT_NOW = "not-now"


class NotFetchedError(Exception):
    """A file that cannot be had from Slack; `why` names the sentence."""

    def __init__(self, why: Unfetched) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class SlackFile:
    """A file as Slack tells of it now: `size` in bytes, `rooms` the conversations in which it stands."""

    id: str
    name: str
    size: int
    user: str
    url: str
    rooms: frozenset[str]


@dataclass(frozen=True)
class SlackFiles:
    """Looks files up and fetches them, each in `seconds` at most. All methods raise NotFetchedError."""

    client: AsyncWebClient
    seconds: float

    async def find(self, id: str) -> SlackFile:  # noqa: A002  # Slack's own word
        """What Slack says of a file at this moment: what an event told of it is not believed."""
        try:
            told: Mapping[str, Any] = (await self.client.files_info(file=id)).get("file") or {}
        except SlackApiError as error:
            raise NotFetchedError(_why(error)) from error
        except (ClientError, TimeoutError, OSError) as error:
            raise NotFetchedError(Unfetched.NOT_NOW) from error
        if told.get("mode") in _GONE_MODES:
            raise NotFetchedError(Unfetched.GONE)
        url = str(told.get("url_private_download") or "")
        if told.get("is_external") or not self._is_slacks(url):
            raise NotFetchedError(Unfetched.ELSEWHERE)
        size = int(told.get("size") or 0)
        if size > LARGEST:
            raise NotFetchedError(Unfetched.TOO_LARGE)
        return SlackFile(
            id, str(told.get("name") or ""), size, str(told.get("user") or ""), url, _rooms(told)
        )

    async def fetch(self, file: SlackFile, path: Path) -> None:
        """Write its bytes to a new file that only we can read: as many as Slack said, or none."""
        try:
            async with asyncio.timeout(self.seconds):
                await self._written(file, path)
        except (ClientError, TimeoutError, OSError) as error:
            raise NotFetchedError(Unfetched.NOT_NOW) from error

    async def _written(self, file: SlackFile, path: Path) -> None:
        session = self.client.session
        if session is None:
            raise NotFetchedError(Unfetched.NOT_NOW)
        size, descriptor = 0, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as target:
            async with (
                session.get(
                    file.url,
                    headers={"Authorization": f"Bearer {self.client.token}"},
                    allow_redirects=False,  # Slack sends to its page for logging in, and our token goes nowhere else
                    proxy=self.client.proxy,
                    ssl=self.client.ssl or True,
                    timeout=ClientTimeout(total=self.seconds),
                ) as response
            ):
                if response.status != 200:
                    raise NotFetchedError(Unfetched.NOT_NOW)
                async for piece in response.content.iter_chunked(_PIECE):
                    size += len(piece)
                    if size > file.size:
                        break
                    await asyncio.to_thread(target.write, piece)
        if size != file.size:
            raise NotFetchedError(Unfetched.NOT_NOW)

    def _is_slacks(self, url: str) -> bool:
        """Whether the token may be sent there: to Slack's host for files, or to that of the Web API in use."""
        there, api = urlsplit(url), urlsplit(self.client.base_url)
        if (there.scheme, there.netloc) == (api.scheme, api.netloc):
            return True
        return there.scheme == "https" and there.netloc in _HOSTS


def _why(error: SlackApiError) -> Unfetched:
    data = getattr(error.response, "data", None)
    code = data.get("error") if isinstance(data, Mapping) else ""
    if code == "missing_scope":
        return Unfetched.NO_SCOPE
    return Unfetched.GONE if code in _GONE_CODES else Unfetched.NOT_NOW


def _rooms(told: Mapping[str, Any]) -> frozenset[str]:
    named = {str(room) for kind in ("channels", "groups", "ims") for room in told.get(kind) or ()}
    shares = told.get("shares") or {}
    return frozenset(named.union(*(shares.get(kind) or {} for kind in ("public", "private"))))
