"""Who did what to whom, and when: ids, never words."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

BOT = "bot"  # who does what follows from what Slack tells: somebody joined, or left


class Action(StrEnum):
    """What is recorded; the name is what is stored and asked for."""

    STARTED = "path-start"
    RESTARTED = "path-restart"
    CHANGED = "path-change"
    PAUSED = "path-pause"
    RESUMED = "path-resume"
    SKIPPED = "path-skip"
    GRANTED = "path-grant"
    REMINDED = "path-remind"
    ENDED = "path-end"
    LEFT = "path-leave"  # somebody has left the organisation
    REPORTED = "report-export"
    EXPORTED = "privacy-export"
    ERASED = "privacy-erase"
    ROTATED = "secret-rotate"
    RETRIED = "outbox-retry"
    DROPPED = "outbox-drop"
    PROPOSED = "rules-propose"
    DECLINED = "rules-decline"
    WITHDRAWN = "rules-withdraw"
    PUBLISHED = "rules-publish"
    RESTORED = "rules-restore"
    OVERRULED = "rules-overrule"
    COMMENCED = "rules-commence"
    LEARNED = "pair-settle"
    UNLEARNED = "pair-drop"
    REVIEWED = "chapter-review"
    ITEM_SETTLED = "item-settle"
    ITEM_ANSWERED = "item-answer"
    ITEM_CHANGING = "item-change"
    ITEM_CHANGED = "item-changed"
    ITEM_ROUTED = "item-route"
    ITEM_DISMISSED = "item-dismiss"
    SUGGESTION_ANSWERED = "suggestion-answer"
    SUGGESTION_SEEN = "suggestion-see"
    TENANT_EXPORTED = "tenant-export"
    TENANT_REMOVED = "tenant-remove"


@dataclass(frozen=True)
class AuditRecord:
    """What `actor` did: a Slack id, `cli:` with a user of the operating system, or BOT.

    `target` is the id of whom or what it was done to (a person, a parcel, a generation; "": nothing of its own), `at` a
    moment with its zone.
    """

    at: datetime
    actor: str
    action: str
    target: str

    @property
    def content(self) -> list[object]:
        """All of it."""
        moment = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        return ["audit 1", moment, self.actor, self.action, self.target]
