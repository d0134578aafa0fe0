"""Where clauses stand among the pages of the rulebook on the web, and which clause an address there means."""

import re
from urllib.parse import quote, unquote, urlsplit

from bot.rulebook.clause import Clause
from bot.rulebook.heading import Heading

CONTENTS = "index.html"
_UNFIT = re.compile(r"[^\w.-]")  # in the name of a file: part:2/4


def page_of(heading: Heading) -> str:
    """The file, in the folder of its book, on which stands all of the outermost heading: 7.html, part-2.html."""
    return f"{_UNFIT.sub('-', heading.path[0].key)}.html"


def anchor_of(heading: Heading) -> str:
    """What a heading is called on its page: no clause is, whose numbers begin otherwise."""
    return f"h-{_UNFIT.sub('-', heading.key)}"


def address_of(clause: Clause) -> str:
    """Where it stands now, from the root of the pages: operations-code/7.html#7.1."""
    return f"{quote(clause.heading.book)}/{quote(page_of(clause.heading))}#{clause.number}"


def permanent_address(clause: Clause) -> str:
    """An address that goes on to wherever a clause of this number stands, or stood: operations-code/index.html#7.1."""
    return f"{quote(clause.heading.book)}/{CONTENTS}#{clause.number}"


def name_at(url: str, site: str) -> str:
    """The name (operations-code/7.1) of the clause that an address below `site` means; "" where it means none."""
    if not url.startswith(f"{site}/"):
        return ""
    try:
        parts = urlsplit(url.removeprefix(f"{site}/"))
    except ValueError:  # brackets that are no host
        return ""
    book, slash, page = parts.path.partition("/")
    return (
        f"{unquote(book)}/{unquote(parts.fragment)}" if slash and parts.fragment and "/" not in page else ""
    )
