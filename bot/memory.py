"""What lasts as long as a rulebook does is taken out of the garbage collector's rounds.

Each full round goes through all objects that there are, and nothing else runs meanwhile: a quarter of a second over the
shipped rulebook with its indexes, three times in the first second of a burst. What is set aside is still freed as the
last reference to it goes; so what belongs to a book must not refer back to itself. Bots do: what they leave behind is
looked for once as many have ended as are at work, or sooner where their rules took much of the room.
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


def set_aside_anew() -> None:
    """The same, without what was set aside before and nobody has any more: it is gone through, too."""
    gc.unfreeze()
    set_aside()
