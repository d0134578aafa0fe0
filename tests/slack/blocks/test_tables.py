"""A clause's table is a table on Slack, with the row that answers marked; what Slack would not take stays lines."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bot.answering import Answer, Citation
from bot.knowledge.books.tables import text_with_tables
from bot.rulebook import Clause, ClauseNumber, Heading, Owner, Table
from bot.slack.blocks.messages import messages
from bot.wording import Language, catalogue_for
from bot.workspace.block_kit import block_kit

SAY = catalogue_for(Language.CHINESE)
HEADING = Heading("b", "差旅管理办法", "1", "3", "住宿", Owner("财务部"))
HOTELS = Table(
    ("职级", "住宿", "伙食"), (("经理", "500 元", "100 元"), ("员工", "350 元", "")), "表1 住宿标准"
)


def clause(*tables: Table, text: str = "住宿按下表报销。\n[表1]\n超出部分自理。") -> Clause:
    plain = Clause(HEADING, ClauseNumber(("3", "1")), text, date(2026, 1, 1), "住宿标准")
    return replace(plain, text=text_with_tables(text, tables), tables=tables)


def drawn(*clauses: Clause, marked: str = "") -> list[dict[str, Any]]:
    cited = [replace(Citation.whole(each), marked=marked) for each in clauses]
    sent = messages(Answer(tuple(cited), 0.9), SAY)
    assert [problem for one in sent for problem in block_kit().message(list(one.blocks))] == []
    return [block for one in sent for block in one.blocks]


def runs(part: object) -> Iterator[dict[str, Any]]:
    """The runs of text, in their order."""
    if isinstance(part, dict) and part.get("type") == "text":
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from runs(inner)


def test_it_stands_between_the_words_before_and_behind_and_the_row_that_answers_is_bold() -> None:
    [row] = [line for line in HOTELS.lines if "员工" in line]
    before, table, behind, *_ = drawn(clause(HOTELS), marked=row)
    assert [run["text"] for run in runs(before)][1:] == ["住宿按下表报销。\n表1 住宿标准"]
    cells = [[run["text"] for run in runs(each)] for each in table["rows"]]
    assert cells == [["职级", "住宿", "伙食"], ["经理", "500 元", "100 元"], ["员工", "350 元", " "]]
    bold = [any("style" in run for run in runs(each)) for each in table["rows"]]
    assert bold == [True, False, True]
    assert [run["text"] for run in runs(behind)] == ["超出部分自理。"]


WIDE = Table(tuple(f"第{column}列" for column in range(21)), (tuple("一" for _ in range(21)),))
LONG = Table(("序号",), tuple((str(row),) for row in range(100)))
FULL = Table(("说明",), (("字" * 9_000,),))


@pytest.mark.parametrize("table", [WIDE, LONG, FULL], ids=["21 columns", "100 rows", "9,000 characters"])
def test_one_that_slack_would_not_take_stays_the_lines_of_the_text(table: Table) -> None:
    there = clause(table)
    blocks = drawn(there)
    assert all(block["type"] != "table" for block in blocks)
    everything = "".join(run["text"] for block in blocks for run in runs(block))
    assert "".join(there.text.split()) in "".join(everything.split())


def test_of_several_one_is_a_table_and_none_is_lost() -> None:
    blocks = drawn(clause(HOTELS, LONG, text="[表1]\n[表2]"), clause(HOTELS))
    assert [block["type"] for block in blocks].count("table") == 1
    everything = "".join(run["text"] for block in blocks for run in runs(block))
    assert everything.count("350 元") == 2
    assert "序号：99" in everything
