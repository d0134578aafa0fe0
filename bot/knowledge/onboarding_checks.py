"""What must hold across onboarding.yaml, apart from its clauses."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import pairwise

from bot.knowledge.document import Document
from bot.knowledge.issues import Fault, FaultKind
from bot.knowledge.onboarding_file import OnboardingFile, QuestionEntry, StageEntry

_Way = tuple[str | int, ...]


def file_faults(document: Document, file: OnboardingFile) -> Iterator[Fault]:
    """Ids, roles and entries that stand twice, stages that are not there or out of order, questions without a form."""
    yield from _repeated(document, ((("stages", n, "id"), stage.id) for n, stage in enumerate(file.stages)))
    yield from _repeated(document, ((("paths", n, "id"), path.id) for n, path in enumerate(file.paths)))
    roles = (
        (("paths", n, "for", place), role.casefold())
        for n, path in enumerate(file.paths)
        for place, role in enumerate(path.roles)
    )
    yield from _repeated(document, roles)
    yield from _default(document, file)
    yield from _stages_of_paths(document, file)
    for n, stage in enumerate(file.stages):
        yield from _in_stage(document, stage, ("stages", n))


def _default(document: Document, file: OnboardingFile) -> Iterator[Fault]:
    """Exactly one path is for everybody whom no other names."""
    defaults = [("paths", n) for n, path in enumerate(file.paths) if not path.roles]
    if not defaults:
        yield _fault(document, ("paths",), FaultKind.DEFAULT_PATH)
    for way in defaults[1:]:
        yield _fault(document, way, FaultKind.DEFAULT_PATH)


def _stages_of_paths(document: Document, file: OnboardingFile) -> Iterator[Fault]:
    stages = {stage.id: stage for stage in reversed(file.stages)}
    for n, path in enumerate(file.paths):
        ways = [("paths", n, "stages", place) for place in range(len(path.stages))]
        for way, id_ in zip(ways, path.stages, strict=True):
            if id_ not in stages:
                known = ", ".join(get_close_matches(id_, stages) or stages)
                yield _fault(document, way, FaultKind.UNKNOWN_STAGE, written=id_, known=known)
        known_stages = [
            (way, stages[id_]) for way, id_ in zip(ways, path.stages, strict=True) if id_ in stages
        ]
        for (_, before), (way, after) in pairwise(known_stages):
            if after.days[0] < before.days[0] or after.days[1] <= before.days[1]:
                yield _fault(document, way, FaultKind.NOT_ASCENDING, written=after.id, before=before.id)


def _in_stage(document: Document, stage: StageEntry, way: _Way) -> Iterator[Fault]:
    lists = {
        "read": stage.read,
        "ask": stage.ask,
        "tasks": [f"{task.who} {task.text}" for task in stage.tasks],
    }
    for key, entries in lists.items():
        yield from _repeated(document, (((*way, key, place), each) for place, each in enumerate(entries)))
    questions = list(enumerate(stage.quiz.questions if stage.quiz else ()))
    way = (*way, "quiz", "questions")
    yield from _repeated(document, (((*way, place, "question"), each.question) for place, each in questions))
    for place, question in questions:
        yield from _form(document, question, (*way, place))


def _form(document: Document, question: QuestionEntry, way: _Way) -> Iterator[Fault]:
    """Options of which some are right and some wrong, or 对 / 错: one of the two."""
    options = [*question.right, *question.wrong]
    is_true_false = question.answer is not None
    if bool(question.right and question.wrong) == is_true_false or (is_true_false and options):
        yield _fault(document, way, FaultKind.QUESTION_FORM)
    if len(set(options)) < len(options):
        twice = next(option for option in options if options.count(option) > 1)
        yield _fault(document, way, FaultKind.DUPLICATE_ENTRY, written=twice, key="right, wrong")


def _repeated(document: Document, entries: Iterable[tuple[_Way, str]]) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for way, written in entries:
        line = document.line(way)
        if written in seen:
            yield _fault(document, way, FaultKind.REPEATED, written=written[:60], first=str(seen[written]))
        seen.setdefault(written, line)


def _fault(document: Document, way: _Way, kind: FaultKind, **words: str) -> Fault:
    return Fault(document.path, document.line(way), kind, words)
