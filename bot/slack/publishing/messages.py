"""What the rules' channel reads of a change that does not count, and the buttons by which owners decide on one."""

from hashlib import sha256
from pathlib import Path

from bot.generation import Event
from bot.publishing import Trouble, TroubleKind
from bot.slack.blocks.elements import actions, button, line
from bot.slack.blocks.messages import OutgoingMessage, escape
from bot.slack.blocks.rich_text import Block, bullets, rich_text, section, text, user
from bot.store import Delivery
from bot.wording import Catalogue
from bot.wording.publishing import trouble_lines

PUBLISH, PUBLISH_SIGNED, DECLINE = "publish_rules", "publish_rules_signed", "decline_rules"
SIGN_DAYS = 10  # working days, where an owner has all sign with one click
_TELLING = {
    TroubleKind.BROKEN,
    TroubleKind.HELD,
    TroubleKind.WAITING,
}  # what rules say: the others name generations
_LONGEST = 600  # characters of a line: a fault may quote what is written
_SETTLED = "settled"  # the id of the block that says so
_ID = 32  # characters of a parcel's id


def parcel_id(key: str, before: int = 0) -> str:
    """The id of the message on a trouble with this key that was met and settled so often `before`.

    Of a change that waits, its buttons hold the key, and it is met once.
    """
    return sha256(f"{key}/{before}".encode()).hexdigest()[:_ID] if before else key[:_ID]


def proposed(key: str) -> str:
    """The generation on which a button with this key decides."""
    return key.rpartition("-")[2]


def trouble_message(trouble: Trouble, say: Catalogue, folder: Path | None = None) -> OutgoingMessage:
    """What keeps the `folder` from counting: a sentence, each place in it as a point, and what can be decided."""
    first, *others = trouble_lines(trouble, say, is_for_all=True, folder=folder)
    points = [section(text(each[:_LONGEST])) for each in others]
    blocks = [line(first, is_bold=True), *([rich_text(bullets(*points))] if points else [])]
    if trouble.kind is TroubleKind.WAITING:
        decline = button(DECLINE, say("rules.decline"), trouble.key)
        publish = button(PUBLISH, say("rules.publish"), trouble.key, is_main=True)
        signed = button(PUBLISH_SIGNED, say("rules.publish-signed"), trouble.key)
        blocks.append(actions([decline] if trouble.objections else [publish, signed, decline]))
    return OutgoingMessage(escape(first), tuple(blocks))


def elsewhere_message(trouble: Trouble, say: Catalogue) -> OutgoingMessage:
    """Only that a change does not count, and how to look: for a channel where people read who may see no rules."""
    if trouble.kind not in _TELLING:
        return trouble_message(trouble, say)
    sentence = say(f"rules.{trouble.kind}.elsewhere")
    return OutgoingMessage(escape(sentence), (line(sentence),))


def decided_message(
    posted: OutgoingMessage, event: Event, by: str, say: Catalogue, *, is_signed: bool = False
) -> OutgoingMessage:
    """The same once somebody has decided: who did what, in the place of the buttons."""
    done = say("rules.done.published-signed", days=SIGN_DAYS) if is_signed else say(f"rules.done.{event}")
    return _ended(posted, rich_text(section(text(f"{done} "), user(by))))


def settled_message(sentence: str) -> OutgoingMessage:
    """Why nothing is to be done about it any more, in its place."""
    return OutgoingMessage(escape(sentence), (line(sentence) | {"block_id": _SETTLED},))


def is_settled(posted: OutgoingMessage) -> bool:
    """Whether that stands there."""
    return any(block.get("block_id") == _SETTLED for block in posted.blocks)


def posted_in(delivery: Delivery) -> OutgoingMessage:
    """The one message of a parcel about a trouble."""
    [payload] = delivery.parcel.messages
    return OutgoingMessage(payload["text"], tuple(payload["blocks"]))


def _ended(posted: OutgoingMessage, end: Block) -> OutgoingMessage:
    kept = [block for block in posted.blocks if block["type"] != "actions"]
    return OutgoingMessage(posted.text, (*kept, end))
