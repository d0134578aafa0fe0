"""How like two texts are that may be one clause: by the shipped book's clauses, and the same in other words."""

import re
from itertools import combinations

import pytest
from bot.knowledge import Knowledge
from bot.publishing.history.disclosure import ALIKE, likeness
from bot.retrieval import Analyzer
from bot.retrieval.terms.vocabulary import Vocabulary
from bot.rulebook import Clause

from tests.publishing.folders import LATE


def reworded(text: str, analyzer: Analyzer) -> str:
    """Each word put in another of the same meaning, wherever the shipped vocabulary has one."""
    vocabulary = Vocabulary((), lambda _: True)
    words = {word: vocabulary.related(word) for word in analyzer.words(analyzer.normalise(text))}
    others = {word: found[0] for word, found in words.items() if found and not word.isascii()}
    pattern = "|".join(sorted(map(re.escape, others), key=len, reverse=True))
    return re.sub(pattern, lambda found: others[found[0]], text) if others else text


def shortened(text: str) -> str:
    """The first half of its sentences; all of one that has but one."""
    sentences = re.findall(r"[^。；\n]+[。；\n]?", text)
    return "".join(sentences[: max(1, len(sentences) // 2)])


@pytest.fixture(scope="module")
def clauses(knowledge: Knowledge) -> tuple[Clause, ...]:
    return knowledge.library.clauses


def test_a_clause_is_known_by_its_words_when_it_is_put_otherwise_or_cut(
    clauses: tuple[Clause, ...], analyzer: Analyzer
) -> None:
    others = [reworded(clause.text, analyzer) for clause in clauses]
    assert sum(clause.text != other for clause, other in zip(clauses, others, strict=True)) > 100
    for clause, other in zip(clauses, others, strict=True):
        for written in (other, shortened(clause.text), shortened(other)):
            assert likeness(clause.text, written) >= ALIKE


def test_no_two_clauses_are_taken_for_one(clauses: tuple[Clause, ...]) -> None:
    assert max(likeness(one.text, other.text) for one, other in combinations(clauses[::3], 2)) < ALIKE


def test_a_text_is_wholly_in_a_longer_one() -> None:
    assert likeness(LATE, f"一、{LATE}下不为例。") == 1.0
