"""What is said at the terminal of a chain of records: whether it holds, where not, and what nobody can see in it."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from bot.chain import ChainCheck, Chained
from bot.wording import Catalogue

Record = TypeVar("Record", bound=Chained)


def chain_lines(
    check: ChainCheck[Record],
    name: str,
    described: Callable[[Record], str],
    say: Catalogue,
) -> Iterator[str]:
    """A line that says whether a chain holds, and where it does those that say what cannot be seen.

    `name` is what its records are called, and `described` says in short which one it is.
    """
    if check.fault:
        link, place = check.link, check.fault.place + 1
        which = {"entry": described(link.record), "key": link.key, "place": place} if link else {}
        yield say(f"chain.{check.fault.flaw}", name=name, count=check.count, anchor=check.anchor, **which)
        return
    yield say("chain.good", name=name, count=check.count, last=check.end or "–")
    if check.unvouched:
        yield say("chain.unvouched" if check.is_keyed else "chain.no-secret", unvouched=check.unvouched)
    yield say("chain.end-after-anchor" if check.anchor else "chain.end")
