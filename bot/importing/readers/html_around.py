"""What stands around the text of a web page: menus, banners, buttons, signs that lead to a heading or the top."""

import re

from selectolax.lexbor import LexborNode

HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""The tags of headings, with their levels."""

_LEFT_OUT = {
    "-comment",  # also what Word asks of browsers in the midst of a line
    "script",
    "style",
    "nav",
    "footer",
    "aside",
    "noscript",
    "svg",
    "template",
    "head",
    "iframe",
    "object",
    "select",
    "button",
}
_AROUND = {  # what a page has around its text, by role, id or class
    *("navigation", "banner", "contentinfo", "search", "complementary"),
    *(
        "nav",
        "navbar",
        "topnav",
        "menu",
        "mainmenu",
        "footer",
        "foot",
        "sidebar",
        "breadcrumb",
        "breadcrumbs",
        "copyright",
        *("toc", "toc-macro", "table-of-contents"),
        *("mw-editsection", "mw-jump-link", "jump-to-nav", "sitesub", "catlinks", "printfooter"),  # of a wiki
    ),
}
_SIGNPOST = re.compile(  # what leads to a heading itself, or back to the top
    "[\\s¶#§🔗⚓↩↑⬆⤴⏎^\u200b\ufe0e\ufe0f]*"
)


def is_left_out(node: LexborNode) -> bool:
    """Whether a tag holds no text of the page."""
    return node.tag in _LEFT_OUT or _is_around(node) or (node.tag == "a" and _is_signpost(node))


def _is_signpost(link: LexborNode) -> bool:
    """Whether it is a sign that leads to a place on a page, or a line that leads to its top: no word of a rule."""
    address = link.attributes.get("href") or ""
    around = link.parent.text() if link.parent else ""
    if address.lower() == "#top" and around.split() == link.text().split():
        return True
    if "#" not in address or not _SIGNPOST.fullmatch(link.text()):
        return False
    is_in_heading = link.parent is not None and link.parent.tag in HEADINGS
    return is_in_heading or not link.css_first("img")


def _is_around(node: LexborNode) -> bool:
    named = (node.attributes.get(key) or "" for key in ("role", "id", "class"))
    is_printed = node.tag == "div" and (node.attributes.get("title") or "") in {
        "header",
        "footer",
    }  # of LibreOffice
    return is_printed or not _AROUND.isdisjoint(word for names in named for word in names.lower().split())
