"""How something's time grows with the text it is given: no number of seconds decides, on however slow a machine."""

from collections.abc import Callable, Sequence
from math import inf, log
from time import thread_time

# Characters; by little steps first: what doubles with each is measured before it takes for ever, on any machine.
# The last two are beyond the bounds of loops (up to 200), within which those look like loops in loops, and are compared
# where the text does not get slow before: no length lies between them, at which a slow machine would stop.
LENGTHS = (*range(16, 49, 4), 256, 2048)
LONGER = (*LENGTHS, 16_384)
ENOUGH = 0.02  # seconds: what takes so long can be measured, and is not made longer
QUICK = (
    2e-5  # seconds: a loop in a loop takes longer over the longest text, and some clocks do not tick so soon
)
STEEPEST = 1.4  # the exponent of the length: a loop takes as long as the text is (1), a loop in a loop its square (2)

LOOKS = ((1, 1), (30, 1), (10_000, 5))
"""What looks steep is looked at again, over so many rounds that a coarse clock tells it, and at last in five sweeps.

Of sweeps in turn over the two lengths that are compared the least time of each counts: whoever has the machine beside
us slows some down.
"""


def of_one_piece(piece: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """Texts that are the same piece over and over."""
    return lambda length: before + piece * (length // len(piece) + 1) + after


def is_steep(
    run: Callable[[str], object], text: Callable[[int], str], lengths: Sequence[int] = LENGTHS
) -> bool:
    """Whether it takes far more than twice as long for twice the text, each time that it is looked at."""
    return all(steepness(run, text, rounds, lengths, sweeps) > STEEPEST for rounds, sweeps in LOOKS)


def steepness(
    run: Callable[[str], object],
    text: Callable[[int], str],
    rounds: int,
    lengths: Sequence[int] = LENGTHS,
    sweeps: int = 1,
) -> float:
    """With which power of the length the time grows, over a text that is made longer until that can be measured."""
    texts = {len(longer): longer for longer in map(text, lengths)}
    looked_at, times = list(texts), dict.fromkeys(texts, inf)
    for _ in range(sweeps):
        for number, length in enumerate(looked_at):
            took = seconds(run, texts[length], rounds)
            times[length] = min(took, times[length])
            if took > ENOUGH and number:
                break
        longest = max(length for length in times if times[length] < inf)
        shorter = max((length for length in times if length * 8 <= longest), default=min(times))
        looked_at = [shorter, longest]  # the steps to them are known
    if times[longest] < QUICK:
        return 0.0
    return log(times[longest] / max(times[shorter], QUICK / 1000)) / log(longest / shorter)


def seconds(run: Callable[[str], object], text: str, rounds: int) -> float:
    """The mean of so many rounds, fewer where they take long: one may be over before the clock ticks."""
    began, took, done = thread_time(), 0.0, 0
    while done < rounds and took < ENOUGH:
        run(text)
        done, took = done + 1, thread_time() - began
    return took / done
