"""What is made when it is first asked for, and how much of it stays in memory."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class MadeOnce(Generic[Value]):
    """A value that is made when it is first asked for, once, whichever thread asks; others may take its place."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.value: Value | None = None

    def made(self, make: Callable[[], Value]) -> Value:
        """The value; raises what making it raises, and the next call then tries again."""
        with self._lock:
            if self.value is None:
                self.value = make()
            return self.value

    def put(self, value: Value) -> None:
        """From now on this is the value; one that is being made is waited for."""
        with self._lock:
            self.value = value


class RecentlyUsed(Generic[Key, Value]):
    """Values by their keys. Those asked for last stay, as many as have room in `most` bytes (0: all).

    `size` tells the bytes of a value. The last one stays however large it is, and so does what is `lasting`. Any
    thread may ask.
    """

    def __init__(
        self, most: int, size: Callable[[Value], int], lasting: Callable[[Key], bool] = lambda _: False
    ) -> None:
        self._most, self._size, self._lasting = most, size, lasting
        self._lock = Lock()
        self._kept: OrderedDict[Key, MadeOnce[Value]] = OrderedDict()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value of a key, made where it is not there; raises what `make` raises."""
        with self._lock:
            one = self._kept.setdefault(key, MadeOnce())
            self._kept.move_to_end(key)
        is_new = one.value is None
        value = one.made(make)
        if is_new:
            self.make_room()
        return value

    def find(self, key: Key) -> Value | None:
        """The value of a key where it is made: nobody waits for one that is being made."""
        with self._lock:
            one = self._kept.get(key)
            if one is None or one.value is None:
                return None
            self._kept.move_to_end(key)
            return one.value

    def replace(self, key: Key, value: Value) -> None:
        """Another value of a key, where that is still there: what nobody asks for any more is not kept for it."""
        with self._lock:
            one = self._kept.get(key)
        if one:
            one.put(value)
            self.make_room()

    def make_room(self) -> None:
        """Let go of what was not asked for longest, where there is more than has room."""
        if not self._most:
            return
        with self._lock:
            sizes = self._sizes()
            surplus = sum(sizes.values()) - self._most
            for key in [key for key in sizes if not self._lasting(key) and key != next(reversed(self._kept))]:
                if surplus <= 0:
                    return
                self._kept.pop(key)
                surplus -= sizes[key]

    @property
    def nbytes(self) -> int:
        """The bytes of all."""
        with self._lock:
            return sum(self._sizes().values())

    def _sizes(self) -> dict[Key, int]:
        """The bytes of each that is made, the last one asked for last."""
        return {key: self._size(one.value) for key, one in self._kept.items() if one.value is not None}

    @property
    def keys(self) -> tuple[Key, ...]:
        """What is kept, the last one asked for last."""
        with self._lock:
            return tuple(self._kept)
