"""The buttons of onboarding: what each is called by Slack, and what it carries. Both stay: old ones are clicked."""

import json
from typing import Any

from bot.slack.blocks import elements
from bot.slack.blocks.elements import NumberedAction, actions
from bot.slack.blocks.rich_text import Block
from bot.slack.transport.arriving.payloads import Click

BEGIN = "onboarding_begin"  # the card of the stage that comes first
READ = NumberedAction("onboarding_read")  # show a clause, which counts as read from then on
DONE = NumberedAction("onboarding_done")  # a task is done
ASK = NumberedAction("onboarding_ask")  # ask a suggested question
QUIZ = "onboarding_quiz"  # the first question of an attempt
CHOOSE = NumberedAction("onboarding_choose")  # the one right answer
TICK = "onboarding_tick"  # a box of several; what is ticked counts when it is submitted
SUBMIT = "onboarding_submit"
NEXT = "onboarding_next"  # on from a wrong answer
GRANT = "onboarding_grant"  # let somebody try a quiz as often again
SIGN, SIGN_AGAIN, SIGN_FORM = "onboarding_sign", "onboarding_resign", "onboarding_signed"
ASSIGN, ASSIGN_FORM = "onboarding_arrange", "onboarding_arranged"  # who goes with a new colleague
MINE, MY_DATA = "onboarding_mine", "onboarding_kept"  # one's own path, and what is stored about it
START = "onboarding_start"  # put oneself on the path
EXPORT = "onboarding_export"  # the report as files
CHECK = "onboarding_check"  # whether signatures and files were altered
COLLEAGUE = "onboarding_colleague"  # the page of one new colleague
REMIND = NumberedAction("onboarding_remind")  # remind whoever is waited for


def button(action: str, label: str, *values: object, is_main: bool = False) -> Block:
    """A button that carries the values."""
    return elements.button(action, label, json.dumps(values), is_main=is_main)


def row(*buttons: Block) -> Block:
    """Buttons beside each other."""
    return actions(buttons)


def carried(click: Click) -> list[Any]:
    """The values of the button that was clicked."""
    values: list[Any] = json.loads(click.value)
    return values
