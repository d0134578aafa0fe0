"""What lasts as long as a rulebook does is taken out of the garbage collector's rounds.

Each full round goes through all objects that there are, and nothing else runs meanwhile: a quarter of a second over the
shipped rulebook with its indexes, three times in the first second of a burst. What is set aside is still freed as the
last reference to it goes; so neither what belongs to a book nor what belongs to a bot may refer back to itself: where
a thousand workspaces have one process, to look for what is left behind takes seconds, and nobody is answered meanwhile.
"""

import gc

# Objects before a round over the youngest, rounds before one over those that outlived one, and such before a full one:
# 700, 10 and 10, Python's own, are two questions, and a dozen full rounds while a large book is loaded.
_ROUNDS = 10_000, 10, 50


def collect_seldom() -> None:
    """For a process that begins: of what it loads there is next to nothing to be collected."""
    gc.set_threshold(*_ROUNDS)


def set_aside() -> None:
    """All that there is now, and that nobody has to collect."""
    gc.collect()
    gc.freeze()
