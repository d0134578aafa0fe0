"""`acknowledge:` of book.yaml: which changes are signed, by whom and within how many working days."""

from datetime import date
from pathlib import Path

import pytest
from bot.knowledge import IssueKind
from bot.knowledge.books.book import read_book
from bot.rulebook import AcknowledgementRequest

from tests.knowledge.reported_issues import issues_in
from tests.small_books import BOOK, write

CHAPTER = 'chapter: "1"\ntitle: 总则\nclauses:\n  - number: "1.1"\n    text: 一\n'
AUDIENCES = "audiences: {管理层: [S0123ABCD]}\n"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{on: 2026-12-01, who: all}", AcknowledgementRequest(date(2026, 12, 1), 10)),
        ("{on: 2026-12-01, who: 全体, days: 3}", AcknowledgementRequest(date(2026, 12, 1), 3)),
        ("{on: 2026-12-01, who: [管理层]}", AcknowledgementRequest(date(2026, 12, 1), 10, ("管理层",))),
    ],
)
def test_who_signs_and_by_when_is_read(tmp_path: Path, written: str, read: AcknowledgementRequest) -> None:
    more = f"{AUDIENCES}acknowledge: [{written}]\n"
    folder = write(tmp_path, {"code/book.yaml": BOOK + more, "code/01.yaml": CHAPTER})
    assert read_book(folder / "code").acknowledge == (read,)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("{on: 2026-12-01, who: [店长]}", IssueKind.UNKNOWN_AUDIENCE),
        ("{on: 2026-12-01, who: [管理层, 管理层]}", IssueKind.DUPLICATE_ENTRY),
        ("{on: 明天, who: all}", IssueKind.NOT_A_DATE),
        ("{on: 2026-12-01, who: all, days: 0}", IssueKind.NOT_A_COUNT),
        ("{who: all}", IssueKind.MISSING_KEY),
    ],
)
def test_what_is_wrong_with_it_is_told_with_its_line(tmp_path: Path, written: str, kind: IssueKind) -> None:
    more = f"{AUDIENCES}acknowledge:\n  - {written}\n"
    folder = write(tmp_path, {"code/book.yaml": BOOK + more, "code/01.yaml": CHAPTER})
    assert (8, kind) in [(line, found) for _, line, found in issues_in(folder)]
