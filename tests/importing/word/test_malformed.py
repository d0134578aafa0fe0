"""Whatever stands in the parts of a Word file, it is read or refused; nothing else comes out, and nothing twice."""

from contextlib import suppress
from pathlib import Path

import pytest
from bot.importing.readers.word import read_word
from bot.importing.source import Changes, ImportRefusedError
from hypothesis import given
from hypothesis import strategies as st

from tests.importing.word.documents import parts_of, write_parts

NAMES = [
    "p", "pPr", "r", "rPr", "t", "tab", "br", "sym", "tbl", "tr", "trPr", "tc", "tcPr", "gridSpan",
    "vMerge", "gridBefore", "sdt", "sdtContent", "sdtPr", "docPartObj", "docPartGallery", "ins", "del",
    "moveFrom", "moveTo", "pPrChange", "numPr", "numId", "ilvl", "pStyle", "rStyle", "outlineLvl", "ind",
    "sz", "b", "vanish", "fldChar", "instrText", "footnoteReference", "hyperlink", "drawing",
    "txbxContent", "abstractNum", "abstractNumId", "num", "lvl", "lvlOverride", "startOverride",
    "lvlText", "numFmt", "start", "lvlRestart", "isLgl", "numStyleLink", "style", "basedOn", "name",
    "delText", "ruby", "rubyBase",
]  # fmt: skip
ATTRIBUTES = [
    "val", "id", "ilvl", "numId", "abstractNumId", "styleId", "type", "char", "font", "fldCharType",
    "firstLine", "left", "leftChars", "format", "default",
]  # fmt: skip
VALUES = [
    "", "0", "1", "2", "-1", "1e400", "nan", "99999999999", "x", "begin", "separate", "end", "restart",
    "F0FC", "%1.%9",
]  # fmt: skip

attributes = st.lists(st.tuples(st.sampled_from(ATTRIBUTES), st.sampled_from(VALUES)), max_size=3).map(
    lambda pairs: "".join(f' w:{name}="{value}"' for name, value in dict(pairs).items())
)
texts = st.text(st.characters(exclude_categories=["C"], exclude_characters="<>&"), max_size=5)
elements = st.recursive(
    texts,
    lambda inside: st.tuples(st.sampled_from(NAMES), attributes, st.lists(inside, max_size=4)).map(
        lambda told: f"<w:{told[0]}{told[1]}>{''.join(told[2])}</w:{told[0]}>"
    ),
    max_leaves=30,
)


@given(body=elements, numbering=elements, styles=elements, changes=st.sampled_from([None, *Changes]))
def test_any_parts_are_read_or_refused(
    body: str, numbering: str, styles: str, changes: Changes | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "malformed.docx"
    write_parts(
        path, parts_of(f"<w:p>{body}</w:p>{body}", numbering=numbering, styles=styles, footnotes=styles)
    )
    with suppress(ImportRefusedError):
        read_word(path, changes)
