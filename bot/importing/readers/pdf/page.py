"""What a page of a PDF holds, as pdfium tells it: its characters with their places, and where its pictures are.

Lengths are in points, from the lower left corner of the page.
"""

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from bot.importing.readers.pdf.links import Link, links_of
from bot.importing.readers.pdf.rules import Rule, rules_of
from bot.importing.readers.symbols import UNKNOWN, is_private, symbol, symbol_font

_BLANKS = " \u00a0"
_LINE_ENDS = "\r\n"
_UPRIGHT = 0.05  # radians: what is turned further is a watermark or a stamp
_INVISIBLE = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
_STROKED = pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
_BOLD_NAMES = ("bold", "black", "heavy", "simhei", "cmbx")
_BOLD_WEIGHT = 600


class Character(NamedTuple):
    """A character; `baseline` is the height on which it stands, `size` that of its font.

    `is_after_blank`: the file has a blank before it; `is_gap`: pdfium sees at least a gap. `is_ligated`: it is drawn in
    one with the character before it, as the second f of ﬀ.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    is_bold: bool
    is_after_blank: bool
    is_gap: bool
    is_ligated: bool = False


class Box(NamedTuple):
    """A stretch of a page."""

    left: float
    bottom: float
    right: float
    top: float


class Page(NamedTuple):
    """What a reader looks at; `invisible` counts characters that nobody sees: a layer under a scan."""

    number: int
    width: float
    height: float
    characters: tuple[Character, ...]
    pictures: tuple[Box, ...]
    rules: tuple[Rule, ...]
    links: tuple[Link, ...]
    invisible: int


def read_page(document: pypdfium2.PdfDocument, number: int) -> Page:
    """The page with this number, counted from 1; raises PdfiumError where it cannot be loaded."""
    page = document[number - 1]
    try:
        text = page.get_textpage()
        seen = list(_characters(text))
        width, height = page.get_size()
        characters = tuple(each for each in seen if each is not None)
        pictures, rules, links = tuple(_pictures(page)), tuple(rules_of(page)), tuple(links_of(page))
        return Page(number, width, height, characters, pictures, rules, links, len(seen) - len(characters))
    finally:
        page.close()


@cache
def is_wide(character: str) -> bool:
    """Whether it fills a square: Chinese characters and their punctuation."""
    return unicodedata.east_asian_width(character) in {"W", "F"}


def _characters(text: pypdfium2.PdfTextPage) -> Iterator[Character | None]:
    """The upright characters in the file's order; None for each that is invisible."""
    styles = _Styles(text)
    is_after_blank = is_gap = False
    is_first = True  # on its line
    drawn = _Drawn(0, 0.0)
    x, y, matrix, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX(), pdfium.FS_RECTF()
    for index in range(text.count_chars()):
        written = chr(pdfium.FPDFText_GetUnicode(text, index))
        if written.isspace():
            is_gap, is_first = True, is_first or written in _LINE_ENDS
            is_after_blank |= written in _BLANKS and pdfium.FPDFText_IsGenerated(text, index) == 0
            continue
        pdfium.FPDFText_GetMatrix(text, index, matrix)
        if abs(math.atan2(matrix.b, matrix.a)) > _UPRIGHT:
            continue
        bold, invisible = styles.of(index)
        if invisible:
            yield None
            continue
        if is_private(written):
            shown = symbol(ord(written), symbol_font(styles.name_of(index)))
            is_unknown = shown == UNKNOWN or is_private(shown)
            written = shown if not is_unknown else "•" if is_first else written
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        nominal = pdfium.FPDFText_GetFontSize(text, index)
        left, right = box.left, box.right
        if is_wide(written):  # fonts of some makes tell only the ink, and punctuation has little of it
            left, right = x.value, x.value + nominal * math.hypot(matrix.a, matrix.b)
        size = nominal * math.hypot(matrix.c, matrix.d)
        before, drawn = drawn, _Drawn(_object_of(text, index), x.value)
        is_ligated = drawn == before and not is_gap
        yield Character(written, left, right, y.value, size, bold, is_after_blank, is_gap, is_ligated)
        is_after_blank = is_gap = is_first = False


class _Drawn(NamedTuple):
    """Which object draws a character, and where it begins."""

    object: int
    left: float


def _object_of(text: pypdfium2.PdfTextPage, index: int) -> int:
    return ctypes.cast(pdfium.FPDFText_GetTextObject(text, index), ctypes.c_void_p).value or 0


def _pictures(page: pypdfium2.PdfPage) -> Iterator[Box]:
    edges = [ctypes.c_float() for _ in range(4)]
    for index in range(
        pdfium.FPDFPage_CountObjects(page)
    ):  # a browser draws each character as an object of its own
        drawn = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_IMAGE:
            pdfium.FPDFPageObj_GetBounds(drawn, *edges)
            left, bottom, right, top = (edge.value for edge in edges)
            yield Box(left, bottom, right, top)


class _Styles:
    """Whether characters are bold or invisible; found out once for each font."""

    def __init__(self, text: pypdfium2.PdfTextPage) -> None:
        self._text = text
        self._bold: dict[int, bool] = {}
        self._name = ctypes.create_string_buffer(128)

    def of(self, index: int) -> tuple[bool, bool]:
        drawn = pdfium.FPDFText_GetTextObject(self._text, index)
        if not drawn:
            return False, False
        font = ctypes.cast(pdfium.FPDFTextObj_GetFont(drawn), ctypes.c_void_p).value or 0
        if font not in self._bold:
            self._bold[font] = self._is_bold(index)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn)
        return mode == _STROKED or self._bold[font], mode == _INVISIBLE

    def name_of(self, index: int) -> str:
        """The name of the font."""
        flags = ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._text, index, self._name, len(self._name), flags)
        return self._name.value.decode("utf-8", "replace")

    def _is_bold(self, index: int) -> bool:
        name = self.name_of(index).lower()
        weight = pdfium.FPDFText_GetFontWeight(self._text, index)
        return weight >= _BOLD_WEIGHT or any(word in name for word in _BOLD_NAMES)
