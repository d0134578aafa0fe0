"""Whom and what a change touches once it counts: answers, references, quizzes and signatures.

Questions are put to the rules before and after, by words alone and outside of any talk: what differs is the change's.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.answering import Reply, Responder, result_of
from bot.inquiries import AskedWords, Outcome
from bot.knowledge import Knowledge
from bot.onboarding.quiz import QuizQuestion
from bot.publishing.changes.transition import Transition
from bot.publishing.history.acknowledgements import new_requests
from bot.rulebook import AcknowledgementRequest, Library, Rulebook
from bot.rulebook.broken_references import BrokenReference, broken_references

Watch = Callable[[Sequence[str]], Iterable[str]]
"""Passes questions on one by one, and may show how many are done."""


@dataclass(frozen=True)
class Reading:
    """What a question comes to: the outcome, and the clauses (by name) that answer it, or the nearest that may."""

    outcome: Outcome
    clauses: tuple[str, ...]

    @classmethod
    def of(cls, reply: Reply) -> "Reading":
        """What a reply is, whatever it says."""
        result = result_of(reply)
        shown = {Outcome.ANSWER: result.clauses, Outcome.CHOICE: result.clauses[:1]}
        return cls(result.outcome, shown.get(result.outcome, ()))

    def now(self, library: Library) -> "Reading":
        """The same with the numbers that the clauses have in another library."""
        there = library.by_name
        names = (there[name].name if name in there else name for name in self.clauses)
        return Reading(self.outcome, tuple(names))


@dataclass(frozen=True)
class ChangedAnswer:
    """A question that comes to something else; asked so many `times` by so many `people` (0: it stands in a file)."""

    question: str
    before: Reading
    after: Reading
    times: int = 0
    people: int = 0


@dataclass(frozen=True)
class Impact:
    """What a change touches.

    `golden`, `learned` and `asked`: questions that come to something else, of so many `looked_at` in all that were
    asked. `references` that lead nowhere any more, `quiz` questions that are no longer put, and how many people are to
    sign again (`signers`); `requests` are what books newly ask their readers to sign.
    """

    golden: tuple[ChangedAnswer, ...] = ()
    learned: tuple[ChangedAnswer, ...] = ()
    asked: tuple[ChangedAnswer, ...] = ()
    looked_at: int = 0
    references: tuple[BrokenReference, ...] = ()
    quiz: tuple[QuizQuestion, ...] = ()
    signers: int = 0
    requests: tuple[tuple[Rulebook, AcknowledgementRequest], ...] = ()

    @property
    def times(self) -> int:
        """How often in all those were asked that come to something else."""
        return sum(each.times for each in self.asked)

    def __bool__(self) -> bool:
        return bool(
            self.golden
            or self.learned
            or self.asked
            or self.references
            or self.quiz
            or self.signers
            or self.requests
        )


def impact(
    transition: Transition, asked: Sequence[AskedWords], signers: int = 0, watch: Watch = iter
) -> Impact:
    """What a change touches of the questions that were `asked` and of all that stands in the files."""
    before, after = transition.before.knowledge, transition.after.knowledge
    golden = {each.question for state in (transition.before, transition.after) for each in state.golden}
    learned = {pair.question for each in (before, after) for pair in each.learned}
    words = {each.text: each for each in asked}
    changed = dict(_changed(transition, watch(list(dict.fromkeys((*golden, *learned, *words))))))
    return Impact(
        tuple(changed[each] for each in sorted(golden & changed.keys())),
        tuple(changed[each] for each in sorted(learned & changed.keys())),
        tuple(_counted(changed[text], each) for text, each in words.items() if text in changed),
        sum(each.times for each in asked),
        tuple(broken_references(before.library, after.library)),
        tuple({each.id: each for each in _quiz(before) if not _stands(each, after.library)}.values()),
        signers,
        tuple(new_requests(before.library, after.library)),
    )


def _changed(transition: Transition, questions: Iterable[str]) -> Iterator[tuple[str, ChangedAnswer]]:
    before, after = transition.before.responder, transition.after.responder
    library = transition.after.knowledge.library
    for question in questions:
        was, becomes = (_reading(each, question) for each in (before, after))
        if was.now(library) != becomes:
            yield question, ChangedAnswer(question, was, becomes)


def _reading(responder: Responder, question: str) -> Reading:
    return Reading.of(responder(question))


def _counted(changed: ChangedAnswer, asked: AskedWords) -> ChangedAnswer:
    return ChangedAnswer(changed.question, changed.before, changed.after, asked.times, asked.people)


def _quiz(knowledge: Knowledge) -> Iterator[QuizQuestion]:
    paths = knowledge.onboarding.paths if knowledge.onboarding else ()
    for stage in (stage for path in paths for stage in path.stages):
        yield from stage.quiz.questions if stage.quiz else ()


def _stands(question: QuizQuestion, library: Library) -> bool:
    clause = library.by_name.get(question.clause.name)
    return clause is not None and question.sentence in clause.text
