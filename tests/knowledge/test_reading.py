"""What a knowledge folder becomes."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from bot.knowledge import GoldenQuestion, read_golden, read_knowledge, read_questions
from bot.rulebook import Audience, Clause, ClauseNumber, Library, Owner, SettledQuestion

from tests.small_books import BOOK, write

CHAPTER = """\
chapter: {0}
title: 章{0}
clauses:
  - number: {0}.2
    text: 二
  - number: {0}.1
    text: 一
"""


def _library(tmp_path: Path, **files: str) -> Library:
    named = {f"code/{name}.yaml": content for name, content in files.items()}
    return read_knowledge(write(tmp_path, {"code/book.yaml": BOOK} | named)).library


def test_a_book_has_all_that_its_files_say(tmp_path: Path) -> None:
    chapter = """\
chapter: 7
title: 客户服务标准
owner: {name: 客服质量组, contact: "#cs"}
review_by: 2026-12-31
clauses:
  - number: 7.10
    title: 时限
    text: |
      24 小时内回复。

      周末不停算。
    questions: [多久要回, " 周末呢 "]
    effective: 2026-03-01
"""
    book = _library(tmp_path, seven=chapter).books[0]
    assert (book.id, book.title, book.version, book.owner) == (
        "code",
        "运营中心守则",
        "2026.1",
        Owner("运营管理部"),
    )
    assert book.effective == date(2026, 1, 1)
    assert book.divisions[0].heading.review_by == date(2026, 12, 31)
    clause = book.clauses[0]
    assert clause.number == ClauseNumber.parse("7.10")
    assert clause.text == "24 小时内回复。\n\n周末不停算。"
    assert (clause.title, clause.questions) == ("时限", ("多久要回", "周末呢"))
    assert clause.effective == date(2026, 3, 1)
    assert clause.heading.owner == Owner("客服质量组", "#cs")


def test_what_is_left_out_comes_from_the_book(tmp_path: Path) -> None:
    chapter = _library(tmp_path, seven=CHAPTER.format(7)).books[0].divisions[0]
    assert chapter.heading.owner == Owner("运营管理部")
    assert chapter.heading.review_by is None
    assert {clause.effective for clause in chapter.clauses} == {date(2026, 1, 1)}


def test_an_empty_field_counts_as_left_out(tmp_path: Path) -> None:
    chapter = CHAPTER.format(7) + "    effective:\n    title: ~\nowner:\nreview_by: null\n"
    assert _library(tmp_path, seven=chapter) == _library(tmp_path, seven=CHAPTER.format(7))


def test_chapters_come_in_the_order_of_their_files_and_clauses_as_they_stand(tmp_path: Path) -> None:
    books = _library(tmp_path, b=CHAPTER.format(1), a=CHAPTER.format(2))
    assert [str(clause.number) for clause in books.clauses] == ["2.2", "2.1", "1.2", "1.1"]


def test_books_come_in_the_order_of_their_folders(tmp_path: Path) -> None:
    for name in ("safety", "code"):
        write(tmp_path / name, {"book.yaml": BOOK.replace("code", name), "1.yaml": CHAPTER.format(1)})
    assert [book.id for book in read_knowledge(tmp_path).library.books] == ["code", "safety"]


def test_files_of_other_kinds_do_no_harm(tmp_path: Path) -> None:
    files = {
        "code/book.yaml": BOOK,
        "code/01.yaml": CHAPTER.format(1),
        "code/notes.md": "# 笔记",
        "code/.hidden.yaml": "a: 'b",
        ".git/config": "",
        "README.md": "",
        "synonyms.yaml": "# none yet\n",
    }
    knowledge = read_knowledge(write(tmp_path, files))
    assert len(knowledge.library.clauses) == 2
    assert knowledge.synonyms == ()


RESTRICTED = {
    "code/book.yaml": BOOK
    + "audiences: {管理层: [S0123ABCD, ' U0456EFGH '], 内审: [W0789WXYZ]}\naudience: [管理层, 内审]\n",
    "code/01.yaml": CHAPTER.format(1) + "    audience: [内审]\naudience: [管理层]\n",
    "code/02.yaml": CHAPTER.format(2),
    "law/book.yaml": BOOK.replace("code", "law") + "audiences: {管理层: [S0999ZZZZ]}\n",
    "law/01.yaml": CHAPTER.format(1) + "    audience: [管理层]\n",
}


def test_a_clause_is_for_those_whom_its_book_its_chapter_and_itself_name(tmp_path: Path) -> None:
    books = read_knowledge(write(tmp_path, RESTRICTED)).library
    of_book, of_chapter = frozenset({"code/管理层", "code/内审"}), frozenset({"code/管理层"})
    assert [clause.restriction for clause in books.clauses] == [
        (of_book, of_chapter),
        (of_book, of_chapter, frozenset({"code/内审"})),
        (of_book,),
        (of_book,),
        (),
        (frozenset({"law/管理层"}),),
    ]
    assert books.books[0].audiences == (
        Audience("管理层", ("S0123ABCD", "U0456EFGH")),
        Audience("内审", ("W0789WXYZ",)),
    )


def test_what_was_settled_about_a_hidden_clause_is_hidden_with_it(tmp_path: Path) -> None:
    pairs = '- {question: 甲, clause: "1.1"}\n- {question: 乙, clause: law/1.2}\n'
    aside = '- {question: 丙, clause: "1.1", text: gone}\n'
    knowledge = read_knowledge(write(tmp_path, RESTRICTED | {"learned.yaml": pairs + aside}))
    seen = knowledge.within(knowledge.library.seen_by(frozenset()))
    assert _spoken(seen.library.clauses) == ["law/1.2"]
    assert seen.learned == (SettledQuestion("乙", seen.library.clauses[0]),)
    assert not seen.stale_pairs
    assert knowledge.within(knowledge.library).learned == knowledge.learned


def _spoken(clauses: Iterable[Clause]) -> list[str]:
    return [clause.name for clause in clauses]


def test_synonyms_come_in_the_order_of_their_file(tmp_path: Path) -> None:
    _library(tmp_path, one=CHAPTER.format(1))
    write(tmp_path, {"synonyms.yaml": "- [请假, ' 休假 ']\n- [OT, 加班, 12:30]\n"})
    assert read_knowledge(tmp_path).synonyms == (("请假", "休假"), ("OT", "加班", "12:30"))


def test_golden_questions_know_their_clauses(tmp_path: Path) -> None:
    books = _library(tmp_path, one=CHAPTER.format(1))
    write(
        tmp_path,
        {"golden.yaml": "- question: 甲\n  clauses: [1.1, code/1.2]\n- {question: 乙, clauses: []}\n"},
    )
    second, first = books.clauses
    expected = (GoldenQuestion("甲", (first, second)), GoldenQuestion("乙", ()))
    assert read_golden(tmp_path / "golden.yaml", books) == expected
    lines = '{"question": "甲", "clauses": ["1.1", "code/1.2"]}\n\n{"question": "乙", "clauses": []}\n'
    write(tmp_path, {"questions.jsonl": b"\xef\xbb\xbf" + lines.encode()})
    assert read_questions(tmp_path / "questions.jsonl", books) == expected


def test_a_bare_number_means_the_first_book_that_has_it(tmp_path: Path) -> None:
    for name in ("safety", "code"):
        write(tmp_path / name, {"book.yaml": BOOK.replace("code", name), "1.yaml": CHAPTER.format(1)})
    books = read_knowledge(tmp_path).library
    write(tmp_path, {"golden.yaml": "- {question: 甲, clauses: [1.1, safety/1.1]}\n"})
    questions = read_golden(tmp_path / "golden.yaml", books)
    assert [clause.heading.book for clause in questions[0].clauses] == ["code", "safety"]


@pytest.mark.parametrize("text", ["一：二", "“甲”#乙", "- 甲", "24 小时：“见下”", "甲\n  - 乙\n"])
def test_a_text_is_kept_word_for_word(text: str, tmp_path: Path) -> None:
    indented = text.replace("\n", "\n      ")
    chapter = f"chapter: 1\ntitle: 章\nclauses:\n  - number: 1.1\n    text: |\n      {indented}\n"
    assert _library(tmp_path, one=chapter).clauses[0].text == text.strip()
