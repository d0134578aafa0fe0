"""What staff and the bot say to each other over several turns: dialogues.yaml, which rule owners may edit."""

from collections.abc import Mapping, Sequence

import pytest
from bot.answering import Answer, Responder, Thread
from bot.knowledge import GoldenQuestion, Knowledge, read_golden

from tests.benchmarks.answering.dialogues import (
    Dialogue,
    cited,
    dialogues,
    measured_dialogues,
    right_turns,
    shown_first,
    turns,
)
from tests.conftest import SHIPPED

DIALOGUES = dialogues()


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=[" / ".join(s.ask for s in each) for each in DIALOGUES])
def test_every_turn_of_a_dialogue_is_understood(dialogue: Dialogue, responder: Responder) -> None:
    for said, reply in turns(dialogue, responder):
        if said.clauses:
            assert shown_first(reply) in said.clauses, said
        else:
            assert cited(reply) is None, said
        if said.marked:
            assert isinstance(reply, Answer)
            assert reply.citations[0].marked.startswith(said.marked)


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=[" / ".join(s.ask for s in each) for each in DIALOGUES])
def test_a_new_topic_is_answered_as_if_nothing_had_been_said_before(
    dialogue: Dialogue, responder: Responder
) -> None:
    for said, reply in turns(dialogue, responder):
        if said.new:
            assert reply == responder(said.ask)


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
    alone = [shown_first(responder(asked.question)) for asked in golden]
    threads = [
        responder.turn(asked.question, Thread(asked.question, asked.clauses)).thread for asked in golden
    ]
    for distance in (40, 110, 190):
        later = (
            responder(asked.question, threads[(place + distance) % count])
            for place, asked in enumerate(golden)
        )
        same = sum(shown_first(reply) == first for reply, first in zip(later, alone, strict=True))
        assert same >= 0.985 * count, distance


def test_what_is_asked_again_is_decided_as_it_was(
    golden: Sequence[GoldenQuestion], responder: Responder
) -> None:
    for asked in golden:
        turn = responder.turn(asked.question, Thread())
        assert responder(asked.question, turn.thread) == turn.reply, asked.question


@pytest.mark.parametrize("kind", ["tuned", "held_out"])
def test_most_turns_of_talks_that_nobody_had_seen_are_right_by_words_alone(
    kind: str, by_book: Mapping[str, Responder]
) -> None:
    asked, right = right_turns(measured_dialogues(kind), by_book)
    assert right >= 0.65 * asked  # .667 of the talks kept aside, half of them in English
