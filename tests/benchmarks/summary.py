"""The lines of figures in the READMEs, taken from the tables of the pages: they are never typed."""

import re
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.pages import PAGES, RELIABILITY, block, write_blocks

README = {"en": Path("README.md"), "zh": Path("README.zh-CN.md")}
_LINES = {
    "en": """\
- **The right clause comes first** for {first} of 100 questions, asked of the shipped handbook as staff type them, and
  for {first_new} of 100 asked of a book that nobody has prepared. A wrong clause is given as certain for {wrong} and
  {wrong_new} of 100.
- **When the rulebook is silent**, {silent} of 100 questions get the nearest clause with a doubt, {silent_sure} a clause
  given as certain; all others are told plainly that there is nothing.
- **On {books} of law** with laypeople's questions, the right article comes first for {law} of 100; plain BM25 finds
  {plain}.
{learning}\
- **One outcome per question** under {faults} injected faults: crashes, outages, lost and repeated messages, full disks.
""",
    "zh": """\
- **第一条就对**：照员工平时的说法问随附的手册，每 100 个问题有 {first} 个；
  问一本没有做过任何准备的新书，有 {first_new} 个。给错了还说有把握的，分别是 {wrong} 个和 {wrong_new} 个。
- **守则没有规定时**：每 100 个问题，{silent} 个得到最接近的一条并注明疑问，
  {silent_sure} 个得到说成有把握的条款，其余都直说没有规定。
- **{books}**，普通人的问题：每 100 个有 {law} 个第一条就对；单用 BM25 是 {plain} 个。
{learning}\
- **一个问题，一个结果**：逐个试过 {faults} 种故障情形（崩溃、断网、消息丢失和重复、磁盘写满），无一例外。
""",
}
_LEARNING = {
    "en": """\
- **What an owner settles** is answered that way from then on, and other questions change little. Of 100 others,
  on a book that nobody has prepared ([how measured, and on law](docs/how-it-works.md#what-settled-questions-bring)):

  | settled questions | {settled} |
  |{rule}
  | answered right | {right} |
  | rulebook silent, a clause given as certain | {silent} |

""",
    "zh": """\
- **负责人确认过的问题**，以后都照着答；别的问题受影响不大。没有做过任何准备的新书，
  每 100 个别的问题（[怎么测的，以及法律](docs/how-it-works.zh-CN.md#确认过的问题带来什么)）：

  | 确认过的问题 | {settled} |
  |{rule}
  | 答对 | {right} |
  | 守则没有规定，却说成有把握的条款 | {silent} |

""",
}


def summary(language: str, folder: Path = Path()) -> str:
    """The lines in a language, of the English tables: the numbers of both are the same."""
    page = (folder / PAGES["en"]).read_text("utf-8")
    figures, decisions = _rows(page, "figures"), _rows(page, "decisions")
    faults = _rows((folder / RELIABILITY["en"]).read_text("utf-8"), "faults")
    [(books, law)] = [
        (label.partition(":")[0], cells)
        for label, cells in figures
        if re.fullmatch(r"\d+ books of law: Shouze semantic", label)
    ]
    plain = dict(figures)[f"{books}: rank-bm25 as it comes"]
    shipped, new = (dict(decisions)[f"{name}: Shouze semantic"] for name in ("shipped", "new user"))
    return _LINES[language].format(
        first=_of_100(shipped[0]),
        first_new=_of_100(new[0]),
        wrong=_of_100(shipped[2]),
        wrong_new=_of_100(new[2]),
        silent=_of_100(f"{float(shipped[5]) - float(shipped[4])}"),
        silent_sure=_of_100(shipped[4]),
        books=books.removesuffix(" of law") if language == "en" else f"{books.split()[0]} 部法律",
        law=_of_100(law[0]),
        plain=_of_100(plain[0]),
        faults=len(faults),
        learning=_learning(page, language),
    )


def _learning(page: str, language: str) -> str:
    """The curve of the book that nobody has prepared, at 0 and as many as were measured; "" before they were."""
    rows = [row for row in _rows(page, "learning") if row[0].startswith("the shipped")]
    if not rows:
        return ""
    _, first = rows[0]
    settled = ["0", *(label.rpartition(": ")[2].partition(" ")[0] for label, _ in rows)]
    right = [_tenths(cell, 100) for cell in (first[1], *(cells[2] for _, cells in rows))]
    silent = [_tenths(cell, 1) for cell in (first[4], *(cells[5] for _, cells in rows))]
    columns = {"settled": settled, "right": right, "silent": silent}
    joined = {name: " | ".join(cells) for name, cells in columns.items()}
    return _LEARNING[language].format(rule="---|" * (1 + len(settled)), **joined)


def write_summary(folder: Path = Path()) -> None:
    """Put the lines into both READMEs."""
    written: Mapping[str, str] = {language: summary(language, folder) for language in README}
    write_blocks("summary", written, folder, README)


def _rows(page: str, name: str) -> list[tuple[str, list[str]]]:
    """The label and the other cells of each row of a table."""
    [table] = block(name).findall(page)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    return [(label, cells) for label, *cells in rows]


def _tenths(cell: str, times: int) -> str:
    """`.453 [.4, .5]` times 100 → 45.3: a curve as flat as this one is not seen in whole ones."""
    return f"{float(cell.partition(' ')[0]) * times:.1f}"


def _of_100(cell: str) -> str:
    """`.787 [.7, .8]` → 79, `.005` → 0.5: one place where there would be nothing else."""
    hundredths = float(cell.partition(" ")[0]) * 100
    return (
        f"{hundredths:.1f}" if 0 < hundredths < 3 else f"{hundredths:.0f}"
    )  # below it a place says something


if __name__ == "__main__":
    write_summary()
