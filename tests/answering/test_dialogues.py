"""What staff and the bot say to each other over several turns: dialogues.yaml, which rule owners may edit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from bot.answering import Answer, Choice, Contents, Reply, Responder, Thread
from bot.knowledge import GoldenQuestion, Knowledge, read_golden

from tests.conftest import SHIPPED
from tests.small_books import TODAY


@dataclass(frozen=True)
class Said:
    """One turn: what was asked, the clauses that may be cited first, and what the bot must mark."""

    ask: str
    clauses: tuple[str, ...]
    marked: str = ""
    new: bool = False


Dialogue = tuple[Said, ...]


def _dialogues() -> tuple[Dialogue, ...]:
    text = (Path(__file__).parent / "dialogues.yaml").read_text(encoding="utf-8")
    # Every scalar as it is written: 3.10 is a clause, no number.
    read = yaml.load(text, yaml.BaseLoader)  # noqa: S506  # BaseLoader makes strings, lists and dicts only
    return tuple(
        tuple(
            Said(turn["ask"], tuple(turn["clauses"]), turn.get("marked", ""), turn.get("new") == "true")
            for turn in dialogue
        )
        for dialogue in read
    )


DIALOGUES = _dialogues()


def _turns(dialogue: Dialogue, responder: Responder) -> Iterator[tuple[Said, Reply]]:
    thread = Thread()
    for said in dialogue:
        turn = responder.turn(said.ask, TODAY, thread)
        thread = turn.thread
        yield said, turn.reply


def _cited(reply: Reply) -> str | None:
    match reply:
        case Answer(citations):
            return str(citations[0].clause.number)
        case Contents(divisions):
            return str(divisions[0].clauses[0].number)
        case _:
            return None


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=[" / ".join(s.ask for s in each) for each in DIALOGUES])
def test_every_turn_of_a_dialogue_is_understood(dialogue: Dialogue, responder: Responder) -> None:
    for said, reply in _turns(dialogue, responder):
        if said.clauses:
            assert _first(reply) in said.clauses, said
        else:
            assert _cited(reply) is None, said
        if said.marked:
            assert isinstance(reply, Answer)
            assert reply.citations[0].marked.startswith(said.marked)


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=[" / ".join(s.ask for s in each) for each in DIALOGUES])
def test_a_new_topic_is_answered_as_if_nothing_had_been_said_before(
    dialogue: Dialogue, responder: Responder
) -> None:
    for said, reply in _turns(dialogue, responder):
        if said.new:
            assert reply == responder(said.ask, TODAY)


def test_there_are_enough_dialogues_of_every_kind() -> None:
    later = [said for dialogue in DIALOGUES for said in dialogue[1:]]
    assert len(DIALOGUES) >= 60
    assert sum(len(dialogue) > 2 for dialogue in DIALOGUES) >= 10
    assert sum(said.new for said in later) >= 10
    assert sum(bool(said.marked) for said in later) >= 6
    assert sum(said.ask.isascii() for said in later) >= 6


@pytest.fixture(scope="module")
def golden(knowledge: Knowledge) -> Sequence[GoldenQuestion]:
    return [each for each in read_golden(SHIPPED / "golden.yaml", knowledge.library) if each.clauses]


def test_after_an_unrelated_thread_golden_questions_find_the_clause_that_they_find_alone(
    golden: Sequence[GoldenQuestion], responder: Responder
) -> None:
    count = len(golden)
    alone = [_first(responder(asked.question, TODAY)) for asked in golden]
    threads = [
        responder.turn(asked.question, TODAY, Thread(asked.question, asked.clauses)).thread
        for asked in golden
    ]
    for distance in (40, 110, 190):
        later = (
            responder(asked.question, TODAY, threads[(place + distance) % count])
            for place, asked in enumerate(golden)
        )
        same = sum(_first(reply) == first for reply, first in zip(later, alone, strict=True))
        assert same >= 0.99 * count, distance


def _first(reply: Reply) -> str | None:
    """The first clause cited, or else offered."""
    return str(reply.options[0].clause.number) if isinstance(reply, Choice) else _cited(reply)
