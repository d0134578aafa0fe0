"""Paragraph and character styles (styles.xml): what a paragraph has of itself, and what it has from its style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, reduce

from lxml.etree import _Element

from bot.importing.readers.word.blocks import Role
from bot.importing.readers.word.markup import attribute, child, children, toggle, value, whole

_HEADING = re.compile(r"heading (?P<level>[1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录|WPSOffice手动目录) ?(?:\d|heading|标题)|table of figures", re.IGNORECASE)
_ROLES = {"title": Role.TITLE, "caption": Role.CAPTION}
_BODY_TEXT = 9  # the outline level that makes a paragraph of a heading's style none


@dataclass(frozen=True)
class Look:
    """How letters look, as far as it is told; None where it is not."""

    hidden: bool | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: str | None = None
    half_points: int | None = None

    def over(self, below: Look) -> Look:
        """What is not told here is as below."""
        return Look(
            below.hidden if self.hidden is None else self.hidden,
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            self.underline or below.underline,
            self.half_points or below.half_points,
        )


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
    _looks: dict[tuple[str | None, str | None], Look] = field(default_factory=dict)

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

    def look(self, own: _Element | None, styles: tuple[Style, ...]) -> Look:
        """How a run with these w:rPr looks in a paragraph of these styles."""
        character = value(own, "rStyle")
        key = (character, styles[0].id if styles else None)
        if key not in self._looks:
            told = [each.run for each in (*self.chain(character), *styles)]
            told.append(child(self.root, "docDefaults", "rPrDefault", "rPr"))
            self._looks[key] = reduce(Look.over, map(_look, told))
        return self._looks[key] if own is None else _look(own).over(self._looks[key])


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


def role(styles: tuple[Style, ...]) -> Role:
    """What a paragraph of these styles is for, by their names."""
    if styles and _CONTENTS.match(styles[0].name):
        return Role.CONTENTS
    named = (_ROLES[style.name.lower()] for style in styles if style.name.lower() in _ROLES)
    return next(named, Role.TEXT)


def _look(properties: _Element | None) -> Look:
    if properties is None:
        return Look()
    gone = [toggle(properties, name) for name in ("vanish", "strike", "dstrike")]
    return Look(
        hidden=True if any(gone) else next((each for each in gone if each is not None), None),
        bold=toggle(properties, "b"),
        italic=toggle(properties, "i"),
        underline=value(properties, "u"),
        half_points=whole(value(properties, "sz")),
    )


def _level(outline: int) -> int | None:
    return outline + 1 if 0 <= outline < _BODY_TEXT else None
