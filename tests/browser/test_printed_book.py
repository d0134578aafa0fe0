"""A book that a browser prints as PDF comes back clause by clause, whatever its paragraphs look like."""

from html import escape
from pathlib import Path

import pytest
from bot.importing.reading import read_books
from bot.knowledge import Knowledge
from bot.rulebook import Clause
from playwright.async_api import Browser

pytestmark = pytest.mark.asyncio(loop_scope="session")

_CHAPTERS = {"1", "2", "3", "4", "5"}
_STYLES = {
    "begun further in": "p {text-indent: 2em; margin: 0; text-align: justify}",
    "with space between": "p {margin: 0 0 8pt}",
}
_HEAD, _FOOT = (
    f"<div style='font-size: 8pt; width: 100%; text-align: center'>{words}</div>"
    for words in ("运营中心守则", "第 <span class='pageNumber'></span> 页")
)


def printed(clauses: tuple[Clause, ...], style: str) -> str:
    """The clauses as a web page."""
    page, chapter = ["<h1>运营中心守则</h1>"], ""
    for clause in clauses:
        if clause.heading.label != chapter:
            chapter = clause.heading.label
            page.append(f"<h2>{escape(chapter)}</h2>")
        page.append(f"<p><b>{clause.number} {escape(clause.title)}</b></p>")
        page += [f"<p>{escape(line)}</p>" for line in clause.text.splitlines()]
    return f"<meta charset=utf-8><style>body {{font: 11pt/1.7 serif}} {style}</style>{''.join(page)}"


@pytest.mark.parametrize("style", _STYLES)
async def test_a_book_that_is_printed_comes_back(
    style: str, browser: Browser, knowledge: Knowledge, tmp_path: Path
) -> None:
    clauses = tuple(each for each in knowledge.library.clauses if each.heading.number in _CHAPTERS)
    page = await browser.new_page()
    await page.set_content(printed(clauses, _STYLES[style]))
    path = tmp_path / "守则.pdf"
    await page.pdf(
        path=path,
        format="A4",
        display_header_footer=True,
        header_template=_HEAD,
        footer_template=_FOOT,
        margin={"top": "2.5cm", "bottom": "2.5cm", "left": "2.5cm", "right": "2.5cm"},
    )
    await page.close()

    [book] = read_books(path).books

    assert [(each.number, each.path, each.title) for each in book.clauses] == [
        (str(clause.number), (clause.heading.label,), clause.title) for clause in clauses
    ]
    for each, clause in zip(book.clauses, clauses, strict=True):
        assert each.text == "\n".join(" ".join(line.split()) for line in clause.text.splitlines())
