"""What nobody sees in a document is in no rule file, whatever kind it is; what rule files cannot hold is told of it."""

import csv
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from bot.importing.draft import draft
from bot.importing.reading import read_books
from bot.importing.source import ImportRefusedError, Refusal
from bot.importing.unseen import seen
from bot.importing.writing import Unsaid
from bot.knowledge.documents.document import hidden_character
from bot.rulebook import Rulebook
from bot.wording import Language, catalogue_for, refusal_sentence
from bot.wording.import_report import book_words
from docx import Document
from xlsxwriter import Workbook

SEEN = [("第一条", "员工应当守时。"), ("第二条", "🏴升起的，𠮷日放假。"), ("第三条", "迟到的，提醒。")]
HIDDEN = "\u202e\u2066\u200b\ufeff\x7f\U000e0067"
ROWS = [(f"{label[0]}{HIDDEN}{label[1:]}", f"{text[0]}{HIDDEN}{text[1:]}{HIDDEN}") for label, text in SEEN]
LONG = "员工应当按时上班。 遵守规定！ " * 2_000


def word(path: Path) -> None:
    document = Document()
    for label, text in ROWS:
        document.add_paragraph(f"{label} {text}")
    document.save(str(path))


def sheet(path: Path) -> None:
    with Workbook(str(path)) as workbook:
        cells = workbook.add_worksheet(f"制度{HIDDEN}")
        for at, row in enumerate([("条款", "内容"), *ROWS]):
            cells.write_row(at, 0, row)


def table(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("条款", "内容"), *ROWS])


def text(path: Path) -> None:
    path.write_text("\n\n".join(f"{label} {words}" for label, words in ROWS), "utf-8")


def page(path: Path) -> None:
    path.write_text("".join(f"<p>{label} {words}" for label, words in ROWS), "utf-8")


KINDS: Mapping[str, Callable[[Path], None]] = {
    ".docx": word,
    ".xlsx": sheet,
    ".csv": table,
    ".txt": text,
    ".md": text,
    ".html": page,
}


def drafted(path: Path) -> Rulebook:
    """The book of a document as it is read from its rule files."""
    waiting = path.parent / "waiting"
    [found] = draft(
        read_books(path), waiting, path.parent / "rules", Unsaid("", date(2026, 1, 1)), book_words
    )
    return found.rulebook


def refused(path: Path) -> ImportRefusedError:
    with pytest.raises(ImportRefusedError) as raised:
        drafted(path)
    return raised.value


@pytest.mark.parametrize("kind", KINDS)
def test_readers_agree_on_what_nobody_sees(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"规\u202e定{kind}"
    KINDS[kind](path)

    book = drafted(path)

    assert [(each.label.partition("》")[2], each.text.strip()) for each in book.clauses] == SEEN
    assert {each.source.file for each in book.clauses if each.source} == {f"规定{kind}"}


def test_all_that_rule_files_do_not_take_counts_as_unseen() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))

    assert hidden_character(seen(every)) is None
    assert len(every) - len(seen(every)) < 2_300  # of which 2,048 are halves of pairs


def test_a_paragraph_is_one_line_of_its_file_however_long_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"第一条 {LONG}\n\n第二条 {LONG}\n\n第三条 略略。\n", "utf-8")

    assert drafted(tmp_path / "a.txt").clauses[1].text.strip() == LONG.strip()


def test_headings_are_as_deep_as_word_has_them(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("手册", 0)
    for level in range(1, 10):
        document.add_heading(f"{'.'.join('1' * level)} 标题", level)
    for number in range(1, 4):
        document.add_paragraph(f"第{'一二三'[number - 1]}条 员工应当守时，不得迟到。")
    document.save(str(tmp_path / "a.docx"))

    assert len(drafted(tmp_path / "a.docx").clauses) >= 3


@pytest.mark.parametrize("language", list(Language))
def test_what_rule_files_cannot_hold_is_told_of_the_document_and_its_place(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.knowledge.documents.document._DEEPEST", 3)
    (tmp_path / "a.txt").write_text(
        "第一章 总则\n第一节 甲\n第一条 一。\n第二条 二。\n第三条 三。\n", "utf-8"
    )

    error = refused(tmp_path / "a.txt")

    sentence = refusal_sentence(error, catalogue_for(language))
    assert error.refusal is Refusal.UNFIT_TEXT
    assert sentence.startswith(
        "a.txt，第 3 段：层级太深" if language == "zh" else "a.txt, paragraph 3: this is"
    )
    assert "yaml" not in sentence
    assert str(tmp_path) not in sentence


def rows(*lines: str) -> str:
    return "\n".join(["编号,内容", *lines, ""])


@pytest.mark.parametrize(
    ("written", "row"),
    [
        (rows('1,"员工应当守时。', "2,迟到的，提醒。", "3,旷工的，扣薪。"), "2"),
        (rows("1,员工应当守时。", '2,"迟到的，提醒。', '3,"旷工的，扣薪。"', "4,奖励。"), "3"),
        (rows("1,员工应当守时。", '2,"迟到的。', *["3,旷工的，扣薪。"] * 20_000), "3"),
    ],
)
def test_a_quotation_mark_that_does_not_close_is_told_with_its_row(
    written: str, row: str, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(written, "utf-8")

    error = refused(tmp_path / "a.csv")

    assert (error.refusal, error.words["row"]) == (Refusal.OPEN_QUOTATION, row)


def test_a_cell_may_hold_lines_quotation_marks_and_as_much_as_a_file(tmp_path: Path) -> None:
    quoted = '2,"迟到的：\n（一）提醒；\n（二）记为""迟到""。"'
    written = rows(f"1,{LONG * 8}", quoted, '3,6" 的屏幕归还。', '4,"甲"类员工，守时。')
    (tmp_path / "a.csv").write_text(written, "utf-8")
    limit = csv.field_size_limit()

    texts = [each.text.strip() for each in drafted(tmp_path / "a.csv").clauses]

    assert csv.field_size_limit() == limit
    assert texts[0] == (LONG * 8).strip()
    assert texts[1:] == [
        '迟到的：\n（一）提醒；\n（二）记为"迟到"。',
        '6" 的屏幕归还。',
        "甲类员工，守时。",
    ]
