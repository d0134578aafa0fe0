"""The line under a report: whether the signatures hold, and the hash by which the CSV of the same state is known."""

from collections.abc import Iterator

from bot.onboarding import FIRST, Recorded, verify
from bot.store import Signatures
from bot.wording import Wording


def summary(signatures: Signatures, say: Wording) -> str:
    """Walk along the whole chain; the line. It may take a second for ten thousand signatures."""
    count, last = 0, FIRST

    def walked() -> Iterator[Recorded]:
        nonlocal count, last
        for recorded in signatures.chain():
            count, last = count + 1, recorded.hash
            yield recorded

    if verify(walked()):
        return say("onboarding.progress.broken", command="shouze onboarding verify")
    return say(
        "onboarding.progress.signed",
        count=count,
        last=last[:16] or "–",
        command="shouze onboarding report --csv",
    )
