"""onboarding.yaml as rule owners write it: its shape, and what must hold in it before the books are looked up."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import pairwise
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot.knowledge.document import Document, Location
from bot.knowledge.issues import IssueKind, ValidationIssue
from bot.knowledge.schema import StrictModel, Text
from bot.onboarding import FALSE, TRUE, Assignee

_DAYS = re.compile(r"(?P<opens>[1-9]\d{0,3})(?:\s*[-–—~至到]\s*(?P<due>[1-9]\d{0,3}))?")
_SHARE = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,6})?)\s*(?P<percent>[%％]?)")
_COUNT = re.compile(r"[1-9]\d{0,2}")

ASSIGNEES = {"新员工": Assignee.NEW_HIRE, "导师": Assignee.BUDDY, "上级": Assignee.MANAGER} | {
    str(assignee): assignee for assignee in Assignee
}
ANSWERS = {"对": TRUE, "错": FALSE, "true": TRUE, "false": FALSE}
_SIGNED = {"是": True, "否": False, "true": True, "false": False}

Word = TypeVar("Word")


def _days(written: object) -> tuple[int, int]:
    match = _DAYS.fullmatch(str(written).strip())
    if match is None or int(match["opens"]) > int(match["due"] or match["opens"]):
        raise PydanticCustomError(IssueKind.NOT_DAYS, "no days")
    return int(match["opens"]), int(match["due"] or match["opens"])


def _share(written: object) -> float:
    match = _SHARE.fullmatch(str(written).strip())
    share = float(match["number"]) / (100 if match["percent"] else 1) if match else 0
    if not 0 < share <= 1:
        raise PydanticCustomError(IssueKind.NOT_A_SHARE, "no share")
    return share


def _count(written: object) -> int:
    if not _COUNT.fullmatch(str(written).strip()):
        raise PydanticCustomError(IssueKind.NOT_A_COUNT, "no count")
    return int(str(written))


def _options(written: object) -> object:
    """An option that is alone needs no brackets."""
    return [written] if isinstance(written, str) else written


def _word(words: Mapping[str, Word]) -> Callable[[object], Word]:
    def read(written: object) -> Word:
        if not isinstance(written, str) or written.strip() not in words:
            allowed = "、".join(word for word in words if not word.isascii())
            raise PydanticCustomError(IssueKind.UNKNOWN_WORD, "unknown word", {"allowed": allowed})
        return words[written.strip()]

    return read


class TaskEntry(StrictModel):
    """One entry of `tasks:`."""

    text: Text
    who: Annotated[Assignee, BeforeValidator(_word(ASSIGNEES))] = Assignee.NEW_HIRE


class QuestionEntry(StrictModel):
    """One entry of `questions:`; either `right` (several of them: all are to be chosen) and `wrong`, or `answer`."""

    question: Text
    clause: Text
    sentence: Text
    right: Annotated[list[Text], BeforeValidator(_options)] = Field(default_factory=list)
    wrong: Annotated[list[Text], BeforeValidator(_options)] = Field(default_factory=list)
    answer: Annotated[int | None, BeforeValidator(_word(ANSWERS))] = None


class QuizEntry(StrictModel):
    """`quiz:` of a stage."""

    pass_share: Annotated[float, BeforeValidator(_share), Field(alias="pass")]
    attempts: Annotated[int, BeforeValidator(_count)]
    questions: Annotated[list[QuestionEntry], Field(min_length=1)]


class StageEntry(StrictModel):
    """One entry of `stages:`."""

    id: Text
    title: Text
    days: Annotated[tuple[int, int], BeforeValidator(_days)]
    greeting: Text
    read: Annotated[list[Text], Field(min_length=1)]
    ask: list[Text] = Field(default_factory=list)
    tasks: list[TaskEntry] = Field(default_factory=list)
    quiz: QuizEntry | None = None
    sign: Annotated[bool, BeforeValidator(_word(_SIGNED))] = False


class PathEntry(StrictModel):
    """One entry of `paths:`; without `for` it is the default."""

    id: Text
    title: Text
    stages: Annotated[list[Text], Field(min_length=1)]
    roles: Annotated[list[Text], Field(min_length=1)] = Field(default_factory=list, alias="for")


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
    yield from _default(document, file)
    yield from _stages_of_paths(document, file)
    for n, stage in enumerate(file.stages):
        yield from _in_stage(document, stage, ("stages", n))


def _default(document: Document, file: OnboardingFile) -> Iterator[ValidationIssue]:
    """Exactly one path is for everybody whom no other names."""
    defaults = [("paths", n) for n, path in enumerate(file.paths) if not path.roles]
    if not defaults:
        yield document.issue(IssueKind.DEFAULT_PATH, ("paths",))
    for location in defaults[1:]:
        yield document.issue(IssueKind.DEFAULT_PATH, location)


def _stages_of_paths(document: Document, file: OnboardingFile) -> Iterator[ValidationIssue]:
    stages = {stage.id: stage for stage in reversed(file.stages)}
    for n, path in enumerate(file.paths):
        locations = [("paths", n, "stages", index) for index in range(len(path.stages))]
        for location, id_ in zip(locations, path.stages, strict=True):
            if id_ not in stages:
                known = ", ".join(get_close_matches(id_, stages) or stages)
                yield document.issue(IssueKind.UNKNOWN_STAGE, location, written=id_, known=known)
        known_stages = [
            (location, stages[id_])
            for location, id_ in zip(locations, path.stages, strict=True)
            if id_ in stages
        ]
        for (_, before), (location, after) in pairwise(known_stages):
            if after.days[0] < before.days[0] or after.days[1] <= before.days[1]:
                yield document.issue(IssueKind.NOT_ASCENDING, location, written=after.id, before=before.id)


def _in_stage(document: Document, stage: StageEntry, location: Location) -> Iterator[ValidationIssue]:
    lists = {
        "read": stage.read,
        "ask": stage.ask,
        "tasks": [f"{task.who} {task.text}" for task in stage.tasks],
    }
    for key, entries in lists.items():
        yield from _repeated(
            document, (((*location, key, index), each) for index, each in enumerate(entries))
        )
    questions = list(enumerate(stage.quiz.questions if stage.quiz else ()))
    location = (*location, "quiz", "questions")
    yield from _repeated(
        document, (((*location, index, "question"), each.question) for index, each in questions)
    )
    for index, question in questions:
        yield from _form(document, question, (*location, index))


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
