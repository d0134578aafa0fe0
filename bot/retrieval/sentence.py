"""The sentences of a clause: what is compared with a question, and what is marked as its answer."""

import re

_END = re.compile(r"(?<=[。；;！？!?\n])")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences in their order, without the space around them; each stands in `text` word for word."""
    return tuple(stripped for part in _END.split(text) if (stripped := part.strip()))
