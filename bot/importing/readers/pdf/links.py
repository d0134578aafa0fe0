"""What of a page leads elsewhere: a web page that was printed ends with links to others."""

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium


class Link(NamedTuple):
    """The area of one, in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a place is in it."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


def links_of(page: pypdfium2.PdfPage) -> Iterator[Link]:
    """The links of a page, in the file's order."""
    place, link, area = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    while pdfium.FPDFLink_Enumerate(page, place, link):
        if pdfium.FPDFLink_GetAnnotRect(link, area):
            yield Link(area.left, area.bottom, area.right, area.top)
