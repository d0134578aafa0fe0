"""Designators: how chapters, clauses and their parts are numbered in a text (第七章第一条, 7.1, 第二款第（三）项).

A lexer cuts a text into the few tokens that designators are made of, a parser that looks a few tokens ahead reads
them. Any text is read, in time linear in its length:

    designator = [第] number 章 [[第] number 条] [inserted] {part}
               | [第] (number | levels) [dashed] [条] [inserted] {part}
    part       = 第 number (款 | 项) | [第] ( number ) [项]

Spaces may stand between the tokens up to 条. Nothing is known here of documents: whether 7.1 is a clause or a
quantity, `references` tells.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bot.rulebook.numerals import CHINESE_NUMERALS

_BEFORE, _AFTER = r"(?<![\d.])", r"(?![\d.%])"  # figures that go on are dates, sums, telephones
_NUMBER = rf"(?:\d{{1,4}}|[{CHINESE_NUMERALS}]++){_AFTER}"


class TokenKind(StrEnum):
    """The kinds of tokens, each with its pattern."""

    LEVELS = rf"{_BEFORE}\d{{1,3}}\.{_NUMBER}"  # 7.1
    NUMBER = rf"{_BEFORE}(?<![{CHINESE_NUMERALS}]){_NUMBER}"  # 12, 十二
    DASHED = rf"-\d{{1,3}}{_AFTER}"  # the end of 39-1
    INSERTED = rf"之{_NUMBER}"  # the end of 第三十九条之一
    ORDINAL = "第"
    CHAPTER = "章"
    ARTICLE = "[条條]"
    PARAGRAPH = "款"
    ITEM = "[项項]"
    OPEN = "[(（]"
    CLOSE = "[)）]"
    LINK = "或者|以及|的规定|的規定|[、，,和及与與或至到]"  # between the designators of a list
    SPACE = r"\s+"
    OTHER = "(?!)"  # what stands between tokens of the other kinds


_TOKEN = re.compile("|".join(f"(?P<{kind.name}>{kind})" for kind in TokenKind))
_BEGINS = {TokenKind.ORDINAL, TokenKind.NUMBER, TokenKind.LEVELS}  # what a designator begins with
_UNITS = {TokenKind.CHAPTER, TokenKind.ARTICLE, TokenKind.PARAGRAPH, TokenKind.ITEM}


class Token(NamedTuple):
    """A piece of a text; `start` and `end` are its offsets."""

    kind: TokenKind
    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The text cut into tokens: put together again they are the text."""
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() > end:
            yield Token(TokenKind.OTHER, text[end : match.start()], end, match.start())
        end = match.end()
        yield Token(TokenKind[match.lastgroup or ""], match[0], match.start(), end)
    if end < len(text):
        yield Token(TokenKind.OTHER, text[end:], end, len(text))


@dataclass(frozen=True)
class Designator:
    """The number of a chapter or clause as it is written; parts of the clause (款, 项) are read over.

    `chapter`, `article` and `inserted` are numerals, "" where there is none. `is_sure`: 第, 章 or 条 say that it counts
    no hours; `is_dotted`: it is written 7.1. `start` and `end` are offsets in the text.
    """

    chapter: str
    article: str
    inserted: str
    is_sure: bool
    is_dotted: bool
    start: int
    end: int


class Parser:
    """Reads a text from left to right: what a method looks for is read where it comes next, else nothing is."""

    def __init__(self, text: str) -> None:
        self._tokens = [*tokens(text), Token(TokenKind.OTHER, "", len(text), len(text))]
        self._at = 0

    @property
    def is_done(self) -> bool:
        """Whether the text has been read to its end."""
        return self._at == len(self._tokens) - 1

    def skip(self) -> None:
        """Read over one token, whatever it is."""
        self._at += 1

    def take(self, *kinds: TokenKind, spaced: bool = False) -> tuple[Token, ...]:
        """The next tokens, where they are of these kinds in this order; `spaced`: with spaces before any of them."""
        at, found = self._at, list[Token]()
        for kind in kinds:
            at += spaced and self._tokens[at].kind is TokenKind.SPACE
            if self._tokens[at].kind is not kind:
                return ()
            found.append(self._tokens[at])
            at += 1
        self._at = at
        return tuple(found)

    def part(self) -> bool:
        """Whether a part of a clause comes next (第二款, 第（三）项), which is then read."""
        bracketed = TokenKind.OPEN, TokenKind.NUMBER, TokenKind.CLOSE
        if self.take(TokenKind.ORDINAL, *bracketed) or self.take(*bracketed):
            self.take(TokenKind.ITEM)
            return True
        numbered = TokenKind.ORDINAL, TokenKind.NUMBER
        return bool(self.take(*numbered, TokenKind.PARAGRAPH) or self.take(*numbered, TokenKind.ITEM))

    def designator(self) -> Designator | None:
        """The designator that comes next; None where none does."""
        first = self._at
        if self._tokens[first].kind not in _BEGINS:
            return None
        has_ordinal = bool(self.take(TokenKind.ORDINAL))
        dot, dashed = "", tuple[Token, ...]()
        if head := self.take(TokenKind.NUMBER, TokenKind.CHAPTER, spaced=True):
            tail = TokenKind.NUMBER, TokenKind.ARTICLE
            clause = self.take(TokenKind.ORDINAL, *tail, spaced=True) or self.take(*tail, spaced=True)
            chapter, article = head[0].text, clause[-2].text if clause else ""
            is_sure = has_ordinal
        elif number := self.take(TokenKind.NUMBER, spaced=True) or self.take(TokenKind.LEVELS, spaced=True):
            chapter, dot, article = number[0].text.rpartition(".")
            dashed = self.take(TokenKind.DASHED)
            has_unit = bool(self.take(TokenKind.ARTICLE, spaced=True))
            is_sure = has_ordinal + has_unit + bool(dot) >= 2
        else:
            self._at = first
            return None
        inserted = self.take(TokenKind.INSERTED) or dashed
        while self.part():
            pass
        start, end = self._tokens[first].start, self._tokens[self._at].start
        return Designator(
            chapter, article, inserted[0].text[1:] if inserted else "", is_sure, bool(dot), start, end
        )


def names_reference(text: str) -> bool:
    """Whether a text names a chapter, clause, paragraph or item (第七章, 第十二条, 第二款), or is a number like 7.1."""
    said = [token.kind for token in tokens(text) if token.kind is not TokenKind.SPACE]
    return said == [TokenKind.LEVELS] or any(
        (first, second) == (TokenKind.ORDINAL, TokenKind.NUMBER) and third in _UNITS
        for first, second, third in zip(said, said[1:], said[2:], strict=False)
    )
