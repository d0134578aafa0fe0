"""An escalation before it is sent: all that its modal carries with it, so that sending asks Slack nothing more."""

import json
import re
from dataclasses import asdict, dataclass

from bot.wording import Catalogue, Language

CHANNEL_ID, PERSON_ID = (
    re.compile(r"[CG][A-Z0-9]{7,}"),
    re.compile(r"[UW][A-Z0-9]{7,}"),
)  # as Slack makes them
_LONGEST = 200  # characters: a column of the store


@dataclass(frozen=True)
class Addressee:
    """The owner of a rule; `channel` is where the bot can write to them ("": nowhere)."""

    owner: str
    contact: str
    channel: str = ""

    def __post_init__(self) -> None:
        for name in ("owner", "contact"):
            object.__setattr__(self, name, getattr(self, name)[:_LONGEST])

    def label(self, say: Catalogue) -> str:
        """客服质量组（#cs-quality）; without the contact where it is an id, which tells people nothing."""
        if not self.contact or CHANNEL_ID.fullmatch(self.contact) or PERSON_ID.fullmatch(self.contact):
            return self.owner
        return say("owner.contact", name=self.owner, contact=self.contact)


@dataclass(frozen=True)
class Draft:
    """The question's id, whom it goes to, in which language they are written to, and what they may see.

    `clauses` are those that were shown, as far as the addressee may see them; `link` leads to the conversation.
    """

    question: str
    addressee: Addressee
    language: Language
    link: str = ""
    clauses: tuple[str, ...] = ()

    def written(self) -> str:
        """As a text."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, written: str) -> "Draft":
        """From its text."""
        told = json.loads(written)
        return cls(
            told["question"],
            Addressee(**told["addressee"]),
            Language(told["language"]),
            told["link"],
            tuple(told["clauses"]),
        )
