"""What clauses, headings and parts are called: how it is taken apart, and that any text is read in one pass."""

import pytest
from bot.rulebook import names_reference
from bot.rulebook.designation.designators import Certainty, Designator
from bot.rulebook.designation.parsing.grammar import STARTS_IN_TEXT, folded
from bot.rulebook.designation.parsing.labels import read_label
from bot.rulebook.designation.parsing.parser import Parser
from hypothesis import given
from hypothesis import strategies as st

from tests.pace import LONGER, is_steep, of_one_piece

C = Certainty
WRITTEN = "第 编 章 節 条 條 款 项 目 之一 一 十二 廿五 一百零一 12 39-1 7.1 A.1 2026.1.3 12345 % . - ( ) 、 和 至 附件"
PIECES = [*WRITTEN.split(), "的规定", "小时", "Article", "section ", "chapter VII", " of "]
TEXTS = st.one_of(
    st.text(max_size=30), st.lists(st.sampled_from([*PIECES, " ", "\n"]), max_size=12).map("".join)
)


@given(TEXTS)
def test_a_designator_may_begin_wherever_the_grammar_has_a_start(text: str) -> None:
    first = STARTS_IN_TEXT.search(folded(text))
    assert Parser(text).next_start(0) == (first.start() if first else None)


def _designators(text: str, *, alone: bool = False) -> list[Designator]:
    parser, found, at = Parser(text, alone=alone), list[Designator](), 0
    while (start := parser.next_start(at)) is not None:
        new = parser.designators(start)
        found += new
        at = new[-1].end if new else start + 1
    return found


def _said(designator: Designator) -> str:
    """One line that says all: chapter 7 · 1-3 · 第二款."""
    headings = " ".join(f"{step.kind} {step.number}" for step in designator.headings)
    number = "–".join(filter(None, [".".join(designator.number), ".".join(designator.until)]))
    return " · ".join(filter(None, [headings, number, *(part.label for part in designator.parts)]))


@given(text=TEXTS, alone=st.booleans())
def test_designators_stand_in_any_text_one_after_the_other(text: str, alone: bool) -> None:  # noqa: FBT001  # drawn
    end = 0
    for designator in _designators(text, alone=alone):
        assert end <= designator.end <= len(text)
        assert designator.start < designator.end
        assert designator.headings or designator.number
        end = designator.end


@pytest.mark.parametrize(
    ("text", "said", "certainty"),
    [
        ("第七章第一条", "chapter 7 · 1", C.SURE),
        ("第二编第三章第二节第一百五十一条第二款", "part 2 chapter 3 section 2 · 151 · 第二款", C.SURE),
        ("第一分编第九章", "subpart 1 chapter 9", C.SURE),
        ("第七章", "chapter 7", C.SURE),
        ("七章", "chapter 7", C.UNIT),
        ("第一百零一条之二", "101-2", C.SURE),
        ("第五條之一", "5-1", C.SURE),
        ("第卅条", "30", C.SURE),
        ("第五百九条", "509", C.SURE),
        ("第十 一条", "11", C.SURE),
        ("7.1", "7.1", C.DOTTED),
        ("4.1.1.2", "4.1.1.2", C.DOTTED),
        ("0.1.4", "0.1.4", C.DOTTED),
        ("A.1", "A.1", C.DOTTED),
        ("A-001", "A.1", C.DOTTED),
        ("7.1-2", "7.1-2", C.DOTTED),
        ("第7.1", "7.1", C.SURE),
        ("7.1 条", "7.1", C.SURE),
        ("十二条", "12", C.UNIT),
        ("第三条第二款第（三）项(1)", "3 · 第二款 · （三） · （一）", C.SURE),
        ("第三条第一项第二目", "3 · 第一项 · 第二目", C.SURE),
        ("第七章第一条至第三条", "chapter 7 · 1–3", C.SURE),
        ("第一至三条", "1–3", C.SURE),
        ("151-153条", "151–153", C.UNIT),
        ("7.1~7.3", "7.1–7.3", C.DOTTED),
        ("Article 133", "133", C.WORD),
        ("Sec. 5.4", "5.4", C.WORD),
        ("article 133-1", "133-1", C.WORD),
        ("§3", "3", C.WORD),
        ("条款8.5", "8.5", C.WORD),
        ("Chapter VII", "chapter 7", C.SURE),
        ("Part II", "part 2", C.SURE),
        ("Appendix A", "annex A", C.SURE),
        ("附件一", "annex 1", C.SURE),
        ("附录A", "annex A", C.SURE),
        ("chapter 7, article 1", "chapter 7 · 1", C.SURE),
        ("Article VIII, Section 8.03", "article 8 · 8.3", C.SURE),
    ],
)
def test_a_designator_and_how_sure_it_is(text: str, said: str, certainty: Certainty) -> None:
    [found] = _designators(text, alone=certainty is C.UNIT)  # in a running text it is so many of them
    assert (_said(found), found.certainty) == (said, certainty)
    assert (found.start, found.end) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("133", ["133"]),
        ("39-1", ["39-1"]),
        ("附件", ["annex "]),
        ("7 . 1", ["7.1"]),
        ("7。1", ["7.1"]),
        ("第151、152、153条", ["151", "152", "153"]),
        ("第一、三至五条", ["1", "3–5"]),
    ],
)
def test_what_is_said_alone(text: str, said: list[str]) -> None:
    assert [_said(each) for each in _designators(text, alone=True)] == said


@pytest.mark.parametrize(
    "text",
    [
        "2026.1.3",
        "12345",
        "12.5%",
        "99%",
        "第123456条",
        "第",
        "条",
        "第条",
        ".1",
        "第9条生产线",
        "第一节课",
        "schedule a talk",
    ],
)
def test_figures_that_go_on_and_things_that_are_counted_are_no_designator(text: str) -> None:
    assert _designators(text) == []


@pytest.mark.parametrize(
    ("printed", "levels"),
    [
        ("第一百〇一条", ("101",)),
        ("第7.1条", ("7", "1")),
        ("第五條之一", ("5-1",)),
        ("一、", ("1",)),
        ("（三）", ("3",)),
        ("4.1.1.2", ("4", "1", "1", "2")),
        ("§3", ("3",)),
        ("Section 8.03", ("8", "3")),
        ("A-001", ("A", "1")),
        ("第七章第一条", ("7", "1")),
        ("說明", ()),
        ("", ()),
    ],
)
def test_the_levels_of_a_printed_number(printed: str, levels: tuple[str, ...]) -> None:
    label = read_label(printed)
    assert (label.levels if label else ()) == levels


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("第一百零一条", True),
        ("请看第 12 条", True),
        ("第二款", True),
        ("第七章", True),
        ("第十項", True),
        (" 7.1 ", True),
        ("12", False),
        ("7.1 小时", False),
        ("第三个", False),
        ("十二条建议", False),
        ("", False),
    ],
)
def test_which_texts_name_a_place(text: str, *, names: bool) -> None:
    assert names_reference(text) is names


@pytest.mark.parametrize(
    "piece", [*PIECES, " ", "第一条、", "(1)", "第二款", "第1章第2条", "之一", "零", "1.", "1、", "第 "]
)
def test_a_long_text_is_read_in_one_pass(piece: str) -> None:
    for run in (_designators, names_reference):
        assert not is_steep(run, of_one_piece(piece, "第一条、"), LONGER)


@pytest.mark.parametrize("text", ["RULES AND REGULATIONS", "ARTICLES OF ASSOCIATION", "CHAPTERS BELOW"])
def test_the_end_of_a_plural_in_capitals_is_no_number(text: str) -> None:
    assert Parser(text).designators(0) == ()
