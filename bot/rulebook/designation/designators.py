"""Designators: what clauses, headings and parts are called in a text, taken apart."""

from dataclasses import dataclass
from enum import Enum, StrEnum

from bot.rulebook.designation.numerals import in_chinese
from bot.rulebook.heading import HeadingKind

LAST = -1  # 最后一项


class Certainty(Enum):
    """By what a designator is known to be one."""

    SURE = "第, 章, 条"  # 第七章第一条, 第12条
    DOTTED = "7.1"  # may be a quantity
    WORD = "section"  # Section 5, #11
    UNIT = "十二条"  # may be so many of them
    BARE = "133"
    UNSURE = (
        "4.1.1.2, 四点一"  # one only where there is such a clause: it may be a version, an address, a time
    )


class PartUnit(StrEnum):
    """What the parts of a clause are called; what is meant by 款 and 项 is another thing in Taiwan, by 项 in Japan."""

    PARAGRAPH = "款"
    ITEM = "项"
    SUBITEM = "目"
    JAPANESE_ITEM = "号"
    BRACKETED = "（）"


class Reach(StrEnum):
    """How far it reaches beyond the clause whose number it has; of the counted ones the number is how many."""

    ITSELF = "第三条"
    ONWARDS = "第三条起"
    BEHIND = "第三条以后"
    BEFORE = "第三条以前"
    FIRST = "前三条"
    LAST = "最后三条"
    FROM_END = "倒数第三条"


@dataclass(frozen=True)
class Step:
    """A heading that is named: its kind, and its number ("7", "A"), "" for the only one of its kind; or its title."""

    kind: HeadingKind
    number: str
    title: str = ""


@dataclass(frozen=True)
class NamedPart:
    """A part of a clause as it is named: 第二款, (b).

    `ordinal` is counted from 1, or LAST; `letter` is what stands in its place, where that may count otherwise: i is the
    first of (i) (ii), or the ninth of (a) (b). `written` is how it was called in English.
    """

    unit: PartUnit
    ordinal: int
    letter: str = ""
    written: str = ""

    @property
    def label(self) -> str:
        """第三款, （三）, 最后一项, paragraph 2."""
        if self.written or self.ordinal == LAST:
            return self.written or f"最后一{self.unit}"
        number = in_chinese(self.ordinal)
        return f"（{number}）" if self.unit is PartUnit.BRACKETED else f"第{number}{self.unit}"


@dataclass(frozen=True)
class Designator:
    """What is named: a clause by the levels of its number, or headings alone; `start` and `end` are offsets.

    `until` is the number of the last clause of a range, () where there is none.
    """

    headings: tuple[Step, ...]
    number: tuple[str, ...]
    until: tuple[str, ...]
    parts: tuple[NamedPart, ...]
    certainty: Certainty
    start: int
    end: int
    reach: Reach = Reach.ITSELF

    @property
    def levels(self) -> tuple[str, ...]:
        """The number behind those of its headings: 第七章第一条 is 7.1."""
        return (*(step.number for step in self.headings), *self.number)
