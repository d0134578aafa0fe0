"""A .docx as a package of XML parts (Open Packaging Conventions), opened so that no file can harm.

Sizes are known before anything is unpacked, no part has a document type, and nothing is fetched.
"""

import hashlib
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from bot.importing.readers.word.markup import W
from bot.importing.source import LARGEST, ImportRefusedError, Refusal

_DOCUMENT_TYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_STRICT = b'"http://purl.oclc.org/ooxml/wordprocessingml/main"'
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True)
class Package:
    """The parts of a Word file that say what it prints, None for what it lacks; `sha256` is of the whole file."""

    sha256: str
    document: _Element
    styles: _Element | None = None
    numbering: _Element | None = None
    footnotes: _Element | None = None
    endnotes: _Element | None = None
    settings: _Element | None = None
    properties: _Element | None = None


def open_package(path: Path) -> Package:
    """Raises ImportRefusedError for what is no package of Word, broken, encrypted, too large or not safe."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        try:
            with zipfile.ZipFile(file) as archive:
                return Package(sha256, **_parts(archive))
        except (*_BROKEN_ZIP, etree.XMLSyntaxError):
            raise ImportRefusedError(Refusal.DAMAGED) from None


def _parts(archive: zipfile.ZipFile) -> dict[str, _Element]:
    _refuse_unsafe(archive.infolist())
    entries = {_name(entry).lower(): entry for entry in archive.infolist()}
    main, properties = "", ""
    for kind, target in _relationships(archive, entries, ""):
        main = target if kind == "officeDocument" else main
        properties = target if kind == "core-properties" else properties
    found = {"document": main, "properties": properties, **dict(_relationships(archive, entries, main))}
    parts = {
        name: _parse(archive, entries[found[name]])
        for name in Package.__dataclass_fields__
        if found.get(name) in entries
    }
    if "document" not in parts:
        raise ImportRefusedError(Refusal.DAMAGED)
    if parts["document"].tag != f"{W}document":
        raise ImportRefusedError(Refusal.UNKNOWN_KIND)
    if (
        next(parts["document"].iter(f"{W}altChunk"), None) is not None
    ):  # other files in it: Word reads and saves them
        raise ImportRefusedError(Refusal.OLD_WORD)
    return parts


def _name(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/")  # some programs write it so


def _refuse_unsafe(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise ImportRefusedError(Refusal.PASSWORD)
    if any(_name(entry).startswith("/") or ".." in _name(entry).split("/") for entry in entries):
        raise ImportRefusedError(Refusal.UNSAFE)
    if sum(entry.file_size for entry in entries) > LARGEST:
        raise ImportRefusedError(Refusal.TOO_LARGE)


def _relationships(
    archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], part: str
) -> Iterator[tuple[str, str]]:
    """The last word of each relationship's type, and the name of the part that it leads to."""
    folder, name = posixpath.split(part)
    entry = entries.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    for each in () if entry is None else _parse(archive, entry).iter(_RELATIONSHIP):
        target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
        yield each.get("Type", "").rpartition("/")[2], target.lstrip("/").lower()


def _parse(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> _Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    written = archive.read(entry)
    if any(each in written for each in _DOCUMENT_TYPES):  # before it is parsed: entities stand there
        raise ImportRefusedError(Refusal.UNSAFE)
    return etree.fromstring(written.replace(_STRICT, f'"{W[1:-1]}"'.encode()), parser)
