"""Tracked changes and alternative forms, settled in the tree itself, so that nothing after it knows of them."""

from collections.abc import Iterator

from lxml.etree import _Element

from bot.importing.readers.word.markup import MC, W, child, value
from bot.importing.source import Changes

_NEW, _OLD = ("ins", "moveTo"), ("del", "moveFrom")
_CELL_MARKS = ("cellIns", "cellDel")
_NUMBERED_BY = ("pStyle", "outlineLvl", "numPr")
_NOT_READ = {"w16se"}  # characters of emoji fonts: the other form has them as text
_TRANSPARENT = tuple(W + name for name in ("smartTag", "customXml"))


def settle(root: _Element, changes: Changes | None) -> bool:
    """Whether there are tracked changes; where it is told what becomes of them, the tree is afterwards without any.

    Changes of looks alone are none; those that give a paragraph another style or number are.
    """
    _settle_alternatives(root)
    _unwrap_all(root, _TRANSPARENT)
    found = any(True for _ in _changes(root))
    if found and changes:
        gone, kept = (_OLD, _NEW) if changes is Changes.ACCEPT else (_NEW, _OLD)
        if changes is Changes.REJECT:
            _restore_words(root)
            _restore_numbers(root)
        _remove_table_parts(root, gone)
        _remove_content(root, gone)
        _unwrap_all(root, tuple(W + name for name in kept))
        _join_paragraphs(root, gone)
    return found


def _changes(root: _Element) -> Iterator[_Element]:
    yield from root.iter(*(W + name for name in (*_NEW, *_OLD, *_CELL_MARKS)))
    yield from (change for change in root.iter(f"{W}pPrChange") if _renumbers(change))


def _renumbers(change: _Element) -> bool:
    now, before = change.getparent(), child(change, "pPr")
    return any(_told(now, name) != _told(before, name) for name in _NUMBERED_BY)


def _told(properties: _Element | None, name: str) -> tuple[str | None, ...]:
    return value(properties, name), value(properties, name, "numId"), value(properties, name, "ilvl")


def _restore_words(root: _Element) -> None:
    for name, deleted in (("t", "delText"), ("instrText", "delInstrText")):
        for each in root.iter(W + deleted):
            each.tag = W + name


def _restore_numbers(root: _Element) -> None:
    for change in list(root.iter(f"{W}pPrChange")):
        now, before = change.getparent(), child(change, "pPr")
        if now is not None:
            _give(now, before)
    for mark in list(root.iter(f"{W}ins")):  # a list put onto a paragraph, and nothing else changed
        numbered = mark.getparent()
        if numbered is not None and numbered.tag == f"{W}numPr":
            _remove(numbered)


def _give(now: _Element, before: _Element | None) -> None:
    """Style and number of the properties before."""
    for name in _NUMBERED_BY:
        for each in now.findall(W + name):
            now.remove(each)
        now.extend([] if before is None else before.findall(W + name))


def _remove_table_parts(root: _Element, gone: tuple[str, ...]) -> None:
    for row in list(root.iter(f"{W}tr")):
        if any(child(row, "trPr", name) is not None for name in gone):
            _remove(row)
    mark = "cellDel" if gone is _OLD else "cellIns"
    for cell in list(root.iter(f"{W}tc")):
        if child(cell, "tcPr", mark) is not None:
            _remove(cell)


def _remove_content(root: _Element, gone: tuple[str, ...]) -> None:
    for change in list(root.iter(*(W + name for name in gone))):
        if len(change):  # without content it is the mark of a paragraph, which `_join_paragraphs` looks for
            _remove(change)


def _join_paragraphs(root: _Element, gone: tuple[str, ...]) -> None:
    """A paragraph whose mark is gone runs on into the next one, which gives it its style and number."""
    carried: dict[_Element, list[_Element]] = {}
    for paragraph in list(root.iter(f"{W}p")):
        before = carried.pop(paragraph, [])
        own = [each for each in paragraph if each.tag != f"{W}pPr"]
        joins = any(child(paragraph, "pPr", "rPr", name) is not None for name in gone)
        following = _following_paragraph(paragraph) if joins else None
        if following is not None:
            before.extend(own)
            carried[following] = before
        elif before:
            paragraph.extend([*before, *own])
        if joins and (following is not None or not (before or own)):
            _remove(paragraph)


def _following_paragraph(paragraph: _Element) -> _Element | None:
    following = next(paragraph.itersiblings(f"{W}p", f"{W}tbl"), None)
    return following if following is not None and following.tag == f"{W}p" else None


def _settle_alternatives(root: _Element) -> None:
    """mc:AlternateContent holds one thing in several forms, the newest first; the others are for older programs."""
    for alternatives in list(root.iter(f"{MC}AlternateContent")):
        forms = list(alternatives)
        shown = next((form for form in forms if form.get("Requires") not in _NOT_READ), None)
        for other in forms:
            if other is not shown:
                alternatives.remove(other)
    _unwrap_all(root, (f"{MC}AlternateContent", f"{MC}Choice", f"{MC}Fallback"))


def _unwrap_all(root: _Element, tags: tuple[str, ...]) -> None:
    for element in list(root.iter(*tags)):
        for each in list(element):
            element.addprevious(each)
        _remove(element)


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
