"""A question of a quiz as a message: before, and after it was answered; and how the quiz went."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.onboarding.path import Stage
from bot.onboarding.quiz import Attempt, Chosen, Quiz, QuizQuestion, SeveralOf, shuffled
from bot.slack.blocks import limits
from bot.slack.blocks.elements import labelled_title, line, option
from bot.slack.blocks.messages import OutgoingMessage, escape
from bot.slack.blocks.rich_text import Block, bullets, context, pieces, quote, rich_text, section, text
from bot.slack.onboarding.buttons import CHOOSE, NEXT, QUIZ, SIGN, SUBMIT, TICK, button, row
from bot.slack.onboarding.enrolments import EnrolledUser
from bot.slack.onboarding.journey.stage_card import may_sign
from bot.wording import Catalogue, option_text, question_form


@dataclass(frozen=True)
class AskedQuestion:
    """A question within an attempt at the quiz of a stage, for one person, in the message with this `id`."""

    id: str
    person: str
    stage: Stage
    quiz: Quiz
    attempt: int
    question: QuizQuestion


def question_card(asked: AskedQuestion, say: Catalogue) -> OutgoingMessage:
    """The question with its options, in this person's order."""
    return _message(asked, [*_head(asked, say), *_options(asked, say)])


def right_card(asked: AskedQuestion, say: Catalogue) -> OutgoingMessage:
    """The question after the right answer."""
    blocks = [*_head(asked, say), *_chosen(asked, asked.question.right, say)]
    return _message(asked, [*blocks, line(say("onboarding.right"), is_bold=True)])


def wrong_card(asked: AskedQuestion, chosen: Chosen, say: Catalogue) -> OutgoingMessage:
    """The question after a wrong answer: what the clause says, and the options once more."""
    clause = asked.question.clause
    blocks = [
        *_head(asked, say),
        *_chosen(asked, chosen, say),
        line(say("onboarding.wrong"), is_bold=True),
        rich_text(section(text(labelled_title(clause), bold=True))),
        *(rich_text(quote(piece, asked.question.sentence.strip())) for piece in pieces(clause.text.rstrip())),
        context(say("onboarding.wrong.again")),
        *_options(asked, say, button(NEXT, say("onboarding.next"), *_carried(asked))),
    ]
    return _message(asked, blocks)


def result_card(colleague: EnrolledUser, stage: Stage, attempt: Attempt) -> OutgoingMessage:
    """How an attempt went, and what comes next."""
    say, status = colleague.say, colleague.progress.quiz(stage)
    needed = stage.quiz.needed if stage.quiz else attempt.asked
    score = say("onboarding.result", right=attempt.right, asked=attempt.asked, needed=needed)
    buttons: list[Block] = []
    if attempt.is_passed:
        verdict = say("onboarding.result.passed")
        if stage.signing and may_sign(colleague, stage) and not colleague.progress.signed(stage):
            buttons.append(button(SIGN, say("onboarding.sign.button"), stage.id, is_main=True))
    elif status and status.tries_left:
        verdict = say("onboarding.result.failed", left=status.tries_left)
        buttons.append(button(QUIZ, say("onboarding.again"), stage.id, is_main=True))
    else:
        verdict = say("onboarding.quiz.out")
    blocks = [
        context(say("onboarding.quiz.of", stage=stage.title)),
        line(score, is_bold=True),
        line(verdict),
        *([row(*buttons)] if buttons else []),
    ]
    return OutgoingMessage(escape(f"{score} {verdict}"), tuple(blocks))


def _message(asked: AskedQuestion, blocks: list[Block]) -> OutgoingMessage:
    return OutgoingMessage(escape(asked.question.text), tuple(blocks))


def _head(asked: AskedQuestion, say: Catalogue) -> Iterator[Block]:
    questions = asked.quiz.questions
    number = next(place for place, each in enumerate(questions, 1) if each.id == asked.question.id)
    form, stage = question_form(asked.question, say), asked.stage.title
    yield context(say("onboarding.question", stage=stage, number=number, count=len(questions), form=form))
    yield line(asked.question.text, is_bold=True)


def _chosen(asked: AskedQuestion, chosen: Chosen, say: Catalogue) -> Iterator[Block]:
    order = shuffled(asked.question, asked.person)
    named = [option_text(asked.question, place, say) for place in order if place in chosen]
    yield line(say("onboarding.chose", options="；".join(named)))


def _options(asked: AskedQuestion, say: Catalogue, *further: Block) -> Iterator[Block]:
    """The options to choose from and further buttons; where one is too long for a button, all in full above."""
    order = shuffled(asked.question, asked.person)
    texts = {place: option_text(asked.question, place, say) for place in order}
    if any(len(each) > limits.LABEL for each in texts.values()):
        yield rich_text(bullets(*(section(text(texts[place])) for place in order)))
    carries = _carried(asked)
    if not isinstance(asked.question, SeveralOf):
        yield row(
            *(button(CHOOSE.id(at), texts[place], *carries, _mark(at)) for at, place in enumerate(order))
        )
        yield from (row(each) for each in further)
        return
    options = [option(texts[place], _mark(at)) for at, place in enumerate(order)]
    # A block of another name for each question: Slack keeps the ticks of a block that stays.
    yield {
        **row({"type": "checkboxes", "action_id": TICK, "options": options}),
        "block_id": f"tick/{asked.attempt}/{asked.question.id}",
    }
    yield row(button(SUBMIT, say("onboarding.submit"), *carries, is_main=True), *further)


def chosen_by(marks: Iterable[object], question: QuizQuestion, person: str) -> Chosen | None:
    """The options that a person chose, by the marks that their buttons carry; None where one of them leads nowhere.

    A mark is the place where an option is shown to this person: that of the option itself would tell which is right.
    Buttons of before that carry the option's own place (a number), and work as they did.
    """
    order = shuffled(question, person)
    by_mark = {_mark(at): place for at, place in enumerate(order)} | {str(place): place for place in order}
    chosen = [by_mark.get(str(mark)) for mark in marks]
    return frozenset(place for place in chosen if place is not None) if None not in chosen else None


def _mark(at: int) -> str:
    return f"at{at}"


def _carried(asked: AskedQuestion) -> tuple[object, ...]:
    return (asked.id, asked.stage.id, asked.attempt, asked.question.id)
