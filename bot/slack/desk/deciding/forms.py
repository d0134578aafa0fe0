"""The forms of the desk: which clause it is, what the owner says, whose it is."""

import json
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.audit import AuditRecord
from bot.desk import Item
from bot.publishing import Harm, Lesson
from bot.rulebook import Clause, Library, Owner
from bot.slack.blocks import limits
from bot.slack.blocks.elements import line, option, truncate
from bot.slack.blocks.rich_text import Block, bullets, context, quote, rich_text, section, text
from bot.slack.desk.messages import done, history, item_blocks, words_of
from bot.slack.surface import View, input_block, modal, text_box, with_submit
from bot.wording import Catalogue

SETTLE_FORM, TELL_FORM, ANSWER_FORM = "desk_settle_form", "desk_tell_form", "desk_answer_form"
CHANGE_FORM, ROUTE_FORM = "desk_change_form", "desk_route_form"
CLAUSE, FIND, WORDINGS, REPLY, WHOSE = "clause", "find", "wordings", "reply", "whose"  # the forms' inputs
TITLE = "desk.title"
_LONGEST_FIND, _LONGEST_WORDINGS, _MOST_HARMS = 200, 600, 5
_LONGEST = 300  # characters of a question, and of each line of a list


def settle_form(item: Item, offered: Sequence[Clause], wordings: str, say: Catalogue) -> View:
    """Which clause answers it: one of those offered, or another; and how staff ask for it, a wording a line."""
    box = text_box(WORDINGS, _LONGEST_WORDINGS) | (
        {"initial_value": wordings[:_LONGEST_WORDINGS]} if wordings else {}
    )
    blocks = [
        *_which(item, offered, say),
        input_block(WORDINGS, say("desk.wordings"), box, is_optional=True),
        context(say("desk.wordings.why")),
    ]
    return with_submit(modal(TITLE, blocks, say), SETTLE_FORM, say("desk.settle"), item.id)


def change_form(item: Item, offered: Sequence[Clause], say: Catalogue) -> View:
    """Which clause is to be changed."""
    return with_submit(
        modal(TITLE, _which(item, offered, say), say), CHANGE_FORM, say("desk.change"), item.id
    )


def answer_form(item: Item, say: Catalogue) -> View:
    """What the owner says where the rules are silent."""
    blocks = [
        _asked(item, say),
        input_block(REPLY, say("desk.reply"), text_box(REPLY, limits.TYPED)),
        context(say("desk.reply.why")),
    ]
    return with_submit(modal(TITLE, blocks, say), ANSWER_FORM, say("desk.answer"), item.id)


def route_form(item: Item, others: Mapping[str, Owner], say: Catalogue) -> View:
    """Whose it is: the owners by the part of the rulebook that is theirs."""
    options = [option(one.name, part) for part, one in others.items() if len(part) <= limits.OPTION]
    whose = {"type": "static_select", "action_id": WHOSE, "options": options[: limits.SELECT]}
    blocks = [_asked(item, say), input_block(WHOSE, say("desk.whose"), whose)]
    return with_submit(modal(TITLE, blocks, say), ROUTE_FORM, say("desk.route"), item.id)


def harmed(item: Item, clause: Clause, lesson: Lesson, library: Library, say: Catalogue) -> View:
    """What would be answered worse, and that askers may be told all the same."""
    points = [section(text(_harm(harm, library, say))) for harm in lesson.harms[:_MOST_HARMS]]
    blocks = [
        line(say("desk.harm"), is_bold=True),
        rich_text(bullets(*points)),
        *(
            [context(say("desk.harm.more", count=more))]
            if (more := len(lesson.harms) - _MOST_HARMS) > 0
            else []
        ),
        context(say("desk.harm.then")),
    ]
    metadata = json.dumps({"item": item.id, "clause": clause.name})
    return with_submit(modal(TITLE, blocks, say), TELL_FORM, say("desk.tell"), metadata)


def closed(item: Item, say: Catalogue) -> View:
    """Somebody was first."""
    return modal(TITLE, [line(say("desk.taken")), done(item, say)], say)


def window(item: Item, library: Library, say: Catalogue) -> View:
    """An item by itself, with all that can be done with it."""
    return modal(TITLE, item_blocks(item, library, say), say)


def with_history(
    view: View, item: Item, records: Sequence[AuditRecord], zone: ZoneInfo, say: Catalogue
) -> View:
    """A window about an item, with what happened to it so far below; days are in `zone`."""
    return view | {"blocks": [*view["blocks"], *history(item, records, zone, say)]}


def _which(item: Item, offered: Sequence[Clause], say: Catalogue) -> list[Block]:
    options = [option(clause.numbered_title, clause.name) for clause in offered]
    radio = {"type": "radio_buttons", "action_id": CLAUSE, "options": options}
    box = text_box(FIND, _LONGEST_FIND, is_long=False)
    return [
        _asked(item, say),
        *([input_block(CLAUSE, say("desk.which"), radio, is_optional=True)] if options else []),
        input_block(FIND, say("desk.find"), box, is_optional=True),
    ]


def _asked(item: Item, say: Catalogue) -> Block:
    return rich_text(quote(words_of(item, say)))


def _harm(harm: Harm, library: Library, say: Catalogue) -> str:
    """Of a clause that this owner does not see, only that it is another one."""

    def named(name: str) -> str:
        if not name:
            return say("desk.harm.nothing")
        clause = library.by_name.get(name)
        return clause.numbered_title if clause else say("desk.harm.other")

    words = truncate(harm.question, _LONGEST) if not harm.clause or harm.clause in library.by_name else "…"
    return say("desk.harm.one", question=words, clause=named(harm.clause), instead=named(harm.instead))
