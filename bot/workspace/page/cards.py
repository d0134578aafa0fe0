"""The files of a message as cards: what each is called, how large it is, and where the page hands it out."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from aiohttp import web

from bot.workspace.people import Person
from bot.workspace.state import File, Message


@dataclass(frozen=True, slots=True)
class Card:
    """One file; `note` says what the title does not: the name, if it is another, and the size."""

    title: str
    name: str
    note: str
    address: str


def cards(message: Message, reader: str) -> tuple[Card, ...]:
    """The cards under a message, as this reader may open them."""
    return tuple(
        Card(
            title=one.title,
            name=one.name,
            note=size(one.size) if one.title == one.name else f"{one.name} · {size(one.size)}",
            address=f"/page/files/{message.channel}/{message.ts}/{one.id}?{urlencode({'as': reader})}",
        )
        for one in message.files
    )


def size(length: int) -> str:
    """Bytes in the unit that people read: `512 B`, `1.5 KB`, `2.0 MB`."""
    if length < 1024:
        return f"{length} B"
    kilobytes = length / 1024
    return f"{kilobytes:.1f} KB" if kilobytes < 1024 else f"{kilobytes / 1024:.1f} MB"


def shared_file(viewer: Person, channel: str, ts: str, file_id: str) -> File:
    """The file under this message; 404 when this person does not see the message, or it has no such file."""
    try:
        message = next((one for one in viewer.sees(channel) if one.ts == ts), None)
    except LookupError:
        message = None
    for file in message.files if message else ():
        if file.id == file_id:
            return file
    raise web.HTTPNotFound


def as_download(file: File) -> dict[str, str]:
    """The headers with which a browser saves a file under its name, and never shows it as a page."""
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Type": "application/octet-stream",
    }
