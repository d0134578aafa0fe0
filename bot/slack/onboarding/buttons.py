"""The buttons of a new colleague's path: what each is called by Slack, and what it carries."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.slack.blocks import elements as slack_elements
from bot.slack.blocks.elements import actions
from bot.slack.blocks.rich_text import Block

BEGIN = "onboarding_begin"  # the card of the stage that comes first
READ = re.compile(r"^onboarding_read_\d+$")  # show a clause, which counts as read from then on
DONE = re.compile(r"^onboarding_done_\d+$")  # a task is done
ASK = re.compile(r"^onboarding_ask_\d+$")  # ask a suggested question
QUIZ = "onboarding_quiz"  # the first question of an attempt
CHOOSE = re.compile(r"^onboarding_choose_\d+$")  # the one right answer
TICK = "onboarding_tick"  # a box of several; what is ticked counts when it is submitted
SUBMIT = "onboarding_submit"
NEXT = "onboarding_next"  # on from a wrong answer
GRANT = "onboarding_grant"  # let somebody try a quiz as often again
SIGN, RESIGN, SIGN_FORM = "onboarding_sign", "onboarding_resign", "onboarding_signed"
ARRANGE, ARRANGE_FORM = "onboarding_arrange", "onboarding_arranged"  # who goes with a new colleague
MINE, KEPT = "onboarding_mine", "onboarding_kept"  # one's own path, and what is stored about it
START = "onboarding_start"  # put oneself on the path
EXPORT = "onboarding_export"  # the report as files
_MOST_IN_ROW = 25  # Slack's limit


def button(action: str, label: str, *value: object, is_main: bool = False) -> Block:
    """A button that carries the values."""
    return slack_elements.button(action, label, json.dumps(value), is_main=is_main)


def row(*elements: Block) -> Block:
    """Elements beside each other."""
    return actions(elements)


def rows(elements: Sequence[Block]) -> list[Block]:
    """As many rows as the elements need: none for none."""
    return [row(*elements[start : start + _MOST_IN_ROW]) for start in range(0, len(elements), _MOST_IN_ROW)]


def carried(body: Mapping[str, Any]) -> list[Any]:
    """The values of the button that was clicked."""
    values: list[Any] = json.loads(body["actions"][0]["value"])
    return values
