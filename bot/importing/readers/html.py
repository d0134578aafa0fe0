"""Web pages: their blocks as lines, lists with the numbers that a browser shows, tables as data."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.importing.readers.below_text import menus, without_rest_of_page
from bot.importing.readers.html_around import HEADINGS, is_left_out
from bot.importing.readers.html_fonts import font_of, shown
from bot.importing.readers.html_footnotes import footnotes_taken_from
from bot.importing.readers.html_lists import labels
from bot.importing.readers.html_tables import numbered_texts, table_of
from bot.importing.readers.set_off import EMPHASIS, Emphasis, SetOff
from bot.importing.readers.text.encoding import read_characters
from bot.importing.readers.text.plain_text import text_lines
from bot.importing.source import Line, Missing, Note, NoteKind, SourceDocument, printed
from bot.importing.structure.lines.openings import opening_of
from bot.importing.structure.lines.titles.broken_titles import in_one_line

_INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "kbd"),
    *("label", "mark", "q", "rp", "rt", "ruby", "samp", "small", "span", "strong", "sub", "sup"),
    *("time", "tt", "u", "var", "wbr"),
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|:\s*line-through", re.IGNORECASE)
_PLACE = re.compile(  # 首页 > 规章制度
    r"[您你](?:现在|当前|目前)?的?(?:所在)?位置\s?[:：]|(?:home|首页|主页)\s?[>›»]\s?\S", re.IGNORECASE
)
_WITHIN_TYPED = {"div", "p", "table", "ul", "ol", "pre", "center", "blockquote", *HEADINGS}
_EAST = "\u2e80-\u9fff\uff00-\uffef"
_BREAK_IN_CHINESE = re.compile(rf"(?<=[{_EAST}])\s*\n\s*(?=[{_EAST}])")
_BREAK = "\v"  # within a heading
_DEEPEST = 200  # tags within tags; what is deeper is read as one text
_ICON = 64  # pixels
_STEP = 30.0  # points by which a browser sets in a list


def read_html(path: Path) -> SourceDocument:
    """The lines of a web page; raises ImportRefusedError where it is no text."""
    characters, sha256 = read_characters(path)
    title = LexborHTMLParser(characters).css_first("title")
    lines, notes = html_lines(characters)
    return SourceDocument(path.name, sha256, lines, notes, " ".join(title.text().split()) if title else "")


def html_lines(characters: str) -> tuple[tuple[Line, ...], tuple[Note, ...]]:
    """The lines of a page or of a piece of one, and a note where something in it is not shown."""
    body = LexborHTMLParser(characters).body
    footnotes = footnotes_taken_from(body) if body else {}
    walk = _Walk(footnotes)
    if body:
        walk.through(body, 0)
    walk.end_block()
    kept, left = without_rest_of_page(walk.lines, walk.linked, has_footnotes=bool(footnotes))
    around = menus(walk.lines, walk.linked)
    lines = (line for at, line in enumerate(kept) if at not in around and not _PLACE.match(line.text))
    return tuple(lines), (*walk.notes, *left)


def _typed(line: Line) -> Line:
    return replace(line, text=printed(line.label, line.text), label="")


def _in_a_line(text: str) -> str:
    return " ".join(_BREAK_IN_CHINESE.sub("", text).split())


class _Walk:
    """Goes through the tags; text is collected until a block ends."""

    def __init__(self, footnotes: Mapping[int, str]) -> None:
        self.lines: list[Line] = []
        self.notes: list[Note] = []
        self.linked = set[int]()  # the lines that are but links
        self._in_links = set[bool]()  # whether the words of this text stand in some
        self._links = 0  # within each other; names of places are none
        self._footnotes = footnotes  # by their marks
        self._text: list[str] = []
        self._marked: list[str] = []  # the footnotes of this text
        self._set_off = SetOff()
        self._emphasis = frozenset[Emphasis]()
        self._font = ""
        self._label = ""
        self._lists = 0  # within each other
        self._level = 0  # of the heading above
        self._is_in_heading = False
        self._apart = set[int]()  # the lines that stand below a rule

    def through(self, node: LexborNode, depth: int) -> None:
        """Read what is in a tag."""
        if depth > _DEEPEST:
            self._text.append(node.text())
            self._marked += self._footnotes_in(node)
            return
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                self._text.append(shown(child.text(), self._font))
                self._in_links |= {self._links > 0} if any(map(str.isalnum, child.text())) else set()
                self._set_off.take(child.text(), self._emphasis)
            elif not is_left_out(child) and not self._is_hidden(child):
                around, self._font = self._font, font_of(child) or self._font
                self._take(child, depth + 1)
                self._font = around
                if note := self._footnotes.get(child.mem_id):
                    self._marked.append(_in_a_line(note))

    def end_block(self, heading: int | None = None) -> None:
        """Make a line of what was collected."""
        pieces = map(_in_a_line, "".join(self._text).split(_BREAK))
        text, lead, footnotes = in_one_line([*pieces]), _in_a_line(self._set_off.lead), tuple(self._marked)
        is_linked = self._in_links == {True}
        self._text, self._set_off, self._marked, self._in_links = [], SetOff(), [], set()
        if text:
            self.linked |= {len(self.lines)} if is_linked else set()
            self._add(Line(text, self._label, heading, indent=self._indent, lead=lead, footnotes=footnotes))
            self._label = ""

    def _take(self, node: LexborNode, depth: int) -> None:
        match node.tag:
            case "br" | "hr":
                self._break(is_rule=node.tag == "hr")
            case "img":
                self._picture(node)
            case "pre":
                self._preformatted(node, depth)
            case "ol" | "ul":
                self._list(node, depth)
            case "table":
                self._table(node, depth)
            case tag if tag in EMPHASIS:
                self._emphasised(node, depth)
            case tag if tag in _INLINE or ":" in (tag or ""):  # <o:p>, <st1:date>: of Word
                is_link = tag == "a" and "href" in node.attributes
                self._links += is_link
                self.through(node, depth)
                self._links -= is_link
            case tag:
                heading = HEADINGS.get(tag or "")
                self._level = heading or self._level
                self.end_block()
                self._is_in_heading = heading is not None
                self.through(node, depth)
                self.end_block(self._level + 1 if tag == "summary" else heading)
                self._is_in_heading = False

    def _emphasised(self, node: LexborNode, depth: int) -> None:
        around = self._emphasis
        self._emphasis = around | {EMPHASIS[node.tag or ""]}
        self.through(node, depth)
        self._emphasis = around

    def _break(self, *, is_rule: bool) -> None:
        if self._is_in_heading:
            self._text.append(_BREAK)
        else:
            self.end_block()
            self._apart |= {len(self.lines)} if is_rule else set()

    def _list(self, node: LexborNode, depth: int) -> None:
        self.end_block()
        for item, label in labels(node):
            if self._is_hidden(item):
                continue
            if self._label and label:
                self._add(Line("", self._label, indent=self._indent))
            self._label = label or self._label
            self._lists += 1
            self.through(item, depth)
            self.end_block()
            self._lists -= 1

    @property
    def _indent(self) -> float | None:
        return _STEP * self._lists if self._lists else None

    def _table(self, node: LexborNode, depth: int) -> None:
        self.end_block()
        if numbered := numbered_texts(node):
            for number, cell in numbered:
                at, self._label = len(self.lines), number
                self.through(cell, depth)
                self.end_block()
                self._label = ""
                self.lines[at:] = (_typed(line) if line.label == number else line for line in self.lines[at:])
        elif table := table_of(node):
            self._add(Line("", table=table, footnotes=self._footnotes_in(node)))
        else:
            self.through(node, depth)
            self.end_block()

    def _footnotes_in(self, node: LexborNode) -> tuple[str, ...]:
        marks = (self._footnotes.get(link.mem_id) for link in node.css("a"))
        return tuple(_in_a_line(note) for note in marks if note)

    def _preformatted(self, node: LexborNode, depth: int) -> None:
        """What was typed, read as a file of its own where it has numbers of clauses; else the lines as they are."""
        self.end_block()
        self._marked += self._footnotes_in(node)
        is_text = any(opening_of(Line(line.strip())) for line in node.text().splitlines())
        typed = list[str]()
        for child in node.iter(include_text=True):
            if child.tag in _WITHIN_TYPED:
                self._typed(typed, is_text=is_text)
                self._take(child, depth)
            elif not (is_left_out(child) or self._is_hidden(child)):
                typed.append("\n" if child.tag == "br" else child.text())
        self._typed(typed, is_text=is_text)

    def _typed(self, typed: list[str], *, is_text: bool) -> None:
        text = "".join(typed)
        typed.clear()
        for line in text_lines(text) if is_text else map(Line, text.splitlines()):
            if line.table:
                self._add(line)
            self._text.append(line.text)
            self.end_block()

    def _picture(self, node: LexborNode) -> None:
        """A picture that says something: icons and ornaments do not."""
        sizes = [node.attributes.get(side) or "" for side in ("width", "height")]
        is_icon = any(size.isdecimal() and int(size) <= _ICON for size in sizes)
        if node.attributes.get("alt") == "" or is_icon:
            return
        self.end_block()
        self._add(Line("", missing=Missing.FIGURE))

    def _is_hidden(self, node: LexborNode) -> bool:
        attributes = node.attributes
        is_hidden = "hidden" in attributes or node.tag in {"s", "strike", "del"}
        if not is_hidden and not _HIDDEN.search(attributes.get("style") or ""):
            return False
        if node.text().strip() and not self.notes:
            self.notes.append(Note(NoteKind.HIDDEN_TEXT, paragraph=len(self.lines) + 1))
        return True

    def _add(self, line: Line) -> None:
        self.lines.append(
            replace(line, paragraph=len(self.lines) + 1, is_apart=len(self.lines) in self._apart)
        )
