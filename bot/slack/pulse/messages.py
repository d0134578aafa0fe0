"""What people see of the pulse: the questions with their buttons, and what came of a round."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.pulse import SCORES, QuestionResult, Round, RoundResult
from bot.slack.blocks.elements import NumberedAction, actions, button, line
from bot.slack.blocks.messages import OutgoingMessage, escape
from bot.slack.blocks.rich_text import Block, context
from bot.slack.surface import View, modal
from bot.wording import Catalogue

SCORE = NumberedAction("pulse_score")
TREND = "pulse_trend"  # show what came of the rounds so far
_MOST_ROUNDS = 12


@dataclass(frozen=True)
class Given:
    """A score that somebody gives to a question of a round."""

    round: str
    question: str
    score: int

    @property
    def value(self) -> str:
        """As the button carries it."""
        return f"{self.round} {self.score} {self.question}"

    @classmethod
    def read(cls, value: str) -> "Given | None":
        """As the button carried it; None for what no button of ours carries."""
        round_, _, rest = value.partition(" ")
        score, _, question = rest.partition(" ")
        return cls(round_, question, int(score)) if score in map(str, SCORES) else None


def pulse_message(asked: Round, given: Mapping[str, int], say: Catalogue) -> OutgoingMessage:
    """The questions, each with its scores; those `given` so far are marked."""
    title = say("pulse.title", count=len(asked.questions))
    blocks = [line(title, is_bold=True), context(say("pulse.promise", day=asked.closes.isoformat()))]
    for question in asked.questions:
        blocks.append(line(question.text))
        buttons = [
            button(
                SCORE.id(score),
                say(f"pulse.score.{score}"),
                Given(asked.id, question.id, score).value,
                is_main=given.get(question.id) == score,
            )
            for score in SCORES
        ]
        blocks.append(actions(buttons))
    return OutgoingMessage(escape(title), tuple(blocks))


def result_blocks(results: Sequence[RoundResult], say: Catalogue) -> Iterator[Block]:
    """What came of the last round, each question beside the round before it, and the way to those before."""
    if results:
        yield from _round_blocks(results, say)
        yield actions([button(TREND, say("pulse.trend"), results[0].id)])


def trend_view(results: Sequence[RoundResult], say: Catalogue) -> View:
    """What came of the last rounds, one below the other."""
    shown = range(min(len(results), _MOST_ROUNDS))
    return modal("pulse.trend", chain(*(_round_blocks(results[place:], say) for place in shown)), say)


def _round_blocks(results: Sequence[RoundResult], say: Catalogue) -> Iterator[Block]:
    """The first of the rounds, beside the next."""
    last, *earlier = results
    yield line(say("pulse.results", round=last.id, asked=last.asked), is_bold=True)
    before = {one.question.id: one for one in earlier[0].results} if earlier else {}
    for result in last.results:
        yield context(f"{result.question.text} · {_written(result, before.get(result.question.id), say)}")


def _written(result: QuestionResult, before: QuestionResult | None, say: Catalogue) -> str:
    if not result.answers:
        return say("pulse.too-few")
    said = say("pulse.average", average=f"{result.average:.1f}", answers=result.answers)
    return (
        f"{said} · {say('pulse.before', average=f'{before.average:.1f}')}"
        if before and before.answers
        else said
    )
