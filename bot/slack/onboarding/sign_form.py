"""Signing: the form with the clauses of a stage, and the letter about those that changed since they were signed."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from bot.onboarding import ChangedClause, SignedClause, changed_clauses
from bot.rulebook import Clause
from bot.rulebook.diff import DiffKind, diff
from bot.slack.blocks.elements import line, plain
from bot.slack.blocks.messages import Message, escape
from bot.slack.blocks.rich_text import Block, context, pieces, quote, rich_text, section, text
from bot.slack.onboarding.buttons import RESIGN, SIGN_FORM, button, row
from bot.slack.onboarding.enrolments import Colleague
from bot.slack.surface import View, asked, modal, submitted
from bot.wording import Catalogue

AGREE = "agree"  # the box to tick
AGAIN = ""  # in the place of a stage: what changed, of whichever stages
_STYLES: dict[DiffKind, dict[str, Any]] = {
    DiffKind.KEPT: {},
    DiffKind.REMOVED: {"style": {"strike": True}},
    DiffKind.ADDED: {"style": {"bold": True}},
}


def sign_form(stage: str, clauses: Sequence[Clause], say: Catalogue) -> View:
    """The clauses word for word and the box to tick; `stage` is AGAIN where they are signed again."""
    blocks = [line(say("onboarding.sign.intro", count=len(clauses))), *quoted(clauses), _box(say)]
    form = modal(say("onboarding.sign.title"), blocks, say)
    return submitted(form, SIGN_FORM, say("onboarding.sign.button"), json.dumps([stage, digest_of(clauses)]))


def digest_of(clauses: Sequence[Clause]) -> str:
    """What stands in a form, in short: what is signed must be what was shown."""
    return hashlib.sha256(" ".join(clause.fingerprint for clause in clauses).encode()).hexdigest()[:16]


def is_agreed(values: dict[str, Any]) -> bool:
    """Whether the box is ticked in a submitted form."""
    return bool(values.get(AGREE, {}).get(AGREE, {}).get("selected_options"))


def changed_for(colleague: Colleague) -> tuple[ChangedClause, ...]:
    """What they signed and what says something else today."""
    return changed_clauses(colleague.progress.signatures, colleague.library)


def resign_letter(changes: Sequence[ChangedClause], say: Catalogue) -> Message:
    """What has changed, piece by piece, and the button to sign it."""
    told = say("onboarding.changed", count=len(changes))
    blocks = [line(told, is_bold=True), context(say("onboarding.changed.legend"))]
    for each in changes:
        blocks += _difference(each)
    blocks.append(row(button(RESIGN, say("onboarding.sign.again"), is_main=True)))
    return Message(escape(told), tuple(blocks))


def resigned_letter(changes: Sequence[ChangedClause], say: Catalogue) -> Message:
    """The letter once all of it is signed."""
    letter = resign_letter(changes, say)
    return Message(letter.text, (*letter.blocks[:-1], line(say("onboarding.sign.done"), is_bold=True)))


def signed_by_stage(colleague: Colleague, clauses: Sequence[Clause]) -> dict[str, list[SignedClause]]:
    """The clauses as they are signed again, under the stages in which they were signed last."""
    stages = {
        clause.name: signature.stage
        for signature in colleague.progress.signatures
        for clause in signature.clauses
    }
    found: dict[str, list[SignedClause]] = {}
    for clause in map(SignedClause.of, clauses):
        found.setdefault(stages[clause.name], []).append(clause)
    return found


def quoted(clauses: Sequence[Clause]) -> Iterator[Block]:
    """The clauses word for word, each under its name."""
    for clause in clauses:
        head = section(text(f"{clause.label} {clause.title}".strip(), bold=True))
        first, *rest = pieces(clause.text.rstrip()) or [""]
        yield rich_text(head, quote(first))
        for piece in rest:
            yield rich_text(quote(piece))


def _box(say: Catalogue) -> Block:
    option = {"text": plain(say("onboarding.sign.agree")), "value": AGREE}
    boxes = {"type": "checkboxes", "action_id": AGREE, "options": [option]}
    return asked(AGREE, say("onboarding.sign.label"), boxes)


def _difference(changed: ChangedClause) -> Iterator[Block]:
    clause = changed.clause
    yield rich_text(section(text(f"{clause.label} {clause.title}".strip(), bold=True)))
    for piece in diff(changed.signed.text.rstrip(), clause.text.rstrip()):
        style = _STYLES[piece.kind]
        for part in pieces(piece.text):
            yield rich_text({"type": "rich_text_quote", "elements": [{**text(part), **style}]})
