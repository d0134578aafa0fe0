"""What people see of a change that is to be signed: the change, the form, how many have signed, and who has not."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.rulebook import Clause
from bot.slack.blocks.difference import difference
from bot.slack.blocks.elements import actions, button, labelled_title, line, option, truncate
from bot.slack.blocks.messages import OutgoingMessage, escape, shared_out
from bot.slack.blocks.replies import quoted
from bot.slack.blocks.rich_text import Block, bullets, context, rich_text, section, text, user
from bot.slack.surface import View, input_block, modal, with_submit
from bot.wording import Catalogue

SIGN, SIGN_FORM, WHO = "acknowledge_sign", "acknowledge_signed", "acknowledge_who"
AGREE = "agree"  # the box to tick
TITLE = "onboarding.sign.title"
_MOST_BLOCKS = 80  # of a form: a modal takes a hundred
_LONGEST = 2_000  # characters of a list of clauses
_TOGETHER = 50  # people a list
MOST_NAMED = 500  # people


@dataclass(frozen=True)
class ToSign:
    """What one person is asked to sign: the clauses as they read them today, and what each said before ("": new)."""

    id: str
    book: str
    due: date
    clauses: tuple[Clause, ...]
    before: tuple[str, ...]

    @property
    def digest(self) -> str:
        """What stands in a form, in short: what is signed must be what was shown."""
        return hashlib.sha256(" ".join(each.fingerprint for each in self.clauses).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Standing:
    """How far it has come: of so many who were asked, so many have signed; `is_closed`: nobody is asked any more.

    `book` is "" where not everybody may read what it is called.
    """

    id: str
    book: str
    due: date
    asked: int
    signed: int
    is_closed: bool


def asking(to_sign: ToSign, say: Catalogue, *, is_signed: bool = False) -> tuple[OutgoingMessage, ...]:
    """What changed, piece by piece, and below all of it the button, or that it is signed."""
    title = _title("acknowledge.asked", to_sign, say)
    return shared_out([line(title, is_bold=True), *_asking(to_sign, say, is_signed=is_signed)], escape(title))


def reminding(to_sign: ToSign, say: Catalogue) -> OutgoingMessage:
    """That it is late, and the button; what changed stands above in the conversation, and in the form."""
    title = _title("acknowledge.late", to_sign, say)
    return OutgoingMessage(escape(title), (line(title, is_bold=True), _sign_row(to_sign, say)))


def sign_form(to_sign: ToSign, say: Catalogue) -> View:
    """The clauses word for word, as many as fit, the others by their titles, and the box to tick."""
    agree = option(say("onboarding.sign.agree"), AGREE)
    boxes = {"type": "checkboxes", "action_id": AGREE, "options": [agree]}
    intro = line(say("onboarding.sign.intro", count=len(to_sign.clauses)))
    agreeing = input_block(AGREE, say("onboarding.sign.label"), boxes)
    form = modal(TITLE, [intro, *_words(to_sign.clauses, say), agreeing], say)
    return with_submit(
        form, SIGN_FORM, say("onboarding.sign.button"), json.dumps([to_sign.id, to_sign.digest])
    )


def count_message(standing: Standing, say: Catalogue) -> OutgoingMessage:
    """For a channel: how many have signed, nobody by name; those behind the button are for HR alone."""
    name = "acknowledge.counted" if standing.book else "acknowledge.counted-unnamed"
    counts = say(
        name,
        book=standing.book,
        asked=standing.asked,
        signed=standing.signed,
        date=standing.due.isoformat(),
    )
    ended = [context(say("acknowledge.closed"))] if standing.is_closed else []
    row = actions([button(WHO, say("acknowledge.who"), standing.id)])
    return OutgoingMessage(escape(counts), (line(counts), *ended, row))


def unsigned_message(book: str, people: Sequence[str], say: Catalogue) -> OutgoingMessage:
    """For HR: who has not signed, after all reminders; "" for a book that they may not see."""
    name = "acknowledge.unsigned" if book else "acknowledge.unsigned-unnamed"
    title = say(name, book=book, count=len(people))
    return OutgoingMessage(escape(title), (line(title, is_bold=True), *named(people, say)))


def named(people: Sequence[str], say: Catalogue) -> Iterator[Block]:
    """People by their names, five hundred at most; where there are more, and how to have all."""
    for start in range(0, min(len(people), MOST_NAMED), _TOGETHER):
        yield rich_text(bullets(*(section(user(each)) for each in people[start : start + _TOGETHER])))
    if len(people) > MOST_NAMED:
        yield context(say("acknowledge.more", count=len(people) - MOST_NAMED))
    if people:
        yield context(say("acknowledge.csv"))


def _title(name: str, to_sign: ToSign, say: Catalogue) -> str:
    return say(name, book=to_sign.book, count=len(to_sign.clauses), date=to_sign.due.isoformat())


def _asking(to_sign: ToSign, say: Catalogue, *, is_signed: bool) -> Iterator[Block]:
    yield context(say("onboarding.changed.legend"))
    for clause, before in zip(to_sign.clauses, to_sign.before, strict=True):
        yield rich_text(section(text(labelled_title(clause), bold=True)))
        yield from difference(before, clause.text)
    yield line(say("onboarding.sign.done"), is_bold=True) if is_signed else _sign_row(to_sign, say)


def _sign_row(to_sign: ToSign, say: Catalogue) -> Block:
    return actions([button(SIGN, say("acknowledge.sign"), to_sign.id, is_main=True)])


def _words(clauses: Sequence[Clause], say: Catalogue) -> Iterator[Block]:
    left, room = list[str](), _MOST_BLOCKS
    for clause in clauses:
        blocks = list(quoted(clause, clause.text))
        if len(blocks) > room:
            left.append(clause.numbered_title)
        else:
            room -= len(blocks)
            yield from blocks
    if left:
        yield context(truncate(say("acknowledge.rest", clauses=say.listed(left)), _LONGEST))
