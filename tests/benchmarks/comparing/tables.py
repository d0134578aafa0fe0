"""Estimates as they are read: tables in the terminal, and the one of how-it-works."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rich import box
from rich.table import Table

from tests.benchmarks.bootstrap import Estimate
from tests.benchmarks.comparing.measuring import CEILING, HEADS, SHOWN, Estimates, Section
from tests.benchmarks.comparing.methods import BM25S, INSTALL_SEMANTIC, LEXICAL, RANK_BM25, SEMANTIC
from tests.benchmarks.pages import PAGES, write_blocks

_NONE = "–"
_HEADS = {
    "en": "hit@1 | MRR@10 | recall@5 | AUROC in/out of scope | right at 95 % rejection | out of scope answered"
    " | right answered",
    "zh": "hit@1 | MRR@10 | recall@5 | 有无答案 AUROC | 拒绝 95 % 时答对 | 无答案却回答 | 答对",
}
_CHINESE = {
    RANK_BM25: "rank-bm25 原样",
    BM25S: "bm25s，同样的词",
    LEXICAL: "Shouze，按词",
    SEMANTIC: "Shouze，加语义",
    "books of law": "部法律",
}
_CAPTION = (
    "Means over books. In brackets: 95 % bootstrap intervals, of several books over the books, of one over its"
    " questions.\nGain: over the first method of the section, drawn in pairs."
)


def comparison_table(sections: Sequence[Section]) -> Table:
    """All sections, below each other in one table."""
    table = Table(caption=_CAPTION, caption_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("", no_wrap=True)
    for head in (*HEADS, "right among\nthe first 8"):
        table.add_column(head, justify="right", no_wrap=True)
    for section in sections:
        table.add_row(section.title, style="bold")
        _rows(table, section.rows)
        for name, remedy in section.missing.items():
            table.add_row(f"{name}:\n{remedy}".replace("[", r"\["), *[_NONE] * (len(HEADS) + 1), style="dim")
        _rows(table, section.differences, style="cyan", signed=True)
        table.add_section()
    return table


def written(name: str, estimate: Estimate | None, *, signed: bool = False) -> tuple[str, str]:
    """The figure and its interval; what was answered out of scope in per cent, all else as a share of 1."""
    if estimate is None:
        return _NONE, ""
    value, low, high = (_number(name, x, signed) for x in (estimate.value, estimate.low, estimate.high))
    return f"{value} %" if _in_percent(name) else value, f"[{low}, {high}]"


def _rows(table: Table, rows: Mapping[str, Estimates], *, style: str = "", signed: bool = False) -> None:
    for name, row in rows.items():
        cells: Iterable[str] = (
            "\n".join(written(shown, row.get(shown), signed=signed)).replace("[", r"\[").strip()
            for shown in (*SHOWN, CEILING)
        )
        table.add_row(name, *cells, style=style)


def _number(name: str, value: float, signed: bool) -> str:  # noqa: FBT001  # private, and named where it is read
    sign = "+" if signed else ""
    if _in_percent(name):
        return f"{value * 100:{sign}.1f}"
    return re.sub(r"^([+-]?)0\.", r"\1.", f"{value:{sign}.3f}")


def _in_percent(name: str) -> bool:
    return name == "oos_answered"


def write_pages(sections: Sequence[Section], folder: Path = Path()) -> None:
    """Put the figures into both pages."""
    write_blocks("figures", {language: page_block(sections, language) for language in PAGES}, folder)


def page_block(sections: Sequence[Section], language: str) -> str:
    """The Markdown table, a row a method of each section."""
    rows = [f"| | {_HEADS[language]} |", "|---" * (1 + len(SHOWN)) + "|"]
    rows += [f"| {' | '.join(row)} |" for section in sections for row in _markdown_rows(section, language)]
    return "\n".join(rows) + "\n"


def _markdown_rows(section: Section, language: str) -> Iterator[list[str]]:
    for name, row in section.rows.items():
        cells = (" ".join(written(shown, row.get(shown))).strip() for shown in SHOWN)
        yield [_in_language(f"{section.title}: {name}", language), *cells]
    for name in section.missing:
        label = f"{section.title}: {name} (`{INSTALL_SEMANTIC}`)"
        yield [_in_language(label, language), *[_NONE] * len(SHOWN)]


def _in_language(label: str, language: str) -> str:
    if language == "zh":
        for english, chinese in _CHINESE.items():
            label = label.replace(english, chinese)
        label = label.replace(": ", "：").replace(" 部法律", " 部法律")
    return label
