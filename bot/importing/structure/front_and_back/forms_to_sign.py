"""What stands behind the rules under a title of its own and is none: a form that readers sign, a record of changes."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, pairwise

from bot.importing.source import Line
from bot.importing.structure.front_and_back.record import RECORD
from bot.importing.structure.front_and_back.title import closed_up
from bot.importing.structure.lines.headings import heading_of, is_like_title
from bot.importing.structure.lines.openings import ITEMS, joined, opening_of
from bot.rulebook import HeadingKind, Table

_TITLE = re.compile(
    r"certification|certificate of (?:the )?(?:secretary|adoption)|secretary[’']?s certificate"
    r"|.{0,40}\b(?:acknowledge?ments?|receipt|sign-?\s?off|signatures?|declaration|consent)"
    r"(?: of (?:\w+ ?){1,6}| forms?| pages?| slips?)?"
    r"|.{0,16}(?:回执|签[收署字]?[页单表栏]|签署|签收|确认[书函单表页]?|声明书?|承诺书?|签名)",
    re.IGNORECASE,
)
_DECLARES = re.compile(r"本人|我(?!们)|\bI\b|undersigned")
_BEGINS_TO_DECLARE = re.compile(
    r"本人(?:已|确认|知悉|承诺|声明|理解|同意)"
    r"|I(?:, the undersigned,)? (?:have read|have received|hereby|acknowledge|confirm|agree|understand|accept)\b"
)
_BLANK = re.compile(r"[_＿]{3,}|(?:\.{6,}|…{3,})")  # to be filled in
_SIGNED = re.compile(
    r"[签簽]|姓\s{0,6}名|日\s{0,6}期|盖章|蓋章|工号|年\s+月\s+日|\b(?:signature|signed|sign|name|date|title|position|witness|by)\b",
    re.IGNORECASE,
)
_LABELS_ALONE = re.compile(
    r"(?:[^:：。；;，,\d]{1,30}?[:：]\s{0,99}(?:[（(](?:[签簽盖蓋][章字名])[）)]\s{0,9})?){1,4}(?:年\s+月\s+日)?"
)
_SENTENCE = re.compile(r"[。；]|[.;](?:\s|$)")
_ENDS = re.compile(r"[.;:!?]\s{0,3}$")
_CHANGED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"版本|版次|version|rev(?:ision|\.)?\b",
        r"日期|时间|date",
        r"内容|说明|摘要|原因|修订|修改|人|change|description|summary|author|amend|by|reason",
    )
)
_CHANGE = re.compile(
    r"[•*·-]?\s{0,3}(?:[vV]?\d{1,3}(?:\.\d{1,3})+|(?:19|20)\d\d\s?[-./年]\s?[\d修增删刪新])"
    r"|第[\d一二三四五六七八九十百]{1,5}[条條章][^。；]{0,30}(?:修[订訂改正]|增[加订訂]|[删刪][除去])"
)  # 2024-02-20: more
_COPY = re.compile(r"\s{0,3}[（(][^（）()]{1,60}[）)]$")  # (Employee copy – keep with handbook)
_OPEN = re.compile(r"[（(][^（）()]{0,60}$")
_KEPT = re.compile(
    r"document (?:control|information|details|properties)|文件(?:控制|信息|属性)", re.IGNORECASE
)
_FIELD = re.compile(r"[^:：。；;]{1,30}[:：]\s{0,9}[^。；;]{0,60}")  # of such a record: Version: 3
_APART = re.compile(r"[:：—–]|\s-\s")  # between the title of a slip and its text
_LONGEST = 25  # lines
_LONGEST_LABEL = 60  # characters beside the blanks
_HALF = 0.5


def is_to_fill_in(line: Line) -> bool:
    """Whether somebody signs in it: 签名：____ 日期：____, Signature:, or a table with such cells and empty ones."""
    if line.table:
        return _is_form(line.table) or is_table_of_changes(line.table)
    text = joined(line)
    if _is_slip(text):
        return True
    bare = _BLANK.sub(" ", text).strip()
    if not _SIGNED.search(bare) or _SENTENCE.search(bare) or len(bare) > _LONGEST_LABEL:
        return False
    return bare != text.strip() or bool(_LABELS_ALONE.fullmatch(bare))


def _is_slip(text: str) -> bool:
    """Whether it is a form on one line: Receipt – please return: I have read the rules. Name ........"""
    title, sign, rest = (
        (text[: at.start()], at[0], text[at.end() :]) if (at := _APART.search(text)) else ("", "", "")
    )
    return bool(sign and _TITLE.fullmatch(title.strip()) and _DECLARES.search(rest) and _BLANK.search(rest))


def is_table_of_changes(table: Table) -> bool:
    """Whether it records what was changed when: a version, a day, and what or who in its header."""
    return all(any(map(sign.search, table.header)) for sign in _CHANGED) and len(table.header) > 2


def signed_form(lines: Sequence[Line], end: int) -> int | None:
    """Where a form, or a record of changes, begins that ends at this place, with its title; None where none does."""
    untitled = None
    for at in range(end - 2, max(0, end - _LONGEST), -1):
        below = lines[at + 1 : end]
        if _is_record(lines[at], below) or _is_titled_form(*_whole_title(lines[at], below)):
            return None if is_annex(lines[at - 1]) else at
        opening = opening_of(lines[at])
        is_numbered = opening is not None and opening.style not in ITEMS and not _is_change(lines[at])
        if lines[at].heading is not None or heading_of(lines[at]) or is_numbered:
            return None if is_annex(lines[at]) else untitled
        if _is_declared(lines[at], below):
            untitled = at
    return untitled


def is_annex(line: Line) -> bool:
    """Whether an annex begins there."""
    heading = heading_of(line)
    return heading is not None and heading.kind is HeadingKind.ANNEX


def _is_record(title: Line, below: Sequence[Line]) -> bool:
    opening = opening_of(title)
    text = opening.rest if opening else joined(title).strip()  # 6. REVISION HISTORY
    is_told = all(map(_is_change, below)) or (any(line.table for line in below) and all(map(_is_cell, below)))
    is_kept = bool(_KEPT.fullmatch(text)) and all(_FIELD.fullmatch(joined(line).strip()) for line in below)
    return (bool(RECORD.fullmatch(text)) and is_told) or is_kept


def _is_change(line: Line) -> bool:
    return bool(_CHANGE.match(line.text.strip()))


def _is_cell(line: Line) -> bool:
    """Whether it is a table, or may stand among its cells: below a record on the first page are the rules."""
    return bool(line.table) or (is_like_title(joined(line)) and opening_of(line) is None)


def _is_titled_form(title: Line, below: Sequence[Line]) -> bool:
    """Whether it declares something below a title that is called so, or that stands out, and is signed."""
    text = closed_up(_COPY.sub("", joined(title).strip()))
    if not is_like_title(text) or opening_of(title) or heading_of(title) or is_to_fill_in(title):
        return False
    is_filled_in = all(map(is_to_fill_in, below))
    if title.heading is None and _TITLE.fullmatch(text):
        return is_filled_in or bool(_DECLARES.search(below[0].text))
    stands_out = (
        title.heading is not None or (title.bold and not below[0].bold) or bool(_TITLE.fullmatch(text))
    )
    declares = any(_DECLARES.search(line.text) for line in below[:3])
    return stands_out and (is_filled_in or (declares and any(map(is_to_fill_in, below))))


def _whole_title(title: Line, below: Sequence[Line]) -> tuple[Line, Sequence[Line]]:
    """A title with the rest of what is in brackets behind it, where that stands on the next line, and what is below."""
    if len(below) > 1 and _OPEN.search(title.text):
        return replace(title, text=f"{title.text} {joined(below[0])}"), below[1:]
    return title, below


def _is_declared(declared: Line, below: Sequence[Line]) -> bool:
    """Whether it is a form without a title: I have read the rules, and below it more of the kind, and who signs."""
    *others, last = [declared, *below]
    are_of_form = all(
        is_to_fill_in(line) or _declares(line) or _goes_on(joined(above), joined(line))
        for above, line in pairwise(others)
    )
    return _declares(declared) and are_of_form and is_to_fill_in(last)


def _goes_on(above: str, line: str) -> bool:
    """Whether a sentence was broken between the two."""
    return line[:1].islower() and not _ENDS.search(above)


def _declares(line: Line) -> bool:
    return _BEGINS_TO_DECLARE.match(joined(line).strip()) is not None


def heads_form(line: Line, form: Line) -> bool:
    """Whether a number with the title of a form stands right above one: 12. Acknowledgments of Receipt."""
    opening, first = opening_of(line), joined(form).strip()
    is_called_so = opening is not None and _is_called_form(opening.rest)
    return is_called_so and (_is_called_form(first) or _declares(form))


def _is_called_form(text: str) -> bool:
    return _TITLE.fullmatch(closed_up(_COPY.sub("", text.strip()))) is not None


def _is_form(table: Table) -> bool:
    cells = list(chain(table.header, *table.rows))
    return any(_SIGNED.match(cell) for cell in cells) and sum(not cell.strip() for cell in cells) >= _HALF * (
        len(cells) - 1
    )
