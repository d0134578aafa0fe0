"""Seconds until the impact of a change is known on 10,000 different stored questions, over the shipped rulebook.

Run it with `make bench`. The questions are the wordings of the shipped clauses and its golden questions, each as
several people would begin and end it; the change takes a clause away and has another say something else. What answers
before and after is built first, as the gate has it.
"""

import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice, product
from pathlib import Path

from bot.answering import Responder, build_responder
from bot.inquiries import AskedWords
from bot.knowledge import GOLDEN, Knowledge, read_golden, read_knowledge
from bot.publishing import Transition, impact
from bot.publishing.changes.transition import State
from bot.rulebook import Library
from rich.console import Console

from tests.benchmarks.books import CACHE
from tests.resources import resources_in

QUESTIONS = 10_000
TARGET = 60  # seconds
_SHIPPED = Path("knowledge")
_DAY = date(2026, 11, 23)
_BEGINNINGS = ("", "请问", "想问一下，", "新同事问：", "我们组")
_ENDS = ("", "？", "，谢谢", "，急")


def questions(knowledge: Knowledge) -> Iterator[str]:
    """Different questions, those that stand in the files first."""
    golden = (each.question for each in read_golden(_SHIPPED / GOLDEN, knowledge.library))
    wordings = (each for clause in knowledge.library.clauses for each in clause.questions)
    own = [*dict.fromkeys((*golden, *wordings))]
    return iter(dict.fromkeys(f"{begin}{each}{end}" for end, begin, each in product(_ENDS, _BEGINNINGS, own)))


def amended(library: Library) -> Library:
    """The same with the first clause gone, whose text the second one has instead of its own."""
    [book] = library.books
    first, second, *others = book.clauses
    return Library((replace(book, clauses=(replace(second, text=first.text), *others)),))


def transition(knowledge: Knowledge) -> Transition:
    """From the rules to the amended ones, all built that answers."""
    resources = resources_in(CACHE)

    def built(known: Knowledge) -> Responder:
        return build_responder(known.library, known.synonyms, known.learned, resources=resources)

    after = knowledge.within(amended(knowledge.library))
    found = Transition(State(knowledge, (), built), State(after, (), built))
    for state in (found.before, found.after):
        state.responder("年假有几天")
    return found


def measured(asked: Sequence[AskedWords], change: Transition) -> str:
    """A line on how long it takes."""
    began, used = time.monotonic(), _processor()
    found = impact(change, asked)
    took, used = time.monotonic() - began, _processor() - used
    counts = f"{len(asked):,} questions, {len(found.asked):,} come to something else"
    return f"impact: {counts}; {took:.1f} s (target: {TARGET}), processor {used:.1f} s"


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print the line."""
    knowledge = read_knowledge(_SHIPPED).in_force(_DAY)
    asked = [AskedWords(each, 1, 1) for each in islice(questions(knowledge), QUESTIONS)]
    Console(soft_wrap=True, highlight=False).print(measured(asked, transition(knowledge)))


if __name__ == "__main__":
    main()
