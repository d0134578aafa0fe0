"""Paragraph and character styles (styles.xml): what a paragraph has of itself, and what it has from its style."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml.etree import _Element

from bot.importing.readers.word.markup import attribute, child, children, toggle, value, whole

_HEADING = re.compile(r"heading (?P<level>[1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"toc (?:\d|heading)", re.IGNORECASE)
_BODY_TEXT = 9  # the outline level that makes a paragraph of a heading's style none


@dataclass(frozen=True)
class Style:
    """A style as it is written, without what it takes from the one it is based on."""

    id: str
    name: str
    based_on: str | None
    paragraph: _Element | None
    run: _Element | None


@dataclass(frozen=True)
class Styles:
    """All styles of a document; properties are looked for in a style and then in those that it is based on."""

    root: _Element | None
    _chains: dict[str | None, tuple[Style, ...]] = field(default_factory=dict)

    @cached_property
    def _all(self) -> dict[str | None, Style]:
        return {
            attribute(each, "styleId"): Style(
                id=attribute(each, "styleId") or "",
                name=value(each, "name") or "",
                based_on=value(each, "basedOn"),
                paragraph=child(each, "pPr"),
                run=child(each, "rPr"),
            )
            for each in children(self.root, "style")
        }

    @cached_property
    def _default(self) -> str | None:
        """The style of paragraphs that name none."""
        for each in children(self.root, "style"):
            if attribute(each, "type") == "paragraph" and attribute(each, "default") in {"1", "true", "on"}:
                return attribute(each, "styleId")
        return None

    def chain(self, style: str | None) -> tuple[Style, ...]:
        """The style, the one that it is based on, and so on; a circle ends where it closes."""
        if style not in self._chains:
            self._chains[style] = tuple(self._walk(style))
        return self._chains[style]

    def _walk(self, style: str | None) -> Iterator[Style]:
        met = set()
        while style in self._all and style not in met:
            met.add(style)
            yield self._all[style]
            style = self._all[style].based_on

    def of_paragraph(self, properties: _Element | None) -> tuple[Style, ...]:
        """The styles of a paragraph with these w:pPr, nearest first."""
        named = value(properties, "pStyle")
        return self.chain(named if named in self._all else self._default)

    @cached_property
    def default_run(self) -> _Element | None:
        """The w:rPr of what no style says otherwise."""
        return child(self.root, "docDefaults", "rPrDefault", "rPr")


def heading_level(properties: _Element | None, styles: tuple[Style, ...]) -> int | None:
    """From 1; by the paragraph's own outline level, then by that of its styles, or their names (heading 1)."""
    own = whole(value(properties, "outlineLvl"))
    if own is not None:
        return _level(own)
    for style in styles:
        outline = whole(value(style.paragraph, "outlineLvl"))
        if outline is not None:
            return _level(outline)
        if named := _HEADING.fullmatch(style.name):
            return int(named["level"])
    return None


def _level(outline: int) -> int | None:
    return outline + 1 if 0 <= outline < _BODY_TEXT else None


def is_contents(styles: tuple[Style, ...]) -> bool:
    """Whether a paragraph is a line of the contents, by the name of its style (toc 1)."""
    return bool(styles) and _CONTENTS.match(styles[0].name) is not None


def inherited_toggle(name: str, *properties: _Element | None) -> bool:
    """w:b, w:vanish: told by the nearest of these properties that tells it at all."""
    return next((told for each in properties if (told := toggle(each, name)) is not None), False)


def inherited_value(name: str, *properties: _Element | None) -> str | None:
    """w:sz: as told by the nearest of these properties that tells it at all."""
    return next((told for each in properties if (told := value(each, name)) is not None), None)
