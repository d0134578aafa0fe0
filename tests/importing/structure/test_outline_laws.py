"""A tree comes back as that tree, in whatever way its headings, clauses and items are numbered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.importing.structure import books_of
from bot.rulebook.designation.numerals import in_chinese
from hypothesis import given
from hypothesis import strategies as st

from tests.importing.written_lines import document

Numbering = Callable[[int], str]
TITLES = ["考勤管理", "休假管理", "安全管理", "档案管理"]
ENGLISH_TITLES = ["Working Hours", "Leave", "Safety", "Records"]
RULES = [
    "员工应当按时到岗，不得无故缺勤和早退。",
    "有关记录由办公室保存三年，到期统一销毁。",
    "费用按实际发生额报销，并附发票和清单。",
]
ENGLISH_RULES = [
    "Employees must be at their place on time and tell their manager.",
    "Records are kept by the office for three years and then destroyed.",
    "Costs are paid as soon as all the bills are shown to the office.",
]
ROMAN = ["I", "II", "III", "IV", "V"]


def letter(number: int) -> str:
    return "abcdef"[number - 1]


@dataclass(frozen=True)
class Ways:
    """How one language numbers things, from the outermost to the innermost: each may stand below those before it."""

    headings: Sequence[Numbering]
    clauses: Sequence[Numbering]
    items: Sequence[Numbering]
    titles: Sequence[str]
    rules: Sequence[str]
    introduction: str


CHINESE = Ways(
    [
        lambda number: f"第{in_chinese(number)}部分 ",
        lambda number: f"第{in_chinese(number)}章 ",
        lambda number: f"第{in_chinese(number)}节 ",
        lambda number: f"{in_chinese(number)}、",
    ],
    [
        lambda number: f"（{in_chinese(number)}）",
        "{}. ".format,
        "{}、".format,
        "（{}）".format,
        "{}）".format,
    ],
    [lambda number: chr(ord("①") + number - 1), lambda number: f"{letter(number)}) ", lambda _: "● "],
    TITLES,
    RULES,
    "包括：",
)
ENGLISH = Ways(
    [
        lambda number: f"PART {ROMAN[number - 1]} - ",
        lambda number: f"Chapter {number} ",
        lambda number: f"Series {number}000: ",
        lambda number: f"Policy {number * 7} ",
        lambda number: f"{ROMAN[number - 1]}. ",
    ],
    [
        lambda number: f"{letter(number).upper()}. ",
        "{}. ".format,
        "({}) ".format,
        "{}) ".format,
        "Section {}. ".format,
    ],
    [lambda number: f"({letter(number)}) ", lambda number: f"{letter(number)}. ", lambda _: "• "],
    ENGLISH_TITLES,
    ENGLISH_RULES,
    "This holds for:",
)


@given(
    st.sampled_from([CHINESE, ENGLISH]),
    st.data(),
    st.lists(st.lists(st.integers(2, 4), min_size=2, max_size=3), min_size=2, max_size=3),
    st.integers(0, 3),
)
def test_a_tree_printed_in_any_numbering_comes_back_as_that_tree(
    ways: Ways, data: st.DataObject, counts: list[list[int]], items: int
) -> None:
    outer, inner = sorted(
        data.draw(st.lists(st.integers(0, len(ways.headings) - 1), min_size=2, max_size=2, unique=True))
    )
    clause, item = (data.draw(st.sampled_from(each)) for each in (ways.clauses, ways.items))
    written, expected = list[str](), list[tuple[tuple[str, ...], str]]()
    for part, chapters in enumerate(counts, 1):
        above = ways.headings[outer](part) + ways.titles[part]
        written.append(above)
        for chapter, clauses in enumerate(chapters, 1):
            heading = ways.headings[inner](chapter) + ways.titles[chapter - 1]
            written.append(heading)
            for number in range(1, clauses + 1):
                text = [ways.rules[(part + number) % 3]]
                if items:
                    text += [
                        ways.introduction,
                        *(f"{item(at)}{ways.titles[at - 1]};" for at in range(1, items + 1)),
                    ]
                written += [clause(number) + text[0], *text[1:]]
                expected.append(((above, heading), "\n".join(text)))

    (book,) = books_of(
        document("\n".join(["House rules" if ways is ENGLISH else "内务规定", *written]))
    ).books

    assert [(each.path, each.text) for each in book.clauses] == expected
