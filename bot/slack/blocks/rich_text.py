"""Slack's rich_text blocks, in which nothing that a clause or a person wrote can act as markup."""

import re
from typing import Any

from bot.slack.blocks import limits

Block = dict[str, Any]
CHANNEL_ID, PERSON_ID, GROUP_ID = (
    re.compile(r"[CG][A-Z0-9]{7,}"),
    re.compile(r"[UW][A-Z0-9]{7,}"),
    re.compile(r"S[A-Z0-9]{7,}"),
)  # as Slack makes them

_BREAK = re.compile(r"(?<=[。；！？\n])")


def text(content: str, *, bold: bool = False) -> Block:
    """A run of text, never empty (Slack refuses that)."""
    return {"type": "text", "text": content or " ", **({"style": {"bold": True}} if bold else {})}


def link(content: str, url: str) -> Block:
    """Words in bold that lead to an address on the web."""
    return {"type": "link", "url": url, "text": content or " ", "style": {"bold": True}}


def user(user_id: str) -> Block:
    """A person's name."""
    return {"type": "user", "user_id": user_id}


def mention(contact: str) -> Block | None:
    """The channel or person whose id is written as a contact, as Slack links it; None for anything else."""
    if CHANNEL_ID.fullmatch(contact):
        return {"type": "channel", "channel_id": contact}
    return user(contact) if PERSON_ID.fullmatch(contact) else None


def section(*elements: Block) -> Block:
    """A paragraph."""
    return {"type": "rich_text_section", "elements": list(elements)}


def bullets(*items: Block) -> Block:
    """A list; the items are sections."""
    return {"type": "rich_text_list", "style": "bullet", "elements": list(items)}


def quote(content: str, marked: str = "") -> Block:
    """A quotation with the bar at its side; the first `marked` in it is bold."""
    before, found, after = content.partition(marked) if marked else (content, "", "")
    parts = [text(before)] if before or not found else []
    parts += [text(found, bold=True)] if found else []
    parts += [text(after)] if after else []
    return {"type": "rich_text_quote", "elements": parts}


def rich_text(*elements: Block) -> Block:
    """The block that holds sections, lists and quotes."""
    return {"type": "rich_text", "elements": list(elements)}


def context(content: str) -> Block:
    """A small grey line."""
    return {
        "type": "context",
        "elements": [{"type": "plain_text", "text": content[: limits.CONTEXT], "emoji": False}],
    }


def pieces(content: str, longest: int = limits.QUOTE) -> list[str]:
    """The text in parts of at most `longest` characters, cut after 。；！？ or a line's end where there is one.

    Joined, the parts are the text, character for character.
    """
    parts: list[str] = []
    for sentence in _BREAK.split(content):
        if parts and len(parts[-1]) + len(sentence) <= longest:
            parts[-1] += sentence
        else:
            parts += [sentence[start : start + longest] for start in range(0, len(sentence), longest)]
    return parts
