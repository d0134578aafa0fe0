"""Markdown, as the page that is made of it; what it marks and a page would lose (addresses) stays readable."""

import re
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from bot.importing.readers.html import html_lines
from bot.importing.readers.html_lists import FIGURES_BRACKETED
from bot.importing.readers.markdown_attributes import (
    without_attributes,
    without_attributes_of_heading,
    without_lines_of_attributes,
)
from bot.importing.readers.markdown_footnotes import with_footnotes
from bot.importing.readers.text.dashed_tables import with_barred_grids, with_barred_tables
from bot.importing.readers.text.encoding import read_characters
from bot.importing.readers.text.text_footnotes import with_footnotes_at_marks
from bot.importing.source import SourceDocument

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<keys>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title:(?P<title>.*)$", re.MULTILINE)
_WIKI_CONTENTS = re.compile(
    r"^[ \t]*(?:\[\[?_?TOC_?\]\]?|\{\{\s?>?toc\s?\}\}|@\[toc\])[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_ADDRESS = re.compile(r"https?:|mailto:")
_BEGINS_LINE = re.compile(
    r"第.{1,8}[条條章节節编編]|[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]?(?:[0-9]{1,3}|[a-z])[)）]|[0-9]{1,3}[.、]|[①-⑳]"
    r"|(?i:section|article|rule|clause|chapter|part)\s+[\dIVXLC]+(?:\.\d+)*[.:]?(?:\s+[A-Z(]|$)|§\s*\d"
)
_LETTER = re.compile("[A-Za-z0-9]")
_ENDS_LINE = re.compile(r"[。；：！？;:]$")


def read_markdown(path: Path) -> SourceDocument:
    """The lines of a Markdown file; raises ImportRefusedError where it is no text."""
    characters, sha256 = read_characters(path)
    front = _FRONT_MATTER.match(characters)
    title = _TITLE.search(front["keys"]) if front else None
    parser = MarkdownIt("commonmark", renderer_cls=_Renderer).enable("table")
    body = _WIKI_CONTENTS.sub("", characters[front.end() :] if front else characters)
    body = with_footnotes(with_barred_grids(with_barred_tables(without_lines_of_attributes(body))))
    lines, notes = html_lines(parser.render(body))
    lines = tuple(with_footnotes_at_marks(lines))
    return SourceDocument(
        path.name, sha256, lines, notes, title["title"].strip().strip("\"'") if title else ""
    )


class _Renderer(RendererHTML):
    """HTML of a Markdown text."""

    def em_open(self, tokens: Sequence[Token], at: int, *_: object) -> str:
        """A single star or line stays where it stands in a word: it may mean something, as in 5*8*3."""
        return tokens[at].markup if _is_in_word(tokens, at) else ""

    em_close = em_open

    def heading_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, _: object) -> str:
        """A heading ends before its attributes."""
        for token in (tokens[at + 1].children or [])[-1:]:
            if token.type == "text":
                token.content = without_attributes_of_heading(token.content)
        return self.renderToken(tokens, at, options, {})

    def text(self, tokens: Sequence[Token], at: int, *_: object) -> str:
        """Words without what is said of their looks."""
        is_behind_link = at > 0 and tokens[at - 1].type in {"link_close", "image"}
        return escapeHtml(without_attributes(tokens[at].content, is_behind_link=is_behind_link))

    def ordered_list_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, _: object) -> str:
        """A list says what stands behind its numbers: 1) is no 1."""
        if tokens[at].markup == ")":
            tokens[at].attrSet("type", FIGURES_BRACKETED)
        return self.renderToken(tokens, at, options, {})

    def link_close(self, tokens: Sequence[Token], at: int, *_: object) -> str:
        """The address behind the words that lead there."""
        start = next(place for place in range(at - 1, -1, -1) if tokens[place].type == "link_open")
        address = str(tokens[start].attrs.get("href", ""))
        words = "".join(token.content for token in tokens[start:at])
        is_told = not _ADDRESS.match(address) or address.removeprefix("mailto:") == words
        return "</a>" if is_told else f"</a> ({escapeHtml(address)})"

    def softbreak(self, tokens: Sequence[Token], at: int, *_: object) -> str:
        """A break in the file is one of the text where a sentence or a title ends, or a number begins."""
        before, after = tokens[at - 1].content, tokens[at + 1].content if at + 1 < len(tokens) else ""
        is_own = _ENDS_LINE.search(before.rstrip()) or _BEGINS_LINE.match(after) or _is_bold_line(tokens, at)
        return "<br>" if is_own else "\n"


def _is_in_word(tokens: Sequence[Token], at: int) -> bool:
    """Whether letters or figures stand on both sides of this mark, or of the one that belongs to it."""
    kinds, level = {"em_open", "em_close"}, tokens[at].level
    beside = [place for place, token in enumerate(tokens) if token.type in kinds and token.level == level]
    partner = beside[beside.index(at) + tokens[at].nesting]
    return any(
        _LETTER.fullmatch(tokens[place - 1].content[-1:]) and _LETTER.fullmatch(tokens[place + 1].content[:1])
        for place in (at, partner)
        if 0 < place < len(tokens) - 1
    )


def _is_bold_line(tokens: Sequence[Token], at: int) -> bool:
    """Whether the line before a break is bold as a whole: a title that nobody marked as a heading."""
    line = list(takewhile(lambda token: token.type != "softbreak", reversed(tokens[:at])))
    told = [token for token in line if token.type != "text" or token.content]
    kinds = [token.type for token in told]
    return kinds.count("strong_open") == 1 and (kinds[0], kinds[-1]) == ("strong_close", "strong_open")
