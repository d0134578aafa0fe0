"""What one person is to sign, as they may read it at this moment."""

import asyncio
import uuid
from dataclasses import dataclass, field

from bot.onboarding.acknowledgements import Acknowledgement
from bot.publishing import AcknowledgementRequests
from bot.slack.access.visibility import AccessResolver
from bot.slack.acknowledging.messages import ToSign
from bot.wording import Catalogue

_KEPT = 64  # texts before, by who reads them
Texts = dict[str, str]


def parcel_id(*key: object) -> str:
    """The id of a message on it: the same in every process."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "/".join(map(str, ("acknowledgement", *key)))).hex


@dataclass
class Readings:
    """Tells what somebody is to sign; whoever may see nothing of it is asked nothing."""

    access: AccessResolver
    requests: AcknowledgementRequests
    _before: dict[tuple[str, frozenset[str]], Texts] = field(default_factory=dict)

    async def of(self, acknowledgement: Acknowledgement, person: str) -> tuple[ToSign, Catalogue] | None:
        """What they are to sign, and the words of their language; None where they may not, or do not work here."""
        reader = await self.access.directory.reader(person)
        if not reader.is_staff:
            return None
        access = await self.access.of_person(person)
        library = access.responder.index.library
        found = {
            clause.name: (clause, name)
            for name in acknowledgement.clauses
            if (clause := library.by_name.get(name))
        }
        if access.refusal or not found:
            return None
        before = await self._texts(acknowledgement, reader.groups)
        clauses = tuple(clause for clause, _ in found.values())
        texts = tuple(before.get(name, "") for _, name in found.values())
        book = clauses[0].heading.book_label
        return ToSign(acknowledgement.id, book, acknowledgement.due, clauses, texts), access.say

    async def _texts(self, acknowledgement: Acknowledgement, groups: frozenset[str]) -> Texts:
        key = (acknowledgement.id, groups)
        if key not in self._before:
            if len(self._before) >= _KEPT:
                self._before.clear()
            self._before[key] = dict(await asyncio.to_thread(self.requests.texts, acknowledgement, groups))
        return self._before[key]
