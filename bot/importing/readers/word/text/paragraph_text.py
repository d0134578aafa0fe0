"""The text of a paragraph as it is printed: runs, fields, symbols, breaks, marks of notes; what is drawn between."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from bot.importing.readers.set_off import Emphasis, SetOff
from bot.importing.readers.symbols import UNKNOWN, in_font, symbol
from bot.importing.readers.word.markup import (
    DRAWING,
    MATH,
    RELATIONSHIP,
    VML,
    W,
    attribute,
    child,
)
from bot.importing.readers.word.styles import Look, Style, Styles
from bot.importing.readers.word.text.fields import Fields
from bot.importing.readers.word.text.footnotes import NOTE_REFERENCES, Footnotes
from bot.importing.readers.word.text.formulas import in_one_line

_WITHIN = {W + name for name in ("hyperlink", "fldSimple", "bdo", "dir", "sdt", "sdtContent")}
_CODE = re.compile(r"[0-9A-Fa-f]{1,4}")
_RUBY_BASE = f"{W}rubyBase"
_CHARACTERS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}
_DRAWN = {f"{W}drawing", f"{W}pict", f"{W}object"}
_PICTURES = (f"{DRAWING}blip", f"{VML}imagedata", f"{DRAWING}graphicData")
_DRAWN_DATA = ("/chart", "/chartex", "/diagram")  # ends of the names of what a graphicData may hold
_TEXT_BOX = f"{W}txbxContent"


@dataclass
class ParagraphText:
    """What the runs of a paragraph print, with breaks as line feeds; `sizes` counts letters by half points."""

    parts: list[str] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    text_boxes: list[_Element] = field(default_factory=list)
    sizes: Counter[int | None] = field(default_factory=Counter)
    figures: int = 0
    hidden: bool = False
    uncounted: bool = False
    in_contents: bool = False
    in_body: bool = False
    all_bold: bool = True
    _set_off: SetOff = field(default_factory=SetOff)

    def take_look(self, written: str, look: Look) -> None:
        """Note how a run looks."""
        if written.strip():
            self.all_bold = self.all_bold and bool(look.bold)
        looks = {
            Emphasis.BOLD: look.bold,
            Emphasis.ITALIC: look.italic,
            Emphasis.UNDERLINE: look.underline not in {None, "none"},
        }
        self._set_off.take(written, {emphasis for emphasis, is_so in looks.items() if is_so})

    @property
    def lead(self) -> str:
        """Its first words that are set off."""
        return self._set_off.lead

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.parts)

    @property
    def contents(self) -> bool:
        """Whether it is a line of the contents, and nothing else."""
        return self.in_contents and not self.in_body

    @property
    def bold(self) -> bool:
        """Whether all that is printed is bold."""
        return self.all_bold and bool(self.text.strip())

    @property
    def size(self) -> float | None:
        """In points, of most of the letters."""
        half_points = max(self.sizes, key=lambda size: self.sizes[size], default=None)
        return None if half_points is None else half_points / 2


class TextReader:
    """Reads one paragraph after the other: a field may begin in one and end in another."""

    def __init__(self, styles: Styles, footnotes: Footnotes, fields: Fields) -> None:
        self._styles, self._footnotes, self._fields = styles, footnotes, fields

    def read(self, paragraph: _Element, styles: tuple[Style, ...]) -> ParagraphText:
        """`styles` are those of the paragraph, nearest first."""
        read = ParagraphText()
        for element in _runs(paragraph):
            if element.tag == f"{W}r":
                self._run(element, styles, read)
            else:
                read.parts.append(in_one_line(element))
        read.uncounted = self._fields.end_paragraph()
        return read

    def _run(self, run: _Element, styles: tuple[Style, ...], read: ParagraphText) -> None:
        own = child(run, "rPr")
        look = self._styles.look(own, styles)
        font = attribute(child(own, "rFonts"), "ascii") or ""
        before = len(read.parts)
        for element in run:
            if self._fields.take(element) or self._fields.in_code:
                continue
            if look.hidden:
                read.hidden = read.hidden or element.tag == f"{W}t"
            else:
                self._content(element, font, read)
        printed = "".join(read.parts[before:])
        read.take_look(printed, look)
        if written := printed.strip():
            read.sizes[look.half_points] += len(written)
            read.in_contents = read.in_contents or self._fields.in_contents
            read.in_body = read.in_body or not self._fields.in_contents

    def _content(self, element: _Element, font: str, read: ParagraphText) -> None:
        tag = str(element.tag)
        if tag in _CHARACTERS:
            read.parts.append(_CHARACTERS[tag])
        elif tag == f"{W}t":
            read.parts.append(in_font(" ".join((element.text or "").splitlines()), font))
        elif tag == f"{W}sym":
            read.parts.append(_symbol(element))
        elif tag in NOTE_REFERENCES:
            mark, note = self._footnotes.refer(element)
            read.parts.append(mark)
            read.footnotes.extend(filter(None, [note]))
        elif tag == f"{W}ruby":
            read.parts.extend(
                each.text or "" for base in element.iter(_RUBY_BASE) for each in base.iter(f"{W}t")
            )
        elif tag in _DRAWN:
            _drawn(element, read)


def _runs(parent: _Element) -> Iterator[_Element]:
    """The runs and formulas of a paragraph in their order, those in links and content controls too."""
    for element in parent:
        if element.tag in {f"{W}r", f"{MATH}oMath"}:
            yield element
        elif element.tag in _WITHIN or element.tag == f"{MATH}oMathPara":
            yield from _runs(element)


def _symbol(element: _Element) -> str:
    code = attribute(element, "char") or ""
    return symbol(int(code, 16), attribute(element, "font") or "") if _CODE.fullmatch(code) else UNKNOWN


def _drawn(element: _Element, read: ParagraphText) -> None:
    """Text boxes are kept for themselves; what else shows a picture is counted."""
    boxes = [each for each in element.iter(_TEXT_BOX) if next(each.iterancestors(_TEXT_BOX), None) is None]
    read.text_boxes.extend(boxes)
    if not boxes and any(_is_picture(each) for each in element.iter(*_PICTURES)):
        read.figures += 1


def _is_picture(element: _Element) -> bool:
    if element.tag == f"{DRAWING}graphicData":
        return element.get("uri", "").endswith(_DRAWN_DATA)
    return any(element.get(RELATIONSHIP + name) for name in ("embed", "link", "id"))
