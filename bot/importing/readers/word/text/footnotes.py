"""Footnotes and endnotes: their texts, and the marks that stand for them."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import _Element

from bot.importing.readers.word.markup import W, attribute, child, children, value, whole
from bot.importing.readers.word.numbering.number_formats import written_in

_FOOTNOTE, _ENDNOTE = f"{W}footnoteReference", f"{W}endnoteReference"
NOTE_REFERENCES = {_FOOTNOTE, _ENDNOTE}
_CUSTOM_MARK = "customMarkFollows"


@dataclass
class _Series:
    texts: Mapping[str | None, str]
    number_format: str
    next: int


class Footnotes:
    """Both kinds, each counted through the whole document in the format that its settings tell."""

    def __init__(
        self, footnotes: _Element | None, endnotes: _Element | None, settings: _Element | None
    ) -> None:
        self._series = {
            _FOOTNOTE: _series(footnotes, "footnote", child(settings, "footnotePr"), "decimal"),
            _ENDNOTE: _series(endnotes, "endnote", child(settings, "endnotePr"), "lowerRoman"),
        }

    def refer(self, reference: _Element) -> tuple[str, str]:
        """The mark in the text ([1], ①), and the note that begins with it; both "" for a note that is not there."""
        series = self._series[str(reference.tag)]
        text = series.texts.get(attribute(reference, "id"))
        if text is None:
            return "", ""
        if attribute(reference, _CUSTOM_MARK) in {"1", "true", "on"}:
            return "", text  # the mark is typed, here and there
        number, _ = written_in(series.next, series.number_format)
        series.next += 1
        mark = f"[{number}]" if number.isalnum() and number.isascii() else number
        return mark, f"{mark} {text}"


def _series(root: _Element | None, name: str, told: _Element | None, number_format: str) -> _Series:
    texts = {
        attribute(each, "id"): " ".join(filter(None, map(_text, each.iter(f"{W}p"))))
        for each in children(root, name)
        if attribute(each, "type") in {None, "normal"}
    }
    return _Series(texts, value(told, "numFmt") or number_format, whole(value(told, "numStart")) or 1)


def _text(paragraph: _Element) -> str:
    return "".join(each.text or "" for each in paragraph.iter(f"{W}t")).strip()
