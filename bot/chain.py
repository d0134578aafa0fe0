"""Records in a chain, each with the hash of the one before it: none can be altered, added or taken out unseen.

Whoever can write where a chain is stored could write all of it anew. Two things show even that: a MAC over each hash,
whose key is not stored there, and a hash that was noted elsewhere (an anchor), which must be found again.
"""

import hashlib
import hmac
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Generic, Protocol, TypeVar

FIRST = ""  # what a chain's first record has for the hash of the one before it


class Chained(Protocol):
    """What can stand in a chain."""

    @property
    def content(self) -> list[object]:
        """All that it says, as JSON can hold it; begins with what no record of another kind begins with."""


Record = TypeVar("Record", bound=Chained)


@dataclass(frozen=True)
class MacKey:
    """A key that makes MACs; its fingerprint names it and does not give it away."""

    secret: bytes = field(repr=False)

    @cached_property
    def fingerprint(self) -> str:
        """The first 16 hexadecimal digits of its sha256."""
        return hashlib.sha256(self.secret).hexdigest()[:16]

    def mac(self, hash_: str) -> str:
        """HMAC-SHA256 (hexadecimal) over a record's hash."""
        return hmac.digest(self.secret, hash_.encode(), "sha256").hex()


@dataclass(frozen=True)
class Link(Generic[Record]):
    """A record in its chain: the hash before it, its own, and a MAC with its key's fingerprint ("": none)."""

    record: Record
    previous: str
    hash: str
    key: str = ""
    mac: str = ""


class Flaw(StrEnum):
    """What is wrong at a broken place."""

    ALTERED = "altered"  # the record does not have its hash
    UNLINKED = "unlinked"  # it does not follow the one before it: one is missing, added or moved
    FORGED = "forged"  # its key did not make its MAC
    UNKEYED = "unkeyed"  # it has no MAC, and one before it has
    UNKNOWN_KEY = "unknown-key"  # the key that it names is not here
    NO_ANCHOR = "no-anchor"  # the hash that was noted stands nowhere in the chain


@dataclass(frozen=True)
class ChainFault:
    """The first place (from 0) where a chain does not hold; for NO_ANCHOR the place behind its end."""

    place: int
    flaw: Flaw


@dataclass(frozen=True)
class ChainCheck(Generic[Record]):
    """How far a chain holds.

    So many records do (`count`, from the first on), and `end` is the hash of the last of them, FIRST for none.
    `unvouched` of them, behind the anchor if there is one, have no MAC (made before there was a key, or taken away) or
    cannot be held against one: whoever could write to the database may have written them anew. `fault` is where the
    chain does not hold, and `link` what stands there (None: the chain ends before it). `is_keyed` says whether MACs
    were looked at, and `anchor` is the hash that was looked for.
    """

    count: int
    end: str = FIRST
    unvouched: int = 0
    fault: ChainFault | None = None
    link: Link[Record] | None = None
    is_keyed: bool = False
    anchor: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it holds, and where there are keys or an anchor, whether one of them vouches for each record."""
        return self.fault is None and not (self.is_keyed and self.unvouched)


def chained(record: Record, previous: str, key: MacKey | None = None) -> Link[Record]:
    """A record behind the one with that hash."""
    hash_ = record_hash(record, previous)
    return (
        Link(record, previous, hash_, key.fingerprint, key.mac(hash_))
        if key
        else Link(record, previous, hash_)
    )


def record_hash(record: Chained, previous: str) -> str:
    """sha256 (hexadecimal) over all that a record says, and over the one before it."""
    # As JSON no two contents are written alike, however their texts are cut.
    written = json.dumps([previous, *record.content], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def verify_chain(
    chain: Iterable[Link[Record]],
    keys: Collection[MacKey] = (),
    anchor: str = "",
    start: str | None = FIRST,
) -> ChainCheck[Record]:
    """Read a chain, oldest first, as far as it holds; one record is held at a time.

    `keys` are those that may have made MACs; without any, MACs are not looked at. `anchor` is a hash that was noted
    outside the store: all records up to the one that has it are those of that day, whoever vouches for them. `start` is
    the hash behind which the chain begins (None: it was cut off there, and any will do).
    """
    known = {key.fingerprint: key for key in keys}
    count, end, unvouched, is_keyed = 0, start, 0, False
    doubted: ChainCheck[Record] | None = None
    is_found = not anchor
    for link in chain:
        here = ChainCheck(count, end or FIRST, unvouched, None, link, bool(known), anchor)
        if flaw := _flaw(link, end):
            return doubted or replace(here, fault=ChainFault(count, flaw))
        if known and not doubted and (flaw := _doubt(link, known, is_keyed=is_keyed)):
            doubted = replace(here, fault=ChainFault(count, flaw))
        count, end, is_keyed = count + 1, link.hash, is_keyed or bool(link.mac)
        unvouched += not (known and link.mac)
        if link.hash == anchor:
            is_found, doubted, unvouched = True, None, 0
    whole = ChainCheck[Record](count, end or FIRST, unvouched, None, None, bool(known), anchor)
    return doubted or (whole if is_found else replace(whole, fault=ChainFault(count, Flaw.NO_ANCHOR)))


def _flaw(link: Link[Record], end: str | None) -> Flaw | None:
    """What anybody can see to be wrong with a record that stands behind this hash."""
    if end is not None and link.previous != end:
        return Flaw.UNLINKED
    return None if record_hash(link.record, link.previous) == link.hash else Flaw.ALTERED


def _doubt(link: Link[Record], known: Mapping[str, MacKey], *, is_keyed: bool) -> Flaw | None:
    """What only who has keys can see; `is_keyed`: one of the records before it has a MAC."""
    if not link.mac:
        return Flaw.UNKEYED if is_keyed else None
    if link.key not in known:
        return Flaw.UNKNOWN_KEY
    return (
        None
        if hmac.compare_digest(known[link.key].mac(link.hash).encode(), link.mac.encode())
        else Flaw.FORGED
    )
