"""The pages of the rulebook: what they are called, and what stands on each."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup

from bot.pages.book import BookPages, to_come
from bot.pages.changes import changes_by_day
from bot.pages.references import References, address_of_heading
from bot.pages.search import searched
from bot.pages.text import laid_out
from bot.rulebook import Clause, Library, Rulebook
from bot.rulebook.addresses import CONTENTS, address_of, anchor_of, page_of
from bot.rulebook.editions.diff import word_diff
from bot.wording import Catalogue, Language, language_of, original, with_contact
from bot.wording.changes import retitled

_STYLE, _SCRIPT, _SEARCHED, _CHANGES = "style.css", "script.js", "clauses.js", "amendments.html"
_LANG = {Language.CHINESE: "zh-CN", Language.ENGLISH: "en"}


@dataclass(frozen=True)
class Site:
    """The rules of a day in a time zone as some readers see them; `audience` names these, "" for everybody."""

    library: Library
    day: date
    say: Catalogue
    audience: str = ""
    zone: str = "Asia/Shanghai"

    @property
    def title(self) -> str:
        """What the site is called: as its book where there is one."""
        books = self.library.books
        return books[0].title if len(books) == 1 else self.say("site.title")


def site_files(site: Site) -> Iterator[tuple[str, str]]:
    """Each file with its path from the root, ready to be opened as it is: no server, no other host."""
    assets = resources.files("bot.pages") / "assets"
    for name in (_STYLE, _SCRIPT):
        yield name, (assets / name).read_text("utf-8")
    yield _SEARCHED, searched(site.library.clauses)
    drawn = _Drawing(site)
    yield CONTENTS, drawn.page("library", site.title)
    yield _CHANGES, drawn.page("changes", site.title, here="changes", days=changes_by_day(site.library))
    for book in site.library.books:
        pages = BookPages.of(book)
        yield f"{book.id}/{CONTENTS}", drawn.page("contents", book.title, root="../", pages=pages)
        for place, division in enumerate(pages.divisions):
            named: dict[str, Any] = {"pages": pages, "place": place, "division": division}
            running = f"{book.title}　{division.heading.label}"
            yield (
                f"{book.id}/{page_of(division.heading)}",
                drawn.page("chapter", running, root="../", **named),
            )


class _Drawing:
    """Fills in the templates for one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._references = References(site.library)
        self._shown = {
            clause.name for book in site.library.books for clause in (*book.clauses, *book.repealed)
        }
        self._names: dict[str, Any] = {
            "site": site,
            "t": lambda name, **values: site.say(f"site.{name}", **values),
            "say": site.say,
            "lang": lambda text: _LANG[language_of(text)],
            "ui_lang": _LANG[site.say.language],
            "address_of": address_of,
            "address_of_heading": address_of_heading,
            "anchor_of": anchor_of,
            "page_of": page_of,
            "pieces": self._pieces,
            "to_come": to_come,
            "diff": word_diff,
            "retitled": lambda before, after: retitled(before, after, site.say),
            "only_for": _only_for,
            "original": lambda source: original(source, site.say),
            "owner_of": lambda owner: with_contact(owner, site.say),
            "is_shown": lambda clause: clause.name in self._shown,
            "successor": site.library.successor,
            "is_book": lambda target: isinstance(target, Rulebook),
            "files": {"style": _STYLE, "script": _SCRIPT, "searched": _SEARCHED, "changes": _CHANGES},
        }

    def page(self, template: str, running: str, root: str = "", here: str = "", **names: Any) -> str:  # noqa: ANN401  # what a template asks for
        """A page: `running` stands at the head of each sheet on paper, `root` leads to the outermost folder."""
        head = f'@page {{ @top-center {{ content: "{_in_css(running)}" }} }}'
        style = {"head": Markup(head), "hash": b64encode(sha256(head.encode()).digest()).decode()}  # noqa: S704  # escaped
        return (
            _templates()
            .get_template(f"{template}.html")
            .render(self._names, style=style, root=root, here=here, **names)
        )

    def _pieces(self, clause: Clause) -> list[Any]:
        """The text of a clause in force, its references linked; of one that is over, as it stood."""
        is_over = clause.repeal is not None and clause.repeal.on <= self._site.day
        links = () if is_over else tuple(self._references(clause))
        return list(laid_out(clause.text, clause.tables, links))


def _only_for(clause: Clause) -> tuple[str, ...]:
    """The audiences that a clause is for, by their names: 管理层; () where everybody sees it."""
    names = {key.partition("/")[2] for keys in clause.restriction for key in keys}
    return tuple(sorted(names))


def _in_css(text: str) -> str:
    """A text between quotes in a style sheet: all but letters and figures as their numbers."""
    return "".join(each if each.isalnum() else f"\\{ord(each):x} " for each in text)


@cache
def _templates() -> jinja2.Environment:
    """The templates, all of them escaping, compiled once."""
    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("bot.pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["lines"] = lambda text: [line for line in text.splitlines() if line.strip()]
    return templates
