"""Slack's two markups -> HTML: mrkdwn, and the CommonMark of a `markdown` block. Everything is escaped.

Source: Slack's "Formatting text for app surfaces": `& < >` come escaped, and `<...>` is a link or a mention. In a
`markdown` block there is ~~strike~~ too, and HTML, pictures and rules stay text.
"""

import re
from functools import cache
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup, escape

from bot.workspace.page import marks
from bot.workspace.page.marks import emoji, with_emoji
from bot.workspace.page.viewpoint import Viewpoint
from bot.workspace.people.inputs import unescaped

_STYLE = r"(?<![\w{0}]){0}(?P<{1}>[^\s{0}](?:[^{0}\n]*[^\s{0}])?){0}(?![\w{0}])"
_TOKEN = re.compile(
    "|".join(
        [
            r"```(?P<pre>.+?)```",
            r"`(?P<code>[^`\n]+)`",
            r"<(?P<mark>[^<>\n]+)>",
            r":(?P<emoji>[a-z0-9_+'-]+):",
            _STYLE.format(r"\*", "bold"),
            _STYLE.format("_", "italic"),
            _STYLE.format("~", "strike"),
        ]
    ),
    re.DOTALL,
)
_QUOTE = re.compile(r"(?:&gt;|>) ?")
_DATE = re.compile(r"date\^(\d+)\^([^^|]+)(?:\^([^|]+))?")
_TEMPLATES = {
    "blockquote": Markup('<blockquote class="text">{}</blockquote>'),
    "bullet_list": Markup('<ul class="list">{}</ul>'),
    "code_block": Markup('<pre class="text">{}</pre>'),
    "code_inline": Markup("<code>{}</code>"),
    "em": Markup("<em>{}</em>"),
    "fence": Markup('<pre class="text">{}</pre>'),
    "heading": Markup('<p class="heading">{}</p>'),
    "list_item": Markup("<li>{}</li>"),
    "ordered_list": Markup('<ol class="list">{}</ol>'),
    "paragraph": Markup('<p class="text">{}</p>'),
    "s": Markup("<s>{}</s>"),
    "strong": Markup("<strong>{}</strong>"),
}
_ALL = Markup("{}")


def mrkdwn(text: str, viewpoint: Viewpoint) -> Markup:
    """The text with its markup; lines that begin with `>` are a quotation."""
    parts = []
    for is_quote, group in groupby(text.split("\n"), lambda line: bool(_QUOTE.match(line))):
        lines = "\n".join(_QUOTE.sub("", line, count=1) if is_quote else line for line in group)
        shown = _inline(lines, viewpoint)
        parts.append(Markup("<blockquote>{}</blockquote>").format(shown) if is_quote else shown)
    return Markup("\n").join(parts)


def plain_text(text: str) -> Markup:
    """A plain_text object: emoji names and nothing else."""
    return marks.unbroken(with_emoji(text))


def _inline(text: str, viewpoint: Viewpoint) -> Markup:
    shown, start = Markup(), 0
    for token in _TOKEN.finditer(text):
        shown += _escaped(text[start : token.start()]) + _shown(token, viewpoint)
        start = token.end()
    return shown + _escaped(text[start:])


def _shown(token: re.Match[str], viewpoint: Viewpoint) -> Markup:
    kind, content = str(token.lastgroup), token[str(token.lastgroup)]
    match kind:
        case "pre":
            return Markup("<pre>{}</pre>").format(_escaped(content.strip("\n")))
        case "code":
            return Markup("<code>{}</code>").format(_escaped(content))
        case "emoji":
            return escape(emoji(content))
        case "mark":
            return _mark(content, viewpoint)
        case _:
            return marks.STYLES[kind].format(_inline(content, viewpoint))


def _mark(content: str, viewpoint: Viewpoint) -> Markup:
    target, _, label = content.partition("|")
    match target[:1], target[1:]:
        case "@", user_id:
            return marks.user(user_id, viewpoint)
        case "#", channel_id:
            return marks.channel(channel_id, viewpoint)
        case "!", special:
            return _special(special, label, viewpoint)
        case _:
            return marks.link(unescaped(target), unescaped(label or target))


def _special(special: str, label: str, viewpoint: Viewpoint) -> Markup:
    if special.startswith("subteam^"):
        return marks.user_group(special.removeprefix("subteam^"), viewpoint)
    date = _DATE.fullmatch(special)
    if date:
        return marks.date(float(date[1]), date[2], label or date[1], date[3], viewpoint)
    return marks.broadcast(label or special)


def _escaped(text: str) -> Markup:
    """Slack's three escapes undone, then HTML's put in."""
    return marks.unbroken(unescaped(text))


def markdown(text: str) -> Markup:
    """The document as HTML."""
    return _node(SyntaxTreeNode(_parser().parse(text)))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005  # marks.link judges
    return parser.disable(["hr", "html_block", "html_inline", "image", "lheading"])


def _node(node: SyntaxTreeNode) -> Markup:
    own = node.token.content.rstrip("\n") if node.token else ""
    inner = Markup().join(map(_node, node.children)) or own
    match node.type:
        case "softbreak" | "hardbreak":
            return Markup("\n")
        case "link":
            return marks.link(str(node.attrs["href"]), inner)
        case "paragraph" if node.hidden:  # the only one of a list's item
            return _ALL.format(inner)
        case kind:
            return _TEMPLATES.get(kind, _ALL).format(inner)
