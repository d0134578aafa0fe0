"""A text laid out is the text: no word is lost, doubled or moved, whatever is in it."""

from bot.pages.text import Link, Paragraph, laid_out
from bot.rulebook import Table
from hypothesis import given
from hypothesis import strategies as st

LINES = st.text(alphabet="甲乙（一）a.1；\n ", max_size=60)
CELLS = st.tuples(st.sampled_from(["经理", "员工", ""]), st.sampled_from(["500 元", "甲", ""]))
TABLES = st.builds(
    Table,
    st.just(("职级", "住宿")),
    st.lists(CELLS, max_size=3).map(tuple),
    st.sampled_from(["", "表1 标准"]),
)


def words(pieces: list[Paragraph | Table]) -> str:
    """All that is drawn."""
    return "\n".join(
        "".join(run.words for run in piece.runs) if isinstance(piece, Paragraph) else "\n".join(piece.lines)
        for piece in pieces
    )


def bare(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


@given(st.lists(LINES | TABLES, max_size=5))
def test_all_lines_and_tables_are_drawn_in_their_order(parts: list[str | Table]) -> None:
    text = "\n".join("\n".join(part.lines) if isinstance(part, Table) else part for part in parts)
    tables = [part for part in parts if isinstance(part, Table)]
    assert bare(words(list(laid_out(text, tables)))) == bare(text)


@given(LINES, st.data())
def test_a_link_leaves_the_words_as_they_are(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    links = [Link(start, end, "a", "b") for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    pieces = list(laid_out(text, (), links))
    assert bare(words(pieces)) == bare(text)
