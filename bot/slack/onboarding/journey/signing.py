"""签署: a stage's clauses are signed together, and later only what has changed of them."""

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck

from bot.onboarding.signatures import ChangedClause, SignedClause, changed_clauses
from bot.rulebook import Clause
from bot.slack.blocks.difference import difference
from bot.slack.blocks.elements import labelled_title, line, option
from bot.slack.blocks.messages import OutgoingMessage, escape
from bot.slack.blocks.replies import quoted
from bot.slack.blocks.rich_text import Block, context, rich_text, section, text
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.onboarding.buttons import SIGN, SIGN_AGAIN, SIGN_FORM, button, carried, row
from bot.slack.onboarding.enrolments import EnrolledUser
from bot.slack.onboarding.journey.posted_cards import ProgressRecorder, parcel_id
from bot.slack.onboarding.journey.stage_card import may_sign
from bot.slack.surface import Screen, View, input_block, modal, notice, with_submit
from bot.slack.transport.arriving.payloads import Click, Submission
from bot.wording import Catalogue

AGREE = "agree"  # the box to tick
AGAIN = ""  # in the place of a stage: what changed, of whichever stages


@dataclass(frozen=True)
class SigningListeners:
    """Listens to the buttons that sign, and to the form behind them."""

    progress: ProgressRecorder
    screen: Screen

    def register(self, listening: Listening) -> None:
        """Listen."""
        listening.on_click(SIGN, self.sign, Shows.IN_MODAL)
        listening.on_click(SIGN_AGAIN, self.sign_again, Shows.IN_MODAL)
        listening.on_submission(SIGN_FORM, self.signed, Shows.TO_PERSON)

    async def sign(self, click: Click, say: Catalogue) -> None:
        """The form with the clauses of a stage."""
        [stage] = carried(click)
        await self._show(click, stage, say)

    async def sign_again(self, click: Click, say: Catalogue) -> None:
        """The form with what has changed."""
        await self._show(click, AGAIN, say)

    async def signed(self, form: Submission, say: Catalogue, ack: AsyncAck) -> None:
        """The form is submitted."""
        if not form.view.values.get(AGREE, {}).get(AGREE, {}).get("selected_options"):
            await ack(response_action="errors", errors={AGREE: say("onboarding.sign.unticked")})
            return
        await self.screen.answer_form(ack, "onboarding.sign.title", self._signed(form, say), say)

    async def _show(self, click: Click, stage: str, say: Catalogue) -> None:
        drawing = self._form(click.person, stage, say)
        await self.screen.open_modal(click.trigger, "onboarding.sign.title", drawing, say)

    async def _form(self, person: str, stage: str, say: Catalogue) -> View:
        clauses = _to_sign(await self.progress.enrolments.find(person), stage)
        if not clauses:  # what asks for it is behind: who signed died before it was drawn again
            await self.progress.record_and_show(person, stage)
            return notice("onboarding.sign.title", "onboarding.sign.nothing", say)
        return sign_form(stage, clauses, say)

    async def _signed(self, form: Submission, say: Catalogue) -> View:
        stage, digest = json.loads(form.view.metadata)
        colleague = await self.progress.enrolments.find(form.person)
        clauses = _to_sign(colleague, stage)
        if colleague is None or _digest(clauses) != digest:  # what is signed is what was read
            return notice("onboarding.sign.title", "onboarding.sign.stale", say)
        if stage == AGAIN:
            changes = changes_to_sign(colleague)
            await self._sign_again(colleague, clauses)
            message = changes_message(changes, colleague.say, is_signed=True)
            await self.progress.cards.put(changes_id(colleague, changes), colleague.person, message)
        else:
            await self._sign(colleague, stage, list(map(SignedClause.of, clauses)))
        return notice("onboarding.sign.title", "onboarding.sign.thanks", say)

    async def sign_elsewhere(self, person: str, names: Collection[str]) -> None:
        """What they signed outside of their path counts on it as well, where it is to be signed there again."""
        if colleague := await self.progress.enrolments.find(person):
            changed = (change.clause for change in changes_to_sign(colleague))
            await self._sign_again(colleague, [clause for clause in changed if clause.name in names])

    async def _sign_again(self, colleague: EnrolledUser, clauses: Sequence[Clause]) -> None:
        for of_stage, signed in _by_stage(colleague, clauses).items():
            await self._sign(colleague, of_stage, signed)

    async def _sign(self, colleague: EnrolledUser, stage: str, clauses: Sequence[SignedClause]) -> None:
        await self.progress.enrolments.store.signatures.sign(colleague.person, stage, clauses)
        await self.progress.record_and_show(colleague.person, stage)


def sign_form(stage: str, clauses: Sequence[Clause], say: Catalogue) -> View:
    """The clauses word for word and the box to tick; `stage` is AGAIN where they are signed again."""
    agree = option(say("onboarding.sign.agree"), AGREE)
    boxes = {"type": "checkboxes", "action_id": AGREE, "options": [agree]}
    words = [block for clause in clauses for block in quoted(clause, clause.text)]
    intro = line(say("onboarding.sign.intro", count=len(clauses)))
    agreeing = input_block(AGREE, say("onboarding.sign.label"), boxes)
    form = modal("onboarding.sign.title", [intro, *words, agreeing], say)
    return with_submit(form, SIGN_FORM, say("onboarding.sign.button"), json.dumps([stage, _digest(clauses)]))


def changes_to_sign(colleague: EnrolledUser) -> tuple[ChangedClause, ...]:
    """What they signed and what says something else today."""
    return changed_clauses(colleague.progress.signatures, colleague.library)


def changes_message(
    changes: Sequence[ChangedClause], say: Catalogue, *, is_signed: bool = False
) -> OutgoingMessage:
    """What has changed, piece by piece, and the button to sign it, or that all of it is signed."""
    words = say("onboarding.changed", count=len(changes))
    blocks = [line(words, is_bold=True), context(say("onboarding.changed.legend"))]
    blocks += [block for change in changes for block in _difference(change)]
    if is_signed:
        blocks.append(line(say("onboarding.sign.done"), is_bold=True))
    else:
        blocks.append(row(button(SIGN_AGAIN, say("onboarding.sign.again"), is_main=True)))
    return OutgoingMessage(escape(words), tuple(blocks))


def changes_key(changes: Sequence[ChangedClause]) -> str:
    """By what a message on these changes is known to have been posted: no other has it, and it stays if repeated."""
    digests = [(change.clause.name, change.clause.fingerprint) for change in changes]
    return f"resign/{parcel_id(digests)}"


def changes_id(colleague: EnrolledUser, changes: Sequence[ChangedClause]) -> str:
    """The id of the message on these changes."""
    return parcel_id(colleague.record.id, changes_key(changes))


def _difference(changed: ChangedClause) -> Iterator[Block]:
    clause = changed.clause
    yield rich_text(section(text(labelled_title(clause), bold=True)))
    yield from difference(changed.signed.text, clause.text)


def _to_sign(colleague: EnrolledUser | None, stage: str) -> tuple[Clause, ...]:
    """What is to be signed now: () where that is nothing, or where something else comes before."""
    if colleague is None:
        return ()
    if stage == AGAIN:
        return tuple(change.clause for change in changes_to_sign(colleague))
    there = colleague.stage(stage)
    if there is None or there.signing is None or colleague.progress.signed(there):
        return ()
    return there.signing.clauses if may_sign(colleague, there) else ()


def _by_stage(colleague: EnrolledUser, clauses: Sequence[Clause]) -> dict[str, list[SignedClause]]:
    """The clauses as they are signed again, under the stages in which they were signed last."""
    stages = {
        there.name: signature.stage
        for signature in colleague.progress.signatures
        for clause in signature.clauses
        if (there := colleague.clause(clause.name))
    }
    by_stage: dict[str, list[SignedClause]] = {}
    for clause in map(SignedClause.of, clauses):
        by_stage.setdefault(stages[clause.name], []).append(clause)
    return by_stage


def _digest(clauses: Sequence[Clause]) -> str:
    """What stands in a form, in short: what is signed must be what was shown."""
    return hashlib.sha256(" ".join(clause.fingerprint for clause in clauses).encode()).hexdigest()[:16]
