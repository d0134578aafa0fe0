"""A change that its readers sign, as the book asks for it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class AcknowledgementRequest:
    """What a publication changes in a book is signed: from the day `on`, within so many working `days`.

    `who` are names of the book's audiences; () is all staff who may see it.
    """

    on: date
    days: int
    who: tuple[str, ...] = ()
