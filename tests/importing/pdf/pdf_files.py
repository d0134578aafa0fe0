"""Small PDF files, written object by object: each test says what stands where on its pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.importing.readers.pdf import read_pdf
from bot.importing.source import SourceDocument

WIDTH, HEIGHT = 595, 842
_CHINESE = (
    "<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    "/Subtype/CIDFontType0/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
    "/DW 1000/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/{name}/Flags 4/Ascent 880"
    "/Descent -120/CapHeight 880/ItalicAngle 0/StemV {stem}/FontBBox[0 -120 1000 880]>>>>]>>"
)
_FONTS = _CHINESE.format(name="STSong-Light", stem=80), _CHINESE.format(name="STSong-Light,Bold", stem=180)
_LOCKED = (
    "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{0}>/U<{0}>>>/ID[<00112233445566778899aabbccddeeff>"
    "<00112233445566778899aabbccddeeff>]"
)


@dataclass(frozen=True)
class Text:
    """Words at a place, in points from the lower left corner; Latin letters are half as wide as Chinese ones."""

    x: float
    y: float
    text: str
    size: float = 12
    bold: bool = False
    invisible: bool = False
    turned: bool = False  # by 45 degrees
    is_narrow: bool = False  # Helvetica, in which letters are as wide as they are

    def drawn(self) -> str:
        font, mode = 2 if self.bold else 1, 3 if self.invisible else 0
        turn = "0.7 0.7 -0.7 0.7" if self.turned else "1 0 0 1"
        if self.is_narrow:
            return f"BT /F3 {self.size} Tf {mode} Tr {turn} {self.x} {self.y} Tm ({self.text}) Tj ET"
        return (
            f"BT /F{font} {self.size} Tf {mode} Tr {turn} {self.x} {self.y} Tm "
            f"<{self.text.encode('utf-16-be').hex()}> Tj ET"
        )


@dataclass(frozen=True)
class Picture:
    """A picture with its lower left corner at a place."""

    x: float
    y: float
    width: float
    height: float

    def drawn(self) -> str:
        return f"q {self.width} 0 0 {self.height} {self.x} {self.y} cm /I1 Do Q"


@dataclass(frozen=True)
class Border:
    """A line from one place to another, as a narrow area (Word) or as a stroke."""

    x: float
    y: float
    to_x: float
    to_y: float
    stroke: bool = False

    def drawn(self) -> str:
        if self.stroke:
            return f"{self.x} {self.y} m {self.to_x} {self.to_y} l S"
        return f"{self.x} {self.y} {self.to_x - self.x or 0.5} {self.to_y - self.y or 0.5} re f"


@dataclass(frozen=True)
class Link:
    """An area that leads to another page."""

    x: float
    y: float
    to_x: float
    to_y: float

    def drawn(self) -> str:
        return ""

    def annotation(self) -> str:
        area = f"{self.x} {self.y} {self.to_x} {self.to_y}"
        return f"<</Type/Annot/Subtype/Link/Rect[{area}]/A<</S/URI/URI(https://example.org)>>>>"


Mark = Text | Picture | Border | Link
Drawn = Sequence[Mark]


def pdf(*pages: Drawn, locked: bool = False, title: str = "") -> bytes:
    """A file of these pages; `title` is what it tells of itself, in ASCII."""
    picture = _stream(
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", "0"
    )
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{' '.join(f'{6 + 2 * at} 0 R' for at in range(len(pages)))}]/Count {len(pages)}>>",
        *_FONTS,
        picture,
    ]
    for at, page in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {7 + 2 * at} 0 R"
            "/Resources<</Font<</F1 3 0 R/F2 4 0 R/F3<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
            "/XObject<</I1 5 0 R>>>>"
            f"/Annots[{''.join(each.annotation() for each in page if isinstance(each, Link))}]>>"
        )
        objects.append(_stream("<<", "\n".join(each.drawn() for each in page)))
    objects.append(f"<</Title({title})>>")
    content, places = "%PDF-1.4\n", list[int]()
    for number, each in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    secret = _LOCKED.format("ab" * 32) if locked else ""
    size = len(objects) + 1
    trailer = (
        f"trailer<</Size {size}/Root 1 0 R/Info {size - 1} 0 R{secret}>>\nstartxref\n{len(content)}\n%%EOF"
    )
    return f"{content}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


def _stream(head: str, content: str) -> str:
    return f"{head}/Length {len(content)}>>stream\n{content}\nendstream"


def column(*lines: str, x: float = 72, top: float = 760, step: float = 20) -> list[Text]:
    """Lines one below the other; each blank of full width at the start of one moves it to the right instead."""
    return [
        Text(x + 12 * (len(line) - len(line.lstrip("\u3000"))), top - step * at, line.lstrip("\u3000"))
        for at, line in enumerate(lines)
    ]


def read(folder: Path, *pages: Drawn) -> SourceDocument:
    """These pages as the reader understands them."""
    path = folder / "规定.pdf"
    path.write_bytes(pdf(*pages))
    return read_pdf(path)


def texts(folder: Path, *pages: Drawn) -> list[str]:
    """The texts of their lines."""
    return [line.text for line in read(folder, *pages).lines]
