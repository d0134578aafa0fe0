"""What people see of suggestions without names: the writer's window, and what owners read and reply."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from bot.rulebook import Rulebook
from bot.slack.blocks import limits
from bot.slack.blocks.elements import actions, button, line, option, truncate
from bot.slack.blocks.messages import OutgoingMessage, escape
from bot.slack.blocks.rich_text import Block, bullets, context, pieces, quote, rich_text, section, text
from bot.slack.surface import View, input_block, modal, text_box, with_submit
from bot.suggestions import Remark, Suggestion
from bot.wording import Catalogue

SUGGEST, REPLY, SEEN = "suggest", "suggestion_reply", "suggestion_seen"  # the buttons
SHOW = "suggestion_show"  # show what waits to the owner who clicks
SUGGEST_FORM, GO_ON_FORM, REPLY_FORM = "suggest_form", "suggestion_go_on", "suggestion_reply_form"
TEXT, CODE, BOOK = "text", "code", "book"  # the forms' inputs
TITLE = "suggestion.title"
_PROMISES = ("nobody", "days", "batches")
_LIMITS = ("slack", "server", "small")
_LONGEST_CODE = 40
_LONGEST_AT_HOME, _MOST_AT_HOME, _LAST_AT_HOME = 300, 5, 2
_MOST_REMARKS = 20


@dataclass(frozen=True)
class Begun:
    """What the form carries by which somebody writes: the code to be, and the only book that there is a choice of."""

    code: str
    book: str = ""

    @property
    def metadata(self) -> str:
        """As the form carries it."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, metadata: str) -> "Begun":
        """As the form carried it."""
        written = json.loads(metadata)
        return cls(str(written["code"]), str(written["book"]))


@dataclass(frozen=True)
class Read:
    """What an owner has before them: a suggestion (its id), and how many remarks on it.

    A form has a `key`, too, by which what is sent twice is kept once.
    """

    suggestion: str
    remarks: int
    key: str = ""

    @property
    def value(self) -> str:
        """As a button or a form carries it."""
        return f"{self.suggestion}/{self.remarks}/{self.key}".rstrip("/")

    @classmethod
    def of(cls, value: str) -> "Read":
        """As a button or a form carried it."""
        suggestion, remarks, key = (*value.split("/"), "", "")[:3]
        return cls(suggestion, int(remarks) if remarks.isdecimal() else 0, key)


@dataclass(frozen=True)
class Continued:
    """What the form carries by which a writer goes on: the code, and a key by which what is sent twice is kept once."""

    code: str
    key: str

    @property
    def metadata(self) -> str:
        """As the form carries it."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, metadata: str) -> "Continued":
        """As the form carried it."""
        written = json.loads(metadata)
        return cls(str(written["code"]), str(written["key"]))


def suggest_button(say: Catalogue) -> Block:
    """The button on the home tab."""
    return button(SUGGEST, say("suggestion.title"), "new")


def suggest_form(books: Sequence[Rulebook], code: str, words: str, say: Catalogue, why: str = "") -> View:
    """What is kept and what is not, a box to write into, and one for the code of what was written before.

    `code` is the one that a new suggestion gets; `words` stand in the box already; `why` names the sentence that says
    why nothing was sent yet.
    """
    options = [option(book.title, book.id) for book in books[: limits.SELECT]]
    menu = (
        {"type": "static_select", "action_id": BOOK, "options": options, "initial_option": options[0]}
        if options
        else {}
    )
    only = books[0] if len(books) == 1 else None
    blocks = [
        *([line(say(why), is_bold=True)] if why else []),
        *_before_writing(say),
        *([line(_whose("suggestion.for", only, say))] if only else []),
        *([input_block(BOOK, say("suggestion.book"), menu)] if len(options) > 1 else []),
        input_block(TEXT, say("suggestion.text"), _box(words), is_optional=True),
        input_block(
            CODE, say("suggestion.code"), text_box(CODE, _LONGEST_CODE, is_long=False), is_optional=True
        ),
    ]
    return with_submit(
        modal(TITLE, blocks, say),
        SUGGEST_FORM,
        say("suggestion.send"),
        Begun(code, only.id if only else "").metadata,
    )


def sent(code: str, book: Rulebook, say: Catalogue) -> View:
    """It is kept for the owner of a book; this is the code, which is shown once."""
    grouped = "-".join(code[start : start + 4] for start in range(0, len(code), 4))
    blocks = [
        line(say("suggestion.sent")),
        line(grouped, is_bold=True),
        line(say("suggestion.sent.keep")),
        line(_whose("suggestion.sent.to", book, say)),
        context(say("suggestion.sent.back", code=grouped)),
    ]
    return modal(TITLE, blocks, say)


def conversation(suggestion: Suggestion, going_on: Continued | None, say: Catalogue, words: str = "") -> View:
    """All that was said about a suggestion, as its writer reads it, and a box to go on, in which `words` stand.

    None is there to go on with where the book is gone.
    """
    blocks = [*_said(suggestion.remarks, say, is_writer=True)]
    if suggestion.is_handled and not suggestion.shown[-1].is_owner:
        blocks.append(context(say("suggestion.was-seen")))
    if going_on is None:
        return modal(TITLE, [*blocks, line(say("suggestion.book-gone"))], say)
    blocks.append(input_block(TEXT, say("suggestion.more"), _box(words)))
    blocks.append(context(say("suggestion.more.when")))
    return with_submit(modal(TITLE, blocks, say), GO_ON_FORM, say("suggestion.send"), going_on.metadata)


def reply_form(suggestion: Suggestion, key: str, say: Catalogue) -> View:
    """What was said, as its owner reads it, and a box for their words."""
    blocks = [
        *_said(suggestion.shown, say, is_writer=False),
        input_block(TEXT, say("suggestion.reply"), text_box(TEXT, limits.TYPED)),
        context(say("suggestion.reply.why")),
    ]
    read = Read(suggestion.id, len(suggestion.shown), key)
    return with_submit(modal(TITLE, blocks, say), REPLY_FORM, say("suggestion.send"), read.value)


def shown_message(count: int, say: Catalogue) -> OutgoingMessage:
    """So many suggestions wait for an owner; what they say stands on the home tab alone."""
    title = say("suggestion.shown", count=count)
    return OutgoingMessage(escape(title), (line(title, is_bold=True), context(say("suggestion.at-home"))))


def owner_blocks(suggestions: Sequence[Suggestion], say: Catalogue) -> Iterator[Block]:
    """What an owner finds on the home tab: the last of what was said about each, and what can be done."""
    if suggestions:
        yield line(say("suggestion.home", count=len(suggestions)), is_bold=True)
    for suggestion in suggestions[:_MOST_AT_HOME]:
        if (earlier := len(suggestion.shown) - _LAST_AT_HOME) > 0:
            yield context(say("suggestion.home.earlier", count=earlier))
        for remark in suggestion.shown[-_LAST_AT_HOME:]:
            said = truncate(remark.text, _LONGEST_AT_HOME)
            yield rich_text(*([section(text(say("suggestion.you")))] if remark.is_owner else []), quote(said))
        buttons = (
            button(REPLY, say("suggestion.do.reply"), _read(suggestion).value),
            button(SEEN, say("suggestion.do.seen"), _read(suggestion).value),
        )
        yield actions(buttons) | {"block_id": f"suggestion/{suggestion.id}"}
    if len(suggestions) > _MOST_AT_HOME:
        yield context(say("suggestion.home.more", count=len(suggestions) - _MOST_AT_HOME))


def _read(suggestion: Suggestion) -> Read:
    return Read(suggestion.id, len(suggestion.shown))


def _whose(sentence: str, book: Rulebook, say: Catalogue) -> str:
    return say(sentence, book=book.title, owner=book.owner.name)


def _box(words: str) -> Block:
    return text_box(TEXT, limits.TYPED) | ({"initial_value": words[: limits.TYPED]} if words else {})


def _before_writing(say: Catalogue) -> Iterator[Block]:
    """What is promised, and what cannot be: before anybody writes."""
    yield rich_text(bullets(*(section(text(say(f"suggestion.promise.{each}"))) for each in _PROMISES)))
    yield line(say("suggestion.cannot"), is_bold=True)
    yield rich_text(bullets(*(section(text(say(f"suggestion.cannot.{each}"))) for each in _LIMITS)))


def _said(remarks: Sequence[Remark], say: Catalogue, *, is_writer: bool) -> Iterator[Block]:
    """The last of the remarks in turn; only the writer reads on which days."""
    for remark in remarks[-_MOST_REMARKS:]:
        who = say("suggestion.owner" if is_writer else "suggestion.you") if remark.is_owner else ""
        who = who or say("suggestion.you" if is_writer else "suggestion.writer")
        waits = [] if remark.is_shown else [say("suggestion.waits")]
        yield context(" · ".join([who, *([remark.day.isoformat()] if is_writer else []), *waits]))
        yield from (rich_text(quote(piece)) for piece in pieces(remark.text))
