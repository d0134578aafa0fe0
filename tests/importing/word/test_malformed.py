"""Whatever stands in the parts of a Word file, it is read or refused, and as large as the file is the work."""

import re
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from bot.importing.readers.word import read_word
from bot.importing.source import Changes, ImportRefusedError
from hypothesis import given
from hypothesis import strategies as st

from tests.counted_calls import calls
from tests.importing.word.documents import (
    abstract,
    field_of,
    level,
    numbered_as,
    paragraph,
    parts_of,
    run,
    starts_at,
    style,
    write_parts,
)

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


ALL_KINDS = parts_of(
    paragraph("总则", style="heading 1", properties='<w:ind w:firstLineChars="200" w:left="420"/>')
    + paragraph(
        run("目的", '<w:sz w:val="24"/><w:b w:val="1"/><w:rFonts w:ascii="Wingdings"/>'), numbering=(1, 1)
    )
    + paragraph('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', field_of(" DATE ", run("2026")))
    + paragraph(
        '<w:r><w:footnoteReference w:id="1" w:customMarkFollows="0"/></w:r>', mark='<w:vanish w:val="0"/>'
    )
    + '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    + f'{paragraph("职级")}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge w:val="continue"/></w:tcPr><w:p/></w:tc></w:tr>'
    + "</w:tbl>",
    numbering=abstract(
        0, level(0, "decimal", "%1."), level(1, "chineseCounting", "第%2条", '<w:lvlRestart w:val="0"/>')
    )
    + numbered_as(1, 0, starts_at(1, 3)),
    styles=style("heading 1", '<w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="1"/></w:numPr>'),
    footnotes=f'<w:footnote w:id="1" w:type="normal">{paragraph("注")}</w:footnote>',
    settings='<w:footnotePr><w:numFmt w:val="decimal"/><w:numStart w:val="1"/></w:footnotePr>',
)
_WRITTEN = re.compile(r'(?<=")[^"<>]*(?="(?: w:|/?>))')


def _places() -> list[tuple[str, int]]:
    """Each value of an attribute, by its part and where it begins."""
    return [(name, match.start()) for name, part in ALL_KINDS.items() for match in _WRITTEN.finditer(part)]


@pytest.mark.parametrize("value", VALUES)
def test_a_value_that_makes_no_sense_anywhere_is_read_or_refused(value: str, tmp_path: Path) -> None:
    for name, start in _places():
        end = ALL_KINDS[name].index('"', start)
        broken = ALL_KINDS[name][:start] + value + ALL_KINDS[name][end:]
        path = write_parts(tmp_path / "broken.docx", {**ALL_KINDS, name: broken})
        with suppress(ImportRefusedError):
            read_word(path)


def _many(folder: Path, paragraphs: int) -> Path:
    numbering = abstract(0, level(0, "decimal", "%1."), level(1, "chineseCounting", "第%2条")) + numbered_as(
        1, 0
    )
    body = "".join(
        paragraph("迟到", run("三次"), numbering=(1, number % 9 > 0 and 1))
        + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
        for number in range(paragraphs)
    )
    return write_parts(folder / f"{paragraphs}.docx", parts_of(body, numbering=numbering))


def test_four_times_the_paragraphs_take_four_times_the_work(tmp_path: Path) -> None:
    files = [_many(tmp_path, paragraphs) for paragraphs in (50, 200)]
    few, many = (calls(partial(read_word, file)) for file in files)
    assert many < 4.2 * few
