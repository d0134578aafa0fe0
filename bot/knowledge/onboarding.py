"""onboarding.yaml: the paths of new colleagues, every clause in them looked up in the books."""

import hashlib
from pathlib import Path as File

from bot.knowledge.document import Document, Location, read_document
from bot.knowledge.issues import IssueKind, KnowledgeError, ValidationIssue
from bot.knowledge.onboarding_file import (
    OnboardingFile,
    QuestionEntry,
    QuizEntry,
    StageEntry,
    file_issues,
)
from bot.knowledge.schema import read_as
from bot.onboarding import (
    Onboarding,
    OneOf,
    Path,
    Quiz,
    QuizQuestion,
    Reading,
    SeveralOf,
    Signing,
    Stage,
    Task,
    TrueFalse,
)
from bot.rulebook import Ambiguous, AtChapter, AtClause, Clause, Library, Missing, read_reference

ONBOARDING = "onboarding.yaml"


def read_onboarding(path: File, library: Library) -> Onboarding | None:
    """The paths in the order of the file, None where there is no file; raises KnowledgeError with all issues."""
    if not path.exists():
        return None
    document = read_document(path)
    file = read_as(OnboardingFile, document)
    lookup = _Lookup(document, library)
    stages = {entry.id: _stage(entry, lookup, ("stages", index)) for index, entry in enumerate(file.stages)}
    if issues := [*file_issues(document, file), *lookup.issues]:
        raise KnowledgeError(issues)
    return Onboarding(
        tuple(
            Path(entry.id, entry.title, tuple(stages[id_] for id_ in entry.stages), tuple(entry.roles))
            for entry in file.paths
        )
    )


class _Lookup:
    """Finds clauses as people name them, and keeps the issues of names that lead to none."""

    def __init__(self, document: Document, library: Library) -> None:
        self.issues: list[ValidationIssue] = []
        self._document = document
        self._library = library

    def clause(self, written: str, location: Location) -> Clause | None:
        """7.1, book/7.1 or 第七章第一条; None where there is no such clause, or several."""
        if clause := self._library.named(written):
            return clause
        reference = read_reference(written)
        near: tuple[Clause, ...] = ()
        match self._library.find(reference) if reference else None:
            case AtClause(clause):
                return clause
            case Missing(near) | Ambiguous(near):
                pass
            case AtChapter() | None:
                pass
        nearest = "、".join(str(clause.number) for clause in near) or "–"
        self._issue(IssueKind.NO_SUCH_CLAUSE, location, written=written, nearest=nearest)
        return None

    def sentence(self, written: str, clause: Clause, location: Location) -> str:
        """The sentence, which must stand in the clause word for word."""
        if written not in clause.text:
            self._issue(IssueKind.NOT_IN_CLAUSE, location, written=written, clause=str(clause.number))
        return written

    def _issue(self, kind: IssueKind, location: Location, **words: str) -> None:
        self.issues.append(self._document.issue(kind, location, **words))


def _stage(entry: StageEntry, lookup: _Lookup, location: Location) -> Stage:
    named = (lookup.clause(written, (*location, "read", index)) for index, written in enumerate(entry.read))
    clauses = tuple(clause for clause in named if clause)
    opens, due = entry.days
    return Stage(
        id=entry.id,
        title=entry.title,
        opens=opens,
        due=due,
        greeting=entry.greeting,
        readings=tuple(map(Reading, clauses)),
        questions=tuple(entry.ask),
        tasks=tuple(Task(_id(task.text, task.who), task.text, task.who) for task in entry.tasks),
        quiz=_quiz(entry.quiz, lookup, (*location, "quiz", "questions")) if entry.quiz else None,
        signing=Signing(clauses) if entry.sign else None,
    )


def _quiz(entry: QuizEntry, lookup: _Lookup, location: Location) -> Quiz:
    questions = list[QuizQuestion]()
    for index, question in enumerate(entry.questions):
        if clause := lookup.clause(question.clause, (*location, index, "clause")):
            sentence = lookup.sentence(question.sentence, clause, (*location, index, "sentence"))
            questions.append(_question(question, clause, sentence))
    return Quiz(tuple(questions), entry.pass_share, entry.attempts)


def _question(entry: QuestionEntry, clause: Clause, sentence: str) -> QuizQuestion:
    if entry.answer is not None:
        id_ = _id(entry.question, str(entry.answer))
        return TrueFalse(id_, entry.question, clause, sentence, frozenset({entry.answer}))
    options = (*entry.right, *entry.wrong)
    id_ = _id(entry.question, str(len(entry.right)), *options)
    if len(entry.right) == 1:
        return OneOf(id_, entry.question, clause, sentence, options, 0)
    return SeveralOf(id_, entry.question, clause, sentence, options, frozenset(range(len(entry.right))))


def _id(*said: str) -> str:
    """Twelve hexadecimal figures of what a task or question says: with other words it is another one."""
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]
