"""The `markdown` block -> HTML: headings, lists, quotes, code, tables left as text. Everything is escaped.

A small subset of CommonMark, the part that messages use; what it does not know stays as it is written.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from bot.workspace.page.html import marks

_INLINE = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|\*\*(?P<bold>[^\s*](?:[^\n]*?[^\s*])?)\*\*"
    r"|~~(?P<strike>[^\s~](?:[^\n]*?[^\s~])?)~~"
    r"|(?<!\w)[*_](?P<italic>[^\s*_](?:[^\n*_]*[^\s*_])?)[*_](?!\w)"
    r"|\[(?P<label>[^\]\n]+)\]\((?P<url>[^)\s]+)\)"
)
_STYLES = {
    "bold": Markup("<strong>{}</strong>"),
    "strike": Markup("<s>{}</s>"),
    "italic": Markup("<em>{}</em>"),
}
_BULLETS = Markup('<ul class="list">{}</ul>')
_NUMBERS = Markup('<ol class="list">{}</ol>')
_LINES = (
    ("heading", re.compile(r"#{1,6}\s+(.*)")),
    ("bullet", re.compile(r"\s*[-*+]\s+(.*)")),
    ("number", re.compile(r"\s*\d+[.)]\s+(.*)")),
    ("quote", re.compile(r">\s?(.*)")),
)
_FENCE = re.compile(r"^```[^\n]*\n(.*?)(?:^```[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)


def markdown(text: str) -> Markup:
    """The document as HTML."""
    shown, start = Markup(), 0
    for fence in _FENCE.finditer(text):
        shown += _paragraphs(text[start : fence.start()])
        shown += Markup('<pre class="text">{}</pre>').format(fence[1].rstrip("\n"))
        start = fence.end()
    return shown + _paragraphs(text[start:])


def _paragraphs(text: str) -> Markup:
    lines = [_kind_of(line) for line in text.split("\n")]
    return Markup().join(
        _block(kind, [content for _, content in group])
        for kind, group in groupby(lines, lambda line: line[0])
    )


def _kind_of(line: str) -> tuple[str, str]:
    for kind, pattern in _LINES:
        found = pattern.fullmatch(line)
        if found:
            return kind, found[1]
    return ("text", line) if line.strip() else ("blank", "")


def _block(kind: str, lines: list[str]) -> Markup:
    shown = [_inline(line) for line in lines]
    match kind:
        case "heading":
            return Markup().join(Markup('<p class="heading">{}</p>').format(line) for line in shown)
        case "bullet" | "number":
            items = Markup().join(Markup("<li>{}</li>").format(line) for line in shown)
            return (_BULLETS if kind == "bullet" else _NUMBERS).format(items)
        case "quote":
            return Markup('<blockquote class="text">{}</blockquote>').format(Markup("\n").join(shown))
        case "text":
            return Markup('<p class="text">{}</p>').format(Markup("\n").join(shown))
        case _:
            return Markup()


def _inline(text: str) -> Markup:
    return Markup().join(_tokens(text))


def _tokens(text: str) -> Iterator[Markup]:
    start = 0
    for token in _INLINE.finditer(text):
        yield Markup("{}").format(text[start : token.start()])
        start = token.end()
        kind = str(token.lastgroup)
        if kind == "url":
            yield marks.link(token["url"], token["label"])
        elif kind == "code":
            yield Markup("<code>{}</code>").format(token[kind])
        else:
            yield _STYLES[kind].format(_inline(token[kind]))
    yield Markup("{}").format(text[start:])
