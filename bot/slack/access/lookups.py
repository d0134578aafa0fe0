"""Asking Slack for facts: each once at a time, remembered for a while, and an answer also where Slack cannot tell."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import MethodType
from typing import Any, Generic, ParamSpec, TypeVar
from weakref import WeakMethod

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

_log = logging.getLogger(__name__)
_KEPT = 10_000  # answers of one kind; beyond, the oldest are forgotten
_SOON = 30.0  # seconds until Slack is asked again what it could not tell
_NO_JSON = "no answer in JSON"

Answer = TypeVar("Answer")
Asked = ParamSpec("Asked")
Value = TypeVar("Value")
Ask = Callable[[str], Awaitable[Answer]]
Recall = Callable[[str, str], Awaitable[Answer | None]]


@dataclass(frozen=True)
class Terms:
    """How Slack is asked: `clock` tells seconds; `patience`: seconds for one answer, pauses that Slack asks for too."""

    clock: Callable[[], float]
    patience: float = 5.0


@dataclass
class _Entry(Generic[Answer]):
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    answers: list[Answer] = field(default_factory=list)  # one, or none yet
    until: float = 0.0


class Lookup(Generic[Answer]):
    """One kind of question: `ask` about a key by Slack's `method`, remember the answer for so many `seconds`.

    `otherwise` gives the answer to use for half a minute where Slack cannot tell; it gets Slack's error code, or the
    kind of the failure; before that `recall` is asked, with the key, for what was known before. Nothing raises that
    comes from Slack or the network.
    """

    def __init__(  # noqa: PLR0913  # how one kind of question is asked, by name
        self,
        method: str,
        ask: Ask[Answer],
        otherwise: Callable[[str], Answer],
        seconds: float,
        terms: Terms,
        *,
        recall: Recall[Answer] | None = None,
    ) -> None:
        self._method = method
        self._ask = _referring(ask)
        self._otherwise = _referring(otherwise)
        self._seconds = seconds
        self._terms = terms
        self._recall = _referring(recall or _never_known)
        self._entries: OrderedDict[str, _Entry[Answer]] = OrderedDict()
        self.unanswered = 0  # how often Slack said nothing at all, not even that it refuses

    async def __call__(self, key: str) -> Answer:
        """What Slack tells of a key; who asks while it is being looked up waits for the same answer."""
        its = self._ask(), self._otherwise(), self._recall()  # whoever has the look-up stays until it is done
        entry = self._entries.setdefault(key, _Entry())
        if len(self._entries) > _KEPT:
            self._entries.popitem(last=False)
        async with entry.lock:
            if not entry.answers or self._terms.clock() >= entry.until:
                answer, seconds = await self._told(key, *its)
                entry.answers, entry.until = [answer], self._terms.clock() + seconds
            return entry.answers[0]

    def learn(self, key: str, answer: Answer) -> None:
        """Remember what Slack has told otherwise."""
        self._entries[key] = _Entry(answers=[answer], until=self._terms.clock() + self._seconds)
        self._entries.move_to_end(key)
        if len(self._entries) > _KEPT:
            self._entries.popitem(last=False)

    def forget(self, key: str) -> None:
        """Ask again next time; what is being looked up now is not remembered."""
        self._entries.pop(key, None)

    def forget_all(self) -> None:
        """Ask again next time, whatever about."""
        self._entries.clear()

    async def _told(
        self, key: str, ask: Ask[Answer], otherwise: Callable[[str], Answer], recall: Recall[Answer]
    ) -> tuple[Answer, float]:
        try:
            async with asyncio.timeout(self._terms.patience):
                return await ask(key), self._seconds
        except SlackApiError as error:
            why = _code(error)
            self.unanswered += why == _NO_JSON
        except (ClientError, OSError, TimeoutError) as error:
            self.unanswered += 1
            why = type(error).__name__
        _log.warning("Slack cannot tell: %s %s: %s", self._method, key, why)
        recalled = await recall(key, why)
        return otherwise(why) if recalled is None else recalled, _SOON


def told_of(answer: AsyncSlackResponse, name: str) -> Any:  # noqa: ANN401  # whatever Slack has by that name
    """This part of what Slack tells; raises SlackApiError where it is left out, as something in between may do."""
    if (found := answer.get(name)) is None:
        raise SlackApiError(f"without {name}", answer)  # type: ignore[no-untyped-call]  # untyped there
    return found


def _referring(call: Callable[Asked, Value]) -> Callable[[], Callable[Asked, Value]]:
    """What gives the call; that a method is called does not keep alive whoever has it, and has the look-up."""
    if not isinstance(call, MethodType):
        return lambda: call
    method = WeakMethod(call)

    def found() -> Callable[Asked, Value]:
        if (found := method()) is None:
            raise ReferenceError  # what asked has ended
        return found

    return found


async def _never_known(_: str, __: str) -> None:
    """Nothing was known before."""


def _code(error: SlackApiError) -> str:
    """Slack's code for the error; a server that failed sends none, and what it sends instead is not to be logged."""
    data = getattr(error.response, "data", None)
    return str(data.get("error") or _NO_JSON) if isinstance(data, Mapping) else _NO_JSON
