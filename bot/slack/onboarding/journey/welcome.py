"""The first message to a new colleague: what the bot can do, and the path."""

from collections.abc import Iterator, Sequence

from bot.slack.blocks.messages import COMMAND, Message, escape
from bot.slack.blocks.rich_text import Block, bullets, context, rich_text, section, text, user
from bot.slack.onboarding.buttons import ASK, button, rows
from bot.slack.onboarding.enrolments import Colleague
from bot.slack.onboarding.journey.overview import overview


def welcome(colleague: Colleague, asked_most: Sequence[str]) -> Message:
    """The welcome; `asked_most` are questions that earlier new colleagues asked."""
    say = colleague.say
    hello = rich_text(section(user(colleague.person), text(f" {say('onboarding.welcome')}")))
    can = rich_text(
        section(text(say("onboarding.can"))),
        bullets(
            section(text(say("onboarding.can.ask"))),
            section(text(say("onboarding.can.look", command=COMMAND))),
            section(text(say("onboarding.can.path", command=COMMAND))),
        ),
    )
    return Message(
        escape(say("onboarding.welcome")),
        (hello, can, *overview(colleague), *often_asked(asked_most, colleague)),
    )


def often_asked(questions: Sequence[str], colleague: Colleague) -> Iterator[Block]:
    """Questions of earlier new colleagues, as buttons that ask them."""
    if questions:
        yield context(colleague.say("onboarding.often"))
        yield from rows(questions_asked(questions))


def questions_asked(questions: Sequence[str]) -> list[Block]:
    """A button for each question."""
    prefix = ASK.pattern.removeprefix("^").removesuffix(r"\d+$")
    return [button(f"{prefix}{place}", question, question) for place, question in enumerate(questions)]
