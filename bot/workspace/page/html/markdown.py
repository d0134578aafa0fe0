"""The `markdown` block -> HTML, as CommonMark has it with ~~strike~~; HTML, pictures and rules stay text."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup

from bot.workspace.page.html import marks

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


def markdown(text: str) -> Markup:
    """The document as HTML."""
    return _shown(SyntaxTreeNode(_parser().parse(text)))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005  # marks.link judges
    return parser.disable(["hr", "html_block", "html_inline", "image", "lheading"])


def _shown(node: SyntaxTreeNode) -> Markup:
    own = node.token.content.rstrip("\n") if node.token else ""
    inner = Markup().join(map(_shown, node.children)) or own
    match node.type:
        case "softbreak" | "hardbreak":
            return Markup("\n")
        case "link":
            return marks.link(str(node.attrs["href"]), inner)
        case "paragraph" if node.hidden:  # the only one of a list's item
            return _ALL.format(inner)
        case kind:
            return _TEMPLATES.get(kind, _ALL).format(inner)
