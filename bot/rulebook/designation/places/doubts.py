"""Whether what was looked up, and is not there, may be no reference at all."""

from collections.abc import Sequence

from bot.rulebook.book import Rulebook
from bot.rulebook.designation.designators import Certainty
from bot.rulebook.designation.parsing.grammar import LETTER_ON_NUMBER
from bot.rulebook.designation.places.outcomes import AtClause, Lookup, Missing
from bot.rulebook.designation.texts.references import Reference


def may_be_none(
    reference: Reference, found: Lookup | None, books: Sequence[Rulebook], *, alone: bool
) -> bool:
    """Whether what was written may be no reference at all, as it does not lead to what it would name."""
    match found, reference.certainty:
        case AtClause(missing_part=part), Certainty.DOTTED | Certainty.BARE:  # 7.5k
            return bool(part) and bool(LETTER_ON_NUMBER.search(reference.written))
        case Missing(), Certainty.UNSURE:
            return True
        case Missing(), Certainty.WORD:
            return not (alone or reference.document)  # article 5; but of a book that is named it is told
        case Missing(near), Certainty.BARE:
            return bool(reference.parts) or not near or "-" in reference.number[-1]  # 401(k), 996, 9-5
        case Missing(), Certainty.DOTTED:
            return _is_no_number_here(reference, books)
        case _:
            return False


def _is_no_number_here(reference: Reference, books: Sequence[Rulebook]) -> bool:
    """Whether no clause counts as a number does: 3.15 of a book that is numbered through, 2.0, form I-9."""
    is_counted = any(book.places.counts_levels(len(reference.number)) for book in books)
    return not is_counted or reference.number[-1] == "0" or not reference.written[0].isdecimal()
