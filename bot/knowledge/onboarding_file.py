"""The shape of onboarding.yaml: what rule owners write, before any of it is looked up in the books."""

import re
from collections.abc import Callable, Mapping
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot.knowledge.fault import FaultKind
from bot.knowledge.schema import Entry, Text
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
        raise PydanticCustomError(FaultKind.NOT_DAYS, "no days")
    return int(match["opens"]), int(match["due"] or match["opens"])


def _share(written: object) -> float:
    match = _SHARE.fullmatch(str(written).strip())
    share = float(match["number"]) / (100 if match["percent"] else 1) if match else 0
    if not 0 < share <= 1:
        raise PydanticCustomError(FaultKind.NOT_A_SHARE, "no share")
    return share


def _count(written: object) -> int:
    if not _COUNT.fullmatch(str(written).strip()):
        raise PydanticCustomError(FaultKind.NOT_A_COUNT, "no count")
    return int(str(written))


def _options(written: object) -> object:
    """An option that is alone needs no brackets."""
    return [written] if isinstance(written, str) else written


def _word(words: Mapping[str, Word]) -> Callable[[object], Word]:
    def read(written: object) -> Word:
        if not isinstance(written, str) or written.strip() not in words:
            allowed = "、".join(word for word in words if not word.isascii())
            raise PydanticCustomError(FaultKind.UNKNOWN_WORD, "unknown word", {"allowed": allowed})
        return words[written.strip()]

    return read


class TaskEntry(Entry):
    """One entry of `tasks:`."""

    text: Text
    who: Annotated[Assignee, BeforeValidator(_word(ASSIGNEES))] = Assignee.NEW_HIRE


class QuestionEntry(Entry):
    """One entry of `questions:`; either `right` (several of them: all are to be chosen) and `wrong`, or `answer`."""

    question: Text
    clause: Text
    sentence: Text
    right: Annotated[list[Text], BeforeValidator(_options)] = Field(default_factory=list)
    wrong: Annotated[list[Text], BeforeValidator(_options)] = Field(default_factory=list)
    answer: Annotated[int | None, BeforeValidator(_word(ANSWERS))] = None


class QuizEntry(Entry):
    """`quiz:` of a stage."""

    pass_share: Annotated[float, BeforeValidator(_share), Field(alias="pass")]
    attempts: Annotated[int, BeforeValidator(_count)]
    questions: Annotated[list[QuestionEntry], Field(min_length=1)]


class StageEntry(Entry):
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


class PathEntry(Entry):
    """One entry of `paths:`; without `for` it is the default."""

    id: Text
    title: Text
    stages: Annotated[list[Text], Field(min_length=1)]
    roles: Annotated[list[Text], Field(min_length=1)] = Field(default_factory=list, alias="for")


class OnboardingFile(Entry):
    """onboarding.yaml."""

    paths: Annotated[list[PathEntry], Field(min_length=1)]
    stages: Annotated[list[StageEntry], Field(min_length=1)]
