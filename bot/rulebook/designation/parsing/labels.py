"""Numbers as they are printed before a clause."""

from bot.rulebook.designation.designators import Designator
from bot.rulebook.designation.parsing.parser import Parser


def read_label(printed: str) -> Designator | None:
    """A number as it is printed (第一百〇一条, 一、, §3, Section 8.03) taken apart; None where it counts by nothing."""
    bare = printed.strip().strip("()（）").rstrip("、.．:： ")
    found = Parser(bare, alone=True).designators(0)
    return found[0] if len(found) == 1 and found[0].end == len(bare) and found[0].number else None
