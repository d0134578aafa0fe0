"""What an owner finds on the home tab: what waits, and, a line each, what is kept of what they dealt with."""

from collections.abc import Iterator, Sequence

from bot.desk import Item, ItemState, LearnedPair
from bot.rulebook import Library
from bot.slack.blocks import limits
from bot.slack.blocks.elements import divider, line, truncate
from bot.slack.blocks.rich_text import Block, bullets, context, rich_text, section, text
from bot.slack.desk.messages import MOST_ITEMS, few_asked, item_blocks, items_menu, words_of
from bot.wording import Catalogue

MOST_KEPT = 20  # lines of each kind
_LONGEST, _LONGEST_WORDS = 300, 100  # characters of a line, and of the question in it


def home_blocks(
    items: Sequence[Item], few: Sequence[Item], library: Library, say: Catalogue
) -> Iterator[Block]:
    """What an owner finds on the home tab: what waits, what is to be changed, and what they said themselves.

    Of what too `few` people asked for there is a count.
    """
    waiting = [item for item in items if item.state is ItemState.OPEN]
    if waiting:
        yield line(say("desk.home", count=len(waiting)), is_bold=True)
        for item in waiting[:MOST_ITEMS]:
            yield from item_blocks(item, library, say)
        more = waiting[MOST_ITEMS:]
        yield from items_menu(
            say("desk.more.home", count=len(more)), [(item, words_of(item, say)) for item in more]
        )
    if few and not waiting:
        yield divider()  # it is no hint of the search box above
    if few:
        yield few_asked(few, say)
    yield from _settled(items, library, say)
    if items or few:
        yield divider()


def _settled(items: Sequence[Item], library: Library, say: Catalogue) -> Iterator[Block]:
    for state in (ItemState.CHANGING, ItemState.ANSWERED):
        some = [item for item in items if item.state is state]
        if some:
            yield line(say(f"desk.list.{state}"), is_bold=True)
        yield from _kept([" · ".join(_about_kept(item, library, say)) for item in some], say)


def aside_blocks(pairs: Sequence[LearnedPair], library: Library, say: Catalogue) -> Iterator[Block]:
    """What was learned and is not used any more, which an owner may write into the file."""
    if not pairs:
        return
    yield line(say("desk.aside", count=len(pairs)), is_bold=True)
    clauses = (library.named(pair.clause) for pair in pairs)
    named = (clause.numbered_title if clause else "" for clause in clauses)
    yield from _kept([f"{name} · {pair.question}" for name, pair in zip(named, pairs, strict=True)], say)
    yield context(say("desk.aside.then"))


def _kept(lines: Sequence[str], say: Catalogue) -> Iterator[Block]:
    """The first of the lines, and how many more there are."""
    shown = [truncate(each, _LONGEST) for each in lines[:MOST_KEPT]]
    for some in limits.packed(shown, lambda each: (len(each),), (limits.QUOTE,)):
        yield rich_text(bullets(*(section(text(each)) for each in some)))
    if len(lines) > MOST_KEPT:
        yield context(say("desk.kept.more", count=len(lines) - MOST_KEPT))


def _about_kept(item: Item, library: Library, say: Catalogue) -> Iterator[str]:
    clause = library.by_name.get(item.clause)
    if item.state is ItemState.CHANGING and clause:
        yield clause.numbered_title
    yield truncate(words_of(item, say), _LONGEST_WORDS)
    if item.reply:
        yield item.reply
