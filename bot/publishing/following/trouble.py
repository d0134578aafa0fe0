"""Why what stands in the folder does not count."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from bot.knowledge import ValidationIssue
from bot.publishing.assessing.gate import Objection
from bot.publishing.assessing.impact import Impact
from bot.publishing.changes.difference import BookDifference


class TroubleKind(StrEnum):
    """What keeps a folder from counting; the name is what `/healthz` shows."""

    BROKEN = "broken"  # files that cannot be used
    HELD = "held"  # a gate did not let it pass
    WAITING = "waiting"  # somebody is asked whether it is to count
    DECLINED = "declined"  # and said: not now
    OLDER = "older"  # it counted before, and was followed by what counts
    INTERRUPTED = "interrupted"  # the process that read it ended before it was done
    UNREADABLE = "unreadable"  # what counts was published by a newer version of the program


@dataclass(frozen=True)
class Trouble:
    """What keeps the folder's content from counting, while `counting` (a generation's id) goes on.

    Of what waits `differences` are the changes that everybody may see, `hidden` is how many others there are,
    `proposal` the place in the log at which it was proposed, and `impact` what it touches that everybody may see (None:
    nobody looked).
    """

    kind: TroubleKind
    counting: str
    issues: Sequence[ValidationIssue] = field(default=())
    objections: Sequence[Objection] = field(default=())
    generation: str = ""
    differences: Sequence[BookDifference] = field(default=())
    hidden: int = 0
    proposal: int = 0
    impact: Impact | None = None

    @property
    def key(self) -> str:
        """What makes it the same trouble wherever it is met: people hear of it once."""
        if self.kind is TroubleKind.WAITING:
            return f"{self.proposal}-{self.generation}"  # what was declined may be proposed anew
        found = [
            (issue.path.name, issue.line, issue.kind, sorted(issue.words.items())) for issue in self.issues
        ]
        against = [(each.gate, each.questions, len(each.errors)) for each in self.objections]
        return sha256(repr((self.kind, self.counting, self.generation, found, against)).encode()).hexdigest()
