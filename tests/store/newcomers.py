"""New colleagues for the store's tests."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from threading import Barrier
from typing import TypeVar

from bot.onboarding import Enrolment, SignedClause
from bot.store import Address, Parcel, Purpose, Seal, Store, open_database

T = TypeVar("T")
NOW = 1_800_000_000.25
AT = datetime.fromtimestamp(NOW, UTC)
DAY = 86_400.0
HERE = Parcel(Address("T1", "D1"), [{"text": "欢迎", "blocks": []}], Purpose.ONBOARDING)


def newcomer(person: str = "U1", start: date = date(2026, 3, 2)) -> Enrolment:
    return Enrolment(person, "general", "客服", start, "Asia/Shanghai", buddy="U8", manager="U9")


def clause(number: str = "1.1", text: str = "早班 8:30 上班。", version: str = "3") -> SignedClause:
    return SignedClause(f"code/{number}", version, f"标题 {number}", text)


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """A store as another process opens it."""
    with closing(Store.over(open_database(url), Seal())) as store:
        yield store


def at_once(url: str, work: Callable[[Store], T], replicas: int = 4) -> Sequence[T]:
    """What each of several processes' stores makes of the same work, begun at the same moment."""
    barrier = Barrier(replicas)

    def one(_: int) -> T:
        with opened(url) as store:
            barrier.wait()
            return work(store)

    with ThreadPoolExecutor(replicas) as threads:
        return list(threads.map(one, range(replicas)))
