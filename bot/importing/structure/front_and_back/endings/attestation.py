"""The end of an instrument: in witness whereof, who executed it, what a secretary certifies and a notary saw."""

import re
from collections.abc import Sequence

from bot.importing.source import Line
from bot.importing.structure.front_and_back.forms_to_sign import is_to_fill_in
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.headings import heading_of
from bot.importing.structure.lines.openings import ITEMS, joined, opening_of

_BEGINS = re.compile(
    r"in (?:witness|testimony) whereof\b|witness my hand\b|subscribed and sworn\b"
    r"|(?:executed|signed|dated|adopted|done|given|passed|enacted|ratified|approved)\b"
    r"[^.;]{0,80}\bthis\b[^.;]{1,30}\bday of\b"
    r"|(?:i|we|the undersigned)\b[^.;]{0,200}\bhereby certif(?:y|ies)\b"
    r"|(?:this|the foregoing) instrument was acknowledged before me\b|before me, the undersigned\b",
    re.IGNORECASE,
)
_AGREES = re.compile(r"by signing (?:below|this|here)\b[^.;]{0,40}\b(?:i|we|you|the \w+)\b", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:secretary[’']?s )?certificat(?:e|ion)(?: of .{1,40})?|attestation|acknowledge?ment|adoption|execution"
    r"|notar(?:y|ial)\b.{0,30}|(?:signature|execution)s?(?: pages?)?|witness(?:es)?",
    re.IGNORECASE,
)
_MOST = 40  # lines


def attested_from(lines: Sequence[Line], end: int) -> int | None:
    """Where the end of an instrument begins, with its title; None where none ends at this place.

    No rule stands below it, and nothing with a number but what is certified: 1. That these are the rules.
    """
    first = None
    for at in range(end - 1, max(0, end - _MOST), -1):
        text = joined(lines[at]).strip()
        if _BEGINS.match(text) or (_AGREES.match(text) and any(map(is_to_fill_in, lines[at + 1 : end + 1]))):
            first = at
        elif _TITLE.fullmatch(text):
            first = at if first == at + 1 else first
        elif _may_be_rule(lines[at], text):
            break
    return first


def _may_be_rule(line: Line, text: str) -> bool:
    if line.heading is not None or heading_of(line) or asks_something(text):
        return True
    opening = opening_of(line)
    if opening is None or opening.label.isdecimal():  # 12 Quay Street
        return False
    return opening.style not in ITEMS or not opening.rest.lower().startswith("that ")
