"""Which clause an owner means: one that was offered, a number, or what is found for their words."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.desk import Item
from bot.rulebook import AtClause, Clause, find_references
from bot.slack.desk.deciding import forms
from bot.slack.desk.owners import DeskOwners
from bot.slack.escalation.recipients import clauses_named
from bot.slack.surface import View
from bot.slack.transport.arriving.payloads import Submission
from bot.wording import Catalogue

_MOST = 5  # clauses offered
_MOST_WORDINGS = 5


@dataclass(frozen=True)
class Choosing:
    """Offers clauses, and reads which is chosen: always of those that this owner may see."""

    owners: DeskOwners

    async def settle_form(self, item: Item, person: str, say: Catalogue) -> View:
        """The form that asks which clause answers, with the question's own words to be learned."""
        return forms.settle_form(item, await self._offered(item, person), item.words, say)

    async def change_form(self, item: Item, person: str, say: Catalogue) -> View:
        """The form that asks which clause is to be changed."""
        return forms.change_form(item, await self._offered(item, person), say)

    async def chosen(self, form: Submission) -> Clause | tuple[Clause, ...]:
        """The clause that is meant; else those that may be: what the words find, or none."""
        library = await self.owners.visible(form.person)
        if written := _entered(form, forms.FIND):
            references = find_references(written, library.names)
            places = [library.find(reference) for reference in references]
            clauses = tuple(place.clause for place in places if isinstance(place, AtClause))
            if len(clauses) == 1:
                return clauses[0]
            return clauses or await self._found(written, form.person)
        return library.by_name.get(_entered(form, forms.CLAUSE), ())

    @staticmethod
    def wordings(form: Submission) -> tuple[str, ...]:
        """How staff ask for it, as the owner wrote it, a line each."""
        lines = (" ".join(line.split()) for line in _entered(form, forms.WORDINGS).splitlines())
        return tuple(dict.fromkeys(line for line in lines if any(map(str.isalnum, line))))[:_MOST_WORDINGS]

    async def _offered(self, item: Item, person: str) -> Sequence[Clause]:
        near = clauses_named(item.clauses, await self.owners.visible(person))
        return near[:_MOST] or await self._found(item.words, person)

    async def _found(self, words: str, person: str) -> tuple[Clause, ...]:
        access = await self.owners.recipients.access.of_person(person)
        if access.refusal:
            return ()
        return tuple(hit.clause for hit in access.responder.index.search(words, _MOST).hits)


def _entered(form: Submission, name: str) -> str:
    return form.entered(name) if name in form.view.values else ""
