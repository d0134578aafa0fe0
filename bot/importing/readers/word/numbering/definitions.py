"""The definitions of automatic numbering (numbering.xml): which list a paragraph belongs to, and how it is numbered."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import _Element

from bot.importing.readers.word.markup import attribute, child, children, toggle, value, whole
from bot.importing.readers.word.styles import Style, Styles

DEEPEST = 8  # levels are counted from 0


@dataclass(frozen=True)
class Level:
    """A level of a list (w:lvl). `text` is its pattern, 第%1条.

    `restart` is the level (from 1) after which it begins anew: 0 is none, None is any above.
    """

    start: int = 0
    number_format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    font: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class ListNumbering:
    """A w:num: `abstract` names whose numbers it continues; `starts` are those that it begins anew with."""

    id: str
    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]

    def level(self, index: int) -> Level:
        """A level that is not defined numbers nothing."""
        return self.levels.get(index, Level(number_format="none"))

    def start(self, index: int) -> int:
        """The first number of a level."""
        return self.starts.get(index, self.level(index).start)


class Numbering:
    """The lists of a document, by the id that paragraphs name."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract = {attribute(each, "abstractNumId"): each for each in children(root, "abstractNum")}
        self._written = {attribute(each, "numId"): each for each in children(root, "num")}
        self._lists: dict[str, ListNumbering | None] = {}

    def list_of(
        self, properties: _Element | None, styles: tuple[Style, ...]
    ) -> tuple[ListNumbering, int] | None:
        """The list and the level that number a paragraph with these w:pPr; None where nothing does.

        In a style the level is the one that names the style; a paragraph's own level counts before that.
        """
        own = whole(value(properties, "numPr", "ilvl"))
        named = value(properties, "numPr", "numId")
        linked: tuple[Style, ...] = ()
        if named is None:
            at = next((at for at, each in enumerate(styles) if value(each.paragraph, "numPr", "numId")), None)
            if at is None:
                return None
            named, linked = value(styles[at].paragraph, "numPr", "numId"), styles[: at + 1]
        numbering = self._list(named)
        if numbering is None:
            return None
        told = (own, self._level_of_style(numbering, linked), *(_own_level(each) for each in styles), 0)
        return numbering, min(max(next(level for level in told if level is not None), 0), DEEPEST)

    @staticmethod
    def _level_of_style(numbering: ListNumbering, styles: tuple[Style, ...]) -> int | None:
        by_style = {level.style: index for index, level in numbering.levels.items() if level.style}
        return next((by_style[each.id] for each in styles if each.id in by_style), None)

    def _list(self, number: str | None) -> ListNumbering | None:
        if number is None or number == "0":  # 0 takes a paragraph out of its style's list
            return None
        if number not in self._lists:
            self._lists[number] = self._read_list(number)
        return self._lists[number]

    def _read_list(self, number: str) -> ListNumbering | None:
        written = self._written.get(number)
        abstract = self._abstract_of(number, met=frozenset())
        if written is None or abstract is None:
            return None
        levels = {_index(each): _read_level(each) for each in children(self._abstract[abstract], "lvl")}
        starts = {}
        for override in children(written, "lvlOverride"):
            level, start = child(override, "lvl"), whole(value(override, "startOverride"))
            if level is not None:
                levels[_index(override)] = _read_level(level)
            if start is not None:
                starts[_index(override)] = start
        return ListNumbering(number, abstract, levels, starts)

    def _abstract_of(self, number: str | None, met: frozenset[str | None]) -> str | None:
        """Where the abstract numbering only names a style (w:numStyleLink), that of the list that the style names."""
        abstract = value(self._written.get(number), "abstractNumId")
        if abstract not in self._abstract or number in met:
            return None
        link = value(self._abstract[abstract], "numStyleLink")
        if link is None:
            return abstract
        style = next(iter(self._styles.chain(link)), None)
        linked = value(style.paragraph, "numPr", "numId") if style else None
        return self._abstract_of(linked, met | {number}) or abstract


def _own_level(style: Style) -> int | None:
    return whole(value(style.paragraph, "numPr", "ilvl"))


def _index(element: _Element) -> int:
    return whole(attribute(element, "ilvl")) or 0


def _read_level(element: _Element) -> Level:
    number_format = child(element, "numFmt")
    told = attribute(number_format) or "decimal"
    fonts = child(element, "rPr", "rFonts")
    return Level(
        start=whole(value(element, "start")) or 0,
        number_format=attribute(number_format, "format") or told if told == "custom" else told,
        text=value(element, "lvlText") or "",
        restart=whole(value(element, "lvlRestart")),
        legal=bool(toggle(element, "isLgl")),
        style=value(element, "pStyle"),
        hidden=bool(toggle(child(element, "rPr"), "vanish")),
        font=attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or "",
    )
