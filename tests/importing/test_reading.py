"""What kind a file is its content tells; what cannot be quoted word for word is refused."""

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from bot.importing.readers.common_characters import common_characters, refuse_wrong_characters
from bot.importing.reading import read_books
from bot.importing.source import LARGEST, ImportRefusedError, Refusal
from docx import Document

from tests.importing.pdf.pdf_files import Picture, Text, pdf

RULES = "第一条 员工应当遵守劳动纪律。\n第二条 迟到的，扣发当日奖金。\n第三条 本办法自公布之日起施行。\n"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def pages(text: str = RULES, *, locked: bool = False, invisible: bool = False) -> bytes:
    return pdf(
        [Text(72, 760 - 20 * at, line, invisible=invisible) for at, line in enumerate(text.splitlines())],
        locked=locked,
    )


def word(path: Path) -> None:
    document = Document()
    for line in RULES.splitlines():
        document.add_paragraph(line)
    document.save(str(path))


@pytest.mark.parametrize("name", ["规定.pdf", "规定.bin", "规定.txt"])
def test_a_pdf_is_one_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(pages())

    [book] = read_books(path).books

    assert [clause.label for clause in book.clauses] == ["第一条", "第二条", "第三条"]
    assert {clause.page for clause in book.clauses} == {1}


def test_a_word_file_is_one_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "规定"
    word(path)

    assert len(read_books(path).books[0].clauses) == 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("规定.txt", RULES),
        ("规定", RULES),
        ("规定.md", RULES.replace("\n", "\n\n")),
        ("规定.html", "<p>" + RULES.replace("\n", "<p>")),
        ("规定.dat", "\n<!DOCTYPE html><p>" + RULES.replace("\n", "<p>")),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_texts_are_read_by_their_names_or_beginnings(
    name: str, content: str, encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding)

    assert read_books(path).books[0].clauses[0].text == "员工应当遵守劳动纪律。"


def xlsx(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<broken")


def archive_of_photos(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photo.jpg", "")


REFUSED: dict[Refusal, list[bytes | Callable[[Path], None]]] = {
    Refusal.UNKNOWN_KIND: [b"\x00\x01\x02\x03" * 50, archive_of_photos, _OLE],
    Refusal.OLD_WORD: [b"{\\rtf1 \\ansi}", _OLE + "WordDocument".encode("utf-16-le")],
    Refusal.PASSWORD: [_OLE + "EncryptedPackage".encode("utf-16-le"), pages(locked=True)],
    Refusal.DAMAGED: [pages()[:200], b"%PDF-1.7\n", b"PK\x03\x04 broken", xlsx],
    Refusal.PICTURES_ONLY: [
        b"\x89PNG\r\n",
        b"\xff\xd8\xff\xe0",
        pdf([]),
        pdf([Picture(0, 0, 595, 842)]),
        pdf([Picture(0, 0, 595, 842), Text(290, 40, "1")], [Picture(0, 0, 595, 842), Text(290, 40, "2")]),
        pages(invisible=True),
    ],
    Refusal.WRONG_CHARACTERS: [
        pages("第一条 员工丌得迟到，丌得早退，丌得旷工。"),
        pages("第一条 \ue123\ue124\ue125员工应当。"),
    ],
    Refusal.NO_SCHEME: [pages("员工应当遵守劳动纪律，按时到岗，如实填写考勤记录。"), "欢迎加入。".encode()],
}


@pytest.mark.parametrize(
    ("refusal", "content"), [(refusal, content) for refusal, its in REFUSED.items() for content in its]
)
def test_what_cannot_be_quoted_is_refused(
    refusal: Refusal, content: bytes | Callable[[Path], None], tmp_path: Path
) -> None:
    path = tmp_path / "规定"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content(path)

    with pytest.raises(ImportRefusedError) as refused:
        read_books(path)

    assert refused.value.refusal is refusal
    assert refused.value.words["file"] == "规定"


def test_wrong_characters_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "规定.pdf"
    path.write_bytes(pages("第一条 员工丌得迟到，丌得早退，丌得旷工。"))

    with pytest.raises(ImportRefusedError) as refused:
        read_books(path)

    assert refused.value.words == {"file": "规定.pdf", "characters": "丌", "count": "3"}


def test_a_rare_word_is_no_wrong_character(tmp_path: Path) -> None:
    path = tmp_path / "规定.pdf"
    path.write_bytes(pages("第一条 硐室内禁止吸烟。\n第二条 进入硐室应当登记。\n第三条 违者警告。"))

    assert len(read_books(path).books[0].clauses) == 3


@pytest.mark.parametrize(
    "text",
    [
        "第一条 窨井由养护单位管理，不得擅自开启窨井盖。\n第二条 打开窨井的，设置围栏。\n第三条 窨井盖丢失的，补上。",
        "第一条 商品砼的强度不得低于设计值。\n第二条 砼的养护由班组负责。\n第三条 砼浇筑后十二小时内覆盖。",
        "第一条 本会的会员不分先后：逄昊、邸玥、昝煜、仝鑫。\n第二条 会费由逄昊收取。\n第三条 账目由邸玥保管。",
    ],
)
def test_a_few_rare_terms_and_names_are_no_wrong_characters_however_often(text: str, tmp_path: Path) -> None:
    (tmp_path / "规定.pdf").write_bytes(pages(text))

    assert len(read_books(tmp_path / "规定.pdf").books[0].clauses) == 3


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("不", "丌"),
        ("的", "癿"),
        ("或", "戓"),
        ("为", "爲"),
        ("有", "冇"),
        ("应", "膺"),
        ("一", "弌"),
        ("于", "亍"),
    ],
)
def test_a_very_common_character_that_stands_nowhere_is_held_as_another(right: str, wrong: str) -> None:
    sentence = (
        "员工应当到岗，不得以事假或病假为由一再缺勤；有情况的，可以在当日由本人与主管及班长说明，不晚于下班。"
    )
    text = sentence * 70 + "窨井盖" * 12

    refuse_wrong_characters(text)
    with pytest.raises(ImportRefusedError):
        refuse_wrong_characters(text.replace(right, wrong))


def test_many_kinds_of_rare_characters_are_wrong_though_the_common_ones_stand_elsewhere() -> None:
    head = "不得迟到的规定有以下几条。"
    body = "为觃范公司癿管理，迕一步収挥部门癿作用，弼班人员丌得离岗，学孥时间听从乊安排，旪间到亍办公室，戒叐处分。"
    with pytest.raises(ImportRefusedError):
        refuse_wrong_characters(head + body)


def test_the_common_characters_are_those_of_both_scripts() -> None:
    assert set("不的守则條規").issubset(common_characters())
    assert common_characters().isdisjoint("丌亍")
    assert len(common_characters()) == 6_722


def test_characters_of_japanese_are_common_in_a_japanese_text_only(tmp_path: Path) -> None:
    text = "第一条 国内の出張の日当は千円とする。第二条 宿泊の実費は団体の県内規程に応じて支給する。"
    (tmp_path / "kitei").write_bytes(pages(text.replace("第二条", "\n第二条")))
    assert "実費" in read_books(tmp_path / "kitei").books[0].clauses[-1].text
    with pytest.raises(ImportRefusedError):
        refuse_wrong_characters("第一条 円実団县应当按时到岗。")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "规定.pdf"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)

    with pytest.raises(ImportRefusedError) as refused:
        read_books(path)

    assert refused.value.refusal is Refusal.TOO_LARGE


@pytest.mark.parametrize("library", ["pypdfium2", "bot.importing.readers.pdf"])
def test_without_the_extra_its_name_is_told(
    library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "规定.pdf"
    path.write_bytes(pages())
    for name in [each for each in sys.modules if each.startswith(("bot.importing.readers.pdf", "pypdfium2"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(ImportRefusedError) as refused:
        read_books(path)

    assert refused.value.refusal is Refusal.MISSING_EXTRA


@pytest.mark.parametrize("name", ["规定.txt", "规定.docx", "规定.pdf", "规定.xlsx", "规定.html"])
def test_an_empty_file_is_refused_as_empty(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")

    with pytest.raises(ImportRefusedError) as refused:
        read_books(tmp_path / name)

    assert refused.value.refusal is Refusal.EMPTY


def test_a_text_of_blanks_is_empty_too(tmp_path: Path) -> None:
    (tmp_path / "规定.txt").write_text(" \n\u3000\n", encoding="utf-8")

    with pytest.raises(ImportRefusedError) as refused:
        read_books(tmp_path / "规定.txt")

    assert refused.value.refusal is Refusal.EMPTY
