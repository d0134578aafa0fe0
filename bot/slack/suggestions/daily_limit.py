"""How often somebody wrote today, by tokens that end with the day and with this process, and stand nowhere else.

In a database a token could be joined to what was written at the same moment, by whoever has two copies of it, and to
a person, by whoever has the salt. So each process counts for itself.
"""

import hashlib
import secrets
from collections import Counter
from dataclasses import dataclass, field
from datetime import date


@dataclass
class DailyLimit:
    """Lets each person do something so often a day."""

    most: int
    _day: date = date.min
    _salt: bytes = b""
    _counts: Counter[bytes] = field(default_factory=Counter)

    def is_reached(self, person: str, today: date) -> bool:
        """Whether they have done it as often as they may."""
        return self._counts[self._token(person, today)] >= self.most

    def count(self, person: str, today: date) -> None:
        """They did it once more."""
        self._counts[self._token(person, today)] += 1

    def _token(self, person: str, today: date) -> bytes:
        if today != self._day:
            self._day, self._salt = today, secrets.token_bytes(32)
            self._counts.clear()
        return hashlib.blake2b(person.encode(), key=self._salt).digest()
