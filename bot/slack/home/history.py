"""最近变动: what was published lately, clause by clause; and the versions of one clause."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from bot.publishing import PublishedChange
from bot.rulebook import Clause
from bot.rulebook.editions.comparison import ClauseChange
from bot.slack.blocks.difference import difference
from bot.slack.blocks.elements import heading, line, moment
from bot.slack.blocks.rich_text import Block, context, pieces, quote, rich_text, section, text
from bot.slack.home.context import PageContext
from bot.slack.home.links import (
    Link,
    ToChanges,
    ToClause,
    ToVersions,
    breadcrumbs,
    link_buttons,
    paginate,
    row,
    subheading,
)
from bot.wording import Catalogue
from bot.wording.changes import change_title, move_line, retitled, text_over_time


def changes_page(page: int, ctx: PageContext) -> Iterator[Block]:
    """A page of what the last publications changed, the newest first."""
    yield from breadcrumbs(ctx)
    yield heading(ctx.say("changes.title"))
    if not ctx.changes:
        yield line(ctx.say("changes.none"))
    units = (unit for change in ctx.changes for unit in _publication(change, ctx))
    yield from paginate(units, page, ToChanges, ctx)


def changes_link(ctx: PageContext) -> Iterator[Block]:
    """The button that leads there, where anything was ever changed."""
    if ctx.has_changes:
        yield from link_buttons(Link(ctx.say("changes.button"), ToChanges()))


def _book_label(change: ClauseChange) -> str:
    clause = change.new or change.old
    return clause.heading.book_label if clause else ""


def _publication(change: PublishedChange, ctx: PageContext) -> Iterator[list[Block]]:
    said = "changes.commenced" if change.publication.day else "changes.published"
    yield [_published_at(change.publication.at.timestamp(), said, ctx.say)]
    for book in change.differences:
        if len(ctx.library.books) > 1:
            yield [context(_book_label(book.changes[0]))]
        yield from ([_changed(each, ctx)] for each in book.changes)


def _changed(change: ClauseChange, ctx: PageContext) -> Block:
    clause = change.new or change.old
    if clause is None:
        return line("")
    said = f"{change_title(change, ctx.say)} {clause.title_or_first_words}"
    return row(said, ToVersions.of(clause), ctx, "change.button")


def versions_link(clause: Clause, ctx: PageContext) -> Iterator[Block]:
    """The button that leads to the versions of a clause, where there may be several."""
    if clause.next_wording:
        yield from link_buttons(Link(ctx.say("change.button"), ToVersions.of(clause)))
    elif ctx.has_changes or clause.revisions:
        yield from link_buttons(Link(ctx.say("versions.button"), ToVersions.of(clause)))


def versions_page(route: ToVersions, ctx: PageContext) -> Iterator[Block] | None:
    """A page of all that a clause said, says and will say; None where nothing of it may be seen."""
    clause = ctx.clause(route.book, route.number)
    shown = clause or next((each.clause for each in ctx.versions if each.clause), None)
    return _versions(shown, clause, route, ctx) if shown else None


def _versions(shown: Clause, clause: Clause | None, route: ToVersions, ctx: PageContext) -> Iterator[Block]:
    back = [Link(clause.numbered_title, ToClause.of(clause))] if clause else []
    changes = [Link(ctx.say("changes.button"), ToChanges())] if ctx.has_changes else []
    yield from breadcrumbs(ctx, *changes, *back)
    yield heading(shown.numbered_title)
    yield context(shown.label)
    yield context(ctx.say("onboarding.changed.legend"))
    blocks = [*(_wordings(clause, ctx.say) if clause else ()), *_published(ctx)]
    if not blocks:
        yield line(ctx.say("versions.only"))
    yield from paginate(
        ([each] for each in blocks), page=route.page, to=lambda page: replace(route, page=page), ctx=ctx
    )


def _wordings(clause: Clause, say: Catalogue) -> Iterator[Block]:
    """The texts that it has one after the other by the file, the last one first."""
    for before, after in reversed(list(pairwise(clause.wordings))):
        yield subheading(say("versions.since", date=after.effective.isoformat()))
        yield from _difference(before, after, before.text, after.text, say)


def _published(ctx: PageContext) -> Iterator[Block]:
    """What it read when it was published, the newest first."""
    for version, before in zip(ctx.versions, (*ctx.versions[1:], None), strict=False):
        yield _published_at(version.publication.at.timestamp(), "versions.published", ctx.say)
        if version.clause is None:
            yield line(ctx.say("versions.gone"))
        elif before is None or before.clause is None:
            yield from (rich_text(quote(piece)) for piece in pieces(text_over_time(version.clause, ctx.say)))
        else:
            old, new = (text_over_time(each, ctx.say) for each in (before.clause, version.clause))
            yield from _difference(before.clause, version.clause, old, new, ctx.say)


def _difference(before: Clause, after: Clause, old: str, new: str, say: Catalogue) -> Iterator[Block]:
    if before.whereabouts != after.whereabouts:
        yield line(move_line(before, after, say))
    yield from map(line, filter(None, [retitled(before, after, say)]))
    yield from difference(old, new)


def _published_at(at: float, key: str, say: Catalogue) -> Block:
    return rich_text(section(moment(at), text(f" {say(key)}", bold=True)))
