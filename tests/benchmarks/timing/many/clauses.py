"""Seconds of processor to read, check and index 40,000 clauses with an empty cache; never a test's pass mark.

Run it with `make bench`, `BASE=ANOTHER-CHECKOUT` for the same book there in turns. The book is made of the shipped one:
a walk from word to word, each as likely as there, so that its sentences are nearly all different ones, with references,
items and figures as rules have them.
"""

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice, pairwise
from pathlib import Path

import jieba
from bot.knowledge import read_checked, read_knowledge
from bot.retrieval import Analyzer, Index
from rich.console import Console
from rich.table import Table

from tests.resources import resources_in

CLAUSES, A_CHAPTER = 40_000, 200
ROUNDS = 3
TARGET = 20.0  # seconds of processor, all together
STEPS = ("read", "check", "index", "together")
HERE = Path(__file__).parents[4]
_SHIPPED = Path("knowledge")
_REFERENCE = re.compile(r"按?第?[\d一二三四五六七八九十]+[.章条][\d]*|（[一二三四五六七八九十]+）")
_PART = re.compile(r"(?<=[，。；：\n])")


def sentences(folder: Path = _SHIPPED) -> Iterator[str]:
    """Sentences without end that read like the shipped rules' and are hardly ever the same."""
    follows = defaultdict[str, list[str]](list)
    for clause in read_knowledge(folder).library.clauses:
        for part in _PART.split(_REFERENCE.sub("", clause.text)):
            for word, following in pairwise(("", *jieba.cut(part.strip()), "")):
                follows[word].append(following)
    chance = random.Random(7)  # noqa: S311  # repeatable text, no secret
    while True:
        words = list[str]()
        while len(words) < 30 and (word := chance.choice(follows[words[-1] if words else ""])):
            words.append(word)
        if text := "".join(words).strip("，。；：、"):
            yield text


def write_book(folder: Path, clauses: int = CLAUSES) -> None:
    """A knowledge folder with one book of so many clauses, laid out as a person would."""
    book = folder / "large"
    book.mkdir(parents=True)
    (folder / "synonyms.yaml").write_bytes((_SHIPPED / "synonyms.yaml").read_bytes())
    head = "id: large\ntitle: 大型守则\nversion: '1'\neffective: 2026-01-01\nowner:\n  name: 某部\n"
    (book / "book.yaml").write_text(head, "utf-8")
    texts = sentences()
    for chapter, first in enumerate(range(0, clauses, A_CHAPTER), 1):
        lines = [f"chapter: '{chapter}'", f"title: {_quoted(next(texts)[:12])}", "clauses:"]
        for article in range(1, min(A_CHAPTER, clauses - first) + 1):
            lines += [
                f"  - number: '{chapter}.{article}'",
                f"    title: {_quoted(next(texts)[:12])}",
                "    text: |",
            ]
            lines += [f"      {line}" for line in _clause(texts, chapter, article)]
        (book / f"{chapter:03}.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _clause(texts: Iterator[str], chapter: int, article: int) -> Iterator[str]:
    yield f"{'，'.join(islice(texts, 3))}。{'，'.join(islice(texts, 2))}。"
    if article % 4 == 0:
        yield f"{next(texts)}，按{chapter}.{article // 2}处理。"
    if article % 5 == 0:
        yield from (f"（{numeral}）{next(texts)}；" for numeral in "一二三")


def seconds(folder: Path) -> Mapping[str, float]:
    """Seconds of this process's processor by step."""
    times: dict[str, float] = {}
    started = time.process_time()
    knowledge = read_knowledge(folder)
    times["read"] = time.process_time() - started
    started = time.process_time()
    read_checked(folder)
    times["check"] = time.process_time() - started - times["read"]
    with tempfile.TemporaryDirectory() as cache:
        analyzer = Analyzer(resources_in(Path(cache)))
        started = time.process_time()
        Index(knowledge.library, knowledge.synonyms, analyzer)
        times["index"] = time.process_time() - started
    return {**times, "together": sum(times.values())}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a row a checkout, the medians of three rounds in turns."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--clauses", type=int, default=CLAUSES)
    parser.add_argument("--base", type=Path, help="another checkout")
    parser.add_argument("--once", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.once:
        with suppress(ImportError):  # as commands begin; an older checkout has none
            from bot.memory import collect_seldom  # noqa: PLC0415  # the same

            collect_seldom()
        print(json.dumps(seconds(options.once)))  # noqa: T201  # read by the process that started this one
        return
    checkouts = {**({"base": options.base.resolve()} if options.base else {}), "here": HERE}
    taken: dict[str, list[Mapping[str, float]]] = {name: [] for name in checkouts}
    with tempfile.TemporaryDirectory() as folder:
        write_book(knowledge := Path(folder) / "knowledge", options.clauses)
        for _ in range(ROUNDS):
            for name, checkout in checkouts.items():
                taken[name].append(_measured(checkout, knowledge))
    table = Table(
        "", *STEPS, title=f"{options.clauses:,} clauses, s of processor (target: {TARGET:.0f} together)"
    )
    for name, rounds in taken.items():
        table.add_row(name, *(f"{statistics.median(one[step] for one in rounds):.1f}" for step in STEPS))
    Console().print(table)


def _measured(checkout: Path, knowledge: Path) -> Mapping[str, float]:
    """One round in a process of its own, with the code of a checkout and this module."""
    command = [sys.executable, __file__, "--once", str(knowledge)]
    # the first place that is looked at, before a checkout that is installed
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    done = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE)  # noqa: S603  # our own
    measured: Mapping[str, float] = json.loads(done.stdout)
    return measured


if __name__ == "__main__":
    main()
