"""onboarding.yaml, the paths of new colleagues: its shape, what must hold in it, its clauses looked up in the books."""

import hashlib
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path as File
from typing import Annotated

from pydantic import BeforeValidator, Field

from bot.knowledge.documents.document import Document, Location, read_document
from bot.knowledge.documents.schema import Count, Days, Share, StrictModel, Text, Texts, read_as, word_of
from bot.knowledge.issues import IssueKind, KnowledgeError, ValidationIssue
from bot.knowledge.restricted import RestrictedWords
from bot.onboarding.path import Assignee, Onboarding, Path, Reading, Signing, Stage, Task
from bot.onboarding.quiz import FALSE, TRUE, OneOf, Quiz, QuizQuestion, SeveralOf, TrueFalse
from bot.rulebook import (
    Ambiguous,
    AtBooks,
    AtClause,
    AtClauses,
    AtDivision,
    Clause,
    Library,
    Missing,
    Repealed,
    ToCome,
    read_reference,
)

ONBOARDING = "onboarding.yaml"
ASSIGNEES = (
    {"新同事": Assignee.NEW_HIRE, "导师": Assignee.BUDDY, "直属上级": Assignee.MANAGER}
    | {"新员工": Assignee.NEW_HIRE, "上级": Assignee.MANAGER}  # as files written so far have it
    | {str(assignee): assignee for assignee in Assignee}
)
ANSWERS = {"对": TRUE, "错": FALSE, "true": TRUE, "false": FALSE}
_SIGNED = {"是": True, "否": False, "true": True, "false": False}

# An option that is alone needs no brackets.
Options = Annotated[list[Text], BeforeValidator(lambda said: [said] if isinstance(said, str) else said)]


class TaskEntry(StrictModel):
    """One entry of `tasks:`."""

    text: Text
    who: Annotated[Assignee, BeforeValidator(word_of(ASSIGNEES))] = Assignee.NEW_HIRE


class QuestionEntry(StrictModel):
    """One entry of `questions:`; either `right` (several of them: all are to be chosen) and `wrong`, or `answer`."""

    question: Text
    clause: Text
    sentence: Text
    right: Options = Field(default_factory=list)
    wrong: Options = Field(default_factory=list)
    answer: Annotated[int | None, BeforeValidator(word_of(ANSWERS))] = None


class QuizEntry(StrictModel):
    """`quiz:` of a stage."""

    pass_share: Annotated[Share, Field(alias="pass")]
    attempts: Count
    questions: Annotated[list[QuestionEntry], Field(min_length=1)]


class StageEntry(StrictModel):
    """One entry of `stages:`."""

    id: Text
    title: Text
    days: Days
    greeting: Text
    read: Texts
    ask: list[Text] = Field(default_factory=list)
    tasks: list[TaskEntry] = Field(default_factory=list)
    quiz: QuizEntry | None = None
    sign: Annotated[bool, BeforeValidator(word_of(_SIGNED))] = False


class PathEntry(StrictModel):
    """One entry of `paths:`; without `for` it is the default."""

    id: Text
    title: Text
    stages: Texts
    roles: Texts = Field(default_factory=list, alias="for")


class OnboardingFile(StrictModel):
    """onboarding.yaml."""

    paths: Annotated[list[PathEntry], Field(min_length=1)]
    stages: Annotated[list[StageEntry], Field(min_length=1)]


def file_issues(document: Document, file: OnboardingFile) -> Iterator[ValidationIssue]:
    """Ids, roles and entries that stand twice, stages that are not there or out of order, questions without a form."""
    yield from _repeated(document, ((("stages", n, "id"), stage.id) for n, stage in enumerate(file.stages)))
    yield from _repeated(document, ((("paths", n, "id"), path.id) for n, path in enumerate(file.paths)))
    roles = (
        (("paths", n, "for", index), role.casefold())
        for n, path in enumerate(file.paths)
        for index, role in enumerate(path.roles)
    )
    yield from _repeated(document, roles)
    defaults = [n for n, path in enumerate(file.paths) if not path.roles]  # for everybody whom no other names
    for location in [("paths", n) for n in defaults[1:]] if defaults else [("paths",)]:
        yield document.issue(IssueKind.DEFAULT_PATH, location)
    yield from _stages_of_paths(document, file)
    for n, stage in enumerate(file.stages):
        yield from _in_stage(document, stage, ("stages", n))


def _stages_of_paths(document: Document, file: OnboardingFile) -> Iterator[ValidationIssue]:
    stages = {stage.id: stage for stage in reversed(file.stages)}
    for n, path in enumerate(file.paths):
        known = list[tuple[Location, StageEntry]]()
        for index, id_ in enumerate(path.stages):
            location: Location = ("paths", n, "stages", index)
            if id_ in stages:
                known.append((location, stages[id_]))
            else:
                alike = tuple(get_close_matches(id_, stages) or stages)
                yield document.issue(IssueKind.UNKNOWN_STAGE, location, written=id_, known=alike)
        for (_, before), (location, after) in pairwise(known):
            if after.days[0] < before.days[0] or after.days[1] <= before.days[1]:
                yield document.issue(IssueKind.NOT_ASCENDING, location, written=after.id, before=before.id)


def _in_stage(document: Document, stage: StageEntry, location: Location) -> Iterator[ValidationIssue]:
    tasks = [f"{task.who} {task.text}" for task in stage.tasks]
    for key, entries in ("read", stage.read), ("ask", stage.ask), ("tasks", tasks):
        yield from _repeated(
            document, (((*location, key, index), each) for index, each in enumerate(entries))
        )
    questions = [
        ((*location, "quiz", "questions", index), question)
        for index, question in enumerate(stage.quiz.questions if stage.quiz else ())
    ]
    yield from _repeated(document, (((*place, "question"), each.question) for place, each in questions))
    for place, question in questions:
        yield from _form(document, question, place)


def _form(document: Document, question: QuestionEntry, location: Location) -> Iterator[ValidationIssue]:
    """Options of which some are right and some wrong, or 对 / 错: one of the two."""
    options = [*question.right, *question.wrong]
    is_true_false = question.answer is not None
    if bool(question.right and question.wrong) == is_true_false or (is_true_false and options):
        yield document.issue(IssueKind.QUESTION_FORM, location)
    if len(set(options)) < len(options):
        twice = next(option for option in options if options.count(option) > 1)
        yield document.issue(IssueKind.DUPLICATE_ENTRY, location, written=twice, key="right, wrong")


def _repeated(document: Document, entries: Iterable[tuple[Location, str]]) -> Iterator[ValidationIssue]:
    seen: dict[str, int] = {}
    for location, written in entries:
        line = document.line(location)
        if written in seen:
            yield document.issue(IssueKind.REPEATED, location, written=written[:60], first=str(seen[written]))
        seen.setdefault(written, line)


def read_onboarding(path: File, library: Library) -> Onboarding | None:
    """The paths in the order of the file, None where there is no file; raises KnowledgeError with all issues."""
    if not path.exists():
        return None
    document = read_document(path)
    file = read_as(OnboardingFile, document)
    lookup = _Lookup(document, library)
    stages = {entry.id: _stage(entry, lookup, ("stages", index)) for index, entry in enumerate(file.stages)}
    shown = _shown_to_all(document, file, library)
    if issues := [*file_issues(document, file), *lookup.issues, *shown]:
        raise KnowledgeError(issues)
    return Onboarding(
        tuple(
            Path(entry.id, entry.title, tuple(stages[id_] for id_ in entry.stages), tuple(entry.roles))
            for entry in file.paths
        )
    )


def _shown_to_all(document: Document, file: OnboardingFile, library: Library) -> Iterator[ValidationIssue]:
    """Words that everybody on a path reads, whoever they are, and that show what only some may see."""
    read = [
        *((("paths", n, "title"), path.title) for n, path in enumerate(file.paths)),
        *(text for n, stage in enumerate(file.stages) for text in _of_all(stage, ("stages", n), library)),
    ]
    for place, words, clause in RestrictedWords(library).shown_by([text for _, text in read]):
        location = read[place][0]
        yield document.issue(
            IssueKind.SHOWS_RESTRICTED, location, written=words[:60], clause=str(clause.number)
        )


def _of_all(stage: StageEntry, location: Location, library: Library) -> Iterator[tuple[Location, str]]:
    """The words of a stage that are not left out for who may not see a clause."""
    yield (*location, "title"), stage.title
    yield (*location, "greeting"), stage.greeting
    for key, texts in (("ask", stage.ask), ("tasks", [task.text for task in stage.tasks])):
        yield from (((*location, key, index), text) for index, text in enumerate(texts))
    for index, question in enumerate(stage.quiz.questions if stage.quiz else ()):
        clause = library.named(question.clause)
        if clause and not clause.restriction:
            for text in (question.question, *question.right, *question.wrong):
                yield (*location, "quiz", "questions", index), text


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
        match self._library.find(reference) if reference else None:
            case AtClause(clause):
                return clause
            case Missing(near) | Ambiguous(near):
                pass
            case AtDivision() | AtBooks() | AtClauses() | Repealed() | ToCome() | None:
                near = ()
        nearest = tuple(str(clause.number) for clause in near)
        self.issues.append(
            self._document.issue(IssueKind.NO_SUCH_CLAUSE, location, written=written, nearest=nearest)
        )
        return None

    def sentence(self, written: str, clause: Clause, location: Location) -> str:
        """The sentence, which must stand word for word in the clause, now or once it is amended."""
        if not any(written in wording.text for wording in clause.wordings):
            words = {"written": written, "clause": str(clause.number)}
            self.issues.append(self._document.issue(IssueKind.NOT_IN_CLAUSE, location, **words))
        return written


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
