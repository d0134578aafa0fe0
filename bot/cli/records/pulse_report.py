"""What came of the rounds in which staff were asked, as `shouze report` shows it: counts alone."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from bot.pulse import RoundResult
from bot.wording import Catalogue

HEADS = ("pulse.head.round", "pulse.head.question", "pulse.head.answers", "pulse.head.average")


def pulse_rows(rounds: Sequence[RoundResult]) -> Iterator[tuple[str, str, str, str]]:
    """A row a question, the newest round first; "–" where too few answered."""
    for one in rounds:
        for result in one.results:
            average = f"{result.average:.1f}" if result.answers else "–"
            answers = f"{result.answers or '–'} / {one.asked}"
            yield one.id, result.question.text, answers, average


def pulse_table(rounds: Sequence[RoundResult], say: Catalogue) -> str:
    """The rows as HTML; nothing that a question says acts as markup."""
    rows = [tuple(map(say, HEADS)), *pulse_rows(rounds)]
    if len(rows) == 1:
        return ""
    cells = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<h2>{escape(say('pulse.report'))}</h2><table>{cells}</table>"


def pulse_json(rounds: Sequence[RoundResult]) -> list[dict[str, Any]]:
    """As JSON; `counts` is empty where too few answered."""
    return [
        {
            "round": one.id,
            "asked": one.asked,
            "questions": [
                {"id": result.question.id, "text": result.question.text, "counts": dict(result.counts)}
                for result in one.results
            ],
        }
        for one in rounds
    ]
