"""What is put into the outbox is posted at once where nothing waits before it: nobody needs to look for it there."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Protocol

from bot.slack.process.work import LeasedWorker
from bot.store import Completion, Delivery, Hold, Parcel


class Put(Protocol):
    """A transaction that completes a question, and puts what answers it; leased where the `hold` can be had."""

    def __call__(self, *, hold: Hold | None) -> Awaitable[Completion | None]:
        """None where nothing was put."""


class Lanes(Protocol):
    """The lanes in which this process posts: the delivery worker knows them."""

    def hold(self, lane: str) -> Hold | None:
        """The terms on which a parcel may be leased as it is put, if its lane is left to it until `release`."""

    def release(self, lane: str) -> None:
        """Nothing is posted there any more."""


@dataclass(frozen=True)
class Posting:
    """Keeps a slot of the worker that delivers, and the parcel's lane, while a parcel is put."""

    lanes: Lanes
    worker: LeasedWorker[Delivery]

    async def __call__(self, put: Put, parcel: Parcel | None, beside: Parcel | None) -> Completion | None:
        """Put a parcel, and another beside it; what could not be begun at once, the worker looks for."""
        with self.worker.place() as begin:
            hold = self.lanes.hold(parcel.address.lane) if parcel and begin else None
            delivery = None
            try:
                completed = await put(hold=hold)
                delivery = completed.delivery if completed else None
            finally:
                if parcel and hold and not delivery:
                    self.lanes.release(parcel.address.lane)
            if begin and delivery:
                begin(delivery)
        if not delivery or beside:
            self.worker.wake()
        return completed
