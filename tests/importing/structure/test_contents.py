"""A document and its contents, in whatever form, have the clauses of the document."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from textwrap import wrap

import pytest
import yaml
from bot.importing.books import ImportedClause
from bot.importing.source import NoteKind
from bot.importing.structure import books_of

from tests.counted_calls import calls
from tests.importing.written_lines import document

BODIES: dict[str, str] = yaml.load(
    (Path(__file__).parent / "contents.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
ENTRY = "‹"  # what a line has before it that the contents list, up to › where a text follows
WIDTH = 40  # letters of a line in which entries do not find room


def body_of(written: str) -> str:
    return written.replace(ENTRY, "").replace("›", "")


def entries_of(written: str) -> list[str]:
    return [
        line.lstrip("# ")[1:].partition("›")[0].rstrip(".—")
        for line in written.splitlines()
        if line.lstrip("# ").startswith(ENTRY)
    ]


FORMS: dict[str, Callable[[list[str]], list[str]]] = {
    "tabs": lambda entries: [f"{entry}\t{page}" for page, entry in enumerate(entries, 2)],
    "dots": lambda entries: [f"{entry} ........ {page}" for page, entry in enumerate(entries, 2)],
    "no pages": lambda entries: entries,
    "wrapped": lambda entries: [line for entry in entries for line in wrap(entry, WIDTH)],
    "wrapped with dots": lambda entries: [
        line for page, entry in enumerate(entries, 2) for line in wrap(f"{entry} ....... {page}", WIDTH)
    ],
    "capitals": lambda entries: [entry.upper() for entry in entries],
    "some pages": lambda entries: [
        f"{entry}\t{page}" if page % 3 else entry for page, entry in enumerate(entries, 2)
    ],
}
TITLES = ("目  录", "TABLE OF CONTENTS", "")


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("body", BODIES)
def test_a_document_with_its_contents_has_the_same_clauses(body: str, form: str, title: str) -> None:
    first, *others = BODIES[body].splitlines()
    text = body_of("\n".join(others))
    contents = [*filter(None, [title]), *FORMS[form](entries_of(BODIES[body]))]

    with_contents = books_of(document("\n".join([first, *contents, text])))

    assert clauses_of(with_contents.books[0].clauses) == clauses_of(
        books_of(document("\n".join([first, text]))).books[0].clauses
    )
    assert [note.kind for note in with_contents.notes if note.kind is NoteKind.CONTENTS_DROPPED] == [
        NoteKind.CONTENTS_DROPPED
    ]


def clauses_of(clauses: tuple[ImportedClause, ...]) -> list[tuple[object, ...]]:
    return [(each.number, each.path, each.title, each.text) for each in clauses]


def test_lines_that_stand_again_and_again_take_no_more_work_each_than_others() -> None:
    def read(times: int) -> object:
        again = [f"{number} Clean the room." for number in ("10.1", "10.2", "11.1", "11.2")] * times
        return books_of(document("\n".join(["Manual", *again])))

    few, many = (calls(partial(read, times)) for times in (20, 80))
    assert many < 5 * few


@pytest.mark.parametrize(
    "contents",
    [
        "目录\n| 第一章 总则 | 1 |\n| 第二章 考勤 | 3 |",
        "| 目录 | 页码 |\n| 第一章 总则 | 1 |\n| 第二章 考勤 | 3 |",
        "| 章 | 名称 | 页码 |\n| 第一章 | 总则 | 1 |\n| 第二章 | 考勤 | 3 |\n| 第三章 | 附则 | 5 |",
    ],
)
def test_contents_made_as_a_table_are_left_out_too(contents: str) -> None:
    rules = "第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 考勤\n第三条 丙。\n第三章 附则\n第四条 丁。"

    found = books_of(document(f"员工手册\n{contents}\n{rules}"))

    assert found.books[0].prefaces == {}
    assert clauses_of(found.books[0].clauses) == clauses_of(
        books_of(document(f"员工手册\n{rules}")).books[0].clauses
    )


def test_a_table_above_the_text_that_tells_more_than_its_headings_stays() -> None:
    table = "| 第一章 总则 | 适用于全体员工 |\n| 第二章 考勤 | 不适用于司机 |\n| 第三章 附则 | 略 |"
    rules = "第一章 总则\n第一条 甲。\n第二章 考勤\n第二条 丙。\n第三章 附则\n第三条 丁。"

    assert "不适用于司机" in books_of(document(f"员工手册\n{table}\n{rules}")).books[0].prefaces[()]
