"""Replies as blocks: the cards that staff see."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.answering import (
    AboutBook,
    Answer,
    Choice,
    Citation,
    Contents,
    Reason,
    Refusal,
    Reply,
    SmallTalk,
    SmallTalkKind,
)
from bot.rulebook import Clause, Division, Owner, Rulebook, outline
from bot.slack.blocks.buttons import PREFACE, change_button, choice_buttons, clause_buttons
from bot.slack.blocks.difference import difference
from bot.slack.blocks.elements import (
    actions,
    button,
    labelled_title,
    line,
    truncate,
)
from bot.slack.blocks.limits import packed
from bot.slack.blocks.rich_text import (
    Block,
    bullets,
    context,
    link,
    mention,
    pieces,
    quote,
    rich_text,
    section,
    text,
)
from bot.slack.blocks.tables import table_block, table_in
from bot.wording import (
    MOST_HEADINGS,
    PREFACE_OF_ONE,
    PREFACE_OF_SEVERAL,
    Catalogue,
    answer_notes,
    as_of_message,
    books_to_ask,
    citation_notes,
    contents_notes,
    doubt_message,
    heading_source,
    plain_sentences,
    refusal_message,
    small_talk_reply,
    whom_to_ask,
)
from bot.wording.changes import retitled

_LONGEST_OWNER = 500  # characters
_FULLEST_LIST = 5_000  # characters a list: half of what one message is filled with


def blocks(reply: Reply, say: Catalogue, question: str = "") -> Iterator[Block]:
    """The blocks of a reply, as many as it takes; no block is longer than Slack allows.

    `question` is the id of what it replies to: what is chosen goes on being about it.
    """
    match reply:
        case Answer():
            yield from _answer(reply, say)
        case Choice():
            yield from _choice(reply, say, question)
        case Contents((division,), books):
            yield from _division(division, books, say)
        case Contents(divisions, books):
            yield from _contents(divisions, books, say)
        case AboutBook() | SmallTalk():
            yield from map(line, plain_sentences(reply, say))
        case Refusal():
            yield from _refusal(reply, say)


def quoted(clause: Clause, words: str, marked: str = "", *, with_table: bool = False) -> Iterator[Block]:
    """Words of a clause under its name, which leads to its page on the web; `marked` stands out in them.

    `with_table`: its first table as one, which Slack takes once a message, and in messages alone.
    """
    label = labelled_title(clause)
    head = section(link(label, clause.page) if clause.page else text(label, bold=True))
    found = table_in(clause, words) if with_table else None
    before, table, after = found or (words, None, "")
    first, *rest = pieces(before.rstrip()) or [""]
    yield rich_text(head, *([quote(first, marked)] if first or not table else []))
    for piece in rest:
        yield rich_text(quote(piece, marked))
    if table:
        yield table_block(table, marked)
    yield from (rich_text(quote(piece, marked)) for piece in pieces(after.rstrip()))


def _answer(answer: Answer, say: Catalogue) -> Iterator[Block]:
    yield from map(line, filter(None, [as_of_message(answer, say)]))
    has_table = False
    for citation in answer.citations:
        for block in _citation(citation, say, with_table=not has_table):
            has_table |= block["type"] == "table"
            yield block
    yield from map(context, answer_notes(answer, say))


def _citation(citation: Citation, say: Catalogue, *, with_table: bool = True) -> Iterator[Block]:
    if citation.shown_at:
        clause = citation.clause
        head = section(text(labelled_title(clause), bold=True))
        said = citation.marked or ("" if clause.title else clause.title_or_first_words)
        words = [quote(said)] if said else []
        link = {"type": "link", "url": citation.shown_at, "text": say("answer.above")}
        yield rich_text(head, *words, section(link))
        return
    yield from quoted(citation.clause, citation.quote, citation.marked, with_table=with_table)
    yield from map(context, citation_notes(citation, say))
    yield from change_button(citation.clause, say)


def change_blocks(before: Clause, after: Clause, say: Catalogue) -> Iterator[Block]:
    """What a clause says, and what it will say, with the difference marked."""
    title = say("change.title", clause=before.label, date=after.effective.isoformat())
    yield line(title, is_bold=True)
    yield from map(line, filter(None, [retitled(before, after, say)]))
    yield context(say("onboarding.changed.legend"))
    yield from difference(before.text, after.text)


def _division(division: Division, books: Sequence[Rulebook], say: Catalogue) -> Iterator[Block]:
    yield line(division.heading.label, is_bold=True)
    yield context(heading_source(division.heading, say))
    for book in books:
        yield from _preface(book, PREFACE_OF_ONE, say)
    yield from _below(division)
    yield from map(context, contents_notes([division], (), say, "contents.hint.slack"))


def _below(division: Division) -> Iterator[Block]:
    yield from (rich_text(quote(piece)) for piece in pieces(division.heading.preface))
    yield from _lists(clause.numbered_title for clause in division.own_clauses)
    for below in division.divisions:
        yield line(below.heading.label, is_bold=True)
        yield from _below(below)


def _choice(choice: Choice, say: Catalogue, question: str) -> Iterator[Block]:
    nearest, *others = choice.options
    yield line(doubt_message(choice, say), is_bold=True)
    yield from _citation(nearest, say)
    if others:
        yield line(say("choice.others"))
        yield choice_buttons(others, question)
    yield context(say("choice.none" if others else "choice.hint.one"))


def _contents(divisions: Sequence[Division], books: Sequence[Rulebook], say: Catalogue) -> Iterator[Block]:
    shown = outline(divisions, MOST_HEADINGS)
    by_id = {book.id: book for book in books}
    longest = PREFACE_OF_ONE if len(books) == 1 else PREFACE_OF_SEVERAL
    for _, of_book in groupby(shown, key=lambda row: row[1].heading.book):
        several = list(of_book)
        heading = several[0][1].heading
        title = say("contents.book", title=heading.book_title, version=heading.version)
        yield line(title, is_bold=True)
        if heading.book in by_id:
            yield from _preface(by_id[heading.book], longest, say)
        yield from _lists(
            "　" * depth + say("contents.heading", heading=each.heading.label, count=len(each.clauses))
            for depth, each in several
        )
    yield from map(context, contents_notes(divisions, shown, say, "contents.hint.slack"))


def _preface(book: Rulebook, longest: int, say: Catalogue) -> Iterator[Block]:
    """What stands before the first heading of a book; of a long one the beginning, with a button for all of it."""
    if book.preface:
        yield rich_text(quote(truncate(book.preface.strip(), longest)))
    if len(book.preface.strip()) > longest:
        yield actions([button(PREFACE, say("preface.whole"), book.id)])


def whole_preface(book: Rulebook, say: Catalogue) -> Iterator[Block]:
    """All that stands before the first heading of a book."""
    yield line(say("preface.title", title=book.title), is_bold=True)
    yield from (rich_text(quote(piece)) for piece in pieces(book.preface.strip()))


def _refusal(refusal: Refusal, say: Catalogue) -> Iterator[Block]:
    if refusal.reason is Reason.NO_QUESTION:
        yield line(small_talk_reply(SmallTalkKind.HELP, say))
        return
    yield line(refusal_message(refusal, say), is_bold=refusal.reason is not Reason.DISTRESS)
    if refusal.nearest:
        yield line(say("refusal.successor" if refusal.repealed else "refusal.nearest"))
        yield from clause_buttons([citation.clause for citation in refusal.nearest])
    yield from whom_to_ask_lines(refusal, say)


def whom_to_ask_lines(refusal: Refusal, say: Catalogue) -> Iterator[Block]:
    """Whom to ask, or whom about which book; nothing where other words would help."""
    if refusal.whom_to_ask:
        yield owner_line(refusal.whom_to_ask, say)
    if refusal.is_worth_asking and refusal.owners:
        contacts = [*(owner.address for _, owner in refusal.owners), ""]
        rows = zip(books_to_ask(refusal.owners, say), contacts, strict=False)
        listed = bullets(*(_with_link(sentence, contact) for sentence, contact in rows))
        yield rich_text(section(text(say("refusal.owners"))), listed)


def owner_line(owner: Owner, say: Catalogue) -> Block:
    """Whom to ask; a contact that is an id of Slack's is a link to that channel or person."""
    return rich_text(_with_link(whom_to_ask(owner, say), owner.address))


def _with_link(sentence: str, contact: str) -> Block:
    if (linked := mention(contact)) is None:
        return section(text(truncate(sentence, _LONGEST_OWNER)))
    before, found, after = sentence.rpartition(contact)
    return section(text(before), linked, text(after)) if found else section(text(sentence))


def _lists(lines: Iterable[str]) -> Iterator[Block]:
    """Bullets, parted so that no block holds more than a message may."""
    for some in packed(lines, lambda each: (len(each),), (_FULLEST_LIST,)):
        yield rich_text(bullets(*(section(text(each)) for each in some)))
