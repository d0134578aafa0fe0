"""How a terminal's lines are broken: Chinese as it is printed, English between words, and nothing is lost."""

import re

import pytest
from bot.cli.wrapping import Wrapped, break_well, lines, print_message
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

CLAUSE = (
    "客户提出的请求，受理的客服专员须在收到后 24 小时内（含周末、节假日）作出首次回复；超过的，逐件登记。"
)
ENGLISH = "Working hours are 9:00 to 18:00 on working days, with a lunch break (from 12:00 to 13:00)."


@given(
    st.text(
        st.sampled_from("条文字ab c，。；：（）“”《》1.,()")
        | st.characters(exclude_categories=["C", "M", "Z"])
    ),
    st.integers(10, 40),
)
def test_nothing_is_lost_and_no_line_is_too_long(text: str, width: int) -> None:
    broken = lines(text, width)
    assert "".join(broken) == text
    assert all(cell_len(line.rstrip()) <= width for line in broken)


@pytest.mark.parametrize("width", range(16, 60))
def test_no_line_begins_with_a_mark_that_ends_something_or_ends_with_one_that_opens(width: int) -> None:
    broken = lines(CLAUSE, width)
    assert not [line for line in broken[1:] if line[0] in "，。；：、）"]
    assert not [line for line in broken if line.rstrip()[-1] in "（“《"]


@pytest.mark.parametrize("width", range(16, 60))
def test_english_words_are_whole(width: int) -> None:
    assert re.findall(r"\S+", " ".join(lines(ENGLISH, width))) == ENGLISH.split()


def test_what_is_broken_goes_on_as_far_in_as_it_began_and_keeps_its_style() -> None:
    console = Console(width=24, color_system=None)
    with console.capture() as shown:
        console.print(Wrapped(Text(f"（一）{CLAUSE}\n    {CLAUSE}\n\n完"), indent=2))
    first, _, second = shown.get().partition("\n      ")
    assert all(re.match(r"  \S", line) for line in first.splitlines())
    rest = second.splitlines()
    assert all(re.match(r"      \S", line) for line in rest[1:-2])
    assert [line.strip() for line in rest[-2:]] == ["", "完"]
    bold = Text("受理的客服专员须在收到后作出首次回复", style="")
    bold.stylize("bold", 4, 14)
    parts = [str(each) for each in Wrapped(bold).__rich_console__(console, console.options)]
    assert "".join(parts) == bold.plain


@pytest.mark.parametrize("width", range(20, 60))
def test_no_line_in_a_table_begins_with_a_mark_that_ends_something(width: int) -> None:
    break_well()
    console, table = Console(width=width, color_system=None), Table("条号", "内容")
    table.add_row("7.1", CLAUSE)
    with console.capture() as shown:
        console.print(table)
    cells = [line.split("│")[2].strip() for line in shown.get().splitlines() if line.startswith("│")]
    assert "".join(cells).replace(" ", "") == CLAUSE.replace(" ", "")
    assert not [cell for cell in cells if cell[:1] in {*"，。；：、）"}]


def test_a_message_of_what_went_wrong_is_broken_on_a_terminal_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    print_message(CLAUSE, is_error=True)
    assert capsys.readouterr().err == f"{CLAUSE}\n"
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "24")
    print_message(CLAUSE, is_error=True)
    printed = capsys.readouterr().err.splitlines()
    assert len(printed) > 3
    assert not [line for line in printed if line[0] in "，。；：、）"]
