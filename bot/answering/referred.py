"""What the references of a message lead to, and which of them do not lead to all that they name."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, pairwise

from bot.rulebook import AtClause, AtDivision, Library, Reference
from bot.rulebook.books_named import outermost
from bot.rulebook.designation.designators import Certainty
from bot.rulebook.designation.places.outcomes import Ambiguous, Lookup, Missing
from bot.rulebook.designation.places.ranges import headings_between, is_wholly_there

_POINTS = {"、", "，", ","}  # what is typed for the point between levels


def looked_up(
    references: Sequence[Reference], library: Library, *, message: str, alone: bool
) -> tuple[Sequence[Lookup], tuple[str, ...]]:
    """Where the references of a message lead, and those, as they are written, of which something is not there.

    `alone`: it is nothing but them.
    """
    find = partial(library.find, alone=alone)
    references = _as_levels(references, message, find) if alone else references
    documents = {each.document for each in references} - {""} or _named_in(message, library)
    references = [_of_one_book(each, documents, find) for each in references]
    each_heading = chain.from_iterable(headings_between(each, find) for each in references)
    found = [(each.written, there) for each in each_heading if (there := find(each))]
    has_clause = any(map(is_wholly_there, (there for _, there in found)))
    found = [
        (written, there) for written, there in found if not (has_clause and isinstance(there, Ambiguous))
    ]
    absent = dict.fromkeys(written for written, there in found if not is_wholly_there(there))
    return [there for _, there in found], tuple(absent)


def _of_one_book(
    reference: Reference, documents: Collection[str], find: Callable[[Reference], Lookup | None]
) -> Reference:
    """第二十一条 beside 学籍规定第二十条: of several books that have it, the one that alone is named is meant."""
    if reference.document or len(documents) != 1 or not isinstance(find(reference), Ambiguous):
        return reference
    named = replace(reference, document=next(iter(documents)))
    return reference if isinstance(find(named), Ambiguous | Missing | None) else named


def _named_in(message: str, library: Library) -> set[str]:
    """The books that are called by a name anywhere in a message: 第31条发我，学籍规定那个."""
    titles = {name.casefold(): book.title for book in library.books for name in book.names}
    return {titles[name] for name in outermost(titles, message.casefold())}


def _as_levels(
    references: Sequence[Reference], message: str, find: Callable[[Reference], Lookup | None]
) -> Sequence[Reference]:
    """7、3 as 7.3, where that is a clause and the numbers are not all clauses by themselves."""
    between = (message[one.end : other.start].strip() for one, other in pairwise(references))
    is_one = (
        len(references) > 1 and all(map(_is_level, references)) and all(map(_POINTS.__contains__, between))
    )
    if not is_one or all(isinstance(find(each), AtClause | AtDivision) for each in references):
        return references
    levels = tuple(each.number[0] for each in references)
    one = replace(references[0], number=levels, end=references[-1].end, certainty=Certainty.UNSURE)
    return [one] if isinstance(find(one), AtClause) else references


def _is_level(reference: Reference) -> bool:
    is_bare = reference.certainty is Certainty.BARE and len(reference.number) == 1
    return is_bare and not (reference.parts or reference.until or reference.headings)
