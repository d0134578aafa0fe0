"""The shape of the knowledge files, as models; their errors become issues with the line they stand on."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import PydanticCustomError

from bot.knowledge.documents.document import Document, Location
from bot.knowledge.documents.shape import shape_issues
from bot.knowledge.issues import IssueKind, KnowledgeError
from bot.rulebook import ClauseNumber, MalformedNumberError

Word = TypeVar("Word")
Model = TypeVar("Model", bound="StrictModel")

_DAYS = re.compile(r"(?P<opens>[1-9]\d{0,3})(?:\s*[-–—~至到]\s*(?P<due>[1-9]\d{0,3}))?")
_SHARE = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,6})?)\s*(?P<percent>[%％]?)")
_COUNT = re.compile(r"[1-9][0-9]{0,2}")
NUMBER_MARK, NO_LABELS = "{number}", "none"
_CHANNEL = re.compile(r"#\S{1,80}|[CG][0-9A-Z]{7,20}")
_MEMBER = re.compile(r"[SUW][0-9A-Z]{7,20}", re.ASCII)


def _date(written: object) -> date:
    try:
        return date.fromisoformat(str(written))
    except ValueError as error:
        raise PydanticCustomError(IssueKind.NOT_A_DATE, "not a date") from error


def _number(written: object) -> ClauseNumber:
    try:
        return ClauseNumber.parse(str(written))
    except MalformedNumberError as error:
        raise PydanticCustomError(IssueKind.NOT_A_NUMBER, "no clause number") from error


def _chapter(written: object) -> str:
    if not _COUNT.fullmatch(str(written)):
        raise PydanticCustomError(IssueKind.NOT_A_NUMBER, "no chapter number")
    return str(written)


def _label_form(written: object) -> str:
    form = str(written).strip()
    if NUMBER_MARK not in form and form != NO_LABELS:
        raise PydanticCustomError(IssueKind.NOT_A_LABEL_FORM, "no form of a label")
    return form


def _cell(written: object) -> object:
    return "" if written is None else " ".join(written.split()) if isinstance(written, str) else written


def _one_line(written: object) -> object:
    """What is printed on a line of its own, with no break in it; its blanks stay as they are."""
    return " ".join(map(str.strip, written.splitlines())) if isinstance(written, str) else written


def _member(written: object) -> str:
    if not isinstance(written, str) or not _MEMBER.fullmatch(written.strip()):
        raise PydanticCustomError(IssueKind.NOT_A_MEMBER, "no id of a user group or person")
    return written.strip()


def _channel(written: object) -> str:
    if not isinstance(written, str) or not _CHANNEL.fullmatch(written.strip()):
        raise PydanticCustomError(IssueKind.NOT_A_CHANNEL, "no channel")
    return written.strip()


def _signers(written: object) -> object:
    return [] if isinstance(written, str) and written.strip() in {"all", "全体"} else written


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


def word_of(words: dict[str, Word]) -> Callable[[object], Word]:
    """A validator: what one of the words stands for; of several for the same the first is the one that is told."""

    def read(written: object) -> Word:
        if not isinstance(written, str) or written.strip() not in words:
            first = {meaning: word for word, meaning in reversed(words.items())}
            told = [word for word in words if word in first.values()]
            allowed = tuple(word for word in told if not word.isascii()) or tuple(told)
            raise PydanticCustomError(IssueKind.UNKNOWN_WORD, "unknown word", {"allowed": allowed})
        return words[written.strip()]

    return read


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Printed = Annotated[Text, BeforeValidator(_one_line)]
Cell = Annotated[str, BeforeValidator(_cell)]
Day = Annotated[date, BeforeValidator(_date)]
Number = Annotated[ClauseNumber, BeforeValidator(_number)]
Days = Annotated[tuple[int, int], BeforeValidator(_days)]  # from and to, counted from 1
Share = Annotated[float, BeforeValidator(_share)]  # over 0, 1 at most
Count = Annotated[int, BeforeValidator(_count)]
Members = Annotated[list[Annotated[str, BeforeValidator(_member)]], Field(min_length=1)]
Texts = Annotated[list[Text], Field(min_length=1)]
# Not optional: `audience:` with nothing behind it must be an issue, for it must not open the clause to everybody.
AudienceNames = Texts


class StrictModel(BaseModel):
    """A mapping with these keys and no other; what is written stays text."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, strict=True)


class OwnerEntry(StrictModel):
    """`owner:` of a book or chapter."""

    name: Text
    contact: Text | None = None


class TableEntry(StrictModel):
    """One entry of `tables:`."""

    header: Annotated[list[Cell], Field(min_length=1)]
    rows: Annotated[list[list[Cell]], Field(min_length=1)]
    caption: Text | None = None


class SourceEntry(StrictModel):
    """`source:` of a clause."""

    file: Text
    sha256: Text | None = None
    page: Text | None = None
    paragraph: Text | None = None
    row: Text | None = None


class RevisionEntry(StrictModel):
    """One entry of `revisions:`; title, tables and source stay where it names none."""

    effective: Day
    text: Text
    title: Text | None = None
    tables: list[TableEntry] | None = None
    source: SourceEntry | None = None


class RepealEntry(StrictModel):
    """`repealed:` of a clause or book: the first day without it, and the number, or book, that took its place."""

    on: Day
    successor: Text | None = None
    note: Text | None = None


class AcceptedEntry(StrictModel):
    """One entry of `accept:`: a reference that leads nowhere in the adopted text itself, and why it stays."""

    reference: Text
    why: Text


class AcknowledgeEntry(StrictModel):
    """One entry of `acknowledge:`: what changes with it is signed by `who`, [] being all who may see it."""

    on: Day
    who: Annotated[list[Text], BeforeValidator(_signers)]
    days: Count = 10


class BookFile(StrictModel):
    """book.yaml; `labels` is how a clause's number is printed: with the number in it, or not at all."""

    id: Text
    title: Printed
    version: Text
    effective: Day
    owner: OwnerEntry
    preface: Text | None = None
    labels: Annotated[str, BeforeValidator(_label_form)] | None = None
    region: Annotated[str, BeforeValidator(word_of({"tw": "tw"}))] | None = None
    aliases: list[Text] = Field(default_factory=list)
    issued: Day | None = None
    document_number: Text | None = None
    replaces: list[Text] = Field(default_factory=list)
    audiences: Annotated[dict[str, Members], Field(min_length=1)] = {}
    audience: AudienceNames = Field(default_factory=list)
    repealed: RepealEntry | None = None
    notices: Annotated[str, BeforeValidator(_channel)] | None = None
    acknowledge: list[AcknowledgeEntry] = Field(default_factory=list)


class ClauseEntry(StrictModel):
    """One entry of `clauses:`; `label` is its number as printed, "" where none is.

    `gap` says why the numbers before it are missing, `repeated` why one before it has its label, as in the adopted
    text itself.
    """

    number: Number
    text: Text
    label: Annotated[str, StringConstraints(strip_whitespace=True), BeforeValidator(_one_line)] | None = None
    title: Printed | None = None
    questions: list[Text] = Field(default_factory=list)
    effective: Day | None = None
    audience: AudienceNames = Field(default_factory=list)
    tables: list[TableEntry] = Field(default_factory=list)
    source: SourceEntry | None = None
    accept: list[AcceptedEntry] = Field(default_factory=list)
    gap: Text | None = None
    repeated: Text | None = None
    revisions: list[RevisionEntry] = Field(default_factory=list)
    repealed: RepealEntry | None = None
    formerly: list[Number] = Field(default_factory=list)


class HeadingEntry(StrictModel):
    """A heading and what stands under it: `heading` as it is printed, or the number of a `chapter` and its `title`.

    `repeated` says why one before it has the same number, as in the adopted text itself.
    """

    heading: Printed | None = None
    chapter: Annotated[str, BeforeValidator(_chapter)] | None = None
    title: Printed | None = None
    owner: OwnerEntry | None = None
    repeated: Text | None = None
    review_by: Day | None = None
    preface: Text | None = None
    audience: AudienceNames = Field(default_factory=list)
    clauses: list[ClauseEntry] = Field(default_factory=list)
    headings: list["HeadingEntry"] = Field(default_factory=list)


class ChapterFile(HeadingEntry):
    """A file beside book.yaml; `under` are the headings, as printed, that its own stands under."""

    under: Texts = Field(default_factory=list)


class GoldenEntry(StrictModel):
    """One question of golden.yaml or of a line of questions.jsonl; no clauses: it must be refused."""

    question: Text
    clauses: list[Text]


class LearnedEntry(StrictModel):
    """One pair of learned.yaml; `text` is the mark of the clause's text when it was settled."""

    question: Text
    clause: Text
    settled: Day | None = None
    text: Text | None = None


def read_as(model: type[Model], document: Document, location: Location = ()) -> Model:
    """The value at `location` of the document as `model`; raises KnowledgeError with all its issues."""
    value: object = document.value
    for step in location:
        value = value[step]  # type: ignore[index]  # the caller walks keys and indices that it has just seen
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise KnowledgeError(shape_issues(model, document, location, error)) from error
