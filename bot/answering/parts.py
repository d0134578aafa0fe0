"""Citations of several parts of one clause: 第十二条第一、二款, Section 5(a) and (c)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.answering.reply import Citation


def parts_together(citations: Iterable[Citation]) -> Iterator[Citation]:
    """Parts of one clause that follow each other are marked as one; a further one is cited by its own words alone."""
    before: Citation | None = None
    for each in citations:
        is_further = before is not None and each.clause == before.clause and bool(before.marked)
        if before and is_further and (one := _as_one(before, each)):
            before = one
            continue
        if before:
            yield before
        before = replace(each, quote=each.marked) if is_further else each
    if before:
        yield before


def _as_one(first: Citation, second: Citation) -> Citation | None:
    """Two citations of a clause as one, where the second one marks nothing more, or what stands right behind."""
    if second.missing_part or second.marked in first.marked:
        return replace(first, missing_part=first.missing_part or second.missing_part)
    text = first.clause.text
    start = text.find(first.marked)
    behind = text[start + len(first.marked) :].lstrip()
    if not behind.startswith(second.marked):
        return None
    return replace(first, marked=text[start : len(text) - len(behind) + len(second.marked)])
