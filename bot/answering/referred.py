"""What the references of a message lead to, and which of them do not lead to all that they name."""

from collections.abc import Sequence
from functools import partial
from itertools import chain

from bot.rulebook import Library, Reference
from bot.rulebook.designation.places.lookups import Lookup
from bot.rulebook.designation.places.ranges import headings_between, is_wholly_there


def looked_up(
    references: Sequence[Reference], library: Library, *, alone: bool
) -> tuple[Sequence[Lookup], tuple[str, ...]]:
    """Where the references lead, and those, as they are written, of which something is not there.

    `alone`: nothing else was said.
    """
    find = partial(library.find, alone=alone)
    each_heading = chain.from_iterable(headings_between(each, find) for each in references)
    found = [(each.written, there) for each in each_heading if (there := find(each))]
    absent = dict.fromkeys(written for written, there in found if not is_wholly_there(there))
    return [there for _, there in found], tuple(absent)
