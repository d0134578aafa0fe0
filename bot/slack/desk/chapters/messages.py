"""What an owner sees of a chapter that is to be read again: the message, and the forms behind its buttons."""

from collections.abc import Sequence
from datetime import date

from bot.rulebook import Clause
from bot.slack.blocks.elements import actions, button, line, option
from bot.slack.blocks.messages import OutgoingMessage, escape
from bot.slack.blocks.rich_text import context, rich_text, section, text, user
from bot.slack.desk.chapters.chapter import Chapter
from bot.slack.surface import View, input_block, modal, text_box, with_submit
from bot.store import ChapterFigures
from bot.wording import Catalogue
from bot.wording.figures import count_written

REVIEWED, REVISE = "desk_reviewed", "desk_revise"
REVIEWED_FORM, REVISE_FORM = "desk_reviewed_form", "desk_revise_form"
NEXT, CLAUSE, NOTE = "next", "clause", "note"  # the forms' inputs
TITLE = "desk.review.title"
DAYS = 90  # of the figures
_MOST_CLAUSES, _LONGEST_NOTE = 100, 600


def review_message(chapter: Chapter, left: int, figures: ChapterFigures, say: Catalogue) -> OutgoingMessage:
    """That a chapter is to be read again and by when, with its figures, and what can be done."""
    name = "desk.review.due" if left <= 0 else "desk.review.soon"
    title = say(
        name, chapter=chapter.heading.in_book(chapter.heading.label), date=chapter.due.isoformat(), days=left
    )
    counts = say(
        "desk.review.figures",
        days=DAYS,
        asked=count_written(figures.asked, say),
        refused=count_written(figures.refused, say),
        useless=count_written(figures.useless, say),
    )
    row = actions(
        [
            button(REVIEWED, say("desk.review.done"), chapter.value, is_main=True),
            button(REVISE, say("desk.review.revise"), chapter.value),
        ]
    )
    return OutgoingMessage(escape(title), (line(title, is_bold=True), context(counts), row))


def reviewed_message(posted: OutgoingMessage, by: str, next_due: date, say: Catalogue) -> OutgoingMessage:
    """The same once somebody has read it."""
    kept = [block for block in posted.blocks if block["type"] != "actions"]
    done = rich_text(section(user(by), text(" " + say("desk.review.was-done", date=next_due.isoformat()))))
    return OutgoingMessage(posted.text, (*kept, done))


def reviewed_form(chapter: Chapter, next_due: date, say: Catalogue) -> View:
    """By when it is to be read the next time."""
    picker = {"type": "datepicker", "action_id": NEXT, "initial_date": next_due.isoformat()}
    blocks = [
        line(chapter.heading.in_book(chapter.heading.label)),
        input_block(NEXT, say("desk.review.next"), picker),
        context(say("desk.review.file")),
    ]
    return with_submit(modal(TITLE, blocks, say), REVIEWED_FORM, say("desk.review.record"), chapter.value)


def revise_form(chapter: Chapter, clauses: Sequence[Clause], say: Catalogue) -> View:
    """Which clause is to be changed, and what of it."""
    options = [option(each.numbered_title, each.name) for each in clauses[:_MOST_CLAUSES]]
    which = {"type": "static_select", "action_id": CLAUSE, "options": options}
    blocks = [
        input_block(CLAUSE, say("desk.review.which"), which),
        input_block(NOTE, say("desk.review.note"), text_box(NOTE, _LONGEST_NOTE), is_optional=True),
    ]
    return with_submit(modal(TITLE, blocks, say), REVISE_FORM, say("desk.review.keep"), chapter.value)
