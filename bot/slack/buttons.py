"""Buttons under a reply, and the clauses that they stand for: a button's value is `book/number ...`."""

import re
from collections.abc import Iterator, Sequence

from bot.answering import Answer, Citation
from bot.rulebook import Clause, Library
from bot.slack.rich_text import Block
from bot.wording import Wording

SHARE = "share_answer"  # show a private answer to the channel
SHOW = re.compile(r"^show_clause_\d+$")  # show a related clause to the one who clicks
CHOOSE = re.compile(r"^choose_clause_\d+$")  # put the clause chosen in the place of the choice
_LONGEST_LABEL = 75  # Slack's limit
_MOST_RELATED = 5


def share_button(answer: Answer, say: Wording) -> Block:
    """The button that shares an answer."""
    return _row([_button(SHARE, say("share.button"), [citation.clause for citation in answer.citations])])


def related_buttons(clauses: Sequence[Clause]) -> Block:
    """A button for each clause that the one cited refers to: 「7.2 首次回复」."""
    return _row(_numbered("show_clause", clauses[:_MOST_RELATED]))


def choice_buttons(options: Sequence[Citation]) -> Block:
    """A button for each clause offered."""
    return _row(_numbered("choose_clause", [option.clause for option in options]))


def cited(value: str, library: Library) -> Answer | None:
    """The answer that a button stands for; None where one of its clauses is no longer there."""
    clauses = {_name(clause): clause for clause in library.clauses}
    names = value.split()
    if not all(name in clauses for name in names):
        return None
    return Answer(tuple(Citation.whole(clauses[name]) for name in names), confidence=1.0)


def _numbered(action: str, clauses: Sequence[Clause]) -> Iterator[Block]:
    for place, clause in enumerate(clauses):
        yield _button(f"{action}_{place}", f"{clause.number} {clause.title}".strip(), [clause])


def _button(action: str, label: str, clauses: Sequence[Clause]) -> Block:
    text = {"type": "plain_text", "text": label[:_LONGEST_LABEL], "emoji": False}
    return {"type": "button", "action_id": action, "text": text, "value": " ".join(map(_name, clauses))}


def _row(buttons: Sequence[Block] | Iterator[Block]) -> Block:
    return {"type": "actions", "elements": list(buttons)}


def _name(clause: Clause) -> str:
    return f"{clause.heading.book}/{clause.number}"
