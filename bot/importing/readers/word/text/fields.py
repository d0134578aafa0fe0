"""Fields (w:fldChar): their code is never shown, what the program last made of it is."""

import re
from collections import Counter
from dataclasses import dataclass

from lxml.etree import _Element

from bot.importing.readers.word.markup import W, attribute

_NUMBER = re.compile(r"\s{0,9}(?:AUTONUM|LISTNUM)", re.IGNORECASE)
_CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)


@dataclass
class _Field:
    code: str = ""
    shown: bool = False


class Fields:
    """The fields that are open at this place; they may hold others, and go over several paragraphs."""

    def __init__(self, root: _Element) -> None:
        """`root` is what they stand in; contents that never end would swallow all that follows: no field makes any."""
        kinds = Counter(attribute(each, "fldCharType") for each in root.iter(f"{W}fldChar"))
        self._all_end = kinds["begin"] == kinds["end"]
        self._open: list[_Field] = []
        self._has_number = False

    def take(self, element: _Element) -> bool:
        """Whether the element is part of a field's frame or code, and nothing to show."""
        if element.tag == f"{W}fldChar":
            self._mark(attribute(element, "fldCharType"))
            return True
        if element.tag == f"{W}instrText":
            if self._open:
                self._open[-1].code += element.text or ""
            return True
        return False

    def _mark(self, kind: str | None) -> None:
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].shown = True
        elif kind == "end" and self._open:
            ended = self._open.pop()
            self._has_number = self._has_number or (not ended.shown and bool(_NUMBER.match(ended.code)))

    @property
    def in_code(self) -> bool:
        """Whether what stands here is the code of a field."""
        return any(not each.shown for each in self._open)

    @property
    def in_contents(self) -> bool:
        """Whether what stands here is a line of the contents that the program made."""
        return self._all_end and any(each.shown and _CONTENTS.match(each.code) for each in self._open)

    def end_paragraph(self) -> bool:
        """Whether there was a field in it whose number the program counts, and tells nowhere.

        A code that goes on is broken: nothing that follows may be lost for it.
        """
        while self._open and not self._open[-1].shown:
            self._open.pop()
        had_number, self._has_number = self._has_number, False
        return had_number
