"""What a review and a report look like at their longest; see `bot/slack/specimens.py`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.desk import Item
from bot.inquiries import Complaint
from bot.report import Figure, Period, Report
from bot.rulebook import Clause, Library
from bot.slack.blocks.messages import OutgoingMessage
from bot.slack.review import messages as review
from bot.slack.review.reports import Review
from bot.wording import Catalogue

_DAY = date(2026, 1, 5)
_MOST = 9_999


def review_messages(
    clauses: Sequence[Clause], library: Library, say: Catalogue
) -> Iterator[tuple[str, OutgoingMessage]]:
    """A review with all that it can name, the line in its place, and a report."""
    period, headings = Period.over_before(_DAY), [replace(one, review_by=_DAY) for one in library.headings]
    figures = {figure: 1.0 if figure.is_share else _MOST for figure in Figure}
    chapters = [(heading, _MOST) for heading in headings]
    found = Report(
        figures,
        dict.fromkeys(Complaint, _MOST),
        chapters,
        [(one, _MOST) for one in clauses],
        library.clauses,
        clauses,
    )
    item = Item("0" * 32, "·", "#help", tuple(clause.name for clause in clauses))
    items = [item] * 9
    shown = Review(period, found, [(period, found)], items, items, items, library.clauses, _DAY, headings)
    yield "review", review.review_message(shown, library, say, has_pictures=False)
    yield "review where others read along", review.elsewhere(period, say)
    yield "report", review.report_message(period, found, say, is_whole=False)
