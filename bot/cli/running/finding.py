"""A line of what `shouze doctor` reports."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How a finding is shown; only BAD fails."""

    GOOD = "✓"
    BAD = "✗"
    NOTE = "!"


@dataclass(frozen=True)
class Finding:
    """One line of the report."""

    mark: Mark
    text: str
