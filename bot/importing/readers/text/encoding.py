"""Bytes of a text file -> its characters."""

import codecs
import hashlib
import re
from pathlib import Path

from charset_normalizer import from_bytes

from bot.importing.source import ImportRefusedError, Refusal

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_WIDE = ("utf-16-le", "utf-16-be")  # without a mark: told by what comes out
_USUAL = re.compile(r"[\t\n\r -~\u2010-\u2027\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_NEARLY_ALL = 0.95  # of the characters
_ELSE = ["gb18030", "big5", "cp1252"]


def read_characters(path: Path) -> tuple[str, str]:
    """The characters of a file and the sha256 of its bytes; raises ImportRefusedError where it is no text.

    UTF-8 and what begins with a mark of its encoding is read as that; of the others that which looks most like a text.
    """
    content = path.read_bytes()
    return decoded(content), hashlib.sha256(content).hexdigest()


def decoded(content: bytes) -> str:
    """The characters of a text; raises ImportRefusedError where no encoding makes one of it."""
    named = next((encoding for mark, encoding in _MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        text = _wide(content) or content.decode(named)
    except UnicodeDecodeError:
        best = from_bytes(content, cp_isolation=_ELSE).best()
        if best is None:
            raise ImportRefusedError(Refusal.DAMAGED) from None
        text = _of_signs(content) if best.encoding == "cp1252" else ""
        text = text or str(best)
    if "\0" in text:
        raise ImportRefusedError(Refusal.DAMAGED)
    return text


def _of_signs(content: bytes) -> str:
    """An English text of a Chinese machine: what is not ASCII are signs (§, “”) of two bytes; "" for others."""
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "" if any(sign.isalpha() for sign in text if not sign.isascii()) else text


def _wide(content: bytes) -> str:
    """A text of two bytes a character that no mark begins; "" for any other."""
    for encoding in _WIDE if b"\0" in content and not content.startswith(tuple(_MARKS)) else ():
        text = content.decode(encoding, "replace")
        if len(_USUAL.findall(text)) >= _NEARLY_ALL * len(text):
            return text
    return ""
