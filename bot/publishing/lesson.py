"""What would be lost by learning a question: it is tried beside all that is known before it counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering import Answer, Responder, taught
from bot.desk import LearnedPair, Learning
from bot.evaluation import answered_right
from bot.knowledge import GoldenQuestion, Knowledge
from bot.publishing.publisher import Publisher


@dataclass(frozen=True)
class Harm:
    """A known question that would no longer be answered right.

    `clause` is the name of the one that answers it ("": the rules are silent), `instead` of what would come ("":
    nothing).
    """

    question: str
    clause: str
    instead: str


@dataclass(frozen=True)
class Lesson:
    """What comes of learning some pairs: the harm done, and whether each of them is then answered with its clause."""

    learning: Learning
    harms: tuple[Harm, ...]
    is_answered: bool


@dataclass(frozen=True)
class Teacher:
    """Tries pairs beside what counts: golden questions and earlier pairs keep their clauses."""

    publisher: Publisher

    def examine(self, pairs: Sequence[LearnedPair]) -> Lesson:
        """What would come of it; takes as long as an index and all known questions take, and writes nothing."""
        learned = self.publisher.learned
        version, day = (
            learned.version(),
            self.publisher.today(),
        )  # first: what comes meanwhile is seen when it is kept
        counting = self.publisher.publications.newest()
        plain = self.publisher.knowledge(counting)
        known = plain.taught(learned.all())
        before = self.publisher.built(known.in_force(day))
        after = taught(before, known.taught(pairs).in_force(day).learned)
        questions = _known(known.in_force(day), self.publisher.golden(counting, plain))
        right = answered_right(questions, after)
        lost = answered_right([each for each in questions if each.question not in right], before)
        harms = tuple(_harm(each, after) for each in questions if each.question in lost)
        is_answered = all(_answer(after, pair.question) == pair.clause for pair in pairs)
        return Lesson(Learning(tuple(pairs), version), harms, is_answered)


def _known(knowledge: Knowledge, golden: Sequence[GoldenQuestion]) -> Sequence[GoldenQuestion]:
    """The golden questions, and what was learned before; what the owners hold the bot to comes first."""
    learned = (GoldenQuestion(pair.question, (pair.clause,)) for pair in knowledge.learned)
    return tuple({each.question: each for each in (*learned, *golden)}.values())


def _harm(known: GoldenQuestion, after: Responder) -> Harm:
    clause = known.clauses[0].name if known.clauses else ""
    return Harm(known.question, clause, _answer(after, known.question))


def _answer(responder: Responder, question: str) -> str:
    reply = responder(question)
    return reply.citations[0].clause.name if isinstance(reply, Answer) else ""
