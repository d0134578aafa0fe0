"""The straight lines that are drawn on a page, along or across: the borders of tables."""

import ctypes
import math
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

_THIN = 3.0  # points: what is drawn as an area and is no wider is a line
_SHORTEST = 4.0  # points

Point = tuple[float, float]


class Rule(NamedTuple):
    """A line along (`bottom` is `top`) or across (`left` is `right`), in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_level(self) -> bool:
        """Whether it runs along."""
        return self.bottom == self.top


def rules_of(page: pypdfium2.PdfPage) -> Iterator[Rule]:
    """The lines of a page, in no order."""
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        drawn = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_PATH:
            fill, stroke = ctypes.c_int(), ctypes.c_int()
            pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)
            for shape in _shapes(drawn):
                yield from _edges(shape) if stroke.value else _thin(shape) if fill.value else ()


def _shapes(path: object) -> Iterator[list[Point]]:
    """The corners of each part of a path, the first one again at the end of one that is closed; none with curves."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    shape: list[Point] = []
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            yield shape
            shape = []
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        across, up = x.value, y.value
        shape.append(
            (matrix.a * across + matrix.c * up + matrix.e, matrix.b * across + matrix.d * up + matrix.f)
        )
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            shape = []
        if pdfium.FPDFPathSegment_GetClose(segment) and shape:
            shape.append(shape[0])
    yield shape


def _edges(shape: list[Point]) -> Iterator[Rule]:
    for (x, y), (to_x, to_y) in pairwise(shape):
        if math.hypot(to_x - x, to_y - y) >= _SHORTEST:
            if abs(to_y - y) < 1:
                yield Rule(min(x, to_x), y, max(x, to_x), y)
            elif abs(to_x - x) < 1:
                yield Rule(x, min(y, to_y), x, max(y, to_y))


def _thin(shape: list[Point]) -> Iterator[Rule]:
    """The line that a narrow area is; the edges of a wide one are no lines: it is the ground of a cell."""
    if len(shape) < 4:
        return
    left, right = min(x for x, _ in shape), max(x for x, _ in shape)
    bottom, top = min(y for _, y in shape), max(y for _, y in shape)
    if top - bottom <= _THIN and right - left >= _SHORTEST:
        middle = (bottom + top) / 2
        yield Rule(left, middle, right, middle)
    elif right - left <= _THIN and top - bottom >= _SHORTEST:
        middle = (left + right) / 2
        yield Rule(middle, bottom, middle, top)
