"""What becomes of what somebody asks, as they are told it."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.wording.catalogue import Catalogue


@dataclass(frozen=True)
class Disclosure:
    """For how many `days` a question keeps its words, and the `host` to which it is sent in doubt; "": to none."""

    days: int
    host: str = ""

    def sentences(self, kept: str, say: Catalogue) -> Iterator[str]:
        """How long it is kept, in the sentence named, and who else gets it."""
        yield say(kept, days=self.days)
        if self.host:
            yield say("data.sent", host=self.host)
