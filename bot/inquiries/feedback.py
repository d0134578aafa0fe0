"""What people think of an answer."""

from dataclasses import dataclass
from enum import StrEnum


class Complaint(StrEnum):
    """Why an answer was of no use."""

    WRONG_CLAUSE = "wrong-clause"
    UNCLEAR = "unclear"
    NOT_COVERED = "not-covered"
    OUTDATED = "outdated"
    OTHER = "other"


@dataclass(frozen=True)
class Opinion:
    """What a person says of the answer to a question; without a `complaint` it was useful."""

    question: str
    person: str
    complaint: Complaint | None = None
    comment: str = ""
