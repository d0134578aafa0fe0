"""The start page: search, one's open questions, what has changed, and all books with their chapters."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from bot.rulebook import Chapter, Clause, Rulebook
from bot.slack.blocks.elements import divider, heading, line, numbered_title, plain, truncate
from bot.slack.blocks.rich_text import Block, bullets, context, rich_text, section, text
from bot.slack.home.context import Desk
from bot.slack.home.elements import chapter_buttons, row, subheading
from bot.slack.home.pagination import sheet
from bot.slack.home.port import OpenQuestion
from bot.slack.home.routes import ToClause, ToStart

SEARCH = "search_rules"
_MOST_CHANGED = 5
_MOST_OPEN = 5
_LONGEST_QUESTION = 150  # characters of one's own question in the list
_TOGETHER = 25  # chapters: the buttons that one block takes


def start(page: int, desk: Desk, notice: str = "") -> Iterator[Block]:
    """The start page; `notice` is a line on what has just happened."""
    yield heading(desk.say("home.title"))
    if notice:
        yield line(notice)
    yield search_box(desk)
    if page == 1:
        yield from desk.first_weeks
        yield from _open_questions(desk)
        yield from _changed(desk)
    yield divider()
    yield from books(page, desk)
    yield divider()
    yield context(desk.say("home.about"))


def books(page: int, desk: Desk) -> Iterator[Block]:
    """All books with their chapters, or a page of them."""
    units = chain.from_iterable(_book(book, desk) for book in desk.in_force.books)
    yield from sheet(units, page, ToStart, desk)


def search_box(desk: Desk) -> Block:
    """The box to search in, with what was searched; Enter sends it."""
    # Slack keeps what was typed in a block that stays: on the start page the box is another one, and empty.
    initial = {"initial_value": desk.query} if desk.query else {}
    return {
        "type": "input",
        "block_id": "search/again" if desk.query else "search/first",
        "dispatch_action": True,
        "label": plain(desk.say("home.search")),
        "element": {
            "type": "plain_text_input",
            "action_id": SEARCH,
            "placeholder": plain(desk.say("home.search.example", example=desk.say("help.example"))),
            "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
            **initial,
        },
    }


def _open_questions(desk: Desk) -> Iterator[Block]:
    asked = desk.open_questions
    if not asked:
        return
    yield subheading(desk.say("home.open"))
    yield rich_text(bullets(*(_open_question(question, desk) for question in asked[:_MOST_OPEN])))
    if len(asked) > _MOST_OPEN:
        yield context(desk.say("home.open.more", count=len(asked) - _MOST_OPEN))


def _open_question(asked: OpenQuestion, desk: Desk) -> Block:
    words = truncate(asked.question, _LONGEST_QUESTION) or " "
    named = {"type": "link", "url": asked.link, "text": words} if asked.link else text(words)
    return section(named, text(f" · {asked.asked.isoformat()} · {desk.say(f'home.state.{asked.state}')}"))


def _changed(desk: Desk) -> Iterator[Block]:
    changed = recently_changed(desk)
    if changed:
        yield subheading(desk.say("home.changed"))
    for clause in changed:
        dated = desk.say(
            "home.changed.clause", clause=numbered_title(clause), date=clause.effective.isoformat()
        )
        yield row(dated, ToClause.of(clause), desk)


def recently_changed(desk: Desk) -> list[Clause]:
    """The clauses that came into force last, newest first: those later than the oldest of their book, at most five."""
    changed: list[Clause] = []
    for book in desk.in_force.books:
        oldest = min((clause.effective for clause in book.clauses), default=date.max)
        changed += (clause for clause in book.clauses if clause.effective > oldest)
    return sorted(changed, key=lambda clause: clause.effective, reverse=True)[:_MOST_CHANGED]


def _book(book: Rulebook, desk: Desk) -> Iterator[list[Block]]:
    """A book's title and chapters; those of a long book in several units, each under the title."""
    for first in range(0, len(book.chapters), _TOGETHER):
        yield list(_chapters(book, book.chapters[first : first + _TOGETHER], desk))


def _chapters(book: Rulebook, chapters: tuple[Chapter, ...], desk: Desk) -> Iterator[Block]:
    yield subheading(desk.say("home.book", title=book.title))
    standing = desk.say(
        "home.book.standing",
        version=truncate(book.version, 100),
        chapters=len(book.chapters),
        clauses=len(book.clauses),
        effective=book.effective.isoformat(),
    )
    yield context(standing)
    yield from chapter_buttons(chapters, desk)
