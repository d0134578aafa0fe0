"""Knowledge folders of two clauses, to be changed by the tests that publish them."""

from pathlib import Path

from tests.small_books import BOOK, write

LATE = "上班迟到十分钟以内，口头提醒。"
LATER = "上班迟到十分钟以内，书面提醒。"
BOTH = "上班迟到十分钟以内，口头书面提醒。"
"""The difference of the two as it reads without what marks it."""
LEAVE = "年假每年十天，提前一周申请。"
GOLDEN = (
    "- {question: 上班迟到怎么处理, clauses: [code/1.1]}\n- {question: 年假有几天, clauses: [code/1.2]}\n"
)


def chapter(late: str = LATE, leave: str = LEAVE, second: str = "1.2") -> str:
    """The one chapter of the book."""
    return f"""\
chapter: 1
title: 考勤
clauses:
  - {{number: "1.1", title: 上班迟到, text: {late}}}
  - {{number: "{second}", title: 年假, text: {leave}}}
"""


def a_folder(folder: Path, written: str | None = None, golden: str = GOLDEN, more: str = "") -> Path:
    """A knowledge folder with that chapter, and `more` in its book.yaml; an existing one is changed."""
    files = {"code/book.yaml": BOOK + more, "code/01.yaml": written or chapter(), "golden.yaml": golden}
    return write(folder, files)
