"""Formulas of the equation editor (Office Math), in one line: (a+b)/2, x^2, √(x)."""

from lxml.etree import _Element

from bot.importing.readers.word.markup import MATH

_BETWEEN = {f"{MATH}f": "/", f"{MATH}sSup": "^", f"{MATH}sSub": "_"}
_OPERANDS = {MATH + name for name in ("num", "den", "e", "sup", "sub", "deg")}
_LONG = frozenset("+-−×÷*/=±")


def in_one_line(element: _Element) -> str:
    """A formula, or a part of one, as people type it."""
    tag = str(element.tag)
    if tag == f"{MATH}t":
        return element.text or ""
    parts = [in_one_line(each) for each in element]
    if tag in _BETWEEN:
        operands = [part for each, part in zip(element, parts, strict=True) if each.tag in _OPERANDS]
        return _BETWEEN[tag].join(map(_bracketed, operands))
    if tag == f"{MATH}rad":
        return f"√{_bracketed(parts[-1] if parts else '')}"
    if tag == f"{MATH}d":
        return f"({''.join(parts)})"
    return "".join(parts)


def _bracketed(operand: str) -> str:
    """An operand that is more than one number or word stands in brackets."""
    is_one = not _LONG.intersection(operand) or (operand.startswith("(") and operand.endswith(")"))
    return operand if is_one else f"({operand})"
