"""A book of four times the size takes four times the work to read and check: counted in calls, not in seconds."""

from functools import partial
from pathlib import Path

from bot.knowledge import read_checked, read_knowledge

from tests.counted_calls import calls
from tests.small_books import BOOK, write

MOST = 4.6  # times: four, and what sorting and growing tables take


def written(folder: Path, clauses: int, chapters: int = 10) -> Path:
    """A book of ten chapters, each clause with a reference to the one before it and to a chapter."""
    each = clauses // chapters
    files = {"code/book.yaml": BOOK}
    for chapter in range(1, chapters + 1):
        lines = [f'chapter: "{chapter}"', f"title: 第{chapter}部分", "clauses:"]
        for number in range(1, each + 1):
            before = max(1, number - 1)
            lines += [
                f'  - number: "{chapter}.{number}"',
                f"    text: 迟到{number}次的，见第{chapter}章第{before}条、第{before}条和第{chapter}章。",
                f"    questions: [迟到{number}次怎么办, 第{number}次呢]",
            ]
        files[f"code/{chapter:02}.yaml"] = "\n".join(lines) + "\n"
    return write(folder, files)


def test_four_times_the_clauses_take_four_times_the_work(tmp_path: Path) -> None:
    read_knowledge(written(tmp_path / "first", 10))  # what is made once
    folders = [written(tmp_path / str(size), size) for size in (60, 240)]
    few, many = (calls(partial(read_checked, folder)) for folder in folders)
    assert many < MOST * few


def test_four_times_the_chapters_take_four_times_the_work(tmp_path: Path) -> None:
    read_knowledge(written(tmp_path / "first", 10))
    folders = [written(tmp_path / str(chapters), 3 * chapters, chapters) for chapters in (20, 80)]
    few, many = (calls(partial(read_knowledge, folder)) for folder in folders)
    assert many < MOST * few
