"""Footnotes of Markdown, as web pages have them: `[^1]` in the text, and `[^1]: its words` on a line of its own."""

import re
from collections.abc import Sequence
from itertools import count

_NOTE = re.compile(
    r"^ {0,3}\[\^(?P<name>[\w-]{1,40})\]:[ \t]*(?P<text>\S.*(?:\n(?:[ \t]*\n)?(?: {2,}|\t)[ \t]*\S.*)*)\n?",
    re.MULTILINE,
)
_REFERENCE = re.compile(r"\[\^(?P<name>[\w-]{1,40})\](?!:)")
_INDENT = re.compile(r"\n[ \t]+")


def with_footnotes(text: str) -> str:
    """The text with its footnotes as marks that lead to a list at its end, counted as pages count them."""
    referred = {match["name"] for match in _REFERENCE.finditer(text)}
    notes = {match["name"]: match["text"] for match in _NOTE.finditer(text) if match["name"] in referred}
    if not notes:
        return text
    marks, back, places = dict[str, int](), dict[str, list[int]](), count(1)

    def mark(reference: re.Match[str]) -> str:
        name = reference["name"]
        if name not in notes:
            return reference[0]
        number = marks.setdefault(name, len(marks) + 1)
        place = next(places)
        back.setdefault(name, []).append(place)
        return f'<sup><a href="#note-{number}" id="mark-{place}">{number}</a></sup>'

    body = _NOTE.sub(lambda match: "\n" if match["name"] in notes else match[0], text)
    body = _REFERENCE.sub(mark, body)
    listed = (_listed(number, notes[name], back[name]) for name, number in marks.items())
    return "\n\n".join([body, *listed, ""])


def _listed(number: int, text: str, places: Sequence[int]) -> str:
    """A note as it stands in the list, with what leads from it back to its marks."""
    back = "".join(f'<a href="#mark-{place}">↩</a>' for place in places)
    written = _INDENT.sub("\n", text)
    return f'<div id="note-{number}">\n\n{written}\n\n{back}\n\n</div>'
