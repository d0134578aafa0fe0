"""Word counts its lists while it goes through the document: what is shown is what it shows."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.importing.readers.word.numbering.counting import Counters
from bot.importing.readers.word.numbering.definitions import Level, ListNumbering
from bot.importing.source import NoteKind
from hypothesis import given
from hypothesis import strategies as st

from tests.importing.word.documents import (
    abstract,
    level,
    numbered_as,
    paragraph,
    read,
    shown,
    starts_at,
    style,
)

CASES = yaml.load((Path(__file__).parent / "labels.yaml").read_text("utf-8"), yaml.CSafeLoader)


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_numbers_are_those_that_word_shows(case: Mapping[str, Any], tmp_path: Path) -> None:
    numbers = {letter: at for at, letter in enumerate(case["lists"], 1)}
    lists = "".join(
        numbered_as(
            numbers[letter], 0, "".join(starts_at(*start) for start in told.get("starts", {}).items())
        )
        for letter, told in case["lists"].items()
    )
    levels = "".join(_level(index, *told) for index, told in enumerate(case["levels"]))
    body = "".join(
        paragraph("rule", numbering=(numbers[place[0]], int(place[1]))) for place, _ in case["paragraphs"]
    )
    document = read(tmp_path, body, numbering=abstract(0, levels) + lists)
    assert [line.label for line in document.lines] == [label for _, label in case["paragraphs"]]
    assert not document.notes


def _level(index: int, number_format: str, text: str, more: Mapping[str, int | None] | None = None) -> str:
    told = {"start": 1, **(more or {})}
    tags = "".join(f'<w:{name} w:val="{value}"/>' for name, value in told.items() if value is not None)
    custom = f'<w:numFmt w:val="custom" w:format="{number_format}"/>'
    number = custom if "," in number_format else f'<w:numFmt w:val="{number_format}"/>'
    return f'<w:lvl w:ilvl="{index}">{tags}{number}<w:lvlText w:val="{text}"/></w:lvl>'


def test_lists_of_different_kinds_are_counted_apart(tmp_path: Path) -> None:
    numbering = (
        abstract(0, level(0, "decimal", "%1."))
        + abstract(1, level(0, "upperLetter", "附件%1"))
        + numbered_as(1, 0)
        + numbered_as(2, 1)
    )
    body = "".join(paragraph("x", numbering=(number, 0)) for number in (1, 2, 1, 2))
    assert [line.label for line in read(tmp_path, body, numbering=numbering).lines] == [
        "1.",
        "附件A",
        "2.",
        "附件B",
    ]


def test_a_list_may_put_another_level_in_the_place_of_one(tmp_path: Path) -> None:
    other = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="10"/>{level(0, "decimal", "[%1]")}</w:lvlOverride>'
    numbering = abstract(0, level(0, "decimal", "%1.")) + numbered_as(1, 0) + numbered_as(2, 0, other)
    body = "".join(paragraph("x", numbering=(number, 0)) for number in (1, 2, 2, 1))
    assert [line.label for line in read(tmp_path, body, numbering=numbering).lines] == [
        "1.",
        "[10]",
        "[11]",
        "12.",
    ]


STYLES = (
    style("heading 1", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    + style("heading 2", '<w:numPr><w:ilvl w:val="1"/></w:numPr>', based_on="heading 1")
    + style("article", '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>')
    + style("article below", "", based_on="article")
    + style("no number", '<w:numPr><w:numId w:val="0"/></w:numPr>', based_on="article")
)
LEVELS = (
    level(0, "chineseCountingThousand", "第%1章", '<w:pStyle w:val="heading 1"/>')
    + level(1, "chineseCountingThousand", "第%2节", '<w:pStyle w:val="heading 2"/>')
    + level(2, "chineseCountingThousand", "第%3条", '<w:lvlRestart w:val="0"/><w:pStyle w:val="article"/>')
    + level(3, "decimal", "（%4）")
)


def test_styles_number_their_paragraphs_and_a_paragraph_may_say_otherwise(tmp_path: Path) -> None:
    below = '<w:numPr><w:ilvl w:val="3"/></w:numPr>'
    body = (
        paragraph("总则", style="heading 1")
        + paragraph("工时", style="heading 2")
        + paragraph("目的", style="article")
        + paragraph("范围", style="article below")
        + paragraph("说明", style="no number")
        + paragraph("说明", style="article", numbering=(0, 0))
        + paragraph("迟到", style="article", properties=below)
        + paragraph("附则", style="heading 1")
        + paragraph("解释", style="article")
    )
    document = read(tmp_path, body, numbering=abstract(0, LEVELS) + numbered_as(1, 0), styles=STYLES)
    expected = "第一章|总则 第一节|工时 第一条|目的 第二条|范围 说明 说明 （1）|迟到 第二章|附则 第三条|解释"
    assert shown(document) == expected.split()


def test_lists_that_name_a_list_style_share_its_numbers(tmp_path: Path) -> None:
    styles = style("rules", '<w:numPr><w:numId w:val="1"/></w:numPr>', of="numbering")
    numbering = (
        abstract(0, level(0, "chineseCountingThousand", "第%1条"), '<w:styleLink w:val="rules"/>')
        + abstract(1, '<w:numStyleLink w:val="rules"/>')
        + numbered_as(1, 0)
        + numbered_as(2, 1)
        + numbered_as(3, 1, starts_at(0, 1))
    )
    body = "".join(paragraph("x", numbering=(number, 0)) for number in (2, 1, 3, 3))
    document = read(tmp_path, body, numbering=numbering, styles=styles)
    assert [line.label for line in document.lines] == ["第一条", "第二条", "第一条", "第二条"]


def test_what_goes_round_in_circles_numbers_nothing_and_ends(tmp_path: Path) -> None:
    styles = style(
        "round", '<w:numPr><w:numId w:val="1"/></w:numPr>', based_on="about", of="numbering"
    ) + style("about", "", based_on="round")
    numbering = abstract(0, '<w:numStyleLink w:val="round"/>') + numbered_as(1, 0)
    body = paragraph("x", numbering=(1, 0)) + paragraph("y", style="about") + paragraph("z", numbering=(7, 0))
    assert shown(read(tmp_path, body, numbering=numbering, styles=styles)) == ["x", "y", "z"]


def test_a_number_that_is_hidden_is_counted_and_not_shown(tmp_path: Path) -> None:
    numbering = abstract(
        0, level(0, "decimal", "%1", "<w:rPr><w:vanish/></w:rPr>"), level(1, "decimal", "%1.%2")
    ) + numbered_as(1, 0)
    body = paragraph("总则", numbering=(1, 0)) + paragraph("目的", numbering=(1, 1))
    assert shown(read(tmp_path, body, numbering=numbering)) == ["总则", "1.1|目的"]


def test_a_level_that_nobody_wrote_is_shown_with_its_first_number_and_noted(tmp_path: Path) -> None:
    numbering = abstract(0, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")) + numbered_as(1, 0)
    body = "".join(paragraph("x", numbering=(1, at)) for at in (1, 1, 0, 1))
    document = read(tmp_path, body, numbering=numbering)
    assert [line.label for line in document.lines] == ["1.1", "1.2", "2", "2.1"]
    assert {note.kind for note in document.notes} == {NoteKind.UNCERTAIN_LABEL}
    assert [note.words["label"] for note in document.notes] == ["1.1", "1.2", "2", "2.1"]


def test_paragraphs_without_words_are_counted_and_hidden_ones_are_not(tmp_path: Path) -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + numbered_as(1, 0)
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
    body = (
        paragraph("a", numbering=(1, 0))
        + paragraph(numbering=(1, 0))
        + paragraph(hidden, numbering=(1, 0), mark="<w:vanish/>")
        + paragraph("b", numbering=(1, 0), properties="<w:sectPr/>")
        + "<w:tbl><w:tr><w:tc>"
        + paragraph("c", numbering=(1, 0))
        + "</w:tc></w:tr></w:tbl>"
        + paragraph("d", numbering=(1, 0))
    )
    document = read(tmp_path, body, numbering=numbering)
    assert [line.label for line in document.lines] == ["1.", "2.", "3.", "4.", "5."]
    assert [(note.kind, note.paragraph) for note in document.notes] == [(NoteKind.HIDDEN_TEXT, 3)]


levels = st.lists(st.tuples(st.integers(0, 5), st.none() | st.integers(0, 4)), min_size=4, max_size=4).map(
    lambda told: {
        index: Level(start=start, text="".join(f"%{at}." for at in range(1, index + 2)), restart=restart)
        for index, (start, restart) in enumerate(told)
    }
)
places = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), max_size=40)


@given(levels=levels, starts=st.dictionaries(st.integers(0, 3), st.integers(0, 9)), places=places)
def test_each_number_is_what_is_found_by_counting_backwards(
    levels: Mapping[int, Level], starts: Mapping[int, int], places: list[tuple[int, int]]
) -> None:
    lists = [ListNumbering(str(at), "shared", levels, starts if at else {}) for at in range(3)]
    counters = Counters()
    path: list[tuple[int, int]] = []
    for number, index in places:
        path.append((number, min(index, path[-1][1] + 1 if path else 0)))  # no level is left out
        expected = "".join(f"{_counted_backwards(lists, path, level)}." for level in range(path[-1][1] + 1))
        assert counters.count(lists[number], path[-1][1]).text == expected


def _counted_backwards(lists: list[ListNumbering], path: list[tuple[int, int]], level: int) -> int:
    """Back to where the level began: after one above it, by a start of its own, or with the document."""
    restart = lists[0].level(level).restart
    begins_after = level if restart is None or restart > level else restart
    steps, begun_by = 0, lists[0]
    for at, (number, index) in reversed(list(enumerate(path))):
        if index < begins_after:
            break
        if index == level:
            steps, begun_by = steps + 1, lists[number]
            if level in begun_by.starts and (number, index) not in path[:at]:
                break
    return begun_by.start(level) + steps - 1
