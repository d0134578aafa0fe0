"""The numbers that a browser shows before the items of `<ol>`."""

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from bot.rulebook.designation.numerals import in_chinese

_STYLES = {"decimal": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A"} | {
    "lower-roman": "i",
    "upper-roman": "I",
    "cjk-ideographic": "一",
    "simp-chinese-informal": "一",
    "trad-chinese-informal": "一",
    "none": "",
}
FIGURES_BRACKETED = "1)"  # a `type` that no browser knows: what Markdown numbers so
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_WHOLE_NUMBER = re.compile(r"-?\d{1,6}")
# What stands in an item itself, as codes of law on the web have it: 0.1.1, (a), 1.
_LEVELS = re.compile(r"\s*§?\s?(?P<number>\d{1,3}(?:[.-]\d{1,3}){1,5}(?:\.[a-z])?)[.)]?\s{1,9}(?P<begins>\S)")
_PRINTED = re.compile(
    r"\s*(?P<number>[(（](?:\d{1,3}|[a-zA-Z]{1,4}|[一二三四五六七八九十]{1,3})[)）]|(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)、](?!\d)"
    r"|[一二三四五六七八九十]{1,3}、|[①-⑳]|第[一二三四五六七八九十\d]{1,4}[条條])"
)
_FIRST = re.compile(r"\W?第?[1aAiI一①]\W?[条條]?")
_FIGURES = re.compile(r"\d+")
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)


def labels(items: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """Each `<li>` of a list with its number as it is shown, "" where it has none."""
    entries = [child for child in items.iter() if child.tag == "li"]
    step = -1 if "reversed" in items.attributes else 1
    count = _number(items, "start", len(entries) if step < 0 else 1)
    form, is_counted = _form(items), items.tag == "ol" and not _have_numbers(entries)
    for entry in entries:
        count = _number(entry, "value", count)
        yield entry, _label(count, _form(entry, form)) if is_counted else ""
        count += step


def _have_numbers(entries: Sequence[LexborNode]) -> bool:
    """Whether each item begins with a number of its own; of one alone 2.5 hours is none, 2.5 Hours or 2.5.1 is."""
    texts = [entry.text() for entry in entries]
    levels = [found for text in texts if (found := _LEVELS.match(text))]
    printed = [found["number"] for text in texts if (found := _PRINTED.match(text))]
    if texts and len(levels) == len(texts):
        is_sure = (
            len(texts) > 1 or levels[0]["begins"].isupper() or len(_FIGURES.findall(levels[0]["number"])) > 2
        )
        return is_sure and len({found["number"] for found in levels}) == len(texts)
    return 1 < len(texts) == len({*printed}) and bool(_FIRST.fullmatch(printed[0]))


def _form(node: LexborNode, inherited: str = "1") -> str:
    styled = _STYLE.search(node.attributes.get("style") or "")
    return _STYLES.get(styled[1].lower(), inherited) if styled else node.attributes.get("type") or inherited


def _number(node: LexborNode, attribute: str, otherwise: int) -> int:
    written = (node.attributes.get(attribute) or "").strip()
    return int(written) if _WHOLE_NUMBER.fullmatch(written) else otherwise


def _label(count: int, form: str) -> str:
    """The number as it is shown; in figures where letters or Roman numerals would be unusually long."""
    match form:
        case "":
            return ""
        case "一":
            return f"{in_chinese(count)}、"
        case _ if form == FIGURES_BRACKETED:
            return f"{count})"
        case "a" | "A" if 0 < count <= len(_LETTERS):
            shown = _LETTERS[count - 1]
        case "i" | "I" if 0 < count < 90:
            shown = _roman(count)
        case _:
            shown = str(count)
    return f"{shown.upper() if form.isupper() else shown}."


def _roman(count: int) -> str:
    written = ""
    for worth, figure in _ROMAN:
        times, count = divmod(count, worth)
        written += figure * times
    return written
