"""The shipped rulebook: whole, owned, and holding every point that it was written from."""

from pathlib import Path

import pytest
from bot.knowledge import Knowledge
from bot.knowledge.documents.document import read_document

SEEDS = {"A": 10, "B": 9, "C": 8, "D": 10}


def test_the_shipped_rulebook_is_whole(knowledge: Knowledge) -> None:
    chapters = [chapter for book in knowledge.library.books for chapter in book.divisions]
    assert len(chapters) >= 18
    assert len(knowledge.library.clauses) >= 110
    assert all(chapter.heading.owner.name and chapter.heading.owner.contact for chapter in chapters)
    assert all(chapter.heading.review_by for chapter in chapters)


def test_its_chapters_and_clauses_are_numbered_without_a_gap(knowledge: Knowledge) -> None:
    for book in knowledge.library.books:
        chapters = [chapter.heading.number for chapter in book.divisions]
        assert chapters == [str(number) for number in range(1, len(chapters) + 1)]
        for chapter in book.divisions:
            numbers = [str(clause.number) for clause in chapter.clauses]
            assert numbers == [
                f"{chapter.heading.number}.{article}" for article in range(1, len(numbers) + 1)
            ]


def test_each_clause_has_a_title_and_questions_of_its_owner(knowledge: Knowledge) -> None:
    assert [
        str(clause.number) for clause in knowledge.library.clauses if not (clause.title and clause.questions)
    ] == []


def test_no_two_clauses_are_wanted_by_the_same_question(knowledge: Knowledge) -> None:
    questions = [question for clause in knowledge.library.clauses for question in clause.questions]
    assert len(questions) == len(set(questions))


def test_every_seed_point_is_covered_by_clauses_that_exist(knowledge: Knowledge) -> None:
    points = read_document(Path(__file__).parent / "seed_points.yaml").value
    assert isinstance(points, list)
    covered: dict[str, list[str]] = {}
    for point in points:
        match point:
            case {"point": str(name), "about": str(), "clauses": [_, *_] as clauses}:
                covered[name] = [str(number) for number in clauses]
            case _:
                pytest.fail(f"no point: {point}")
    assert list(covered) == [f"{seed}{n}" for seed, count in SEEDS.items() for n in range(1, count + 1)]
    numbers = {str(clause.number) for clause in knowledge.library.clauses}
    assert {name: missing for name, named in covered.items() if (missing := set(named) - numbers)} == {}
