"""A file that is no Word file, or could harm, is refused before anything of it is believed."""

import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from bot.importing.readers.word import read_word
from bot.importing.source import LARGEST, ImportRefusedError, Refusal
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from tests.importing.word.documents import (
    paragraph,
    parts_of,
    relationship,
    relationships,
    shown,
    write_parts,
)

BODY = paragraph("第一条 目的")
PARTS = parts_of(BODY)
DOCUMENT = PARTS["word/document.xml"]
LAUGHS = '<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


def refusal(path: Path) -> Refusal:
    with pytest.raises(ImportRefusedError) as refused:
        read_word(path)
    return refused.value.refusal


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and nothing after it", b"%PDF-1.7"])
def test_what_is_no_package_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "rules.docx"
    path.write_bytes(content)
    assert refusal(path) is Refusal.DAMAGED


def test_a_file_that_would_unpack_to_too_much_is_refused_before_it_does(tmp_path: Path) -> None:
    path = tmp_path / "rules.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in PARTS.items():
            archive.writestr(name, content)
        archive.getinfo("word/document.xml").file_size = LARGEST + 1
    assert refusal(path) is Refusal.TOO_LARGE


OTHERS: dict[str, tuple[Mapping[str, str | bytes], Refusal]] = {
    "broken XML": ({**PARTS, "word/document.xml": DOCUMENT[:-20]}, Refusal.DAMAGED),
    "broken styles": ({**PARTS, "word/styles.xml": "<w:styles>"}, Refusal.DAMAGED),
    "no document": ({name: PARTS[name] for name in PARTS if "document.xml" not in name}, Refusal.DAMAGED),
    "no relationships": ({"word/document.xml": DOCUMENT}, Refusal.DAMAGED),
    "entities": ({**PARTS, "word/document.xml": DOCUMENT.replace("?>", f"?>{LAUGHS}")}, Refusal.UNSAFE),
    "entities in another encoding": (
        {
            **PARTS,
            "word/document.xml": DOCUMENT.replace('"UTF-8"?>', f'"UTF-16"?>{LAUGHS}').encode("utf-16"),
        },
        Refusal.UNSAFE,
    ),
    "entities in the styles": (
        {**PARTS, "word/styles.xml": PARTS["word/styles.xml"].replace("?>", f"?>{LAUGHS}")},
        Refusal.UNSAFE,
    ),
    "a page of another format within it": (
        {**PARTS, "word/document.xml": DOCUMENT.replace("<w:sectPr/>", '<w:altChunk r:id="rId9"/>')},
        Refusal.OLD_WORD,
    ),
    "a path out of the archive": ({**PARTS, "../../etc/cron.d/x": "x"}, Refusal.UNSAFE),
    "a path from the root": ({**PARTS, "/etc/passwd": "x"}, Refusal.UNSAFE),
    "another program's document": (
        {
            **PARTS,
            "word/document.xml": "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'/>",
        },
        Refusal.UNKNOWN_KIND,
    ),
}


@pytest.mark.parametrize("what", OTHERS)
def test_what_is_wrong_inside_is_refused(what: str, tmp_path: Path) -> None:
    parts, expected = OTHERS[what]
    assert refusal(write_parts(tmp_path / "rules.docx", parts)) is expected


def test_a_zip_with_a_password_is_refused(tmp_path: Path) -> None:
    path = write_parts(tmp_path / "rules.docx", PARTS)
    content = bytearray(path.read_bytes())
    for header in (b"PK\x01\x02", b"PK\x03\x04"):
        at = content.find(header)
        content[at + (8 if header == b"PK\x01\x02" else 6)] |= 1
    path.write_bytes(content)
    assert refusal(path) is Refusal.PASSWORD


def test_a_document_of_pictures_is_refused(tmp_path: Path) -> None:
    picture = paragraph('<w:r><w:drawing><a:blip r:embed="rId5"/></w:drawing></w:r>')
    path = write_parts(tmp_path / "rules.docx", parts_of(paragraph("员工手册") + picture * 9))
    assert refusal(path) is Refusal.PICTURES_ONLY


def test_parts_are_found_by_their_relationships_whatever_their_names(tmp_path: Path) -> None:
    parts = {
        "_rels/.rels": relationships(relationship("officeDocument", "/Text/Main.XML")),
        "text\\main.xml": DOCUMENT,
        "Text/_rels/Main.xml.rels": relationships(relationship("styles", "../looks/styles.xml")),
        "looks/styles.xml": PARTS["word/styles.xml"],
    }
    assert shown(read_word(write_parts(tmp_path / "rules.docm", parts))) == ["第一条 目的"]


def test_the_strict_form_of_the_standard_is_read_too(tmp_path: Path) -> None:
    transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts = {name: content.replace(transitional, strict) for name, content in PARTS.items()}
    assert shown(read_word(write_parts(tmp_path / "rules.docx", parts))) == ["第一条 目的"]


def test_what_a_file_is_called_and_consists_of_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rules.docx"
    document = Document()
    document.core_properties.title = "考勤办法"
    document.add_paragraph("第一条 目的")
    document.save(str(path))
    read = read_word(path)
    assert (read.name, read.title, shown(read)) == ("rules.docx", "考勤办法", ["第一条 目的"])
    assert len(read.sha256) == 64


def test_what_is_set_as_the_title_counts_before_the_properties(tmp_path: Path) -> None:
    path = tmp_path / "rules.docx"
    document = Document()
    document.core_properties.title = "Template"
    document.styles["Title"].element.get_or_add_pPr().append(
        parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>')
    )
    document.add_paragraph("运营中心", "Title")
    document.add_paragraph("员工手册", "Title")
    document.add_heading("第一章 总则")
    document.add_paragraph("附：模板", "Title")
    document.save(str(path))
    assert read_word(path).title == "运营中心 员工手册"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_parts(
        tmp_path_factory.mktemp("word") / "rules.docx", parts_of(BODY * 3, numbering="")
    ).read_bytes()


def test_a_place_before_the_beginning_of_the_file_is_damage(sound: bytes, tmp_path: Path) -> None:
    broken = bytearray(sound)
    broken[broken.rindex(b"PK\x05\x06") + 16 : broken.rindex(b"PK\x05\x06") + 20] = b"\xff\xff\xff\x7f"
    path = tmp_path / "rules.docx"
    path.write_bytes(broken)
    assert refusal(path) is Refusal.DAMAGED


@given(data=st.data())
def test_a_file_that_was_damaged_anywhere_is_read_or_refused(
    data: st.DataObject, sound: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    broken = bytearray(sound)
    for at in data.draw(st.lists(st.integers(0, len(sound) - 1), min_size=1, max_size=8)):
        broken[at] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "broken.docx"
    path.write_bytes(broken[: data.draw(st.integers(1, len(broken)))])
    with suppress(ImportRefusedError):
        assert {line.text for line in read_word(path).lines} <= {"第一条 目的"}
