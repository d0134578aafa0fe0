"""Along the chain of signatures: how many hold, what the last of them is, and where the chain breaks."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.onboarding.signatures import FIRST, Broken, Flaw, Recorded, verify


@dataclass(frozen=True)
class Walked:
    """A chain that was walked along.

    So many signatures hold (`count`, from the first on), and `end` is the hash of the last of them, FIRST for none.
    `broken` is where it does not hold, and `found` the record that stands there (None: the chain ends before it).
    """

    count: int
    end: str = FIRST
    broken: Broken | None = None
    found: Recorded | None = None


def walk(chain: Iterable[Recorded], last: str | None = None) -> Walked:
    """Walk along a chain, oldest first, as far as it holds; `last` as for `verify`. Two records are held at a time."""
    count, latest = 0, deque[Recorded](maxlen=2)

    def passed() -> Iterator[Recorded]:
        nonlocal count
        for each in chain:
            count += 1
            latest.append(each)
            yield each

    broken = verify(passed(), last)
    found = latest.pop() if broken and broken.flaw is not Flaw.CUT_OFF else None
    end = latest[-1].hash if latest else FIRST
    return Walked(count - 1 if found else count, end, broken, found)
