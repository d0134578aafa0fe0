"""What a message asks for by number or by name: clauses, headings and contents, today or on a day that it names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.citing import citation, contents, no_clause, not_then, refusal, repealed
from bot.answering.conversation.days.earlier import Earlier, as_published, is_as_written
from bot.answering.conversation.days.point_in_time import beside_no_day, point_in_time
from bot.answering.deciding.judge import Judge
from bot.answering.parts import parts_together
from bot.answering.referred import looked_up
from bot.answering.reply import CERTAIN, Answer, Choice, Citation, Contents, Reason, Refusal, Reply
from bot.retrieval import Index
from bot.rulebook import (
    Ambiguous,
    AtBooks,
    AtClause,
    AtClauses,
    AtDivision,
    Division,
    Missing,
    Repealed,
    ToCome,
    find_references,
    read_references,
)
from bot.rulebook.designation.places.outcomes import Lookup, clauses_named
from bot.rulebook.designation.texts.frame import within_frame

_PART = re.compile(r"[，,。；;！!？?\n]+")
_MOST_NAMED = 10  # clauses cited that are asked for by their numbers


@dataclass(frozen=True)
class AskedByNumber:
    """Finds what a message asks for by number in an index; `earlier` and `today` are those of the responder."""

    index: Index
    judge: Judge
    earlier: Earlier
    today: date | None

    def on_its_day(self, question: str) -> Answer | Refusal | None:
        """The clauses of these numbers as they were, or will be, in force on the day that is named beside them."""
        point = point_in_time(question, self.today)
        names = self.index.library.names
        if point is None:
            beside = beside_no_day(question)
            is_meant = beside is not None and read_references(beside, names)
            return refusal(self.index.library, Reason.NO_SUCH_DAY) if is_meant else None
        references = read_references(point.rest, names)
        if not references and point.is_explicit:
            references = find_references(point.rest, names, is_message=True)
        if not references:
            return None
        library = self.index.library.in_force(point.day)
        found = [library.find(reference, alone=True) for reference in references]
        clauses = [clause for each in found for clause in clauses_named(each)]
        over = [each.clause for each in found if isinstance(each, Repealed)]
        if over and not clauses:
            return repealed(self.index.library, over[0])
        edition = self.earlier(point.day)
        shown = as_published(references, clauses, edition, point.day) if edition else tuple(clauses)
        since = edition.published if edition and not is_as_written(shown, clauses) else None
        if shown:
            citations = tuple(map(Citation.whole, shown[:_MOST_NAMED]))
            is_to_come = self.today is not None and point.day > self.today
            return Answer(citations, CERTAIN, len(shown) - len(citations), point.day, since, is_to_come)
        now = (self.index.library.find(reference, alone=True) for reference in references)
        if all(isinstance(each, Missing) for each in now):  # on no day; what is nearest today was not then
            return refusal(self.index.library, Reason.NO_SUCH_CLAUSE)
        return not_then(self.index.library, point.day, edition.published if edition else None)

    def referred_to(self, question: str) -> Reply | None:
        """What the references in a question lead to; None where it names nothing in this library."""
        library = self.index.library
        if not (library.called(question) or read_references(question, library.names)):
            return self._named_in(self._mended(question))
        return self._named_in(question)

    def _mended(self, question: str) -> str:
        """A question without the slips in what it calls clauses, where all of these are there."""
        library = self.index.library
        for alone, read in ((True, read_references), (False, find_references)):
            mended = self.index.unit_names.mended(question, alone=alone)
            references = read(mended, library.names) if mended != question else ()
            if references and all(_is_there(library.find(each, alone=alone)) for each in references):
                return mended
        return question

    def _named_in(self, question: str) -> Reply | None:
        library = self.index.library
        called, numbered = library.called(question), library.without_titles(question)
        alone = read_references(numbered, library.names)
        words = "" if called or alone else question
        is_sent = not words or _asks_for_itself(numbered, library.names)
        references = alone or find_references(numbered, library.names, is_message=True)
        found, absent = (
            (called, ()) if called else looked_up(references, library, message=numbered, alone=bool(alone))
        )
        if cited := tuple(parts_together(one for each in found for one in self._cited(each, words))):
            return Answer(cited[:_MOST_NAMED], CERTAIN, max(0, len(cited) - _MOST_NAMED), absent=absent)
        match found:
            case [AtBooks(books), *_]:
                return contents(library, books)
            case [AtDivision(division)]:
                return self._of_division(division, "" if is_sent else words)
            case [AtDivision(), *_]:
                return Contents(tuple(each.division for each in found if isinstance(each, AtDivision)))
            case [(Ambiguous() | Repealed() | ToCome() | Missing()) as nowhere, *_]:
                return no_clause(library, nowhere)
            case _:  # 劳动合同法第三十九条, and nothing else, is no rule of this library
                is_of_another = any(each.document for each in alone)
                return refusal(library, Reason.SILENT) if is_of_another else None

    def _cited(self, found: Lookup, question: str) -> Iterator[Citation]:
        """The clauses that a reference leads to; of one of which a part is named, that is marked."""
        match found:
            case AtClause(clause, part, missing_part, former):
                cited = citation(self.index, clause, "" if missing_part else question)
                yield replace(cited, marked=part or cited.marked, missing_part=missing_part, former=former)
            case AtClauses(clauses):
                for clause in clauses:
                    yield citation(self.index, clause, question)
            case _:
                pass

    def _of_division(self, division: Division, question: str) -> Reply:
        """A question about one chapter is answered from it; where it asks nothing in particular, its contents."""
        reply = self.judge(self.index.search(question, within=division.heading), question)
        asks = isinstance(reply, Choice) and not (
            division.heading.title and division.heading.title in question
        )
        return reply if asks or isinstance(reply, Answer) else Contents((division,))


def _asks_for_itself(message: str, names: Sequence[str]) -> bool:
    """Whether a part of a message asks for what it names, and for nothing about it: 开会要用，把第四章发我."""
    return any(
        within_frame(part).strip() != part.strip() and read_references(part, names)
        for part in _PART.split(message)
    )


def _is_there(found: Lookup | None) -> bool:
    """Whether a reference leads to what it names, and to nothing else that is called so."""
    return isinstance(found, AtClause | AtClauses | AtDivision)
