"""Files: announced by the app, uploaded to an address of their own, and shown once the upload is completed."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from urllib.parse import quote

from bot.workspace.wire import ApiError, Payload

LARGEST_FILE = 3 * 1024 * 1024
"""Bytes; Slack takes 1 GB, and lets an organisation restrict that, which this one does."""

BINARY = ("application/octet-stream", "binary", "Binary")
KINDS: Mapping[str, tuple[str, str, str]] = {
    ".csv": ("text/csv", "csv", "CSV"),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "Word Document"),
    ".html": ("text/html", "html", "HTML"),
    ".json": ("application/json", "json", "JSON"),
    ".md": ("text/markdown", "markdown", "Markdown (raw)"),
    ".pdf": ("application/pdf", "pdf", "PDF"),
    ".png": ("image/png", "png", "PNG"),
    ".txt": ("text/plain", "text", "Plain Text"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "Excel Spreadsheet"),
    ".zip": ("application/zip", "zip", "Zip"),
}  # fmt: skip
"""MIME type, Slack's file type and what Slack calls it, by the ending of the name."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of the app or of a person; `size` in bytes, `created` in seconds; the server `origin` hands it out."""

    id: str
    name: str
    size: int
    user: str
    team: str
    created: int
    origin: str
    title: str = ""
    content: bytes = field(default=b"", repr=False)

    @property
    def text(self) -> str:
        """The words of a text file in UTF-8, without a byte order mark."""
        return self.content.decode("utf-8-sig")

    @property
    def kind(self) -> tuple[str, str, str]:
        """MIME type, Slack's file type, and what Slack calls it."""
        return KINDS.get(PurePath(self.name).suffix.lower(), BINARY)

    def to_api(self) -> Payload:
        """The file object of messages and of `files.completeUploadExternal`."""
        mimetype, filetype, pretty = self.kind
        is_text = mimetype.startswith("text/")
        place = f"{self.origin}/files-pri/{self.team}-{self.id}"
        name = quote(self.name, safe="")
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title,
            "mimetype": mimetype,
            "filetype": filetype,
            "pretty_type": pretty,
            "user": self.user,
            "user_team": self.team,
            "editable": is_text,
            "size": self.size,
            "mode": "snippet" if is_text else "hosted",
            **dict.fromkeys(("is_external", "is_public", "public_url_shared", "display_as_bot"), False),
            **dict.fromkeys(("external_type", "username"), ""),
            "url_private": f"{place}/{name}",
            "url_private_download": f"{place}/download/{name}",
            "permalink": f"{self.origin}/files/{self.user}/{self.id}/{name}",
            "has_rich_preview": False,
            "file_access": "visible",
        }


class Files:
    """The files on their way and those that have arrived.

    `announced` is by the token of the upload address, which is good for one file; `completed` by id.
    """

    def __init__(self) -> None:
        self.announced: dict[str, File] = {}
        self._uploaded: dict[str, File] = {}
        self.completed: dict[str, File] = {}

    def add(self, file: File) -> File:
        """Take a file that a person drops into a conversation, which has its content already."""
        self.completed[file.id] = file
        return file

    def announce(self, file: File) -> str:
        """Expect this file, its content still unknown; the token of its upload address."""
        token = secrets.token_urlsafe(24)
        self.announced[token] = file
        return token

    def receive(self, token: str, content: bytes) -> None:
        """Take the content of a file; its address is used up."""
        file = self.announced.pop(token)
        self._uploaded[file.id] = replace(file, content=content)

    def uploaded(self, file_id: str) -> File:
        """A file whose content is here and whose upload is not completed; ApiError when there is none."""
        if file_id not in self._uploaded:
            raise ApiError("file_not_found")
        return self._uploaded[file_id]

    def complete(self, file: File, title: str) -> File:
        """Finish the upload under this title."""
        del self._uploaded[file.id]
        self.completed[file.id] = replace(file, title=title)
        return self.completed[file.id]
