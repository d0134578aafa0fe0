"""What is stored about one person, as they see it in a modal and take it along in a file.

Of the rulebook only the clauses stand there that they may see now: names of others go, and so do words of the bot.
"""

import json
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.slack.blocks.elements import actions, button, day, line, plain, truncate
from bot.slack.blocks.rich_text import Block, bullets, context, rich_text, section, text
from bot.slack.home.links import subheading
from bot.store import PersonalData, Retention
from bot.wording import Catalogue

OPEN, TAKE, ERASE = "my_data", "my_data_take", "my_data_erase"  # the buttons
_MOST_QUESTIONS = 10
_LONGEST_QUESTION = 150  # characters
_CLAUSE = re.compile(r'"clause": "([^"]*)"')
# How long each kind is kept, by the names of periods; signatures have no end, what one follows the end that one sets.
_PERIODS = {
    "questions": "questions",
    "feedback": "feedback",
    "escalations": "feedback",
    "threads": "threads",
    "parcels": "parcels",
    "onboarding": "onboarding",
    "acknowledgements": "onboarding",
    "accounts": "accounts",
    "pulse": "feedback",
    "audit": "audit",
}


@dataclass(frozen=True)
class OwnData:
    """What is stored about a person, without what they may not see of the rulebook."""

    data: PersonalData
    keep: Retention

    @classmethod
    def seen(cls, data: PersonalData, keep: Retention, visible: Container[str] | None) -> "OwnData":
        """`visible`: the names of the clauses that they may see; None for who may see nothing, and no stage either."""
        return cls(_within(data, visible), keep)

    def as_file(self) -> bytes:
        """All of it as JSON."""
        return json.dumps(self.data.readable(), ensure_ascii=False, indent=2).encode()

    def blocks(self, say: Catalogue) -> Iterator[Block]:
        """How much there is of each kind and for how long, the latest questions, who sees it, and what one can do."""
        if not self.data:
            yield line(say("data.nothing"))
            return
        yield line(say("data.kept"))
        yield rich_text(bullets(*(section(text(each)) for each in self._kinds(say))))
        if self.data.questions:
            yield subheading(say("data.latest"))
            yield rich_text(bullets(*self._latest()))
        yield context(say("data.readers"))
        yield actions([button(TAKE, say("data.take"), "take"), _erase_button(say)])

    def _kinds(self, say: Catalogue) -> Iterator[str]:
        for kind, entries in self.data.readable().items():
            if kind == "unreadable":
                if entries:
                    yield say("privacy.unreadable", count=entries)
            elif entries:
                count = say(f"privacy.kind.{kind}", count=len(entries))
                yield f"{count} · {self._kept(kind, say)}"

    def _kept(self, kind: str, say: Catalogue) -> str:
        """For how long a kind is kept."""
        if period := _PERIODS.get(kind):
            return say("data.days", days=self.keep.periods[period])
        return say("data.until-unfollowed" if kind == "following" else "data.no-end")

    def _latest(self) -> Sequence[Block]:
        asked = [each for each in self.data.questions if each.text.strip()]  # /rule alone asks nothing
        latest = asked[-_MOST_QUESTIONS:]
        return [
            section(day(each.asked_at), text(f" · {truncate(each.text, _LONGEST_QUESTION)}"))
            for each in reversed(latest)
        ]


def open_button(say: Catalogue, *beside: Block) -> Block:
    """The button on the home tab, with others beside it."""
    return actions([button(OPEN, say("data.title"), "open"), *beside])


def _erase_button(say: Catalogue) -> Block:
    confirm: dict[str, Any] = {
        "title": plain(say("data.erase")),
        "text": plain(say("data.erase.confirm")),
        "confirm": plain(say("data.erase.yes")),
        "deny": plain(say("data.erase.no")),
        "style": "danger",
    }
    return button(ERASE, say("data.erase"), "erase") | {"style": "danger", "confirm": confirm}


def _within(data: PersonalData, visible: Container[str] | None) -> PersonalData:
    clauses: Container[str] = () if visible is None else visible

    def seen(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(name for name in names if name.partition(" ")[0] in clauses)

    def is_seen(entry: str) -> bool:
        return visible is not None and all(name in clauses for name in _CLAUSE.findall(entry))

    paths = [
        replace(each, done=tuple(filter(is_seen, each.done)), asked=seen(each.asked))
        for each in data.onboarding
    ]
    signed = [replace(each, clauses=seen(each.clauses)) for each in data.signatures]
    if visible is None:
        paths = [replace(each, path="", role="", told=()) for each in paths]
        signed = [replace(each, stage="") for each in signed]
    followed = (each for each in data.following if visible is not None and _is_open(each.name, clauses))
    return replace(
        data,
        following=tuple(followed),
        questions=tuple(replace(each, clauses=seen(each.clauses)) for each in data.questions),
        threads=tuple(replace(each, state="") for each in data.threads),
        parcels=tuple(replace(each, texts=()) for each in data.parcels),
        onboarding=tuple(paths),
        acknowledgements=tuple(replace(each, book="") for each in data.acknowledgements if visible is None)
        or data.acknowledgements,
        signatures=tuple(signed),
    )


def _is_open(followed: str, clauses: Container[str]) -> bool:
    kind, _, name = followed.partition(" ")
    return kind != "clause" or name in clauses
