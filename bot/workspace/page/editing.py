"""A sent message as it was typed, for editing."""

import re

from bot.workspace.page.html.marks import unescaped
from bot.workspace.page.html.reading import Names

_MARK = re.compile(r"<(?P<sign>[@#!])(?P<id>[^|>]+)(?:\|(?P<label>[^>]*))?>")


def typed_back(wire: str, names: Names) -> str:
    """The text of a message with its mentions as people type them."""

    def name(mark: re.Match[str]) -> str:
        match mark["sign"]:
            case "@":
                return f"@{names.users.get(mark['id'], mark['id'])}"
            case "#":
                return f"#{names.channels.get(mark['id'], mark['label'] or mark['id'])}"
            case _:
                return f"@{mark['id']}"

    return unescaped(_MARK.sub(name, wire))
