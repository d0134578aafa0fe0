"""What Slack is to show: a parcel of messages for one place.

A parcel is a wish, not an order: "these messages, there". It may change after it was delivered (an edited question) and
may become empty (a deleted one); delivering it makes Slack show what it now holds.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.inquiries import Place

Message = Mapping[str, Any]  # text and blocks


class Purpose(StrEnum):
    """What a parcel is for."""

    ANSWER = "answer"
    APOLOGY = "apology"  # in the place of something that Slack did not take
    ESCALATION = "escalation"  # a question, to the owner of the rule
    REPLY = "reply"  # how an escalation ended, to who passed the question on
    REPORT = "report"  # what a document holds, to who dropped it
    SHARE = "share"  # clauses that were shown to one person, to everybody there
    PRIVACY_NOTICE = "privacy-notice"  # what is kept of what somebody asks, the first time that they ask
    DESK = "desk"  # what staff could not find, to the owner of the rule
    REVIEW = "review"  # what a month brought, to whoever looks after the rules
    RULES = "rules"  # what becomes of a change of the rules, to whoever looks after them
    NOTICE = "notice"  # what was published, in the channel of a book
    ONBOARDING = "onboarding"  # what is said about a path: it changes for as long as somebody is on it


@dataclass(frozen=True)
class Address:
    """Where to: a conversation, in a thread or not; or one `person` there; or a response URL of Slack's."""

    team: str
    channel: str
    thread: str = ""
    person: str = ""
    response_url: str = ""

    @property
    def lane(self) -> str:
        """What is posted in its order, one at a time: all of a conversation, or what one person sees there alone."""
        return f"{self.channel}/{self.person}"

    @classmethod
    def at(cls, place: Place, *, person: str = "", response_url: str = "") -> "Address":
        """The address of a conversation, of one person there, or of what was done there."""
        return cls(place.team, place.channel, place.thread, person, response_url)


@dataclass(frozen=True)
class Parcel:
    """The messages that an address is to show, in their order.

    `subject` is the id of what they are about (a question, an escalation, an enrolment, a person): they are shown, and
    go, with all that is stored about that. What moves to the end of a conversation is a `series` of parcels with
    growing `number`, of which only the last shows anything; "" and 0 for what stays where it is.
    """

    address: Address
    messages: Sequence[Message]
    purpose: Purpose = Purpose.ANSWER
    subject: str = ""
    series: str = ""
    number: int = 0


@dataclass(frozen=True)
class Sent:
    """A message that Slack shows: its timestamp ("" where Slack tells none), and a digest of what it says."""

    ts: str
    digest: str


@dataclass(frozen=True)
class Delivery:
    """A parcel at work. `attempts` counts its tries, this one included, but for those that Slack put off.

    `is_uncertain`: an earlier try may have arrived though nobody heard so. `created_at`: when the question that it
    answers was asked; where it answers none, when it was put. `due_since`: when it last became due. `is_followed`:
    another was due behind it in its lane when it was leased.
    """

    id: str
    parcel: Parcel
    sent: tuple[Sent, ...]
    version: int
    attempts: int
    is_uncertain: bool
    created_at: float
    due_since: float
    is_followed: bool = False


@dataclass(frozen=True)
class Hold:
    """Whoever puts a parcel leases it for so many `seconds`, if it can be posted at once.

    That is where nothing else is due in its lane, and what was posted there counts for at most `ahead` seconds yet.
    Of those who put something in one lane at the same moment, it is one at most.
    """

    seconds: float
    ahead: float


def apology_id(parcel: str, version: int = 0) -> str:
    """The id of the parcel that says that this one did not come, or where each is told of, this `version` of it."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{parcel}/{version}" if version else parcel).hex
