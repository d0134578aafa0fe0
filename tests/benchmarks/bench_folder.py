"""A bench folder small enough to be read in the tests that use it."""

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.small_books import BOOK, write

CHAPTER = """\
chapter: "1"
title: 总则
clauses:
  - {number: "1.1", text: 员工迟到须告知组长。}
  - {number: "1.2", text: 员工请假须提前三天申请。}
  - {number: "1.3", text: 客户投诉须当天登记。}
"""
QUESTIONS = [
    ("迟到了怎么办", ["1.1"]),
    ("请假要提前几天", ["1.2"]),
    ("投诉当天要登记吗", ["1.3"]),
    ("食堂几点开饭", []),
]
TEXTS = ["甲方须付款。", "乙方须交货。", "丙方作保。"]


def bench(folder: Path, books: Sequence[str] = ("law-1", "law-2")) -> Path:
    """`laws/` with these books, all alike, and `all-laws/`."""
    for name in books:
        write(
            folder / "laws" / name,
            {"knowledge/code/book.yaml": BOOK, "knowledge/code/01.yaml": CHAPTER},
        )
        _lines(folder / "laws" / name / "questions-a.jsonl", QUESTIONS[:2])
        _lines(folder / "laws" / name / "questions-b.jsonl", QUESTIONS[2:])
    (folder / "all-laws").mkdir(parents=True)
    clauses = "".join(json.dumps({"id": row, "text": text}) + "\n" for row, text in enumerate(TEXTS))
    (folder / "all-laws" / "clauses.jsonl.gz").write_bytes(gzip.compress(clauses.encode()))
    _lines(
        folder / "all-laws" / "questions.jsonl",
        [("谁付款", [0]), ("谁交货", [1]), ("谁作保", [2]), ("谁须付款", [0])],
    )
    return folder


def _lines(path: Path, questions: Sequence[tuple[str, Sequence[str | int]]]) -> None:
    lines: list[Mapping[str, object]] = [
        {"question": text, "clauses": clauses} for text, clauses in questions
    ]
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
