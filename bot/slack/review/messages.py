"""What is read of a review and of a report: figures beside what they were, what is open, and how to get there.

No words of anybody's question stand here: whoever may read them is shown them alone, by the button beside an item.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.desk import Item
from bot.report import REPLY_HOURS, Figure, Period, Report
from bot.rulebook import Clause, Heading, Library
from bot.slack.blocks.elements import actions, button, line, option, plain, select, truncate
from bot.slack.blocks.messages import COMMAND, OutgoingMessage, escape
from bot.slack.blocks.reply_row import HEADING, OPEN
from bot.slack.blocks.rich_text import Block, bullets, context, rich_text, section, text
from bot.slack.desk.messages import SHOW, about, few_asked, items_menu
from bot.slack.pulse.messages import result_blocks
from bot.slack.review.reports import Review
from bot.slack.suggestions import SHOW as SHOW_SUGGESTIONS
from bot.tallies import ENOUGH_PEOPLE
from bot.wording import Catalogue
from bot.wording.figures import count_written, figure_written

_REVIEWED = (
    Figure.QUESTIONS,
    Figure.PEOPLE,
    Figure.REFUSED_SHARE,
    Figure.USELESS_SHARE,
    Figure.PASSED_ON,
    Figure.ITEMS,
    Figure.WAITING,
    Figure.LATE,
)
_MOST, _MOST_LISTED = 5, 10  # of each kind: in a review, in a report
_LONGEST = 300  # characters of a line


def review_message(
    review: Review, library: Library, say: Catalogue, *, has_pictures: bool
) -> OutgoingMessage:
    """What the meeting looks at: each figure with its change, and what to do something about, with the way there."""
    title = _title("review.title", review.period, say)
    blocks = [
        line(title, is_bold=True),
        _compared(review, say),
        *_chapters(review.report, say, "review.chapters", _MOST),
        *_items(review, library, say),
        *_late(review, library, say),
        *_clauses("review.learned", review.report.learned, say, count=review.report.told(Figure.LEARNED)),
        *_clauses("review.unseen", review.unseen, say, since=review.unseen_since),
        *_overdue(review.overdue, say),
        *_voices(review, say),
        context(say("review.more", command=COMMAND)),
        *([] if has_pictures else [context(say("review.no-pictures"))]),
    ]
    return OutgoingMessage(escape(title), tuple(blocks))


def elsewhere(period: Period, say: Catalogue) -> OutgoingMessage:
    """Only that there is one: for a channel where people read along who may not see what staff ask."""
    title = _title("review.title", period, say)
    said = context(say("review.elsewhere", command=COMMAND))
    return OutgoingMessage(escape(title), (line(title, is_bold=True), said))


def report_message(period: Period, report: Report, say: Catalogue, *, is_whole: bool) -> OutgoingMessage:
    """All figures with how each is counted, and the chapters and clauses that they fall on."""
    title = _title("counted.title", period, say)
    heads = [say(f"counted.{name}") for name in ("figure", "count", "meaning")]
    rows = [
        [say(f"counted.{figure}"), figure_written(report, figure, say), say(f"counted.why.{figure}")]
        for figure in report.figures
    ]
    complaints = [
        say("list.entry", name=say(f"feedback.complaint.{why}"), value=count_written(count, say))
        for why, count in report.complaints.items()
    ]
    shown = [
        say("list.entry", name=clause.numbered_title, value=count_written(count, say))
        for clause, count in report.shown[:_MOST_LISTED]
    ]
    blocks = [
        line(title, is_bold=True),
        *([] if is_whole else [context(say("counted.own-part"))]),
        _table([heads, *rows]),
        context(say("counted.untold", enough=ENOUGH_PEOPLE)),
        *_listed(say("counted.complaints"), complaints),
        *_chapters(report, say, "counted.chapters", _MOST_LISTED),
        *_listed(say("counted.clauses"), shown),
        *_clauses("counted.unseen", report.unseen, say),
    ]
    return OutgoingMessage(escape(title), tuple(blocks))


def _title(name: str, period: Period, say: Catalogue) -> str:
    return say(name, first=period.first.isoformat(), last=period.last.isoformat())


def _compared(review: Review, say: Catalogue) -> Block:
    heads = [say(name) for name in ("counted.figure", "review.now", "review.before", "review.change")]
    before = review.before[0][1] if review.before else None
    rows = [[say(f"counted.{figure}"), *_change(figure, review.report, before, say)] for figure in _REVIEWED]
    return _table([heads, *rows])


def _change(figure: Figure, report: Report, former: Report | None, say: Catalogue) -> tuple[str, str, str]:
    """What it is, what it was, and the difference: of shares in points of a hundred."""
    unknown = say("review.unknown")
    shown = figure_written(report, figure, say), figure_written(former, figure, say) if former else unknown
    now, before = report.told(figure), former.told(figure) if former else None
    if now is None or before is None:
        return *shown, unknown
    if figure.is_share:
        points = f"{round(now * 100) - round(before * 100):+d}"
        return *shown, say("review.points", points=points)
    return *shown, f"{now - before:+.0f}"


def _table(rows: Sequence[Sequence[str]]) -> Block:
    cells = [
        [rich_text(section(text(cell, bold=not place))) for cell in row] for place, row in enumerate(rows)
    ]
    return {"type": "table", "rows": cells, "column_settings": [{"is_wrapped": True} for _ in rows[0]]}


def _chapters(report: Report, say: Catalogue, name: str, most: int) -> Iterator[Block]:
    chapters = report.chapters[:most]
    yield from _listed(
        say(name),
        [
            say("list.entry", name=heading.label, value=count_written(count, say))
            for heading, count in chapters
        ],
    )
    yield from _headings([heading for heading, _ in chapters], say)


def _items(review: Review, library: Library, say: Catalogue) -> Iterator[Block]:
    if review.items:
        yield line(say("review.items", count=len(review.items)), is_bold=True)
    yield from (_item(item, library, say) for item in review.items[:_MOST])
    if len(review.items) > _MOST:
        yield context(say("desk.more", count=len(review.items) - _MOST))
    if review.few:
        yield few_asked(review.few, say)


def _item(item: Item, library: Library, say: Catalogue) -> Block:
    said = truncate(_named(item, library, say), _LONGEST)
    show = button(SHOW, say("review.show"), item.id)
    return {"type": "section", "text": plain(said), "accessory": show}


def _late(review: Review, library: Library, say: Catalogue) -> Iterator[Block]:
    """How many replies came late, and a menu of those that have not come yet."""
    if late := review.report.told(Figure.LATE):
        yield line(say("review.late", count=f"{late:.0f}", hours=REPLY_HOURS), is_bold=True)
    yield from items_menu(
        say("review.late.look"), [(item, _named(item, library, say)) for item in review.late]
    )


def _named(item: Item, library: Library, say: Catalogue) -> str:
    return " · ".join(about(item, library, say))


def _voices(review: Review, say: Catalogue) -> Iterator[Block]:
    """What staff said of themselves: how many suggestions are to be read, and what came of the last pulse."""
    if review.suggestions:
        yield line(say("suggestion.home", count=review.suggestions), is_bold=True)
        yield actions([button(SHOW_SUGGESTIONS, say("review.suggestions"), review.period.first.isoformat())])
    yield from result_blocks(review.pulse, say)


def _clauses(
    name: str,
    clauses: Sequence[Clause],
    say: Catalogue,
    count: float | None = None,
    since: date | None = None,
) -> Iterator[Block]:
    """A sentence with how many there are, and a menu of them."""
    if count or (count is None and clauses):
        number = len(clauses) if count is None else f"{count:.0f}"
        yield line(say(name, count=number, since=since.isoformat() if since else ""), is_bold=True)
    yield from _menu("review.look", (option(each.numbered_title, each.name) for each in clauses), say)


def _overdue(headings: Sequence[Heading], say: Catalogue) -> Iterator[Block]:
    lines = [
        f"{one.in_book(one.label)} · {say('home.review', date=one.review_by.isoformat())}"
        for one in headings
        if one.review_by
    ]
    yield from _listed(say("review.overdue", count=len(lines)) if lines else "", lines[:_MOST_LISTED])
    yield from _headings(headings, say)


def _headings(headings: Iterable[Heading], say: Catalogue) -> Iterator[Block]:
    options = (option(each.label, f"{HEADING} {each.book}/{each.key}") for each in headings)
    yield from _menu("review.look.headings", options, say)


def _menu(name: str, options: Iterable[Block], say: Catalogue) -> Iterator[Block]:
    if there := list(options):
        yield actions([select(OPEN, say(name), there)])


def _listed(title: str, lines: Sequence[str]) -> Iterator[Block]:
    if lines:
        yield line(title, is_bold=True)
        yield rich_text(bullets(*(section(text(truncate(each, _LONGEST))) for each in lines)))
